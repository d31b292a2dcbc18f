"""Vague wording where the citizen must be told exactly what to bring and to fulfil.

国办秘函〔2019〕19号 counts “根据有关法律法规规定应提交的其他材料” and the like: 2 points an item; 《优化营商环境条例》
第三十五条 asks for standard guides. Looked at in fields whose declaration asks for exact wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.slip import Slip
from gkgen.findings import Text, warning

VAGUE = warning(
    "W847",
    Text("“{found}”说得不具体，办事的人不知道要准备什么", "“{found}” is vague: nobody knows what to bring"),
    Text("逐项写明；没有别的要求就删去", "name each thing; if there is nothing more, delete it"),
    "国办秘函〔2019〕19号",
)

_THINGS = "(?:材料|资料|文件|证明|证件|手续|条件|要求|情形)"
_VAGUE = re.compile(
    rf"(?:其他|其它)(?:有关|相关|必要的?|需要的?|应当?提交的?|应提供的?|规定的?|所需的?){{0,2}}{_THINGS}"
    rf"|等(?:有关|相关)?(?:材料|资料|证明文件|证明材料|证件|手续)(?![的上中内齐])"
    rf"|(?:有关|相关)(?:的)?(?:材料|证明|资料|手续|证件)(?!名称|系统|目录)"
    rf"|(?:按|按照|依照|根据|依据)(?:有关|相关)?(?:规定|要求|法律法规|法律、法规)[^，。；\n]{{0,8}}?(?:提交|提供|需要|应当)[^，。；\n]{{0,6}}{_THINGS}"
    rf"|(?:部门|机关|机构|窗口|单位)(?:要求|认为|需要|规定)[^，。；\n]{{0,6}}的?(?:其他|其它)?[^，。；\n]{{0,4}}{_THINGS}"
    rf"|(?:法律|法规|规章)[^，。；\n]{{0,8}}规定的(?:其他|其它|有关|相关)?{_THINGS}"
    r"|属于法律法规(?:范畴|规定)?内?[^，。；\n]{0,8}(?:提供|提交)"
    r"|视(?:具体)?情况(?:而定|提供|提交)|以(?:窗口|工作人员|现场)(?:告知|要求|解释)为准|详见(?:有关|相关)规定"
)


def find(text: str) -> Iterator[Slip]:
    """The first of a text: one vague clause is mended as a whole."""
    if found := _VAGUE.search(text):
        yield Slip(found.start(), found.end(), VAGUE)
