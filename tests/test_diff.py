"""Two states of a site compared as sites: entries, fields, rows, words, pages, findings."""

from __future__ import annotations

import json
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.build import Options, build
from gkgen.built import Built
from gkgen.cli import review
from gkgen.diff import Changes, Side, breaches, compare
from gkgen.diff.alike import Matching, likeness
from gkgen.diff.changes import EntryChange, FieldChange, Piece, Way
from gkgen.diff.marks import marks
from gkgen.drawing import ALONE
from gkgen.revision import open_revision
from gkgen.stages.parse import parse
from tests.commanding import called, gkgen
from tests.repositories import commit, git, repository
from tests.sites import BASE, NOW, ORGANISATION, built, item
from tests.test_cli import DAY

FEES = """\
类型: 收费清单
标识: shoufei
标题: 收费目录清单
发布机构: 望溪区民政局
发布日期: 2026-01-16
公开目录: leaf
收费项目:
  - {序号: "1", 标识: gongben, 项目名称: 工本费, 收费标准: 每证20元, 状态: 在征, 分档标准: [{情形: 换领, 金额: 20, 单位: 元/证}, {情形: 补领, 金额: 40, 单位: 元/证}]}
  - {序号: "2", 标识: dengji, 项目名称: 登记费, 收费标准: 每件80元, 状态: 在征}
"""
GUIDE = """\
类型: 办事指南
标题: 证件换领办事指南
发布机构: 望溪区民政局
发布日期: 2026-02-03
公开目录: leaf
是否收费: 是
收费标准: [gongben]
申请条件: [年满十六周岁, 原来的证件已经损坏]
办理材料:
  - {材料名称: 申请书, 材料类型: 原件, 材料形式: 纸质, 份数: 1}
  - {材料名称: 旧证, 材料类型: 原件, 材料形式: 纸质, 份数: 1}
  - {材料名称: 照片, 材料类型: 原件, 材料形式: 纸质, 份数: 2}
承诺办结时限: 20个工作日
"""
POWERS = """\
类型: 权责清单
标识: mzj
标题: 权责清单
发布机构: 望溪区民政局
发布日期: 2026-02-03
公开目录: leaf
职权:
  - {职权编码: "0501", 事项名称: 低保审核, 职权类型: 行政给付}
  - {职权编码: "0502", 事项名称: 高龄津贴发放, 职权类型: 行政给付}
"""
ONE, TWO = "content/items/one.md", "content/items/two.md"
FEE_FILE, GUIDE_FILE = "content/fee-schedules/f.yaml", "content/guides/g.yaml"
FILES = {
    **BASE,
    ONE: item(),
    TWO: item("关于另一件事的公告", "wx/2026-00002", "完全不同的内容，说的是别的事情。"),
    FEE_FILE: FEES,
    GUIDE_FILE: GUIDE,
    "content/power-lists/p.yaml": POWERS,
}


def side(site: Built) -> Side:
    assert site.site is not None
    return Side(site.site, site.pages, site.findings)


def diff(
    folder: Path, changed: dict[str, str | bytes | None], base: dict[str, str | bytes] | None = None
) -> Changes:
    """What differs when these files are changed (None takes one away)."""
    before = {**FILES, **(base or {})}
    after = {name: text for name, text in {**before, **changed}.items() if text is not None}
    return compare(side(built(folder / "a", before)), side(built(folder / "b", after)))


def only(changes: Changes) -> EntryChange:
    (change,) = changes.entries
    return change


def said(fields: tuple[FieldChange, ...]) -> list[tuple[str, str, str]]:
    return [(each.label, each.before, each.after) for each in fields]


def codes(changes: Changes) -> list[str]:
    return [each.rule.code for each in changes.new]


def with_key(text: str, line: str) -> str:
    """The text of an item with one more line of front matter."""
    head, rest = text.split("\n---\n", 1)
    return f"{head}\n{line}\n---\n{rest}"


# ---------------------------------------------------------------- entries


