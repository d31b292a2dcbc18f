"""What the parts of any office document tell: who made it, what lies in it, where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.attachments.looked import Trace
from gkgen.attachments.markup import Attributes, Handlers, walk
from gkgen.attachments.package import Package

_NAMED = {"creator", "lastModifiedBy", "Company", "Manager"}
_GENERIC = re.compile(
    r"(?i)(?:administrator|admin|user|users|guest|owner|root|pc|hp|dell|lenovo|thinkpad|asus|acer|huawei|home|office|test|null"
    r"|none|unknown|author|microsoft.*|windows.*|wps.*|kingsoft.*|python-docx|openpyxl|xlsxwriter|libreoffice.*|apache.*|aspose.*"
    r"|.*用户|.*管理员|未知|匿名|作者|佚名|微软|联想|戴尔|惠普|新建|单位|公司|个人|办公|电脑|雨林木风|番茄花园|深度技术|系统之家|中国)\W*\d*"
)
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}·[\u3400-\u9fff]{1,8}")
_LATIN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_ORGAN = re.compile(
    r"(?:局|厅|委|办|科|处|室|部|院|所|站|馆|校|会|中心|公司|政府|街道|镇|乡|村|社区|集团|银行|法院|大队)$"
)
_INSIDE = r"(?:word|xl|ppt)/"
# A hyperlink is opened by the reader, and a template without a path is the one that everybody has.
_TEMPLATE = "attachedTemplate"
_ASKED = ("hyperlink", _TEMPLATE)


def is_person(name: str) -> bool:
    """Whether the name in a file's properties is likely that of a person, and not of a machine or an office."""
    bare = name.strip()
    if _GENERIC.fullmatch(bare) or _ORGAN.search(bare):
        return False
    return bool(_HAN.fullmatch(bare) or _LATIN.fullmatch(bare))


def authors(names: list[str]) -> Trace:
    """The persons among the names, each with all but its first character covered."""
    persons = sorted({name.strip() for name in names if is_person(name)})
    return Trace("authors", "、".join(f"{name[0]}**" for name in persons), len(persons))


def properties(package: Package) -> Iterator[Trace]:
    names: list[str] = []
    for part in ("docProps/core.xml", "docProps/app.xml"):
        names += texts(package.read(part), _NAMED)
    yield authors(names)


def parts(package: Package) -> Iterator[Trace]:
    """Embedded objects, macros, and links that are followed without being asked."""
    embedded = package.names(_INSIDE + r"embeddings/.+")
    yield Trace("embedded", _first(embedded), len(embedded))
    active = package.names(_INSIDE + r"(?:vbaProject\.bin|activeX/.+\.bin|macrosheets/.+\.xml)")
    yield Trace("active", _first(active), len(active))
    external = [
        target for name in package.names(r"(?:.*/)?_rels/.+\.rels") for target in _outward(package.read(name))
    ]
    yield Trace("external", external[0][:60] if external else "", len(external))


def elements(content: bytes, name: str) -> int:
    """How many elements of a name there are."""
    count = 0

    def start(found: str, _attributes: Attributes) -> None:
        nonlocal count
        count += found == name

    walk(content, Handlers(start))
    return count


def texts(content: bytes, wanted: set[str]) -> list[str]:
    """The texts directly inside elements of these names."""
    found: list[str] = []
    open_names: list[str] = []

    def text(said: str) -> None:
        if open_names and open_names[-1] in wanted:
            found.append(said)

    walk(content, Handlers(lambda name, _: open_names.append(name), lambda _: _drop(open_names), text))
    return found


def _first(names: list[str]) -> str:
    return names[0].rpartition("/")[2] if names else ""


def _outward(content: bytes) -> list[str]:
    found: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name != "Relationship" or attributes.get("TargetMode") != "External":
            return
        target, kind = attributes.get("Target", ""), attributes.get("Type", "").rpartition("/")[2]
        local = target.startswith(("file:", "\\\\"))
        if local or kind not in _ASKED or (kind == _TEMPLATE and "/" in target):
            found.append(target)

    walk(content, Handlers(start))
    return found


def _drop(names: list[str]) -> None:
    names.pop()
