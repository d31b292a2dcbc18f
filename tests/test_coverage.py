"""Which nodes, duties and fields have content: counted below a node, held against its term, told by organisation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gkgen.build import Options, build
from gkgen.checks.coverage import Coverage, DutyCover, NodeCover, before, coverage
from gkgen.schema import TimeLimit
from gkgen.schema.duties import ALL_DUTIES, ARTICLE_20, PILOT_AREAS, duties_of_level, duties_said
from tests.sites import ORGANISATION, SITE, built, item

TREE = """\
类型: 公开目录
标题: 目录
目录:
  - 代码: top
    名称: 法定主动公开内容
    下级:
      - {代码: leaf, 名称: 政策文件, 栏目类型: 政策文件, 公开依据: [《政府信息公开条例》第二十条第（一）项]}
      - {代码: jz, 名称: 社会救助, 法定公开事项: [第二十一条（社会救助）], 下级: [{代码: dibao, 名称: 低保}, {代码: linshi, 名称: 临时救助}]}
      - {代码: nb, 名称: 年报, 更新周期: 1年}
"""


def covered(tmp_path: Path, tree: str = TREE, site: str = SITE + "层级: 县\n", **items: str) -> Coverage:
    named = {f"content/items/{name}.md": text for name, text in items.items()}
    found = built(tmp_path, {"content/catalogues/main.yaml": tree, "site.yaml": site, **named}).site
    assert found is not None
    return coverage(found)


def node(cover: Coverage, code: str) -> NodeCover:
    return next(each for each in cover.nodes if each.node.code == code)


def duty(covers: tuple[DutyCover, ...], word: str) -> DutyCover:
    return next(each for each in covers if each.word == word)


def dated(day: str, number: int, *nodes: str, more: str = "") -> str:
    text = (
        item(number=f"wx/2026-{number:05}").replace("2026-03-05\n", f"{day}\n", 1).replace("2026-03-02", day)
    )
    return text.replace("公开目录: leaf", f"公开目录: [{', '.join(nodes)}]{more}")


def test_content_counts_for_its_node_and_all_above_it_once(tmp_path: Path) -> None:
    cover = covered(tmp_path, a=dated("2026-10-05", 1, "dibao", "linshi"), b=dated("2026-10-06", 2, "dibao"))
    assert [(code, node(cover, code).held.total) for code in ("dibao", "linshi", "jz", "top", "nb")] == [
        ("dibao", 2),
        ("linshi", 1),
        ("jz", 2),
        ("top", 2),
        ("nb", 0),
    ]
    assert node(cover, "jz").held.organisations == (("望溪区民政局", 2),)
    assert [each.node.code for each in cover.leaves()] == ["leaf", "dibao", "linshi", "nb"]


@pytest.mark.parametrize(
    ("day", "more", "state"),
    [
        ("2026-05-22", "", "有内容"),  # six months to the day
        ("2026-05-21", "", "未更新"),
        ("2025-05-21", "\n更新日期: 2026-11-01", "有内容"),
        ("2026-10-05", "\n失效日期: 2026-10-31", "无现行内容"),
        ("2026-10-05", "\n撤下: {日期: 2026-10-31, 原因: 有误}", "空白"),
    ],
)
def test_a_column_is_held_against_its_term_and_what_has_lapsed_is_not_in_force(
    tmp_path: Path, day: str, more: str, state: str
) -> None:
    assert node(covered(tmp_path, a=dated(day, 1, "leaf", more=more)), "leaf").state == state


def test_a_column_without_a_term_is_never_stale_and_an_empty_one_is_blank(tmp_path: Path) -> None:
    cover = covered(tmp_path, a=dated("2019-01-02", 1, "dibao"))
    assert node(cover, "dibao").state == "有内容"
    assert node(cover, "nb").state == "空白"


@pytest.mark.parametrize(
    ("limit", "day"),
    [("14日", "2026-11-08"), ("6个月", "2026-05-22"), ("1年", "2025-11-22"), ("10个工作日", "2026-11-08")],
)
def test_a_term_reaches_back_so_many_days_months_or_years(limit: str, day: str) -> None:
    found = TimeLimit.from_text(limit)
    assert found is not None
    assert before(date(2026, 11, 22), found) == date.fromisoformat(day)


def test_a_term_of_months_ends_with_the_month_where_the_day_is_missing() -> None:
    assert before(date(2026, 8, 31), TimeLimit(number=6, unit="月")) == date(2026, 2, 28)


def test_duties_are_named_by_the_node_or_its_basis_and_handed_down_and_fields_are_told_by_title(
    tmp_path: Path,
) -> None:
    cover = covered(tmp_path, a=dated("2026-10-05", 1, "dibao"), b=dated("2026-10-06", 2, "leaf"))
    first = duty(cover.article_20, "第二十条第（一）项")
    assert (first.state, first.held.in_force, [each.node.code for each in first.nodes]) == (
        "有内容",
        1,
        ["leaf"],
    )
    assert duty(cover.article_21, "第二十一条（社会救助）").held.in_force == 1
    assert duty(cover.article_21, "第二十一条（市政建设）").state == "空白"
    assert duty(cover.areas, "社会救助").held.organisations == (("望溪区民政局", 1),)
    assert duty(cover.areas, "救灾").state == "空白"


def test_a_node_that_names_its_own_duty_leaves_that_of_the_node_above(tmp_path: Path) -> None:
    tree = TREE.replace("{代码: linshi, 名称: 临时救助}", "{代码: linshi, 名称: 临时救助, 试点领域: [救灾]}")
    cover = covered(tmp_path, tree, a=dated("2026-10-05", 1, "linshi"))
    assert (duty(cover.areas, "救灾").held.total, duty(cover.areas, "社会救助").held.total) == (1, 0)


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("《政府信息公开条例》第二十条第（十一）项", ["第二十条第（十一）项"]),
        ("《政府信息公开条例》第二十条第（五）项、第（六）项", ["第二十条第（五）项", "第二十条第（六）项"]),
        ("《政府信息公开条例》第二十条", []),
        ("《行政处罚法》第二十条第（一）项", []),
        ("《政府信息公开条例》第二十条第（十六）项", []),
    ],
)
def test_a_basis_says_which_items_of_article_20_it_is(basis: str, words: list[str]) -> None:
    assert list(duties_said(basis)) == words


def test_article_21_asks_by_level_and_the_lists_are_whole() -> None:
    assert (len(ARTICLE_20), len(PILOT_AREAS)) == (15, 26)
    assert (len(duties_of_level("县")), len(duties_of_level("乡"))) == (7, 8)
    assert duties_of_level("省") == duties_of_level(None) == {}
    assert {*duties_of_level("县"), *duties_of_level("乡"), *ARTICLE_20} == set(ALL_DUTIES)


def test_a_site_adds_fields_that_came_later(tmp_path: Path) -> None:
    site = SITE + "词表: {试点领域: [旅游]}\n"
    cover = covered(tmp_path, TREE.replace("名称: 年报", "名称: 旅游"), site, a=dated("2026-10-05", 1, "nb"))
    assert duty(cover.areas, "旅游").held.in_force == 1
    assert cover.article_21 == ()


def test_a_bodys_own_page_counts_for_that_body(tmp_path: Path) -> None:
    body = ORGANISATION + "公开目录: nb\n"
    files = {"content/catalogues/main.yaml": TREE, "content/organisations/mzj.yaml": body}
    site = built(tmp_path, files).site
    assert site is not None
    assert node(coverage(site), "nb").held.organisations == (("望溪区民政局", 1),)


def test_every_node_of_the_example_that_has_a_term_is_fresh_and_no_other_is_blank() -> None:
    """The example is the first thing an office sees; it is read on the day for which it is written."""
    site = build(Options(Path(__file__).parents[1], date(2026, 10, 28))).site
    assert site is not None
    cover = coverage(site)
    gone = {"shjz-dibao-shxx-yxz"}  # a notice of seven days, which is over
    assert {each.node.code for each in cover.nodes if each.state in ("空白", "未更新")} <= gone
    assert [each.word for each in cover.article_20 if each.state != "有内容"] == []
