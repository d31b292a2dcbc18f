"""What goes to the press: a form, and its data, fuller tries before shorter ones where all must stand on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from gkgen.findings import Finding, Place, Text, warning
from gkgen.printing.press import Press
from gkgen.schema.content_type import Subject
from gkgen.schema.printed import PaperForm

PaperSize: TypeAlias = Literal["A3", "A4", "A5"]

SHORTENED = warning(
    "T980",
    Text("一页放不下，卡片上没有印：{parts}", "there is no room on one page for: {parts}"),
    Text("要印全就把内容写短，或者用 --paper 换大一号的纸", "write less, or take a larger sheet by --paper"),
)
OVERFLOWING = warning(
    "T981",
    Text("“{title}”一页印不下，印了 {pages} 页", "“{title}” takes {pages} pages, not one"),
    Text("把标题、条件和材料写短", "shorten its title, conditions and materials"),
)


@dataclass(frozen=True, slots=True)
class Format:
    """The sheet of paper; `turned` is None where what stands on it decides."""

    paper: PaperSize
    turned: bool | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Things to be listed: a title, a name for the file, the page that shows them, and groups under their names."""

    title: str
    name: str
    address: str
    groups: tuple[tuple[str, tuple[Subject, ...]], ...]


@dataclass(frozen=True, slots=True)
class Try:
    """The data of a template, and what they leave out."""

    data: dict[str, Any]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One PDF to be: `name` is that of the file without its ending, `file` the content from which it is made. `tries`
    are gone through until one fits on a page, where `one_page` asks for that; else there is one."""

    name: str
    form: PaperForm
    file: str
    tries: tuple[Try, ...]
    one_page: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    name: str
    content: bytes
    pages: int
    findings: tuple[Finding, ...]


def printed(sheet: Sheet, press: Press) -> PrintedSheet:
    """The sheet as PDF, and what a clerk must know of it. Raises UsageError where a character has no font."""
    for each in sheet.tries:
        content = press.pdf(sheet.form, each.data)
        pages = press.pages(content)
        if not sheet.one_page or pages == 1:
            break
    said = (*sheet.findings, *_told(sheet, each, pages))
    return PrintedSheet(f"{sheet.name}.pdf", content, pages, said)


def file_name(address: str, form: PaperForm) -> str:
    """A name that any disk takes: that of the page, and the form."""
    return f"{address.removesuffix('.html').replace('/', '-')}-{form}"


def _told(sheet: Sheet, taken: Try, pages: int) -> Iterator[Finding]:
    place = Place(sheet.file)
    if sheet.one_page and pages > 1:
        yield OVERFLOWING.at(place, title=str(taken.data["title"]), pages=pages)
    if taken.left_out:
        yield SHORTENED.at(place, parts="、".join(taken.left_out))
