"""Files as offices make them: what they carry beside their text is told, what is bad in them breaks nothing."""

from __future__ import annotations

import io
import subprocess
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text as Note

from gkgen.attachments import Looked, look
from gkgen.attachments.office import is_person
from gkgen.built import Built
from gkgen.findings import Finding
from tests.browsing import CHROMIUM
from tests.sites import built, item

WHOLE = "420106199003071238"


def kinds(found: Looked) -> list[str]:
    return sorted({trace.kind for trace in found.traces} | {leak.sight.kind for leak in found.leaks})


def said(found: Looked, kind: str) -> list[str]:
    return [trace.said for trace in found.traces if trace.kind == kind]


# ---------------------------------------------------------------- Word


def docx(document: Document) -> bytes:  # type: ignore[valid-type]
    held = io.BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


def document(*paragraphs: str, author: str = "") -> Document:  # type: ignore[valid-type]
    made = Document()
    made.core_properties.author = author
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return made


def test_a_clean_document_has_no_trace() -> None:
    made = document("关于做好工作的通知", "咨询电话：13912345678", author="望溪区民政局办公室")
    made.add_table(2, 2).cell(1, 1).text = "4201**********1238"
    assert look(docx(made), "a.docx") == Looked()


def test_a_document_tells_its_author_and_a_finding_covers_the_name() -> None:
    made = document("正文", author="林望山")
    made.core_properties.last_modified_by = "Administrator"
    assert said(look(docx(made), "a.docx"), "authors") == ["林**"]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("林望山", True),
        ("欧阳小满", True),
        ("Lin Wangshan", True),
        ("微软用户", False),
        ("Windows 用户", False),
        ("Administrator", False),
        ("admin2", False),
        ("民政局", False),
        ("办公室", False),
        ("python-docx", False),
        ("Microsoft Office User", False),
        ("望溪区民政局社会救助科", False),
        ("", False),
    ],
)
def test_a_machine_and_an_office_are_no_persons(name: str, person: bool) -> None:
    assert is_person(name) is person


def test_comments_tracked_changes_and_hidden_words_are_told_and_read() -> None:
    made = document()
    paragraph = made.add_paragraph("看得见")
    made.add_comment(paragraph.runs, text=f"核对 {WHOLE}", author="某某")
    hidden = paragraph.add_run("看不见")
    hidden.font.hidden = True
    deletion = OxmlElement("w:del")
    deletion.set(qn("w:author"), "某某")
    run, words = OxmlElement("w:r"), OxmlElement("w:delText")
    words.text = "身份证号 " + WHOLE
    run.append(words)
    deletion.append(run)
    paragraph._p.append(deletion)
    found = look(docx(made), "a.docx")
    assert kinds(found) == ["comments", "hidden", "identity", "revisions"]
    assert [leak.where for leak in found.leaks] == ["", "批注"]
    assert {leak.sight.said for leak in found.leaks} == {"420…38"}


def test_a_number_that_word_cuts_into_runs_is_found_and_one_in_a_table_too() -> None:
    made = document()
    paragraph = made.add_paragraph()
    for part in (WHOLE[:6], WHOLE[6:14], WHOLE[14:]):
        paragraph.add_run(part)
    table = made.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ("户主", "电话", "一卡通账号"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("张某", "13912345678", "6222021234567890128"), strict=True):
        cell.text = text
    assert kinds(look(docx(made), "a.docx")) == ["card", "identity", "mobile"]


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
        after.writestr(name, part)
    return held.getvalue()


def test_what_is_embedded_run_or_read_from_elsewhere_is_told() -> None:
    content = docx(document("正文"))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/attachedTemplate" Target="{}" TargetMode="External"/>'
        '<Relationship Id="b" Type="http://x/hyperlink" Target="https://a.example/" TargetMode="External"/></Relationships>'
    )
    name = "word/_rels/settings.xml.rels"
    own = with_part(content, name, relations.format("file:///C:/Users/lin/a.dotm").encode())
    assert said(look(own, "a.docx"), "external") == ["file:///C:/Users/lin/a.dotm"]
    assert look(with_part(content, name, relations.format("Normal.dotm").encode()), "a.docx") == Looked()
    assert kinds(look(with_part(content, "word/embeddings/表.xlsx", b"x"), "a.docx")) == ["embedded"]
    assert kinds(look(with_part(content, "word/vbaProject.bin", b"x"), "a.docm")) == ["active"]


