"""What `site.yaml` may say of findings that the site lives with for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from gkgen.findings import Text, error
from gkgen.schema.fields import Field, matching

BAD_RULE_CODE = error(
    "B814",
    Text("“{value}”不是规则的代码", "“{value}” is not the code of a rule"),
    Text(
        "照检查结果里的代码写，一个大写字母和三位数字，例如 K203",
        "copy the code from the finding: a capital letter and three figures, like K203",
    ),
)
RULE_CODE = matching(BAD_RULE_CODE, r"[A-Z]\d{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One rule that isn't held against one file, or those of one form, for a reason and until a day."""

    rule: Annotated[str, Field("规则", aliases=("代码",), form=RULE_CODE, hint="报错的代码，例如 K203")]
    where: Annotated[
        str,
        Field(
            "文件",
            aliases=("编号", "范围"),
            hint="内容文件的路径、标识或者索引号；可以用 * 代表任意文字，例如 guides/*.yaml",
        ),
    ]
    reason: Annotated[str, Field("理由", hint="为什么现在改不了")]
    until: Annotated[date, Field("到期", aliases=("到期日",), hint="过了这一天，例外不再起作用")]