def test_a_site_does_not_differ_from_itself(tmp_path: Path) -> None:
    changes = diff(tmp_path, {})
    assert changes.is_empty
    assert changes == Changes((), (), (), changes.pages, (), ())


def test_comments_order_of_keys_and_line_ends_are_no_change(tmp_path: Path) -> None:
    lines = GUIDE.splitlines()
    turned = "\r\n".join(["# 说明", lines[0], lines[2], lines[1], *lines[3:]])
    assert diff(tmp_path, {GUIDE_FILE: turned}).is_empty


def test_an_entry_added_and_one_removed_are_told(tmp_path: Path) -> None:
    changes = diff(
        tmp_path, {"content/items/new.md": item("新的一件事", "wx/2026-00009", "新内容。"), TWO: None}
    )
    assert [(each.ways, each.known.id) for each in changes.entries] == [
        ((Way.ADDED,), "new"),
        ((Way.REMOVED,), "two"),
    ]
    assert [each.address for each in changes.pages.added] == ["items/new.html"]
    assert [(each.address, each.to) for each in changes.pages.gone] == [("items/two.html", "")]


def test_a_retitled_entry_is_renamed_and_not_another(tmp_path: Path) -> None:
    change = only(diff(tmp_path, {ONE: item("关于认真做好工作的通知")}))
    assert change.ways == (Way.RENAMED,)
    assert said(change.fields) == [("标题", "关于做好工作的通知", "关于认真做好工作的通知")]


def test_an_entry_with_another_id_is_moved(tmp_path: Path) -> None:
    moved = with_key(item(), "曾用网址: items/one.html")
    changes = diff(tmp_path, {ONE: None, "content/items/2026/first.md": moved})
    change = only(changes)
    assert change.ways == (Way.MOVED,)
    assert (change.before and change.before.id, change.after and change.after.id) == ("one", "2026/first")
    assert codes(changes) == []
    assert [(each.address, each.to) for each in changes.pages.gone] == [
        ("items/one.html", "items/2026/first.html")
    ]


def test_a_file_elsewhere_with_its_id_keeps_its_address(tmp_path: Path) -> None:
    change = only(diff(tmp_path, {ONE: None, "content/items/2026/x.md": with_key(item(), "标识: one")}))
    assert Way.REFILED in change.ways
    assert Way.MOVED not in change.ways


def test_an_entry_in_another_column_is_told_with_the_names_of_both(tmp_path: Path) -> None:
    tree = BASE["content/catalogues/main.yaml"] + "      - {代码: other, 名称: 工作动态}\n"
    base = {"content/catalogues/main.yaml": tree}
    change = only(diff(tmp_path, {ONE: item().replace("公开目录: leaf", "公开目录: other")}, base))
    assert change.ways == (Way.RECLASSED,)
    assert said(change.fields) == [("公开目录", "政策文件（leaf）", "工作动态（other）")]


def test_a_withdrawn_entry_shows_no_more_than_remains_of_it(tmp_path: Path) -> None:
    gone = with_key(item(body="张三的低保金额。"), "撤下: {日期: 2026-11-01, 原因: 期满}")
    changes = diff(tmp_path, {ONE: gone}, {ONE: item(body="张三的低保金额。")})
    change = only(changes)
    assert change.ways == (Way.WITHDRAWN,)
    assert said(change.fields) == [("撤下", "", "日期：2026-11-01；原因：期满")]
    assert "张三" not in repr(changes.entries)
    assert "U802" not in codes(changes)
    back = compare(*(side(built(tmp_path / name, {})) for name in ("b", "a")))
    assert only(back).ways == (Way.RESTORED,)


def test_what_is_not_disclosed_shows_its_metadata_alone(tmp_path: Path) -> None:
    closed = item(body="秘密的改动。").replace("发布日期", "公开方式: 依申请公开\n发布日期")
    change = only(diff(tmp_path, {ONE: closed}, {ONE: item(body="原来的正文。")}))
    assert [each.label for each in change.fields] == ["公开方式"]
    both = diff(tmp_path / "2", {ONE: closed.replace("秘密", "另外")}, {ONE: closed})
    assert both.entries == ()


