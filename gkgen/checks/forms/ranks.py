"""The rank of a legal basis against its number and its name.

行政法规 are issued by orders of the State Council (行政法规制定程序条例第二十七条), 规章 by orders of a ministry or a
government (规章制定程序条例第三十一条), 法律 by orders of the President: a ministry's 财综〔2017〕35号 is a 规范性文件. 规章 may
not be called 条例 (规章制定程序条例第七条). Old regulations have numbers of 国发, 国办发 and 中发; they are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.slip import Slip
from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry
from gkgen.schema.documents import bases_of

NUMBER = warning(
    "W838",
    Text(
        "{found}写的是“{rank}”，文号却是规范性文件的“{number}”",
        "{found} is said to be {rank}, but its number “{number}” is that of a normative document",
    ),
    Text("核对后改成“规范性文件”，或者改正文号", "make it 规范性文件, or correct the number"),
    "行政法规制定程序条例第二十七条、规章制定程序条例第三十一条",
)
NAME = warning(
    "W839",
    Text(
        "{found}写的是“{rank}”，名称却不是{rank}的", "{found} is said to be {rank}, but isn't named like one"
    ),
    Text("核对它由谁制定，改正位阶", "find out who made it and correct the rank"),
    "立法法；行政法规制定程序条例第五条；规章制定程序条例第七条",
)

TEXT = warning(
    "W840",
    Text("{found}的位阶与它的文号或者名称不符", "the rank of {found} doesn't fit its number or its name"),
    Text("核对后改正，例如部门发文是“规范性文件”", "correct it: a ministry's circular is a 规范性文件"),
    "行政法规制定程序条例、规章制定程序条例",
)

_DOCUMENT = re.compile(r"([一-鿿]{1,12})\s*[\[［【（(〔]\s*(?:19|20)\d\d\s*[\]］】）)〕]\s*第?\s*\d+\s*号")
_HIGH_ORGANS = ("国发", "国办发", "国函", "中发", "中办发", "厅字", "国务院令", "主席令")
_RANKED = re.compile(
    r"【(法律|行政法规|地方性法规|部门规章|地方政府规章|规章)】[ \u3000]*(《[^》\n]+》)[ \u3000]*([（(][^\n]{0,60})?"
)
# 条例 that the National People's Congress itself has made.
_STATUTES = re.compile(
    "户口登记条例|学位条例|衔条例|服役条例|选举办法|议事规则|戒严|治安管理处罚条例|农业税条例"
)
_NAMES = {
    "法律": re.compile("(?:条例|办法|规定|细则|通知|意见|规程)$"),
    "行政法规": re.compile("(?<!办)法$|通知$"),
    "部门规章": re.compile("条例$|(?<!办)法$|通知$"),
    "地方政府规章": re.compile("条例$|(?<!办)法$|通知$"),
    "规章": re.compile("条例$|(?<!办)法$|通知$"),
}


def ranks_of(entry: Entry) -> Iterator[Finding]:
    """Every basis that is written in parts, or as one text that was told apart."""
    for each in bases_of(entry.fields):
        basis = each.basis
        if basis.rank is None:
            continue
        place = entry.place(*each.path, "rank")
        named = re.match("《([^》]+)》", basis.title)
        number = basis.document_number or basis.title.partition("》")[2]
        found = f"《{named[1] if named else basis.title}》"
        if wrong := _wrong_number(basis.rank, number):
            yield NUMBER.at(place, found=found, rank=basis.rank, number=wrong)
        elif is_misnamed(basis.rank, found[1:-1]):
            yield NAME.at(place, found=found, rank=basis.rank)


def find(text: str) -> Iterator[Slip]:
    for found in _RANKED.finditer(text):
        rank, title, number = found[1], found[2], found[3] or ""
        if _wrong_number(rank, number.partition("）")[0]) or is_misnamed(rank, title[1:-1]):
            yield Slip(found.start(), found.end(2), TEXT)


def is_misnamed(rank: str, title: str) -> bool:
    bare = re.sub("[（(][^）)]*[）)]$", "", title.strip())
    pattern = _NAMES.get(rank)
    return (
        pattern is not None
        and pattern.search(bare) is not None
        and not (rank == "法律" and _STATUTES.search(bare))
    )


def _wrong_number(rank: str, number: str) -> str:
    """The number that no law or regulation of this rank has."""
    if rank not in ("法律", "行政法规", "地方性法规"):
        return ""
    found = _DOCUMENT.search(number)
    if found is None or found[1].endswith(("令", "公告")) or found[1].startswith(_HIGH_ORGANS):
        return ""
    return found.group()
