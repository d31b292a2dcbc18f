"""The form as a Word file, on one sheet of A4; the same words give the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from gkgen.types.application.form import NOTE, PARTS, SIGNED, TITLE, FormPart, FormRow

# Any day will do that is always the same; a ZIP archive can't tell one before 1980.
_DAY = datetime(2020, 1, 1)
_WIDTHS = (Mm(18), Mm(30), Mm(55), Mm(28), Mm(49))
_LINE = 9


def paper_form(to: str, ways: str) -> bytes:
    """The form addressed to an office; `ways` says below it where to send it."""
    paper = Document()
    _set_up(paper)
    _paragraph(paper.add_paragraph(), TITLE, 18, bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(paper.add_paragraph(), f"受理机构：{to}", 10.5)
    table = paper.add_table(rows=0, cols=len(_WIDTHS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for part in PARTS:
        _part(table, part)
    for text in (NOTE, ways):
        _paragraph(paper.add_paragraph(), text, 9)
    _paragraph(paper.add_paragraph(), "　　　　　　".join(SIGNED), 10.5)
    return _bytes(paper)


def _set_up(paper: Paper) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(14)
    normal = paper.styles["Normal"]
    normal.font.name = "SimSun"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    core = paper.core_properties
    core.title, core.author, core.comments, core.last_modified_by = TITLE, "", "", ""
    core.language, core.revision = "zh-CN", 1
    core.created = core.modified = _DAY


def _part(table: Table, part: FormPart) -> None:
    first: _Cell | None = None
    for each in part.rows:
        cells = _row(table, each)
        first = first.merge(cells) if first is not None else cells
    assert first is not None
    for extra in first.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    _paragraph(first.paragraphs[0], part.title, 10.5, bold=True)


def _row(table: Table, row: FormRow) -> _Cell:
    """Adds a row and returns its first cell, which all rows of a part share."""
    added: _Row = table.add_row()  # type: ignore[no-untyped-call]
    added.height, added.height_rule = Mm(_LINE * row.height), WD_ROW_HEIGHT_RULE.AT_LEAST
    cells = added.cells
    for cell, width in zip(cells, _WIDTHS, strict=True):
        cell.width = width
    _paragraph(cells[1].paragraphs[0], row.blanks[0].label, 10.5)
    if len(row.blanks) > 1:
        _paragraph(cells[3].paragraphs[0], row.blanks[1].label, 10.5)
    else:
        wide = cells[2].merge(cells[4])
        _paragraph(wide.paragraphs[0], "　".join(f"□ {each}" for each in row.choices), 10.5)
    return cells[0]


def _paragraph(paragraph: Paragraph, text: str, size: float, *, bold: bool = False) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(2)
    return paragraph


def _bytes(paper: Paper) -> bytes:
    """The archive with its parts in one order and of one day: python-docx dates them by the clock."""
    written, fixed = io.BytesIO(), io.BytesIO()
    paper.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            part = zipfile.ZipInfo(name, _DAY.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return fixed.getvalue()