def test_what_names_a_withdrawn_list_learns_nothing_of_its_rows(tmp_path: Path) -> None:
    gone = FEES.replace("公开目录: leaf", "公开目录: leaf\n撤下: {日期: 2026-11-01, 原因: 期满}")
    changes = diff(tmp_path, {FEE_FILE: gone})
    told = next(each for each in changes.entries if each.ways == (Way.WITHDRAWN,))
    assert [each.named for each in told.quotes] == ["收费目录清单"]
    closed = diff(
        tmp_path / "2", {FEE_FILE: FEES.replace("公开目录: leaf", "公开目录: leaf\n公开方式: 依申请公开")}
    )
    assert "U802" in codes(closed)
    assert "工本费" not in " ".join(each.wrong("zh") for each in closed.new if each.rule.code == "U802")


def test_a_file_that_can_not_be_read_now_is_not_called_removed(tmp_path: Path) -> None:
    changes = diff(tmp_path, {ONE: item().replace("标题: 关于做好工作的通知\n", "")})
    assert only(changes).ways == (Way.UNREADABLE,)
    assert codes(changes) == ["K202"]


def test_turning_the_sides_turns_what_was_added_into_what_was_removed(tmp_path: Path) -> None:
    files = dict(FILES)
    random.seed(7)
    names = [f"content/items/r{n}.md" for n in range(12)]
    sides = []
    for number in range(2):
        some = random.sample(names, 7)
        texts = {
            name: item(f"{name}的标题", f"wx/2025-{names.index(name):05}", f"{name}{number}" * 9)
            for name in some
        }
        sides.append(side(built(tmp_path / str(number), {**files, **texts})))
    forth, back = compare(*sides), compare(*reversed(sides))
    for way, other in ((Way.ADDED, Way.REMOVED), (Way.REMOVED, Way.ADDED), (Way.CHANGED, Way.CHANGED)):
        assert _ids(forth, way) == _ids(back, other)
    assert _ids(forth, Way.ADDED)
    assert (len(forth.new), len(forth.cured)) != (0, 0) or forth.new == forth.cured


def _ids(changes: Changes, way: Way) -> list[str]:
    return sorted(each.known.id for each in changes.entries if way in each.ways)


# ---------------------------------------------------------------- fields, rows, words


def test_a_fee_is_told_by_its_labels_and_by_the_row_s_name(tmp_path: Path) -> None:
    changes = diff(tmp_path, {FEE_FILE: FEES.replace("每证20元", "每证25元").replace("金额: 20", "金额: 25")})
    assert said(only(changes).fields) == [
        ("收费项目[工本费].收费标准", "每证20元", "每证25元"),
        ("收费项目[工本费].分档标准[换领].金额", "20", "25"),
    ]
    assert only(changes).fields[1].place.line == 8


def test_the_guides_that_quote_a_changed_fee_are_named(tmp_path: Path) -> None:
    changes = diff(tmp_path, {FEE_FILE: FEES.replace("每证20元", "每证25元")})
    assert [(each.title, each.named, each.shown) for each in only(changes).quotes] == [
        ("证件换领办事指南", "工本费", True)
    ]
    assert [(each.address, each.because) for each in changes.pages.quoting] == [
        ("guides/g.html", ("工本费",))
    ]
    assert [each.address for each in changes.pages.own] == ["fee-schedules/shoufei.html", "fees/gongben.html"]


def test_a_guide_is_not_named_for_a_fee_that_it_does_not_charge(tmp_path: Path) -> None:
    assert only(diff(tmp_path, {FEE_FILE: FEES.replace("每件80元", "每件90元")})).quotes == ()


def test_rows_are_matched_by_code_and_not_by_line(tmp_path: Path) -> None:
    rows = POWERS.splitlines()
    new = '  - {职权编码: "0500", 事项名称: 新的事项, 职权类型: 行政给付}'
    renamed = rows[8].replace("高龄津贴发放", "高龄津贴资格确认")
    changes = diff(tmp_path, {"content/power-lists/p.yaml": "\n".join([*rows[:7], new, rows[7], renamed])})
    assert [(each.label, each.sort) for each in only(changes).fields] == [
        ("职权[新的事项]", "added"),
        ("职权[高龄津贴发放].事项名称", "changed"),
    ]


