"""Every list as CSV, XLSX and JSON: what is disclosed, nothing else, and the same bytes for the same words."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gkgen.emit.indented import IndentedList, indented
from gkgen.emit.tables import _key
from gkgen.emit.tables.table import Line, Tab, Table, table_of
from gkgen.emit.tables.written import FEW, written
from gkgen.importing.tables.text_files import read_csv
from gkgen.schema.exports import FORMS, exports_of
from gkgen.schema.formulas import as_text, from_text
from gkgen.schema.sheets import ADDRESS, FULLEST_CELL, ID
from gkgen.stages.render import filesize
from gkgen.types import TYPES
from tests.sites import BASE, built, item, output
from tests.tables import files_of

WORDS = {"index_number": "wx/2026-00002", "organisation": "mzj", "node": "leaf", "today": "2026-11-20"}
POWERS = next(each for each in TYPES if each.key == "power-list").example.format(**WORDS)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def table(*texts: str) -> Table:
    tab = Tab("表", tuple(f"栏{n}" for n, _ in enumerate(texts)))
    return Table("表", (tab,), tab.headings, (), (line(*texts),))


def line(*texts: str) -> Line:
    return Line(texts, {"行": list(texts)}, ((texts,),))


def test_a_list_of_a_type_an_organisation_and_a_node_is_given_out_in_three_forms(tmp_path: Path) -> None:
    files = output(built(tmp_path, {"content/items/one.md": item()}))
    for stem in ("items", "organisations", "organisations/mzj", "catalogue/leaf", "catalogues"):
        assert {f"exports/{stem}.{form}" for form in FORMS} <= files.keys()
    assert "exports/guides.csv" not in files, "a list without content has no file"
    assert "exports/catalogue/top.csv" not in files


def test_the_three_forms_say_the_same(tmp_path: Path) -> None:
    files = output(built(tmp_path, {"content/items/one.md": item(body="第一段。\n\n第二段。")}))
    (told,) = rows(files["exports/items.csv"])
    assert (told[ID], told["标题"], told["发布日期"]) == ("one", "关于做好工作的通知", "2026-03-05")
    assert told["正文"] == "第一段。\n\n第二段。"
    assert told[ADDRESS] == "items/one.html"
    data = json.loads(files["exports/items.json"])
    labels = {each["key"]: each["label"] for each in data["columns"]}
    (row,) = data["rows"]
    assert row.keys() <= labels.keys()
    for key in ("id", "title", "published", "index_number", "body", "address"):
        assert row[key] == told[labels[key]]
    sheet = openpyxl.load_workbook(io.BytesIO(files["exports/items.xlsx"]))["信息公开条目"]
    head, line = ([each.value or "" for each in cells] for cells in sheet.iter_rows())
    assert {label: text for label, text in zip(head, line, strict=True) if text} == {
        label: told[label] for label in head if told.get(label)
    }


def test_addresses_are_whole_where_the_public_address_is_told(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/items/one.md": item()}, base_url="https://www.wangxi.example/zfxxgk/")
    for name in ("items", "catalogue/leaf", "organisations/mzj"):
        (told,) = rows(output(site)[f"exports/{name}.csv"])
        assert told[ADDRESS] == "https://www.wangxi.example/zfxxgk/items/one.html"


def test_powers_have_a_table_of_their_own_with_the_metadata_of_their_list(tmp_path: Path) -> None:
    files = output(built(tmp_path, {"content/power-lists/x.yaml": POWERS}))
    (told,) = rows(files["exports/power.csv"])
    assert told["事项名称"] == "社会团体成立登记"
    assert (told["所属清单"], told["清单标题"]) == ("x", "望溪区民政局权责清单")
    assert told["发布机构"] == "望溪区民政局"
    assert told[ADDRESS] == "powers/370000101001.html"
    assert json.loads(told["实施依据"])[0]["条款"] == "第六条"
    (row,) = json.loads(files["exports/power.json"])["rows"]
    assert [each["step"] for each in row["duties"]] == ["受理", "审查", "决定", "送达"]


def test_the_parts_of_an_entry_have_sheets_of_their_own(tmp_path: Path) -> None:
    content = output(built(tmp_path, {"content/power-lists/x.yaml": POWERS}))["exports/power-lists.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["权责清单", "附件", "变更记录", "职权", "职权·实施依据", "职权·责任事项"]
    duties = [[each.value for each in line[:3]] for line in book["职权·责任事项"].iter_rows(min_row=2)]
    assert duties == [["x", "1.1", "受理"], ["x", "1.2", "审查"], ["x", "1.3", "决定"], ["x", "1.4", "送达"]]


def test_a_withheld_entry_gives_its_metadata_alone_and_what_has_lapsed_gives_nothing(tmp_path: Path) -> None:
    closed = item(body="不给看。").replace("公开目录: leaf", "公开目录: leaf\n公开方式: 依申请公开")
    gone = item("公示", "wx/2026-00003", "已到期。").replace(
        "公开目录: leaf", "公开目录: leaf\n公示截止日期: 2026-04-01"
    )
    files = output(built(tmp_path, {"content/items/one.md": closed, "content/items/two.md": gone}))
    (told,) = rows(files["exports/items.csv"])
    assert (told[ID], told["公开方式"], told["正文"]) == ("one", "依申请公开", "")
    for address, content in files.items():
        if address.startswith(("exports/", "feeds/")) and not address.endswith(".xlsx"):
            assert "不给看" not in content.decode(), address
            assert "已到期" not in content.decode(), address


def test_the_list_page_leads_to_its_files_and_tells_their_sizes(tmp_path: Path) -> None:
    files = output(built(tmp_path, {"content/items/one.md": item()}))
    page = files["items/index.html"].decode()
    for form in FORMS:
        assert f'href="../exports/items.{form}"' in page
    assert f"（{filesize(len(files['exports/items.csv']))}）" in page
    assert 'href="../exports/catalogue/leaf.csv"' in files["catalogue/leaf.html"].decode()
    assert 'href="../exports/organisations/mzj.csv"' in files["organisations/mzj-list.html"].decode()
    assert 'href="../exports/catalogues.xlsx"' in files["catalogue/index.html"].decode()
    assert "guides/index.html" not in files, "a list that holds nothing"


def test_a_sentence_more_in_a_text_leaves_the_sizes_that_are_told(tmp_path: Path) -> None:
    text = "".join(f"第{number}段：公开的范围、方式和时限。\n\n" for number in range(2000))
    before, after = (
        output(built(tmp_path / name, {"content/items/one.md": item(body=words)}))
        for name, words in (("before", text), ("after", f"{text}再补一句。\n"))
    )
    assert before["exports/items.csv"] != after["exports/items.csv"]
    assert before["items/index.html"] == after["items/index.html"]


LISTED = {
    **BASE,
    "content/items/one.md": item().replace("公开目录: leaf", "公开目录: 政策文件"),
    "content/power-lists/x.yaml": POWERS.replace("公开目录:", "失效日期: 2026-12-30\n公开目录:", 1),
}


def lists(
    folder: Path, files: Mapping[str, str], **options: object
) -> dict[str, tuple[bytes, dict[str, bytes]]]:
    """Of each list the digest of what it is made of, and its files."""
    site = built(folder, files, **options).site
    assert site is not None
    return {each.stem: (_key(each, site), files_of(table_of(each, site))) for each in exports_of(site)}


@pytest.mark.parametrize(
    ("name", "old", "new", "options"),
    [
        ("content/items/one.md", "正文。", "别的正文。", {}),
        ("content/items/one.md", "公开目录:", "内容概述: 新的概述。\n公开目录:", {}),
        ("content/items/one.md", "公开目录:", "失效日期: 2026-03-09\n公开目录:", {}),
        ("content/catalogues/main.yaml", "代码: leaf", "代码: branch", {}),
        ("content/power-lists/x.yaml", "社会团体成立登记", "社会团体的成立登记", {}),
        ("content/power-lists/x.yaml", "标题: ", "标题: 新的", {}),
        ("content/organisations/mzj.yaml", "名称: ", "名称: 新的", {}),
        ("content/catalogues/main.yaml", "政策文件", "政策与文件", {}),
        ("site.yaml", "", "", {"base_url": "https://www.wangxi.example/"}),
        ("site.yaml", "", "", {"now": date(2027, 1, 1)}),
    ],
)
def test_a_list_whose_files_are_others_is_known_by_another_digest(
    name: str, old: str, new: str, options: dict[str, object], tmp_path: Path
) -> None:
    assert old in LISTED[name]
    before = lists(tmp_path / "before", LISTED)
    after = lists(tmp_path / "after", {**LISTED, name: LISTED[name].replace(old, new, 1)}, **options)
    others = {stem for stem in before.keys() & after.keys() if before[stem][1] != after[stem][1]}
    assert others
    assert others <= {stem for stem in before.keys() & after.keys() if before[stem][0] != after[stem][0]}


# ---------------------------------------------------------------- the forms


FORMULAS = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "\r=1",
    "'=1",
    "''=1",
    "-5",
    "+86-10-1",
    "'",
    "0100",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_a_text_in_a_workbook(text: str) -> None:
    content = files_of(table(text))["xlsx"]
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]
    assert (cell.data_type, cell.value) == ("s", text.replace("\r", "_x000D_"))
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1] == [text]
    assert b"<f>" not in b"".join(zipfile.ZipFile(io.BytesIO(content)).read(n) for n in _names(content))


def _names(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_no_cell_of_a_csv_begins_like_a_formula_but_a_plain_number() -> None:
    told = list(csv.reader(io.StringIO(files_of(table(*FORMULAS))["csv"].decode("utf-8-sig"), newline="")))[1]
    assert [each for each in told if each[:1] in "=+-@＝\t\r"] == ["+1", "-5"]


@given(st.text(alphabet="'=+-@＝\t\r0a，\n", max_size=6))
def test_the_mark_of_a_formula_can_be_taken_away_again(text: str) -> None:
    assert from_text(as_text(text)) == text


@pytest.mark.parametrize("text", [each for each in FORMULAS if each == each.strip()])
def test_the_import_takes_the_mark_away(text: str) -> None:
    grid, said = read_csv(files_of(table(text, "乙"))["csv"].decode("utf-8-sig"), "x.csv")
    assert said == ()
    assert grid.rows[1].texts == (text, "乙")


def test_a_csv_is_what_rfc_4180_and_excel_ask_for() -> None:
    content = files_of(table('他说“好”, "好"', "两\n行", "甲"))["csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2
    assert '"他说“好”, ""好""","两\n行",甲'.encode() in content


