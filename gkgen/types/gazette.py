"""Gazette (政府公报): an issue that collects documents, with its contents, its pages and the issues around it.

Source: 条例第二十三条 (the gazette is the first of the ways to publish); the text printed in it is the standard text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from gkgen.findings import Finding, Text, error, warning
from gkgen.model import Entry, Link
from gkgen.schema import ContentType, Disclosed, Field, Site
from gkgen.schema.common import OPEN, document_number_of
from gkgen.schema.printed import Issue, Printed
from gkgen.schema.printed import Piece as PrintedPiece
from gkgen.types.pointing import named

SAME_ISSUE = error(
    "K317",
    Text("{year}年第{number}期已经有了：{file}", "issue {number} of {year} is there already: {file}"),
    Text("核对年份和期号", "check the year and the number"),
)
MISSING_ISSUE = warning(
    "K318",
    Text(
        "{year}年第{number}期前面缺第{missing}期",
        "before issue {number} of {year}, number {missing} is missing",
    ),
    Text("补上那一期，或者核对期号", "add that issue, or check the number"),
)
TOTAL_NUMBER = warning(
    "K319",
    Text(
        "总期号写的是 {total}，上一期是 {before}",
        "the total number is {total}; that of the issue before is {before}",
    ),
    Text("总期号逐期加一，核对后改正", "it grows by one with each issue; check both"),
)
UNTITLED = error(
    "K320",
    Text("公报目录里的一篇没有写“内容”，也没有写“标题”", "a piece of the contents has neither 内容 nor 标题"),
    Text(
        "本站有的写“内容: 文号或标题”，没有的写“标题”",
        "name what is on this site in 内容, else write its 标题",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of the contents: something of this site, or a title alone."""

    item: Annotated[
        str, Field("内容", aliases=("文件", "文号"), refers="*", reverse="载于", hint="文号、标题或者标识")
    ] = ""
    title: Annotated[str, Field("标题", hint="本站没有的文件，写标题")] = ""
    page: Annotated[int | None, Field("页码", aliases=("页",))] = None

    @classmethod
    def from_text(cls, text: str) -> Piece:
        return cls(title=text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: Annotated[str, Field("栏目", aliases=("栏目名称",))]
    pieces: Annotated[tuple[Piece, ...], Field("篇目", aliases=("文件", "条目"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazette(Disclosed):
    year: Annotated[int, Field("年份", aliases=("年",))]
    number: Annotated[int, Field("期号", aliases=("期", "第几期"), counted=True)]
    total: Annotated[int | None, Field("总期号", aliases=("总第几期",))] = None
    sections: Annotated[tuple[Section, ...], Field("公报目录", aliases=("目次", "栏目"))]


@dataclass(frozen=True, slots=True)
class PieceView:
    link: Link
    page: int | None
    document_number: str


@dataclass(frozen=True, slots=True)
class GazetteView:
    """`issue` is 2026年第2期（总第14期）; the issues before and after are of the same publisher."""

    issue: str
    sections: tuple[tuple[str, tuple[PieceView, ...]], ...]
    previous: Link | None
    next: Link | None


def view(entry: Entry, site: Site) -> GazetteView:
    fields: Gazette = entry.fields
    issues = _issues(entry, site)
    here = issues.index(entry)
    total = f"（总第{fields.total}期）" if fields.total is not None else ""
    return GazetteView(
        issue=f"{fields.year}年第{fields.number}期{total}",
        sections=tuple(
            (section.title, tuple(_piece(each, site) for each in section.pieces))
            for section in fields.sections
        ),
        previous=_link(issues[here - 1]) if here else None,
        next=_link(issues[here + 1]) if here + 1 < len(issues) else None,
    )


def _piece(piece: Piece, site: Site) -> PieceView:
    found = named("*", piece.item, site) if piece.item else None
    if found is None:
        return PieceView(Link(piece.title or piece.item, ""), piece.page, "")
    number = "" if found.row else document_number_of(found.entry.fields)
    return PieceView(Link(piece.title or found.title, found.address), piece.page, number)


def issue(entry: Entry, site: Site) -> Issue:
    """The issue with the texts that the site has; of any other piece its title."""
    sections = tuple(
        (section.title, tuple(_printed(each, site) for each in section.pieces))
        for section in entry.fields.sections
    )
    return Issue(view(entry, site).issue, sections)


def _printed(piece: Piece, site: Site) -> PrintedPiece:
    found = named("*", piece.item, site) if piece.item else None
    is_whole = found is not None and found.row is None and found.entry.fields.disclosure == OPEN
    title = piece.title or (found.title if found else piece.item)
    return PrintedPiece(title, found.entry if found is not None and is_whole else None)


def _link(entry: Entry) -> Link:
    return Link(entry.fields.title, entry.address)


def _issues(entry: Entry, site: Site) -> list[Entry]:
    """All issues of the same gazette, oldest first."""
    own = [
        each
        for each in site.of_kind(entry.kind)
        if isinstance(each.fields, Gazette) and site.publisher_of(each) == site.publisher_of(entry)
    ]
    return sorted(own, key=lambda each: (each.fields.year, each.fields.number, each.path))


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    fields = entry.fields
    if not isinstance(fields, Gazette):
        return
    for place, section in enumerate(fields.sections):
        for index, piece in enumerate(section.pieces):
            if not (piece.item or piece.title):
                yield UNTITLED.at(entry.place("sections", place, "pieces", index))
    issues = _issues(entry, site)
    here = issues.index(entry)
    if here:
        yield from _after(issues[here - 1], entry)


def _after(before: Entry, entry: Entry) -> Iterator[Finding]:
    """What an issue says against the one before it. The first that the site holds may have any number."""
    old, new = before.fields, entry.fields
    if (old.year, old.number) == (new.year, new.number):
        yield SAME_ISSUE.at(entry.place("number"), year=new.year, number=new.number, file=before.path)
        return
    first = old.number + 1 if old.year == new.year else 1
    if first < new.number and old.year in (new.year, new.year - 1):
        yield MISSING_ISSUE.at(entry.place("number"), year=new.year, number=new.number, missing=first)
    elif old.total is not None and new.total is not None and new.total != old.total + 1:
        yield TOTAL_NUMBER.at(entry.place("total"), total=new.total, before=old.total)


EXAMPLE = """\
类型: 政府公报
标题: 望溪区人民政府公报2026年第1期
发布机构: {organisation}
成文日期: {today}
发布日期: {today}
公开目录: {node}
公开审查:
  审查人: 某某
  日期: {today}
  依据: 《政府信息公开条例》第十七条
年份: 2026
期号: 1
公报目录:
  - 栏目: 区政府文件
    篇目:
      # 本站有的写文号，页面互相链接：- {{内容: 望溪政发〔2026〕3号, 页码: 3}}
      - {{标题: 在这里写文件标题, 页码: 3}}
"""

GAZETTE = ContentType(
    key="gazette",
    label="政府公报",
    folder="gazettes",
    fields=Gazette,
    template="gazette.html",
    example=EXAMPLE,
    view=view,
    check=check,
    printed=Printed("issue", issue=issue),
)