def test_a_change_of_order_alone_is_told_as_such(tmp_path: Path) -> None:
    lines = GUIDE.splitlines()
    turned = "\n".join([*lines[:9], lines[11], lines[9], lines[10], *lines[12:]])
    change = only(diff(tmp_path, {GUIDE_FILE: turned}))
    assert [(each.label, each.sort, each.after) for each in change.fields] == [
        ("办理材料.顺序", "order", "“照片”从第3位到第1位")
    ]


def test_values_are_said_as_readers_know_them(tmp_path: Path) -> None:
    changed = GUIDE.replace("是否收费: 是", "是否收费: 否").replace("20个工作日", "15个工作日")
    fields = only(diff(tmp_path, {GUIDE_FILE: changed.replace("[gongben]", "[gongben, dengji]")})).fields
    assert said(fields) == [
        ("是否收费", "是", "否"),
        ("收费标准", "工本费（gongben）", "工本费（gongben）、登记费（dengji）"),
        ("承诺办结时限", "20个工作日", "15个工作日"),
    ]


def test_a_row_that_is_gone_is_told_whole(tmp_path: Path) -> None:
    change = only(diff(tmp_path, {GUIDE_FILE: GUIDE.replace(GUIDE.splitlines()[10] + "\n", "")}))
    assert said(change.fields) == [
        ("办理材料[旧证]", "材料名称：旧证；是否必填：必要；材料类型：原件；材料形式：纸质；份数：1", "")
    ]


def test_a_node_of_the_catalogue_is_called_by_its_name(tmp_path: Path) -> None:
    tree = BASE["content/catalogues/main.yaml"]
    change = only(
        diff(
            tmp_path,
            {"content/catalogues/main.yaml": tree.replace("政策文件}", "政策文件, 公开对象: 全社会}")},
        )
    )
    assert [each.label for each in change.fields] == ["目录[法定主动公开内容].下级[政策文件].公开对象"]


def test_a_list_of_sentences_is_compared_sentence_by_sentence(tmp_path: Path) -> None:
    conditions = [f"第{n}条条件：申请人在本区居住满{n}年，并且没有享受同类的补助" for n in range(1, 5)]
    old = GUIDE.replace("[年满十六周岁, 原来的证件已经损坏]", json.dumps(conditions, ensure_ascii=False))
    new = old.replace("居住满3年", "居住满五年").replace(f'"{conditions[0]}", ', "")
    change = only(diff(tmp_path, {GUIDE_FILE: new}, {GUIDE_FILE: old}))
    assert [(each.label, each.sort) for each in change.fields] == [
        ("申请条件[第1项]", "removed"),
        ("申请条件[第2项]", "changed"),
    ]


def test_one_word_of_a_long_law_is_shown_with_its_neighbourhood(tmp_path: Path) -> None:
    law = "\n\n".join(
        f"第{n}条　申请人应当自收到第{n}号通知之日起{n}日内，向区民政局提交下列材料，并对其真实性负责。"
        for n in range(1, 900)
    )
    assert len(law.encode()) > 100_000
    begun = time.perf_counter()
    changes = diff(
        tmp_path,
        {ONE: item(body=law.replace("第450号通知之日起450日", "第450号通知之日起500日"))},
        {ONE: item(body=law)},
    )
    (field,) = only(changes).fields
    assert time.perf_counter() - begun < 20
    assert field.label == "正文"
    assert [(each.mark, each.text) for each in field.pieces if each.mark in ("out", "in")] == [
        ("out", "450"),
        ("in", "500"),
    ]
    assert sum(len(each.text) for each in field.pieces) < 200


