"""Sheets of texts as a workbook (ECMA-376): byte for byte what XlsxWriter writes of the same, at a fraction of its cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby, zip_longest
from pathlib import Path
from typing import TypeAlias

from gkgen.emit.tables.package import Part, package

Rows: TypeAlias = Sequence[Sequence[str]]

_MADE = "2020-01-01T00:00:00Z"
"""A workbook says when it was made: always on the same day, so that the bytes tell of the content alone."""
_BLOCK = 16
"""Rows that tell together how far to the left and to the right they reach."""
_MOST_ROWS = 1_048_576
_PARTS = Path(__file__).parent / "parts"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_SHEET_XML = f"{_OFFICE}/spreadsheetml/2006/main"
_RELATED = f"{_OFFICE}/officeDocument/2006/relationships"
_VIEW = (
    ' workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    '<selection pane="topRight" activeCell="B1" sqref="B1"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'
    '<selection pane="bottomRight"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
)
_MARGINS = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
# What a text in a workbook can't hold as it is: control characters are written as their numbers, and what looks like
# such a number, too; blanks at the ends want to be asked for.
_UNLIKELY = re.compile("[\0-\x08\x0b-\x1f&<>￾￿]|_x|^\\s|\\s$")
_NUMBERED = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("[\0-\x08\x0b-\x1f￾￿]")
_BLANK_END = re.compile(r"^\s|\s$")
# A name that stands in a reference without quotes: words that aren't themselves a reference.
_BARE = re.compile(r"(?![\d.])[\w.]+")
_REFERENCE = re.compile(r"([A-Z]{1,3}|R|R?C)0*[1-9]\d*|(R|R?C)0*[1-9].*|R|C|RC")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are as long as `headings`; `widths` are those of the columns, in characters."""

    name: str
    headings: Sequence[str]
    rows: Rows
    widths: Sequence[int]


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook of texts under headings that stay in sight and can be filtered."""
    numbers: dict[str, int] = {}
    drawn = [_sheet(each, place, numbers) for place, each in enumerate(sheets)]
    told = sum(len(row) - row.count("") for each in sheets for row in _held(each))
    parts = [
        ("[Content_Types].xml", _content_types(len(sheets))),
        ("_rels/.rels", _relations(_ROOT)),
        ("xl/_rels/workbook.xml.rels", _relations(_below(len(sheets)))),
        *((f"xl/worksheets/sheet{number}.xml", text) for number, text in enumerate(drawn, 1)),
        ("xl/workbook.xml", _book(sheets)),
        ("xl/sharedStrings.xml", _texts(numbers, told)),
        ("xl/styles.xml", _constant("styles.xml")),
        ("xl/theme/theme1.xml", _constant("theme.xml")),
        ("docProps/core.xml", _core(title)),
        ("docProps/app.xml", _app(sheets)),
    ]
    return package(_encoded(parts))


def _encoded(parts: Sequence[tuple[str, str]]) -> Iterator[Part]:
    return ((name, text.encode()) for name, text in parts)


@cache
def _constant(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


# ---------------------------------------------------------------- a sheet


def _sheet(sheet: Sheet, place: int, numbers: dict[str, int]) -> str:
    rows = _held(sheet)
    letters = [_letters(column) for column in range(len(sheet.headings))]
    selected = ' tabSelected="1"' if place == 0 else ""
    last = max(number for number, row in enumerate(rows, 1) if any(row))
    corner = f"A1:{letters[-1]}{last}" if (last, len(letters)) != (1, 1) else "A1"
    return "".join((
        f'{_HEAD}<worksheet xmlns="{_SHEET_XML}" xmlns:r="{_RELATED}"><dimension ref="{corner}"/>'
        f"<sheetViews><sheetView{selected}{_VIEW}<cols>",
        *_columns(sheet.widths),
        "</cols><sheetData>",
        *_rows(rows, letters, numbers),
        f'</sheetData><autoFilter ref="A1:{letters[-1]}{_last_row(sheet)}"/>{_MARGINS}</worksheet>',
    ))  # fmt: skip


def _held(sheet: Sheet) -> Rows:
    """The headings and as many rows as a sheet can hold."""
    return [sheet.headings, *sheet.rows[: _MOST_ROWS - 1]]


def _last_row(sheet: Sheet) -> int:
    """Of the filter: it wants a row below the headings."""
    return max(len(_held(sheet)), 2)


def _columns(widths: Sequence[int]) -> Iterator[str]:
    """Neighbours of one width are told together; Excel counts in 256ths of the seven pixels of a digit."""
    begin = 1
    for width, group in groupby(widths):
        end = begin + len(list(group)) - 1
        told = f"{(width * 7 + 5) * 256 // 7 / 256:.16g}"
        yield f'<col min="{begin}" max="{end}" width="{told}" style="1" customWidth="1"/>'
        begin = end + 1


def _rows(rows: Rows, letters: Sequence[str], numbers: dict[str, int]) -> Iterator[str]:
    for begin in range(0, len(rows), _BLOCK):
        block = rows[begin : begin + _BLOCK]
        used = [number for number, column in enumerate(zip_longest(*block), 1) if any(column)]
        spans = f"{used[0]}:{used[-1]}" if used else ""
        for number, row in enumerate(block, begin + 1):
            cells = "".join([
                f'<c r="{letter}{number}" s="{2 if number == 1 else 1}" t="s"><v>{numbers.setdefault(text, len(numbers))}</v></c>'
                for letter, text in zip(letters, row, strict=True)
                if text
            ])  # fmt: skip
            if cells:
                yield f'<row r="{number}" spans="{spans}">{cells}</row>'


@cache
def _letters(column: int) -> str:
    above, letter = divmod(column, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + letter)


# ---------------------------------------------------------------- the texts


def _texts(numbers: dict[str, int], told: int) -> str:
    head = f'{_HEAD}<sst xmlns="{_SHEET_XML}" count="{told}" uniqueCount="{len(numbers)}">'
    return "".join((head, *map(_text, numbers), "</sst>"))


def _text(text: str) -> str:
    if not _UNLIKELY.search(text):
        return f"<si><t>{text}</t></si>"
    written = _written(text)
    kept = ' xml:space="preserve"' if _BLANK_END.search(written) else ""
    return f"<si><t{kept}>{written}</t></si>"


def _written(text: str) -> str:
    numbered = _CONTROL.sub(lambda each: f"_x{ord(each[0]):04X}_", _NUMBERED.sub(r"_x005F\1", text))
    return escape(numbered, quote=False)


# ---------------------------------------------------------------- what stands around the sheets


_ROOT = (
    (f"{_RELATED}/officeDocument", "xl/workbook.xml"),
    (f"{_OFFICE}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_RELATED}/extended-properties", "docProps/app.xml"),
)


def _below(count: int) -> tuple[tuple[str, str], ...]:
    sheets = ((f"{_RELATED}/worksheet", f"worksheets/sheet{number}.xml") for number in range(1, count + 1))
    named = (("theme", "theme/theme1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"))
    return (*sheets, *((f"{_RELATED}/{kind}", path) for kind, path in named))


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    told = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{path}"/>'
        for number, (kind, path) in enumerate(targets, 1)
    )
    return (
        f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">{"".join(told)}</Relationships>'
    )


def _content_types(count: int) -> str:
    package_type, sheet_type = "application/vnd.openxmlformats-package", "spreadsheetml"
    office_type = "application/vnd.openxmlformats-officedocument"
    named = (
        ("docProps/app", f"{office_type}.extended-properties"),
        ("docProps/core", f"{package_type}.core-properties"),
        ("xl/styles", f"{office_type}.{sheet_type}.styles"),
        ("xl/theme/theme1", f"{office_type}.theme"),
        ("xl/workbook", f"{office_type}.{sheet_type}.sheet.main"),
        *((f"xl/worksheets/sheet{n}", f"{office_type}.{sheet_type}.worksheet") for n in range(1, count + 1)),
        ("xl/sharedStrings", f"{office_type}.{sheet_type}.sharedStrings"),
    )
    told = "".join(f'<Override PartName="/{path}.xml" ContentType="{kind}+xml"/>' for path, kind in named)
    return (
        f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{package_type}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _book(sheets: Sequence[Sheet]) -> str:
    listed = (
        f'<sheet name="{_quoted(each.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, each in enumerate(sheets, 1)
    )
    areas = sorted((_filtered(each), place) for place, each in enumerate(sheets))
    areas.sort(key=lambda each: each[0].lstrip("'").lower())
    filters = (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">{_written(area)}</definedName>'
        for area, place in areas
    )
    return (
        f'{_HEAD}<workbook xmlns="{_SHEET_XML}" xmlns:r="{_RELATED}">'
        '<fileVersion appName="xl" lastEdited="4" lowestEdited="4" rupBuild="4505"/>'
        '<workbookPr defaultThemeVersion="124226"/><bookViews>'
        '<workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"/></bookViews>'
        f"<sheets>{''.join(listed)}</sheets><definedNames>{''.join(filters)}</definedNames>"
        '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    )


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


def _filtered(sheet: Sheet) -> str:
    """Where the filter of a sheet stands, as a reference from anywhere in the workbook."""
    name = sheet.name
    if not _BARE.fullmatch(name) or _REFERENCE.fullmatch(name.upper()):
        name = "'{}'".format(name.replace("'", "''"))
    return f"{name}!$A$1:${_letters(len(sheet.headings) - 1)}${_last_row(sheet)}"


def _core(title: str) -> str:
    when = f'xsi:type="dcterms:W3CDTF">{_MADE}'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_OFFICE}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_written(title)}</dc:title><dc:creator></dc:creator>"
        f"<cp:lastModifiedBy></cp:lastModifiedBy><dcterms:created {when}</dcterms:created>"
        f"<dcterms:modified {when}</dcterms:modified></cp:coreProperties>"
    )


def _app(sheets: Sequence[Sheet]) -> str:
    names = "".join(f"<vt:lpstr>{_written(each.name)}</vt:lpstr>" for each in sheets)
    return (
        f'{_HEAD}<Properties xmlns="{_RELATED.replace("relationships", "extended-properties")}" '
        f'xmlns:vt="{_RELATED.replace("relationships", "docPropsVTypes")}"><Application>Microsoft Excel</Application>'
        "<DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop><HeadingPairs>"
        '<vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant>'
        f"<vt:variant><vt:i4>{len(sheets)}</vt:i4></vt:variant></vt:vector></HeadingPairs>"
        f'<TitlesOfParts><vt:vector size="{len(sheets)}" baseType="lpstr">{names}</vt:vector></TitlesOfParts>'
        "<Company></Company><LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc>"
        "<HyperlinksChanged>false</HyperlinksChanged><AppVersion>12.0000</AppVersion></Properties>"
    )