# ---------------------------------------------------------------- Excel


def xlsx(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in (("户主", "身份证号", "金额"), ("张某", "4201**********1238", 13912345678), ("李某", "无", 2)):
        sheet.append(row)
    return book


def test_a_clean_workbook_has_no_trace_though_unused_columns_are_hidden() -> None:
    book = workbook()
    sheet = book["名单"]
    for row, value in ((1, "事项"), (2, "甲"), (3, "乙")):
        sheet.cell(row, 1).value = value
    sheet["B1"] = "编码"
    sheet.column_dimensions.group("H", "XFD", hidden=True)
    book.create_sheet("空").sheet_state = "hidden"
    assert look(xlsx(book), "a.xlsx") == Looked()


def test_hidden_sheets_rows_and_columns_are_named_and_their_cells_are_read() -> None:
    book = workbook()
    sheet = book["名单"]
    sheet["B3"] = WHOLE
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    secret = book.create_sheet("底稿")
    secret.sheet_state = "veryHidden"
    secret["A1"] = "底数"
    sheet["A1"].comment = Comment("再核", "某某")
    found = look(xlsx(book), "a.xlsx")
    assert said(found, "hidden") == ["“名单”的 1 行、“名单”的 1 列、工作表“底稿”"]
    assert [leak.where for leak in found.leaks if leak.sight.kind == "identity"] == ["工作表“名单”"]
    assert kinds(found) == ["comments", "hidden", "identity", "mobile"]


def test_many_telephones_hide_no_identity_number() -> None:
    book = workbook()
    for number in range(300):
        book["名单"].append(("王某", "无", 13912340000 + number))
    book["名单"].append((WHOLE,))
    found = look(xlsx(book), "a.xlsx")
    assert [leak.sight.kind for leak in found.leaks].count("mobile") == 200
    assert kinds(found) == ["identity", "mobile"]


def test_figures_are_no_telephones_where_no_head_says_so() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("科目", "预算数"), ("一般公共服务支出", 13912345678), ("教育支出", 18812345678)):
        book.active.append(row)
    assert look(xlsx(book), "a.xlsx") == Looked()


ACCOUNTS = (
    ("单位", "联系人", "联系电话", "户名", "账号"),
    ("民政局", "王五", "13912345678", "望溪区民政局", "6222021234567890128"),
    ("财政局", "", "", "望溪区财政局", "6222021234567890128"),
)