def test_a_text_whose_spaces_and_lines_alone_changed_is_told_as_such(tmp_path: Path) -> None:
    changes = diff(tmp_path, {ONE: item(body="第一段\n\n第二段")}, {ONE: item(body="第一段\n第二段")})
    assert [(each.label, each.after) for each in only(changes).fields] == [
        ("正文.版式", "只有空格和换行的改动")
    ]
    assert diff(tmp_path / "2", {ONE: item(body="第一段  \n\n")}, {ONE: item(body="第一段")}).entries == ()


def test_marks_are_phrases_and_not_stray_characters() -> None:
    assert marks("每月领取城市低保金", "每月领取城乡低保金") == (
        Piece("same", "每月领取城"),
        Piece("out", "市"),
        Piece("in", "乡"),
        Piece("same", "低保金"),
    )
    changed = marks("由县级以上地方人民政府负责。", "由省级民政部门负责。")
    assert [each.mark for each in changed] == ["same", "out", "in", "same"]


@pytest.mark.parametrize("shape", ["one line", "lines", "repeated"])
def test_texts_of_150_kilobytes_are_compared_within_bounds(shape: str) -> None:
    random.seed(3)
    letters = "的一是在不了有和人这中大为上个国我以要他"
    old = ["".join(random.choices(letters, k=50)) for _ in range(1000)]
    new = ["".join(random.choices(letters, k=50)) for _ in range(1000)]
    joint = {"one line": "", "lines": "\n", "repeated": "\n同样的一行\n"}[shape]
    begun = time.perf_counter()
    found = marks(joint.join(old), joint.join(new))
    assert time.perf_counter() - begun < 10
    assert found


@settings(max_examples=150, deadline=None)
@given(st.text("甲乙丙，。\n1a ", max_size=60), st.text("甲乙丙，。\n1a ", max_size=60))
def test_marks_hold_the_whole_of_both_texts_but_for_what_is_left_out(old: str, new: str) -> None:
    pieces = marks(old, new)
    if any(each.mark == "gap" for each in pieces):
        return
    gone = "".join(each.text for each in pieces if each.mark != "in")
    come = "".join(each.text for each in pieces if each.mark != "out")
    if "\n" in old + new:
        assert (gone.split(), come.split()) == (old.split(), new.split())
    else:
        assert (gone, come) == (old, new)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=8), st.lists(st.integers(0, 9), max_size=8))
def test_each_thing_of_two_lists_is_told_once(old: list[int], new: list[int]) -> None:
    matching = Matching(old, new)
    matching.by_value()
    matching.by_key(str)
    matching.by_likeness(str)
    pairs = matching.all()
    assert sorted(i for i, _ in pairs if i is not None) == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))
    rest = [pair for pair in sorted(matching.pairs.items()) if pair not in matching.moved()]
    assert [j for _, j in rest] == sorted(j for _, j in rest)


def test_likeness_is_of_neighbouring_characters() -> None:
    assert likeness("甲乙丙", "甲乙丙") == 1.0
    assert likeness("甲乙丙丁", "丁丙乙甲") == 0.0
    assert likeness("", "甲") == 0.0


# ---------------------------------------------------------------- settings, files, types of the site's own


def test_settings_are_told_by_their_labels(tmp_path: Path) -> None:
    changes = diff(tmp_path, {"site.yaml": BASE["site.yaml"].replace("0100-2000001", "0100-2000009")})
    assert said(changes.settings) == [("联系电话", "0100-2000001", "0100-2000009")]
    assert changes.pages.listing > 5
    assert changes.pages.count == 0


def test_files_are_compared_by_their_bytes_and_tell_who_uses_them(tmp_path: Path) -> None:
    base = {
        ONE: with_key(item(), "附件: [/files/a.csv, /files/b.txt]"),
        "content/files/a.csv": "甲,1\n",
        "content/files/b.txt": "不变\n",
        "content/files/c.csv": "搬家\n",
        "content/files/d.csv": "删去\n",
    }
    changed: dict[str, str | bytes | None] = {
        "content/files/a.csv": "甲,2\n",
        "content/files/b.txt": "不变\r\n",
        "content/files/c.csv": None,
        "content/files/新/c.csv": "搬家\n",
        "content/files/d.csv": None,
    }
    changes = diff(tmp_path, changed, base)
    assert [(each.path, each.former_path, each.before, each.after) for each in changes.files] == [
        ("content/files/新/c.csv", "content/files/c.csv", 7, 7),
        ("content/files/d.csv", "", 7, None),
        ("content/files/a.csv", "", 6, 6),
    ]
    assert [link.title for link in changes.files[2].named_by] == ["关于做好工作的通知"]


