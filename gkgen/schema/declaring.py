"""What `site.yaml` may say of content types: types of the site's own, and fields added to those that gkgen has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from gkgen.findings import Text, error
from gkgen.schema.fields import Field, matching

BAD_KEY = error(
    "K281",
    Text("“{value}”不能做代码", "“{value}” can't be a key"),
    Text(
        "以小写字母开头，只用小写字母、数字和下划线，例如 village",
        "begin with a small letter; small letters, digits and underscores only, like village",
    ),
)
BAD_FOLDER = error(
    "K282",
    Text("“{value}”不能做文件夹", "“{value}” can't be a folder"),
    Text("只用小写字母、数字和连字符，例如 village", "use small letters, digits and hyphens, like village"),
)

KEY = matching(BAD_KEY, r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
TYPE_KEY = matching(BAD_KEY, r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
FOLDER = matching(BAD_FOLDER, r"[a-z0-9]+(?:-[a-z0-9]+)*")

SimpleForm: TypeAlias = Literal[
    "文字", "数字", "金额", "日期", "是否", "时限", "词表", "列表", "电话", "网址", "引用", "附件"
]
AnyForm: TypeAlias = Literal[
    "文字",
    "数字",
    "金额",
    "日期",
    "是否",
    "时限",
    "词表",
    "列表",
    "电话",
    "网址",
    "引用",
    "附件",
    "依据",
    "表格",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredColumn:
    """A column of a table in a field that a site declares."""

    key: Annotated[str, Field("代码", aliases=("键",), form=KEY, hint="英文，例如 amount")]
    label: Annotated[str, Field("名称", hint="给人看的名称，例如 金额")]
    form: Annotated[SimpleForm, Field("形式")] = "文字"
    words: Annotated[tuple[str, ...], Field("词", hint="形式是“词表”时可用的词")] = ()
    refers: Annotated[str, Field("引用", hint="形式是“引用”时引用的类型，例如 organisation")] = ""
    required: Annotated[bool, Field("必填")] = False
    hint: Annotated[str, Field("说明")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredField:
    """A field that a site declares: the same that a built-in declaration says of a field."""

    key: Annotated[str, Field("代码", aliases=("键",), form=KEY, hint="英文，例如 village")]
    label: Annotated[str, Field("名称", hint="给人看的名称，例如 村（社区）")]
    form: Annotated[AnyForm, Field("形式")] = "文字"
    words: Annotated[tuple[str, ...], Field("词", hint="形式是“词表”时可用的词")] = ()
    refers: Annotated[str, Field("引用", hint="形式是“引用”时引用的类型，例如 organisation")] = ""
    columns: Annotated[tuple[DeclaredColumn, ...], Field("列", hint="形式是“表格”时的各列")] = ()
    required: Annotated[bool, Field("必填")] = False
    expected: Annotated[str, Field("要求", hint="要求公开它的法规或标准；没有写时给一个提醒")] = ""
    aliases: Annotated[tuple[str, ...], Field("别名", hint="表格里常见的其他名称")] = ()
    longest: Annotated[int, Field("最多字数")] = 0
    hint: Annotated[str, Field("说明")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredType:
    """A content type of the site's own."""

    key: Annotated[str, Field("代码", aliases=("键",), form=TYPE_KEY, hint="英文，例如 village-notice")]
    label: Annotated[str, Field("名称", hint="例如 村务公开")]
    folder: Annotated[str, Field("文件夹", form=FOLDER, hint="内容和网址的文件夹")]
    fields: Annotated[tuple[DeclaredField, ...], Field("字段", aliases=("栏目",))] = ()
    written_as: Annotated[Literal["Markdown", "YAML"], Field("格式")] = "YAML"
    template: Annotated[str, Field("模板", hint="主题里的模板文件；不写就用通用的")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFields:
    """Fields that a site adds to a type that gkgen has."""

    type: Annotated[str, Field("类型", hint="例如 办事指南")]
    part: Annotated[str, Field("加在", hint="加在表格的每一行里时，写那一栏，例如 目录条目")] = ""
    fields: Annotated[tuple[DeclaredField, ...], Field("字段", aliases=("栏目",))]
