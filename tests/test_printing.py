"""Paper: what stands on it is what the page says, any reader can read it, and it is the same every time."""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from pathlib import Path

import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from gkgen.built import Built
from gkgen.cli import main
from gkgen.findings import UsageError
from gkgen.printing import Asked, Press, PrintedSheet, Sheet, Shown, press_of, printed, sheets_of
from gkgen.printing.fonts import NO_FONT, faces_of
from gkgen.printing.press import TEMPLATES
from tests.sites import NOW, built, item

ROOT = Path(__file__).parents[1]
HOSTILE = "#import $x$ *y* _z_ @w \\ <label> `c` // = #{1+1} “引”"
SITE_URL = "https://www.wangxi.example/zfxxgk"
GUIDE = """\
类型: 办事指南
标题: {title}
发布机构: 望溪区民政局
发布日期: 2026-03-05
公开目录: leaf
公开审查: {{审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}}
办理对象: [自然人]
设定依据: [《社会救助暂行办法》第九条]
申请条件: [家庭人均收入低于标准]
办理材料:
{materials}
办理机构: 望溪区民政局
办理地点: 清溪路1号
办理时间: 周一至周五 9:00-17:00
联系电话: 0100-2000002
监督电话: 0100-2000003
是否收费: 否
法定办结时限: 30个工作日
承诺办结时限: 20个工作日
办理流程:
  - {{环节: 申请, 内容: 提出申请}}
  - {{环节: 确认, 内容: 作出决定, 时限: 10个工作日}}
常见问题:
  - {{问: 多久发一次, 答: 每月一次}}
"""
MATERIAL = "  - {{材料名称: 材料{0}的名称, 材料类型: 原件, 材料形式: 纸质, 份数: 1, 填报须知: {1}}}\n"


@pytest.fixture(scope="module")
def press() -> Press:
    return press_of((), NOW)


def shown(site: Built) -> Shown:
    assert site.site is not None
    return Shown(site.site, {each.address: each for each in site.pages})


def sheets(site: Built, *names: str, **asked: object) -> list[Sheet]:
    return list(sheets_of(names, Asked(**asked), shown(site)))  # type: ignore[arg-type]


def pdf(site: Built, press: Press, *names: str, **asked: object) -> PrintedSheet:
    (sheet,) = sheets(site, *names, **asked)
    return printed(sheet, press)


def reader(sheet: PrintedSheet) -> PdfReader:
    return PdfReader(io.BytesIO(sheet.content))