def test_an_organisation_renamed_names_the_pages_that_show_it(tmp_path: Path) -> None:
    renamed = ORGANISATION.replace("标题: 望溪区民政局", "标题: 望溪区民政和社会工作局")
    files = {
        name: text.replace("发布机构: 望溪区民政局", "发布机构: 望溪区民政和社会工作局")
        for name, text in FILES.items()
        if isinstance(text, str)
    }
    changes = diff(tmp_path, {**files, "content/organisations/mzj.yaml": renamed}, {})
    assert [each.known.id for each in changes.entries if Way.RENAMED in each.ways] == ["mzj"]


def test_an_entry_of_a_type_that_the_site_declares_is_compared_field_by_field(tmp_path: Path) -> None:
    text = "类型: 招标公告\n标题: 修路\n发布机构: 望溪区民政局\n发布日期: 2026-03-05\n公开目录: leaf\n预算金额: {}\n"
    declared = "内容类型:\n  - {代码: tender, 名称: 招标公告, 文件夹: tender, 字段: [{代码: budget, 名称: 预算金额, 形式: 数字}]}\n"
    base = {"site.yaml": BASE["site.yaml"] + declared, "content/tender/a.yaml": text.format(10)}
    if build(Options(_written(tmp_path / "try", {**BASE, **base}), NOW)).errors:
        pytest.fail("the declaration of a type isn't accepted any more")
    more = base["site.yaml"].replace("形式: 数字}", "形式: 数字}, {代码: place, 名称: 地点, 形式: 文字}")
    changes = diff(tmp_path, {"content/tender/a.yaml": text.format(20), "site.yaml": more}, base)
    assert said(only(changes).fields) == [("预算金额", "10", "20")]


def _written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# ---------------------------------------------------------------- findings, and the rules on a pair


def test_findings_are_new_or_cured_whatever_their_line(tmp_path: Path) -> None:
    bad = item().replace("发布机构", "文号: 望溪民发[2026]8号\n发布机构")
    lower = bad.replace("标题:", "# 一行\n# 又一行\n标题:")
    assert diff(tmp_path / "1", {ONE: lower}, {ONE: bad}).new == ()
    fresh = diff(tmp_path / "2", {ONE: bad})
    assert "K222" in codes(fresh)
    cured = diff(tmp_path / "3", {ONE: item()}, {ONE: bad})
    assert "K222" in [each.rule.code for each in cured.cured]
    moved = diff(tmp_path / "4", {ONE: None, "content/items/x.md": with_key(bad, "标识: one")}, {ONE: bad})
    assert (moved.new, moved.cured) == ((), ())


def test_u801_an_index_number_that_changed_is_an_error(tmp_path: Path) -> None:
    changes = diff(tmp_path, {ONE: item(number="wx/2026-00099")})
    assert codes(changes) == ["U801"]
    assert (changes.new[0].place.file, changes.new[0].place.line) == (ONE, 4)
    assert "“wx/2026-00001”" in changes.new[0].wrong("zh")


def test_u802_an_address_that_vanished_is_an_error_for_entries_and_rows(tmp_path: Path) -> None:
    assert codes(diff(tmp_path / "1", {TWO: None})) == ["U802"]
    moved = diff(tmp_path / "2", {ONE: None, "content/items/x.md": item()})
    assert [(each.rule.code, each.place.file) for each in moved.new] == [("U802", "content/items/x.md")]
    rows = "\n".join(POWERS.splitlines()[:-1])
    assert codes(diff(tmp_path / "3", {"content/power-lists/p.yaml": rows})) == ["U802"]


