"""Blank forms within a text (申请表、承诺书、委托书): what a reader fills in by hand is no forgotten blank.

A blank belongs to a form beside a word for signing (签字：, （盖章）), behind the label of a person's particulars that begins
its line or its cell (姓名：, 电话：), and in a part of the text that is headed as a form. The date of the document itself
(成文日期, 印发日期) does not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from gkgen.checks.forms.slip import Slip

_OPEN = r"[\s_＿　]*(?:[年月日时][\s_＿　]*){0,3}\Z"
_SIGNED = re.compile(
    r"(?:签名|签字|签章|盖章|公章|手印|指印|填表|填报|填写|签收|签署|签订|承诺|声明|委托|受托|受理人|经办人|领取人|申请日期|申请时间)"
    rf"[^，。；：:\n|]{{0,10}}(?:[：:]|[ \t]*\|){_OPEN}"
    rf"|[（(][^（()）\n]{{0,8}}(?:签名|签字|签章|盖章|公章|手印|指印)[^（()）\n]{{0,8}}[）)][：:]?{_OPEN}"
)
_PARTICULARS = "姓名|性别|民族|年龄|出生|籍贯|学历|职业|职务|电话|手机|传真|邮编|邮箱|身份证|证件|号码|住址|地址|住所|工作单位|户名|账号|开户行|日期|时间"
_LABELLED = re.compile(
    rf"(?:^|[|\t_＿]|[ 　]{{2}})[ \t　>*\d.、（）()-]*[一-鿿/（）()]{{0,8}}(?:{_PARTICULARS})[一-鿿（）()]{{0,6}}"
    rf"(?:[：:]|[ \t]*\|){_OPEN}",
    re.MULTILINE,
)
_OWN_DATE = re.compile(r"(?:成文|发文|印发|发布|公布|公开|施行|生效|生成)(?:日期|时间)\s*[：:|][^\n]*\Z")
_FORM = r"(?:申请表|申请书|承诺书|委托书|登记表|审批表|报名表|推荐表|申报表|备案表|审核表|告知书|声明|样表|样式|格式|格式文本|回执)"
_HEADING = re.compile(
    rf"^[ 　]{{0,8}}(?P<marks>#{{1,6}})[ \t]+(?P<title>[^\n]*)$"
    rf"|^[ \t　]*(?:\*\*)?(?:附件[ 　]*\d*[ 　]+)?[一-鿿（）() 　]{{0,24}}{_FORM}(?:（[^（）\n]{{0,8}}）)?(?:\*\*)?[ \t　]*$",
    re.MULTILINE,
)
_HEADED = re.compile(rf"{_FORM}(?:[（(][^（()）]{{0,8}}[）)])?[ \t#*]*$")
_BEFORE = 60


def left_open(slips: Iterable[Slip], text: str) -> Iterator[Slip]:
    """The blanks that are not to be filled in by a reader."""
    found = list(slips)
    sections = _sections(text) if found else []
    starts = [start for start, _ in sections]
    for slip in found:
        at = bisect_right(starts, slip.start) - 1
        if not (at >= 0 and slip.start < sections[at][1]) and not _is_labelled(text, slip.start):
            yield slip


def _is_labelled(text: str, start: int) -> bool:
    least = max(0, start - _BEFORE)
    before = text[least:start]
    if _OWN_DATE.search(before):
        return False
    line = before[before.rfind("\n") + 1 :]
    has_year = re.match(r"(?:19|20)\d\d", text[start : start + 4]) is not None
    return _SIGNED.search(before) is not None or (not has_year and _LABELLED.search(line) is not None)


def _sections(text: str) -> list[tuple[int, int]]:
    """From a form's title to the next heading that isn't below it."""
    found: list[tuple[int, int]] = []
    begun: tuple[int, int] | None = None
    for heading in _HEADING.finditer(text):
        depth = len(heading["marks"] or "#######")
        if begun is not None and heading["marks"] and depth <= begun[1]:
            found.append((begun[0], heading.start()))
            begun = None
        if begun is None and (heading["title"] is None or _HEADED.search(heading["title"])):
            begun = heading.start(), depth
    if begun is not None:
        found.append((begun[0], len(text)))
    return found
