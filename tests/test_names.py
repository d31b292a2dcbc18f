"""Names by which content points at content: every name that leads somewhere, and none called nonexistent that isn't."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkgen.build import Options, build
from gkgen.report import lines_of
from gkgen.schema.forms import PHONE, row_ids
from tests.sites import BASE, NOW, built, codes, item, output, write_files

POWERS = """\
类型: 权责清单
标题: 某清单
发布机构: mzj
发布日期: 2026-03-05
公开目录: leaf
职权:
  - 职权编码: wx-001
    事项名称: 某项许可
    职权类型: 行政许可
    实施依据: [《社会救助暂行办法》第九条]
    责任事项: [受理：收下材料]
    追责情形: [不予受理的]
    救济途径: 行政复议
"""
GUIDE = """\
类型: 页面
标题: 某页
相关信息: [wx-001]
"""


def test_a_node_named_by_its_title_holds_the_entry_as_by_its_code(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/items/one.md": item().replace("公开目录: leaf", "公开目录: 政策文件")})
    assert codes(site) == []
    pages = output(site)
    assert "关于做好工作的通知" in pages["catalogue/leaf.html"].decode()
    assert "catalogue/leaf.html" in pages["items/one.html"].decode()


def test_a_parent_may_be_named_by_its_title(tmp_path: Path) -> None:
    extra = "类型: 公开目录\n标题: 又\n目录:\n  - {代码: more, 名称: 更多, 上级: 法定主动公开内容}\n"
    site = built(tmp_path, {"content/catalogues/more.yaml": extra})
    assert codes(site) == []
    assert site.site is not None
    assert site.site.catalogue["more"].parent == "top"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("标题: 望溪区民政局", "标题: [望溪区民政局]"), ["K204"]),
        (("标题: 望溪区民政局", "标题: 望溪区民政局\n: ["), ["Y"]),
    ],
)
def test_one_faulty_file_is_told_of_and_not_all_that_name_it(
    change: tuple[str, str], told: list[str], tmp_path: Path
) -> None:
    files = {f"content/items/i{n}.md": item(f"第{n}件", f"wx/2026-{n:05}") for n in range(20)}
    broken = BASE["content/organisations/mzj.yaml"].replace(*change)
    site = built(tmp_path, {**files, "content/organisations/mzj.yaml": broken})
    assert {code[: len(told[0])] for code in codes(site)} == set(told)


@pytest.mark.parametrize("line", ["草稿: 是", "公开方式: 依申请公开"])
def test_what_is_not_shown_yet_or_not_disclosed_is_not_called_nonexistent(line: str, tmp_path: Path) -> None:
    files = {"content/power-lists/p.yaml": POWERS + line + "\n", "content/guides/g.yaml": GUIDE}
    site = built(tmp_path, files)
    assert not {"R503", "L601"} & set(codes(site))
    assert "wx-001.html" not in str(output(site))


def test_a_refused_file_is_told_of_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/items/one.md": item().replace("公开目录: leaf", "公开目录: leaf\n附件: [表.exe]"),
        "content/items/表.exe": b"MZ",
    }
    assert codes(built(tmp_path, files)) == ["F115"]


def test_rows_without_ids_get_each_its_own() -> None:
    assert row_ids("a/b", ["1", "2(1)", "", "1", "一"]) == (
        "a-b-1",
        "a-b-2-1",
        "a-b-row3",
        "a-b-1.2",
        "a-b-row5",
    )


@pytest.mark.parametrize(
    "text",
    [
        "0100-2000001",
        "（0100）2000002",
        "010 1234 5678",
        "区民政局 0100-2000001转8",
        "0100-2000001、12345",
        "+86 10 12345678",
    ],
)
def test_a_telephone_number_may_be_written_as_offices_write_it(text: str) -> None:
    assert PHONE.accepts(text)


@pytest.mark.parametrize(
    "text",
    [
        "暂无",
        "123456789",
        "打办公室",
        "0100-2000001、  " * 60 + "x1",
        "0100-200040",
        "（0100）200040",
        "010 200040",
        "0100-2000001、0100-200040",
    ],
)
def test_what_is_no_telephone_number_is_told_at_once(text: str) -> None:
    assert not PHONE.accepts(text)


def test_the_mend_of_an_unreadable_time_limit_is_in_words(tmp_path: Path) -> None:
    site = built(
        tmp_path,
        {"content/a.yaml": "类型: 流程图\n标题: 甲\n步骤: [{标识: a, 名称: 甲, 时限: 很快}]\n流向: []\n"},
    )
    mends = [each.mend("zh") for each in site.findings if each.rule.code == "K211"]
    assert mends == ["写成“20个工作日”“3日”“2个月”或“即时办结”"]


def test_a_line_separator_from_another_program_shifts_no_line(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/a.yaml": "类型: 页面\n标题: 甲\u2028乙\n错键: 丙\n"})
    texts = {each.path: each.content for each in site.sources if isinstance(each.content, bytes)}
    shown = [lines_of(texts)(each) for each in site.findings if each.rule.code == "K201"]
    assert shown == ["错键: 丙"]


def test_a_folder_without_settings_is_told_of_with_all_its_other_faults(tmp_path: Path) -> None:
    site = build(Options(write_files(tmp_path, {"content/a.yaml": "类型: 页面\n标题: 甲\n错键: 乙\n"}), NOW))
    assert codes(site) == ["K201", "K291"]
    assert site.site is None
    assert output(site) == {}


def test_a_flowchart_of_too_many_steps_is_told_of(tmp_path: Path) -> None:
    steps = "".join(f"  - {{标识: s{n}, 名称: 第{n}步}}\n" for n in range(201))
    chain = "".join(f"  - s{n} → s{n + 1}\n" for n in range(200))
    text = f"类型: 流程图\n标题: 大图\n发布机构: mzj\n发布日期: 2026-03-05\n公开目录: leaf\n步骤:\n{steps}流向:\n{chain}"
    assert "G416" in codes(built(tmp_path, {"content/a.yaml": text}))