def test_u803_a_date_of_publication_that_changed_is_a_warning(tmp_path: Path) -> None:
    changes = diff(tmp_path, {ONE: item().replace("2026-03-05", "2026-03-03")})
    assert "U803" in codes(changes)
    assert changes.errors == 0


def test_u804_an_index_number_given_to_another_is_an_error(tmp_path: Path) -> None:
    other = item("一件毫不相干的事", "wx/2026-00002", "这里讲的是道路养护和桥梁检测。")
    changes = diff(tmp_path, {TWO: None, "content/items/new.md": other})
    assert sorted(codes(changes)) == ["U802", "U804"]


def test_what_the_public_never_saw_may_still_change(tmp_path: Path) -> None:
    coming = item(number="wx/2026-00007").replace("发布日期: 2026-03-05", "发布日期: 2026-12-05")
    base = {
        "content/items/coming.md": coming,
        "content/items/draft.md": with_key(item(number="wx/2026-00008"), "草稿: 是"),
    }
    before = {**FILES, **base}
    after = {
        **FILES,
        "content/items/coming.md": coming.replace("2026-12-05", "2026-12-06").replace("00007", "00017"),
    }
    sides = [
        side(built(tmp_path / name, files, drafts=True)) for name, files in (("a", before), ("b", after))
    ]
    assert [each.rule.code for each in breaches(*sides)] == []