def words(sheet: PrintedSheet) -> str:
    """The text as it is copied out of the file, without the ends of lines."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader(sheet).pages))


def sizes(sheet: PrintedSheet) -> set[float]:
    """Of the letters, in points."""
    found: set[float] = set()
    for page in reader(sheet).pages:
        content = page.get_contents()
        assert content is not None
        found |= {round(float(size), 2) for size in re.findall(rb"/\w+ ([\d.]+) Tf", content.get_data())}
    return found


def roles(sheet: PrintedSheet) -> list[str]:
    """The tags in reading order; a figure with its alternative."""
    tree = reader(sheet).trailer["/Root"]["/StructTreeRoot"]
    return list(_roles(tree))


def _roles(node: DictionaryObject) -> list[str]:
    own = [f"{node.get('/S', '')}{' ' + str(node['/Alt']) if '/Alt' in node else ''}"] if "/S" in node else []
    kids = node.get("/K", ArrayObject())
    below = kids if isinstance(kids, ArrayObject) else [kids]
    found = (each.get_object() for each in below if not isinstance(each, int))
    return own + [role for each in found if isinstance(each, DictionaryObject) for role in _roles(each)]


def guide(title: str = "低保办理", materials: int = 2, note: str = "一份") -> str:
    return GUIDE.format(
        title=title, materials="".join(MATERIAL.format(number, note) for number in range(materials))
    )


# ---------------------------------------------------------------- nothing of the author's is code


@pytest.mark.parametrize("form", ["document", "board", "list"])
def test_an_authors_words_are_never_read_as_markup(tmp_path: Path, press: Press, form: str) -> None:
    body = (
        "正文 #import \\$x\\$ \\*y\\* @w <b> #{1+1}\n\n| 表 |\n|---|\n| #let a |\n\n- 项[^1]\n\n[^1]: 注 #x\n"
    )
    site = built(tmp_path, {"content/items/a.md": item(f"'{HOSTILE}'", body=body)})
    said = words(pdf(site, press, "a", form=form))
    for each in (HOSTILE, "正文 #import $x$ *y* @w <b> #{1+1}", "#let a", "注 #x"):
        assert each.replace(" ", "") in said


def test_a_card_and_a_list_of_a_type_say_the_authors_words(tmp_path: Path, press: Press) -> None:
    site = built(tmp_path, {"content/guides/a.yaml": guide(f"'{HOSTILE}'", note="'#x $y$ @z'")})
    card = words(pdf(site, press, "a"))
    assert HOSTILE.replace(" ", "") in card
    assert "#x$y$@z" in card
    assert HOSTILE.replace(" ", "") in words(pdf(site, press, "guide"))


def test_all_words_of_a_document_can_be_copied_out_of_it(example: Built, press: Press) -> None:
    entry = shown(example).site.find("*", "望溪政发〔2026〕3号")
    assert entry is not None
    said = words(pdf(example, press, entry.entry.path))
    prose = entry.entry.prose
    assert prose is not None
    for paragraph in prose.paragraphs:
        assert re.sub(r"\s+", "", paragraph) in said


def test_a_chart_on_several_sheets_tells_where_its_connectors_lead_and_what_is_remarked(
    example: Built, press: Press
) -> None:
    said = words(pdf(example, press, "chufa-putong-chengxu"))
    assert "连接符：A接自第1张，B接自第3张，C转到第3张。" in said
    steps = said[said.index("文字版流程") :]
    assert "检验期间不计入办案期限" in steps


# ---------------------------------------------------------------- anyone can read it


@pytest.mark.parametrize(
    ("name", "asked", "tags"),
    [
        ("dibao", {}, {"H1", "H2", "Table", "TH", "TD", "L", "LI", "Figure"}),
        ("guide", {}, {"H1", "Table", "TH", "TD", "Figure"}),
        ("policies/2026/laonian-zhucan.md", {}, {"H1", "H2", "P", "Table", "TH"}),
        ("2026/1", {}, {"H1", "H2", "H3", "P", "Link"}),
        ("guide", {"form": "board"}, {"H1", "P", "Figure"}),
        ("dibao-liucheng", {}, {"H1", "H2", "Figure", "Table"}),
    ],
    ids=["card", "list", "document", "gazette", "board", "chart"],
)
def test_every_form_is_a_tagged_file_that_says_what_it_is(
    example: Built, press: Press, name: str, asked: dict[str, str], tags: set[str]
) -> None:
    sheet = pdf(example, press, name, **asked)
    file = reader(sheet)
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 — a PDF object, not a bool
    assert root["/Lang"].startswith("zh")
    assert file.metadata is not None
    assert file.metadata.title
    assert file.metadata.author
    found = roles(sheet)
    assert tags <= {each.partition(" ")[0].strip("/") for each in found}
    assert all(" " in each for each in found if each.startswith("/Figure"))
    said = file.xmp_metadata
    assert said is not None
    assert b"pdfuaid" in said.stream.get_data()


def test_fonts_are_embedded_as_subsets(example: Built, press: Press) -> None:
    for page in reader(pdf(example, press, "dibao")).pages:
        for font in page["/Resources"]["/Font"].values():
            (own,) = font.get_object()["/DescendantFonts"]
            descriptor = own.get_object()["/FontDescriptor"].get_object()
            assert re.match(r"/[A-Z]{6}\+", descriptor["/FontName"])
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_a_telephone_reads_the_address_off_a_card(example: Built, press: Press) -> None:
    (sheet,) = sheets(example, "dibao")
    picture = typst.compile(
        TEMPLATES / "card.typ",
        root=TEMPLATES,
        font_paths=press.fonts,
        sys_inputs=press.inputs(sheet.tries[-1].data),
        format="png",
        ppi=120,
    )
    first = picture if isinstance(picture, bytes) else picture[0]
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(first)).convert("L"))
    assert [each.text for each in read] == [f"{SITE_URL}/guides/dibao.html"]


def test_without_a_public_address_there_is_no_square(tmp_path: Path, press: Press) -> None:
    site = built(tmp_path, {"content/guides/a.yaml": guide()})
    assert not [each for each in roles(pdf(site, press, "a")) if each.startswith("/Figure")]


# ---------------------------------------------------------------- the same every time


def test_the_same_content_gives_the_same_bytes(example: Built, press: Press) -> None:
    again = press_of((), NOW)
    for name in ("dibao", "2026/1", "dibao-liucheng", "guide"):
        assert pdf(example, press, name).content == pdf(example, again, name).content


def test_a_file_is_of_the_day_for_which_it_is_printed(example: Built) -> None:
    made = reader(pdf(example, press_of((), date(2026, 1, 2)), "dibao")).metadata
    assert made is not None
    assert made["/CreationDate"] == "D:20260102000000Z"


# ---------------------------------------------------------------- the measures


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_every_card_of_the_example_stands_on_one_page_in_letters_that_can_be_read(
    example: Built, press: Press, paper: str
) -> None:
    for each in sheets(example, "guide", form="card", paper=paper):
        made = printed(each, press)
        assert made.pages == 1, each.name
        assert min(sizes(made)) >= 10.5


def test_a_card_tells_what_it_leaves_out_on_paper_and_to_the_clerk(tmp_path: Path, press: Press) -> None:
    site = built(tmp_path, {"content/guides/a.yaml": guide(materials=24, note="说明很长" * 12)})
    made = pdf(site, press, "a")
    assert made.pages == 1
    (finding,) = made.findings
    assert finding.rule.code == "T980"
    assert "常见问题" in finding.wrong("zh")
    assert "请向窗口询问" in words(made)
    assert "每月一次" not in words(made)
    assert "家庭人均收入低于标准" in words(made)


def test_a_card_that_fits_leaves_nothing_out_and_grows(tmp_path: Path, press: Press) -> None:
    site = built(tmp_path, {"content/guides/a.yaml": guide()})
    made = pdf(site, press, "a")
    assert made.findings == ()
    assert "每月一次" in words(made)
    assert 14 in sizes(made)


def test_a_card_that_can_never_fit_says_so(tmp_path: Path, press: Press) -> None:
    conditions = "申请条件: [" + "，".join(f"条件{'长' * 900}" for _ in range(3)).replace("，", ", ") + "]"
    text = guide().replace("申请条件: [家庭人均收入低于标准]", conditions)
    site = built(tmp_path, {"content/guides/a.yaml": text})
    made = pdf(site, press, "a", paper="A5")
    assert [each.rule.code for each in made.findings] == ["T981", "T980"]


def test_a_document_has_22_lines_of_28_characters(tmp_path: Path, press: Press) -> None:
    site = built(tmp_path, {"content/items/a.md": item(body="字" * 28 * 70)})
    pages = [page.extract_text().split("\n") for page in reader(pdf(site, press, "a")).pages]
    body = [line for line in pages[1] if set(line) == {"字"}]
    assert (len(body), {len(line) for line in body}) == (22, {28})
    assert "—2—" in pages[1][-1].replace(" ", "")


def test_nothing_that_matters_on_a_board_is_below_20_points(example: Built, press: Press) -> None:
    for names, asked in ((("guide",), {}), (("yxz-gengdi-2026",), {}), (("guide",), {"turned": True})):
        made = pdf(example, press, *names, form="board", **asked)
        assert min(sizes(made) - {14.0}) >= 20
        width, height = (float(each) for each in reader(made).pages[0].mediabox[2:])
        assert (round(min(width, height)), round(max(width, height))) == (842, 1191)


def test_a_lists_head_comes_again_on_every_page_with_the_pages_counted(tmp_path: Path, press: Press) -> None:
    files = {f"content/items/a{n}.md": item(f"第{n}件", f"wx/2026-{n:05d}") for n in range(1, 90)}
    pages = [page.extract_text() for page in reader(pdf(built(tmp_path, files), press, "item")).pages]
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        plain = text.replace(" ", "").replace("\u3000", "")
        assert "发布机构" in plain
        assert f"第{number}页共{len(pages)}页" in plain


def test_the_contents_of_a_gazette_name_the_pages_on_which_its_pieces_begin(
    example: Built, press: Press
) -> None:
    pages = [re.sub(r"\s+", "", page.extract_text()) for page in reader(pdf(example, press, "2026/1")).pages]
    title = "望溪区人民政府关于印发《望溪区临时救助实施办法》的通知"
    told = re.search(rf"{title}[.]*(\d+)", pages[1])
    assert told is not None
    assert title in pages[int(told[1])]
    assert "2026年第1期（总第21期）" in pages[0]


def test_a_gazette_tells_of_pieces_that_the_site_has_no_text_of(example: Built, press: Press) -> None:
    made = pdf(example, press, "2026/2")
    assert [each.rule.code for each in made.findings] == ["T982"]


# ---------------------------------------------------------------- what is not printed


def test_what_is_not_disclosed_or_was_taken_down_is_never_printed(tmp_path: Path) -> None:
    secret = item("某事", "wx/2026-00002", "内情").replace(
        "公开目录:",
        "公开方式: 不予公开\n不予公开: {理由: 过程性信息, 依据: 条例第十六条, 评估日期: 2027-01-01}\n公开目录:",
    )
    over = item("某人", "wx/2026-00003", "往事").replace("公开目录:", "公示截止日期: 2026-04-01\n公开目录:")
    site = built(
        tmp_path, {"content/items/a.md": item(), "content/items/b.md": secret, "content/items/c.md": over}
    )
    assert site.errors == 0
    with pytest.raises(UsageError, match="not disclosed"):
        sheets(site, "b")
    with pytest.raises(UsageError, match="taken down"):
        sheets(site, "content/items/c.md")
    told = str(
        [sheets(site, "item"), sheets(site, "item", form="document"), sheets(site, "item", form="board")]
    )
    assert "内情" not in told
    assert "往事" not in told


def test_a_name_that_nothing_has_or_that_two_things_have_is_told(example: Built) -> None:
    with pytest.raises(UsageError, match="did you mean “dibao”"):
        sheets(example, "dibaoo")
    with pytest.raises(UsageError, match=r"organisations/mzj\.yaml"):
        sheets(example, "mzj")
    with pytest.raises(UsageError, match="can't be printed as a card"):
        sheets(example, "policy", form="card")
    with pytest.raises(UsageError, match="can't be printed on A5"):
        sheets(example, "dibao", form="document", paper="A5")


def test_where_no_font_is_chinese_nothing_is_printed() -> None:
    with pytest.raises(UsageError) as failure:
        faces_of(["DejaVu Sans", "Liberation Serif"])
    assert failure.value.said is NO_FONT


def test_a_character_that_no_font_has_is_named_and_never_an_empty_box(tmp_path: Path, press: Press) -> None:
    site = built(tmp_path, {"content/items/a.md": item("石\U00011083村")})
    with pytest.raises(UsageError, match="no font has “\U00011083”"):
        pdf(site, press, "a")


def test_without_typst_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError, match=r"pip install 'gkgen\[print\]'"):
        press_of((), NOW)


def test_the_command_writes_the_files_and_refuses_a_site_with_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(tmp_path / "site", {"content/guides/a.yaml": guide(), "content/guides/b.yaml": guide("乙")})
    out = tmp_path / "paper"
    command = [
        "print",
        "guide",
        "--as",
        "card",
        "-s",
        str(tmp_path / "site"),
        "-o",
        str(out),
        "--now",
        str(NOW),
    ]
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 0
    assert sorted(each.name for each in out.iterdir()) == ["guides-a-card.pdf", "guides-b-card.pdf"]
    (tmp_path / "site/content/guides/c.yaml").write_text("类型: 办事指南\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 1
    assert "没有打印" in capsys.readouterr().err
