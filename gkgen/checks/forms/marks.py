"""Marks of a program or a scan: 口 for □, quotation marks of a CSV export, null, the suffix of a code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.checks.forms.slip import Room, Slip
from gkgen.findings import Text, warning
from gkgen.schema.vocabularies import CARRIERS, STANDARD

BOX = warning(
    "W844",
    Text("“{found}”里的“口”应当是方框“□”", "the character 口 in “{found}” should be the box □"),
    Text("写成“{right}”", "write “{right}”"),
)
QUOTED = warning(
    "W845",
    Text("整段文字外面多了一对英文引号", "the whole text stands within a pair of stray quotation marks"),
    Text("删去首尾的引号；多半是导出表格时带来的", "delete them; an export of a table has put them there"),
)
NOTHING = warning(
    "W846",
    Text("“{found}”是程序表示“没有”的话，不是内容", "“{found}” is a program's word for nothing, not content"),
    Text("填上实际内容，或者删去这一项", "put the real content here, or delete the field"),
)
SUFFIXED = warning(
    "W849",
    Text("代码“{found}”后面多了系统内部的后缀", "the code “{found}” has the suffix of some system behind it"),
    Text(
        "删去“_”和后面的数字，核对代码的位数", "delete the _ and the figures behind it, and count the places"
    ),
)

_SUFFIXED = re.compile(r"(?<![0-9A-Za-z_])[0-9A-Z]{15,18}_\d{2,6}(?![0-9A-Za-z_])")
_NAMES = (*(re.split("[/（]", each)[0] for each in STANDARD[CARRIERS]), "其它", "公开栏", "公示栏")
_BOX = re.compile(rf"(?<![^\s，、；;■□☑√])口(?={'|'.join(re.escape(each) for each in _NAMES)})")
_NOTHING = re.compile(
    r"null|undefined|nan|none|nil|\(null\)|\[object Object\]|#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)|N/A",
    re.IGNORECASE,
)


def find_boxes(text: str) -> Iterator[Slip]:
    for found in _BOX.finditer(text):
        yield Slip(found.start(), found.end(), BOX, "□")


def find_quoted(text: str) -> Iterator[Slip]:
    inner = text.strip()[1:-1]
    if text.strip()[:1] == text.strip()[-1:] == '"' and inner.strip() and '"' not in inner.replace('""', ""):
        start = text.index('"')
        yield Slip(start, start + len(inner) + 2, QUOTED, inner.replace('""', '"'))


def find_programs_words(text: str) -> Iterator[Slip]:
    """In any text, one without a Chinese character too."""
    if _NOTHING.fullmatch(text.strip()):
        yield Slip(0, len(text), NOTHING)
    elif "_" in text and (found := _SUFFIXED.search(text)):
        yield Slip(found.start(), found.end(), SUFFIXED)


ROOMS = (
    Room(find_boxes, words=tuple(f"口{each}" for each in _NAMES)),
    Room(find_quoted, frozenset('"')),
)