# ---------------------------------------------------------------- a real branch, and every form of the report


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A branch that changes a fee, renames a power, moves an item, withdraws another and drops a file."""
    base = {
        **FILES,
        ONE: with_key(item(), "附件: [/files/a.csv]"),
        "content/files/a.csv": "甲\n",
        "content/items/three.md": item("第三件事", "wx/2026-00003", "要撤下的内容。"),
    }
    work = repository(tmp_path / "work", base)
    git(work, "checkout", "-q", "-b", "change")
    changed: dict[str, str | bytes | None] = {
        FEE_FILE: FEES.replace("每证20元", "每证40元"),
        "content/power-lists/p.yaml": POWERS.replace("高龄津贴发放", "高龄津贴资格确认"),
        TWO: None,
        "content/items/2026/two.md": with_key(str(FILES[TWO]), "曾用网址: items/two.html"),
        "content/items/three.md": with_key(
            str(base["content/items/three.md"]), "撤下: {日期: 2026-11-01, 原因: 期满}"
        ),
        ONE: item(),
        "content/files/a.csv": None,
    }
    commit(work, changed)
    return work


def test_the_branch_is_told_in_the_terminal(branch: Path) -> None:
    done = gkgen("diff", "main", "change", "--now", DAY, "--lang", "zh", cwd=branch)
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first.startswith("1 项撤下、1 项移动（网址改变）、3 项修改、1 个附件；影响 ")
    assert "  收费项目[工本费].收费标准：每证20元 → 每证40元" in rest
    assert "  职权[高龄津贴发放].事项名称：高龄津贴发放 → 高龄津贴资格确认" in rest
    assert "  引用它的内容：《证件换领办事指南》（引用“工本费”，页面随之改变）" in rest
    assert "\x1b" not in done.stdout
    coloured = called("diff", "main", "change", "--now", DAY, cwd=branch, CLICOLOR_FORCE="1")
    assert "\x1b[31m每证20元\x1b[0m → \x1b[32m每证40元\x1b[0m" in coloured.stdout


def test_without_head_the_folder_as_it_is_counts(branch: Path) -> None:
    (branch / ONE).write_text(item("还没有提交"), encoding="utf-8")
    done = called("diff", "change", "--now", DAY, "--format", "json", cwd=branch)
    assert [each["ways"] for each in json.loads(done.stdout)["entries"]] == [["renamed"]]


def test_folders_are_compared_like_revisions(branch: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "-b", "main", str(branch), "old")
    by_name = called("diff", "main", "change", "--now", DAY, "--format", "json", cwd=branch)
    by_folder = called("diff", tmp_path / "old", branch, "--now", DAY, "--format", "json", cwd=branch)
    assert by_folder.stdout == by_name.stdout
    assert len(json.loads(by_name.stdout)["entries"]) == 5


def test_the_merge_base_leaves_out_what_others_did_since(branch: Path) -> None:
    git(branch, "checkout", "-q", "main")
    commit(branch, {"content/items/later.md": item("主线上的新条目", "wx/2026-00044", "主线。")})
    git(branch, "checkout", "-q", "change")
    plain = json.loads(called("diff", "main", "--now", DAY, "--format", "json", cwd=branch).stdout)
    since = json.loads(
        called("diff", "--merge-base", "main", "--now", DAY, "--format", "json", cwd=branch).stdout
    )
    assert (len(plain["entries"]), len(since["entries"])) == (6, 5)
    dots = [
        called("diff", name, "--now", DAY, "--format", "json", cwd=branch)
        for name in ("main..", "main...change")
    ]
    assert [len(json.loads(each.stdout)["entries"]) for each in dots] == [6, 5]


def test_new_errors_end_with_1_and_wrong_use_with_2(branch: Path) -> None:
    git(branch, "rm", "-q", ONE)
    assert called("diff", "main", "--now", DAY, cwd=branch).returncode == 1
    nowhere = called("diff", "nowhere", "--lang", "zh", cwd=branch)
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
    assert nowhere.stderr.startswith("gkgen: 仓库里没有“nowhere”这个版本")
    assert called("diff", "--merge-base", branch, cwd=branch).returncode == 2
    (branch / "site.yaml").write_text("[", encoding="utf-8")
    broken = called("diff", "main", "--lang", "zh", cwd=branch)
    assert (broken.returncode, "site.yaml 不能用" in broken.stderr) == (2, True)


def test_check_against_a_base_tells_the_rules_on_a_pair(branch: Path) -> None:
    clean = called("check", "--base", "main", "--now", DAY, cwd=branch)
    assert clean.returncode == 0, clean.stdout
    (branch / ONE).write_text(item(number="wx/2026-00099"), encoding="utf-8")
    done = called("check", "--base", "main", "--now", DAY, "--format", "github", "--lang", "zh", cwd=branch)
    assert done.returncode == 1
    assert "::error file=content/items/one.md,line=4,col=6,title=U801::索引号原来是" in done.stdout


def test_check_against_a_base_blames_nobody_for_what_others_added(branch: Path) -> None:
    git(branch, "checkout", "-q", "main")
    commit(branch, {"content/items/later.md": item("主线上的新条目", "wx/2026-00044", "主线。")})
    git(branch, "checkout", "-q", "change")
    assert called("check", "--base", "main", "--now", DAY, cwd=branch).returncode == 0


def test_a_revision_and_a_folder_are_one_site_to_the_comparison(branch: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    options = Options(branch, NOW, drafts=True)
    there = build(replace(options, tree=open_revision(branch, "HEAD", store)))
    assert compare(side(there), side(build(options))).is_empty


def test_a_file_that_is_the_same_in_both_revisions_is_taken_in_once_and_later_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("gkgen.drawing.crew_of", lambda _workers=None: ALONE)
    site = repository(tmp_path / "site", {"content/items/a.md": item(), "content/guides/b.yaml": GUIDE})
    commit(site, {"content/items/a.md": item(body="另一段正文。")})
    taken: list[str] = []
    monkeypatch.setattr("gkgen.intake.parse", lambda source: taken.append(source.path) or parse(source))
    asked = ["HEAD~1", "HEAD", "-s", str(site), "--now", DAY]
    first = CliRunner().invoke(review.diff, asked).output
    assert "正文" in first
    assert sorted(taken) == sorted([*_content(site), "content/items/a.md"])
    taken.clear()
    assert CliRunner().invoke(review.diff, asked).output == first
    assert taken == []
    assert CliRunner().invoke(review.diff, [*asked, "--fresh"]).output == first
    assert sorted(taken) == sorted([*_content(site), "content/items/a.md"]), (
        "what is fresh asks no earlier run"
    )


def _content(site: Path) -> list[str]:
    return [path for path in git(site, "ls-files", "content").splitlines() if path.endswith((".md", ".yaml"))]