def test_a_workbook_is_the_same_whenever_it_is_made_and_hides_nothing() -> None:
    one = table("甲", "乙")
    content = files_of(one)["xlsx"]
    assert content == files_of(one)["xlsx"]
    assert {each.date_time for each in zipfile.ZipFile(io.BytesIO(content)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert str(book.properties.created) == str(book.properties.modified) == "2020-01-01 00:00:00"
    sheet = book.active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:B2")
    assert sheet["A1"].font.bold
    assert sheet["A2"].number_format == "@"
    assert not any(
        each.hidden for each in (*sheet.column_dimensions.values(), *sheet.row_dimensions.values())
    )


def test_a_text_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    text = "长 文。" * FULLEST_CELL
    sheet = openpyxl.load_workbook(io.BytesIO(files_of(table("id", text))["xlsx"])).active
    parts = [line[1].value for line in sheet.iter_rows(min_row=2)]
    assert "".join(parts) == text
    assert max(map(len, parts)) <= FULLEST_CELL
    assert [line[0].value for line in sheet.iter_rows(min_row=2)] == [
        "id",
        "id（续2）",
        "id（续3）",
        "id（续4）",
    ]


def test_rare_characters_count_twice_as_excel_counts_them() -> None:
    text = "𠀀" * FULLEST_CELL
    sheet = openpyxl.load_workbook(io.BytesIO(files_of(table("id", text))["xlsx"])).active
    parts = [line[1].value for line in sheet.iter_rows(min_row=2)]
    assert "".join(parts) == text
    assert max(len(each.encode("utf-16-le")) // 2 for each in parts) <= FULLEST_CELL


@pytest.mark.parametrize("text", ["<r>&</r>", "<r><t>甲</t></r>"])
def test_what_looks_like_markup_of_a_workbook_is_a_text(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(files_of(table("id", text))["xlsx"])).active
    assert str(sheet["B2"].value).rstrip() == text


def test_a_long_list_goes_by_in_portions_and_each_form_has_all_of_it() -> None:
    numbers = [str(number) for number in range(2 * FEW + 1)]
    files, taken = dict.fromkeys(FORMS, b""), [0]

    def lines() -> Iterator[Line]:
        for number in numbers:
            taken[-1] += 1
            yield line(number)

    for form, piece in written(replace(table("甲"), lines=lines())):
        files[form] += piece
        if form == "csv":
            taken.append(0)
    assert max(taken) == FEW
    assert [told["栏0"] for told in rows(files["csv"])] == numbers
    assert [told["行"] for told in json.loads(files["json"])["rows"]] == [[each] for each in numbers]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()[1:]] == numbers


def test_no_two_lists_are_given_out_at_one_address() -> None:
    stems = [each.folder for each in TYPES if each.listed or each.row_field] + [
        each.row_key for each in TYPES if each.row_key
    ]
    assert len(set(stems)) == len(stems)
    assert not {f"{each.folder}/" for each in TYPES} & {"exports/", "feeds/"}


_SCALARS = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_indented_json_is_what_the_standard_library_writes(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)


@given(st.lists(st.recursive(_SCALARS, st.lists), max_size=3))
def test_indented_json_is_the_same_row_by_row(rows: list[object]) -> None:
    whole = IndentedList({"title": "表"}, "rows")
    text = "".join(whole.add(row) for row in rows) + whole.end()
    assert text == json.dumps({"title": "表", "rows": rows}, ensure_ascii=False, indent=1)