def written(kind: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    if kind == "csv":
        return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    if kind == "docx":
        made = document("账户")
        table = made.add_table(len(rows), len(rows[0]))
        for place, row in enumerate(rows):
            for cell, text in zip(table.rows[place].cells, row, strict=True):
                cell.text = text
        return docx(made)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([cell or None for cell in row])
    return xlsx(book)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv"])
def test_an_account_whose_holder_is_an_office_passes_in_every_table(kind: str) -> None:
    assert look(written(kind, ACCOUNTS), f"a.{kind}") == Looked()
    person = (*ACCOUNTS, ("民政局", "", "", "张三", "6222021234567890128"))
    assert kinds(look(written(kind, person), f"a.{kind}")) == ["card"]


def test_a_comma_within_a_cell_is_no_end_of_it() -> None:
    text = '单位,户名,账号\n"甲局,乙局",张三,6222021234567890128\n"丙,丁",望溪区民政局,6222021234567890128\n'
    assert len(look(text.encode(), "a.csv").leaks) == 1


# ---------------------------------------------------------------- slides, OFD, plain


def zipped(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def test_a_slide_that_is_not_shown_and_the_speakers_notes_are_told() -> None:
    slide = '<p:sld xmlns:p="p" xmlns:a="a"{}><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
    number = '<p:notes xmlns:p="p" xmlns:a="a"><a:p><a:fld><a:t>1</a:t></a:fld></a:p></p:notes>'
    clean = {"ppt/slides/slide1.xml": slide.format("", "甲"), "ppt/notesSlides/notesSlide1.xml": number}
    assert look(zipped(clean), "a.pptx") == Looked()
    more = {
        "ppt/slides/slide2.xml": slide.format(' show="0"', WHOLE),
        "ppt/notesSlides/notesSlide1.xml": number.replace("fld", "r"),
    }
    found = look(zipped(clean | more), "a.pptx")
    assert kinds(found) == ["comments", "hidden", "identity"]
    assert [leak.where for leak in found.leaks] == ["第 2 张"]


def test_an_ofd_tells_its_author_and_its_words() -> None:
    parts = {
        "OFD.xml": '<o:OFD xmlns:o="o"><o:DocInfo><o:Author>林望山</o:Author></o:DocInfo></o:OFD>',
        "Doc_0/Pages/Page_0/Content.xml": f'<o:Page xmlns:o="o"><o:TextCode>{WHOLE}</o:TextCode></o:Page>',
    }
    assert kinds(look(zipped(parts), "a.ofd")) == ["authors", "identity"]
    empty = {"Doc_0/Pages/Page_0/Content.xml": '<o:Page xmlns:o="o"/>'}
    assert kinds(look(zipped(empty), "a.ofd")) == ["no text"]


def test_a_table_of_plain_text_is_read_in_the_codings_that_offices_write() -> None:
    table = f"户主,身份证号\n张某,{WHOLE}\n"
    assert kinds(look(table.encode("gb18030"), "a.csv")) == ["identity"]
    assert kinds(look(b"\xef\xbb\xbf" + table.encode(), "a.csv")) == ["identity"]
    assert look(table.replace(WHOLE, "4201**********1238").encode(), "a.csv") == Looked()


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.wps", "a.et", "a.zip"])
def test_what_nothing_here_reads_is_said(name: str) -> None:
    assert said(look(b"\xd0\xcf\x11\xe0", name), "unknown") == [name[1:]]


# ---------------------------------------------------------------- PDF


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF as a browser prints it."""
    folder = tmp_path_factory.mktemp("pdf")
    page = folder / "a.html"
    page.write_text(f"<meta charset=utf-8><h1>公示</h1><p>身份证号：{WHOLE}，予以公示。", encoding="utf-8")
    target = folder / "a.pdf"
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--print-to-pdf={target}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target.read_bytes()


def pdf(writer: PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def test_the_words_of_a_pdf_are_read(printed: bytes) -> None:
    found = look(printed, "a.pdf")
    assert kinds(found) == ["identity"]
    assert found.leaks[0].where == "第 1 页"


@pytest.mark.filterwarnings("ignore:add_js is deprecated")
def test_author_notes_scripts_and_attached_files_of_a_pdf_are_told(printed: bytes) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed)))
    writer.add_metadata({"/Author": "林望山"})
    writer.add_annotation(0, Note(text="再核", rect=(50, 50, 60, 60)))
    writer.add_js("app.alert(1)")
    writer.add_attachment("底稿.txt", b"x")
    assert kinds(look(pdf(writer), "a.pdf")) == ["active", "authors", "comments", "embedded", "identity"]


def test_a_scan_is_said_to_have_no_text() -> None:
    assert kinds(look(scan(), "a.pdf")) == ["no text"]


def test_a_pdf_with_a_password_is_said_and_one_locked_against_printing_is_read(printed: bytes) -> None:
    for user, expected in (("secret", ["encrypted"]), ("", ["identity"])):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed)))
        writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
        assert kinds(look(pdf(writer), "a.pdf")) == expected


def test_a_long_pdf_is_looked_into_as_far_as_sixty_pages() -> None:
    writer = PdfWriter()
    for _ in range(61):
        writer.add_blank_page(100, 100)
    assert said(look(pdf(writer), "a.pdf"), "partly") == ["60/61"]


def test_pypdf_stays_silent(capfd: pytest.CaptureFixture[str], printed: bytes) -> None:
    look(printed[:-200], "a.pdf")
    assert capfd.readouterr() == ("", "")


# ---------------------------------------------------------------- pictures


def picture(kind: str, *, position: bool = False, serial: bool = False) -> bytes:
    exif = Image.Exif()
    if position:
        exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 35.0, 0.0), 3: "E", 4: (114.0, 18.0, 0.0)})
    if serial:
        exif.get_ifd(0x8769)[0xA431] = "SN123456"
    exif[0x010F] = "某牌"
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, kind, exif=exif.tobytes())
    return held.getvalue()


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("TIFF", "a.tif")]
)
def test_a_picture_tells_its_position_and_its_camera(kind: str, name: str) -> None:
    assert look(picture(kind), name) == Looked()
    assert kinds(look(picture(kind, position=True, serial=True), name)) == ["camera", "position"]


def test_a_picture_of_too_many_pixels_is_not_opened() -> None:
    large = bytearray(picture("PNG"))
    large[16:24] = (60000).to_bytes(4, "big") * 2
    assert kinds(look(bytes(large), "a.png")) in (["partly"], ["damaged"])


# ---------------------------------------------------------------- bad files


def bombs() -> dict[str, tuple[str, bytes, list[str]]]:
    body = b'<w:document xmlns:w="w"><w:t>' + b"a" * (40 << 20) + b"</w:t></w:document>"
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:t>&b;</w:t></w:document>'
    whole = docx(document("正文"))
    return {
        "a part that grows a thousandfold": (
            "a.docx",
            zipped({"word/document.xml": body.decode()}),
            ["unsafe"],
        ),
        "entities": ("a.docx", zipped({"word/document.xml": laughs}), ["unsafe"]),
        "names that lead out": ("a.docx", zipped({"../../etc/passwd": "x"}), ["unsafe"]),
        "a name from the root": ("a.xlsx", zipped({"/etc/passwd": "x"}), ["unsafe"]),
        "too many parts": ("a.docx", zipped({f"word/{n}.xml": "" for n in range(5001)}), ["unsafe"]),
        "cut short": ("a.docx", whole[:-300], ["damaged"]),
        "no XML": ("a.docx", zipped({"word/document.xml": "<a><b></a>"}), ["damaged"]),
        "a picture's bytes": ("a.docx", picture("PNG"), ["damaged"]),
        "a password": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ["encrypted"]),
        "deep": ("a.docx", zipped({"word/document.xml": "<a>" * 50_000}), ["damaged"]),
        "nothing of a document": ("a.docx", zipped({"a.txt": "x"}), []),
        "an empty PDF": ("a.pdf", b"%PDF-1.7\n", ["damaged"]),
        "a PDF of noise": ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, ["damaged"]),
        "a picture cut short": ("a.jpg", picture("JPEG")[:20], ["damaged"]),
        "no picture": ("a.png", b"\x89PNG\r\n\x1a\n", ["damaged"]),
    }


@pytest.mark.parametrize("case", bombs())
def test_a_bad_file_is_a_trace_within_bounds(case: str) -> None:
    name, content, expected = bombs()[case]
    tracemalloc.start()
    begun = time.process_time()
    assert kinds(look(content, name)) == expected
    assert time.process_time() - begun < 5
    assert tracemalloc.get_traced_memory()[1] < 200 << 20
    tracemalloc.stop()


def test_no_cut_of_a_file_breaks_the_look(printed: bytes) -> None:
    files = {
        "a.docx": docx(document("正文")),
        "a.xlsx": xlsx(workbook()),
        "a.pdf": printed,
        "a.jpg": picture("JPEG"),
    }
    for name, content in files.items():
        for cut in range(0, len(content), max(1, len(content) // 40)):
            look(content[:cut], name)
            look(content[:cut] + bytes(8) + content[cut + 8 :], name)


def test_a_look_depends_on_the_bytes_alone(tmp_path: Path) -> None:
    content = docx(document(WHOLE, author="林望山"))
    (tmp_path / "b.docx").write_bytes(content)
    assert look(tmp_path / "b.docx", "b.docx") == look(content, "a.docx") == look(content, "a.docx")


# ---------------------------------------------------------------- in a site


def own(made: Built) -> list[str]:
    return [each.rule.code for each in ours(made)]


def ours(made: Built) -> list[Finding]:
    """Beside what other families say of the same entry."""
    return [each for each in made.findings if each.rule.code.startswith("P")]


def site(tmp_path: Path, name: str, content: bytes, **words: str) -> Built:
    field = f"附件:\n  - 文件: {name}\n公开目录: leaf"
    text = item(**words).replace("公开目录: leaf", field)
    return built(tmp_path, {"content/items/one.md": text, f"content/items/{name}": content})


def test_each_trace_is_a_finding_where_the_file_is_named(tmp_path: Path) -> None:
    book = workbook()
    book["名单"]["B3"] = WHOLE
    book["名单"].column_dimensions["B"].hidden = True
    made = site(tmp_path, "a.xlsx", xlsx(book))
    assert [(str(each.place.line), each.rule.code) for each in ours(made)] == [
        ("9", "P801"),
        ("9", "P803"),
        ("9", "P824"),
    ]
    told = "".join(each.wrong("zh") + each.wrong("en") + repr(each.values) for each in ours(made))
    assert "420…38" in told
    assert WHOLE not in told
    assert "199003" not in told


def commented() -> bytes:
    made = document()
    made.add_comment(made.add_paragraph("正文").runs, text="再核", author="某某")
    return docx(made)


def revised() -> bytes:
    made = document("正文")
    insertion = OxmlElement("w:ins")
    insertion.set(qn("w:author"), "某某")
    made.paragraphs[0]._p.append(insertion)
    return docx(made)


def hiding() -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("底稿")["A1"] = "底数"
    book["底稿"].sheet_state = "hidden"
    return xlsx(book)


def scan(pages: int = 1) -> bytes:
    held = io.BytesIO()
    sheet = Image.new("L", (20, 30), 255)
    sheet.save(held, "PDF", save_all=True, append_images=[sheet] * (pages - 1))
    return held.getvalue()


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scan())))
    writer.encrypt("secret", algorithm="RC4-128")
    return pdf(writer)


OUTWARD = (
    b'<Relationships><Relationship Type="http://x/image" Target="http://a.example/a.png" TargetMode="External"/>'
    b"</Relationships>"
)
RULES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "P821": ("a.docx", lambda: docx(document("正文", author="林望山"))),
    "P822": ("a.docx", commented),
    "P823": ("a.docx", revised),
    "P824": ("a.xlsx", hiding),
    "P825": ("a.docx", lambda: with_part(docx(document("正文")), "word/embeddings/a.bin", b"x")),
    "P826": ("a.docx", lambda: with_part(docx(document("正文")), "word/_rels/header1.xml.rels", OUTWARD)),
    "P827": ("a.docx", lambda: with_part(docx(document("正文")), "word/vbaProject.bin", b"x")),
    "P828": ("a.pdf", scan),
    "P829": ("a.jpg", lambda: picture("JPEG", position=True)),
    "P830": ("a.jpg", lambda: picture("JPEG", serial=True)),
    "P831": ("a.pdf", locked),
    "P832": ("a.pdf", lambda: b"%PDF-1.7\n"),
    "P833": ("a.doc", lambda: b"\xd0\xcf\x11\xe0"),
    "P834": ("a.csv", lambda: "甲,乙\n".encode() * ((1 << 20) + 1)),
    "P835": ("a.docx", lambda: zipped({"../a": "x"})),
}


@pytest.mark.parametrize("code", RULES)
def test_a_file_is_spoken_of_with_its_code(code: str, tmp_path: Path) -> None:
    name, content = RULES[code]
    made = site(tmp_path, name, content())
    assert own(made) == [code]
    (finding,) = ours(made)
    assert finding.rule.basis
    assert name in finding.wrong("zh")
    assert name in finding.wrong("en")


def test_a_file_in_a_text_is_spoken_of_at_its_link_and_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/items/one.md": item(body="见\n\n[表](a.docx)和[表](a.docx#x)。"),
        "content/items/two.md": item("又一个通知", "wx/2026-00002", "[表](a.docx)"),
        "content/items/a.docx": docx(document("正文", author="林望山")),
        "content/items/unnamed.docx": docx(document(WHOLE, author="林望山")),
    }
    made = built(tmp_path, files)
    assert [(each.place.file, each.place.line, each.rule.code) for each in ours(made)] == [
        ("content/items/one.md", 14, "P821")
    ]


def test_a_draft_may_be_attached_where_the_public_is_asked(tmp_path: Path) -> None:
    content = docx(document("望溪区某办法（送审稿）"))
    assert own(site(tmp_path / "a", "a.docx", content)) == ["P813"]
    assert own(site(tmp_path / "b", "a.docx", content, title="关于公开征求某办法意见的公告")) == []
    assert own(site(tmp_path / "c", "a.docx", content, title="关于某办法公开征求意见的公告")) == []


def test_a_number_of_a_day_to_come_is_no_ones(tmp_path: Path) -> None:
    made = site(tmp_path, "a.csv", "编号\n420106203003071239\n".encode())
    assert own(made) == []
