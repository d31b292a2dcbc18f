"""The inspection: what costs points, what it costs, with what evidence; what can't be known is listed and never scored."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gkgen.build import Options, build
from gkgen.built import Built
from gkgen.cli import main
from gkgen.inspecting import Inspection, csv_files, inspect, json_file, page_file, sample_of
from gkgen.inspecting.results import CHAPTERS, Result, plain
from tests.sites import SITE, built, item
from tests.test_crosswise import GUIDE, POWERS, STEPS

EXAMPLE = Path(__file__).parents[1]
DAY = date(2026, 10, 28)
FULL = (
    SITE
    + "层级: 县\nICP备案号: 某ICP备1号\n公安备案号: 某公网安备1号\n找错入口: https://www.wangxi.example/cuo\n"
)
TREE = """\
类型: 公开目录
标题: 目录
目录:
  - {代码: leaf, 名称: 政策文件, 栏目类型: 政策文件}
  - {代码: jd, 名称: 政策解读, 栏目类型: 政策解读}
  - {代码: sj, 名称: 统计数据, 栏目类型: 数据发布}
"""


def inspected(site: Built) -> Inspection:
    assert site.site is not None
    pages = (file for file in site.drawn(sample_of(site.pages)) if file.address.endswith(".html"))
    return inspect(site.site, site.pages, site.findings, pages)


def report(tmp_path: Path, files: dict[str, str | bytes], tree: str = TREE, site: str = FULL) -> Inspection:
    return inspected(
        built(tmp_path, {"content/catalogues/main.yaml": tree, "site.yaml": site, **files}, now=DAY)
    )


def result(report: Inspection, name: str) -> Result:
    (found,) = (each for each in report.results if each.name == name)
    return found


def told(report: Inspection, name: str) -> tuple[str, Decimal]:
    found = result(report, name)
    return found.outcome, found.points


def dated(title: str, day: str, number: int, node: str = "leaf", more: str = "") -> str:
    text = (
        item(title, f"wx/2026-{number:05}").replace("2026-03-05\n", f"{day}\n", 1).replace("2026-03-02", day)
    )
    return text.replace("公开目录: leaf", f"公开目录: {node}{more}")


@pytest.fixture(scope="module")
def example() -> Built:
    return build(Options(EXAMPLE, DAY))


# ---------------------------------------------------------------- vetoes


@pytest.mark.parametrize(("day", "outcome"), [("2026-10-14", "符合"), ("2026-10-13", "否决")])
def test_a_home_page_without_news_for_two_weeks_fails_the_site(
    tmp_path: Path, day: str, outcome: str
) -> None:
    found = report(tmp_path, {"content/items/a.md": dated("通知", day, 1)})
    assert result(found, "首页不更新").outcome == outcome
    assert day in result(found, "首页不更新").evidence[0].said


@pytest.mark.parametrize(("blank", "outcome"), [(4, "符合"), (5, "否决")])
def test_five_blank_columns_fail_the_site_and_each_costs_two_points(
    tmp_path: Path, blank: int, outcome: str
) -> None:
    tree = TREE + "".join(f"  - {{代码: k{number}, 名称: 空栏目{number}}}\n" for number in range(blank - 2))
    found = report(tmp_path, {"content/items/a.md": dated("通知", "2026-10-20", 1)}, tree)
    assert result(found, "栏目不更新（三）").outcome == outcome
    assert told(found, "其他栏目") == ("扣分", Decimal(2 * (blank - 1)))  # 政策解读 is counted by itself
    assert result(found, "其他栏目").evidence[0].file == "content/catalogues/main.yaml"


def test_a_site_without_guides_or_with_none_but_poor_ones_fails(tmp_path: Path) -> None:
    assert result(report(tmp_path / "none", {}), "服务不实用").outcome == "否决"
    poor = "\n".join(line for line in GUIDE.splitlines() if not re.match("申请|办理(?!材)|联系", line)) + "\n"
    assert result(report(tmp_path / "poor", {"content/guides/g.yaml": poor}), "服务不实用").outcome == "否决"
    good = GUIDE + STEPS + "是否收费: 否\n"
    found = report(
        tmp_path / "two", {"content/guides/g.yaml": poor, "content/guides/h.yaml": good.replace("申领", "")}
    )
    assert result(found, "服务不实用").outcome == "符合"


# ---------------------------------------------------------------- deductions


def test_an_interpretation_that_names_its_document_links_both_ways(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/items/a.md": dated("低保办法", "2026-10-20", 1, more="\n文号: 望溪民发〔2026〕1号"),
        "content/items/b.md": dated("救助办法", "2026-10-21", 2, more="\n文号: 望溪民发〔2026〕2号"),
        "content/items/e.md": dated("没有文号的通知", "2026-10-24", 5),
        "content/items/c.md": dated("低保办法解读", "2026-10-22", 3, "jd", "\n相关信息: [低保办法]"),
        "content/items/d.md": dated("没有关联的解读", "2026-10-23", 4, "jd"),
    }
    found = report(tmp_path, files)
    assert told(found, "解读关联") == ("扣分", Decimal(1))
    assert [each.address for each in result(found, "解读关联").evidence] == ["items/d.html"]
    assert told(found, "解读比例") == ("扣分", Decimal(1))
    assert [each.address for each in result(found, "解读比例").evidence] == ["items/b.html"]


def test_news_and_overviews_are_the_portals_where_there_is_one(tmp_path: Path) -> None:
    alone = report(tmp_path / "alone", {})
    assert [told(alone, name) for name in ("概况信息", "动态要闻")] == [("扣分", 2), ("扣分", 5)]
    section = report(tmp_path / "section", {}, site=FULL + "门户网站: https://www.wangxi.example\n")
    assert [told(section, name) for name in ("概况信息", "动态要闻")] == [("不适用", 0), ("不适用", 0)]


def test_each_fault_of_a_guide_costs_what_the_indicator_says(tmp_path: Path) -> None:
    good = GUIDE + STEPS + "是否收费: 否\n"
    bad = (
        good.replace("低保金申领指南", "有问题的指南")
        .replace("办理地点: 清溪路1号\n", "")
        .replace(
            "份数: 1}",
            "份数: 1}, {材料名称: 其他相关材料, 材料类型: 原件}, {材料名称: 申请表, 材料类型: 原件, 材料形式: 纸质, 份数: 1}",
        )
        .replace("《社会救助暂行办法》第九条", "《社会救助暂行办法》")
    )
    found = report(tmp_path, {"content/guides/g.yaml": good, "content/guides/h.yaml": bad})
    assert {
        each.name: each.points
        for each in found.results
        if each.name.startswith(("办事指南：", "表格")) and each.points
    } == {
        "办事指南：要素": Decimal("0.5"),
        "办事指南：材料要求": Decimal(1),
        "办事指南：含糊表述": Decimal(2),
        "办事指南：只写文件名称": Decimal("0.5"),
        "表格样表": Decimal(1),
    }
    (shown,) = result(found, "办事指南：材料要求").evidence
    assert (shown.address, shown.file) == ("guides/h.html", "content/guides/h.yaml")
    assert shown.said == "有问题的指南：“其他相关材料”没有说明纸质/电子、份数"


def test_no_more_guides_cost_points_than_an_inspector_draws(tmp_path: Path) -> None:
    bad = GUIDE.replace("身份证", "其他材料") + STEPS + "是否收费: 否\n"
    files: dict[str, str | bytes] = {
        f"content/guides/g{number}.yaml": bad.replace("低保金申领指南", f"指南{number}")
        for number in range(7)
    }
    assert told(report(tmp_path, files), "办事指南：含糊表述") == ("扣分", Decimal(10))


@pytest.mark.parametrize(
    "words", ["等相关材料", "其他有关证明材料", "有关部门要求的其他材料", "法律法规规定的其他材料"]
)
def test_words_that_leave_the_list_open_are_vague(tmp_path: Path, words: str) -> None:
    bad = GUIDE.replace("身份证", words) + STEPS + "是否收费: 否\n"
    assert result(report(tmp_path, {"content/guides/g.yaml": bad}), "办事指南：含糊表述").points == 2


@pytest.mark.parametrize(
    "words", ["收入证明材料", "其他共同居住人的身份证", "等级证书", "房产证明", "相关证书复印件"]
)
def test_words_that_name_a_thing_are_not_vague(tmp_path: Path, words: str) -> None:
    good = GUIDE.replace("身份证", words) + STEPS + "是否收费: 否\n"
    assert result(report(tmp_path, {"content/guides/g.yaml": good}), "办事指南：含糊表述").points == 0


def test_a_licence_without_a_guide_is_told_at_its_row(tmp_path: Path) -> None:
    powers = POWERS.replace("{duties}", "[受理：收下材料]")
    found = report(tmp_path / "without", {"content/power-lists/p.yaml": powers})
    assert told(found, "办事指南：有无") == ("扣分", Decimal(4))
    assert result(found, "办事指南：有无").evidence[0].address == "powers/p1.html"
    guide = GUIDE + STEPS + "是否收费: 否\n对应权责事项: p1\n"
    with_guide = {"content/power-lists/p.yaml": powers, "content/guides/g.yaml": guide}
    assert told(report(tmp_path / "with", with_guide), "办事指南：有无") == ("符合", Decimal(0))


def test_what_the_settings_leave_out_is_missing_at_the_foot_of_the_page_as_drawn(tmp_path: Path) -> None:
    whole = result(report(tmp_path / "whole", {}), "网站标识")
    assert [each.said for each in whole.evidence] == ["页面底部没有党政机关网站标识"]
    bare = result(report(tmp_path / "bare", {}, site=SITE), "网站标识")
    assert bare.points == Decimal("1.5")
    assert told(report(tmp_path / "error", {}, site=SITE), "“我为政府网站找错”入口")[0] == "扣分"


def test_a_theme_that_loads_from_elsewhere_or_drops_the_name_is_seen(tmp_path: Path) -> None:
    base = (EXAMPLE / "themes/default/templates/base.html").read_text(encoding="utf-8")
    spoilt = base.replace("{{ page.site_name }}</a>", "某网</a>").replace(
        "</head>", '<script src="https://cdn.example/x.js"></script>\n</head>'
    )
    spoilt = spoilt.replace("</main>", '<a href="http://192.0.2.1/x">旧站</a></main>')
    found = report(tmp_path, {"own/templates/base.html": spoilt}, site=FULL + "主题文件夹: own\n")
    assert told(found, "名称展示") == ("扣分", Decimal(1))
    said = [each.said for each in result(found, "IPv6改造").evidence]
    assert "从外部加载 https://cdn.example/x.js" in said
    assert "链接用了 IPv4 地址 http://192.0.2.1/x" in said


def test_a_dead_link_costs_a_tenth_and_stands_with_its_line(tmp_path: Path) -> None:
    found = report(tmp_path, {"content/items/a.md": item(body="见[这里](missing.md)。")})
    dead = result(found, "可用性")
    assert (dead.outcome, dead.points) == ("扣分", Decimal("0.1"))
    assert (dead.evidence[0].file, dead.evidence[0].line) == ("content/items/a.md", 12)


def test_more_pages_of_one_title_than_a_page_of_results_holds_lose_each_other(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"content/items/a{number:02}.md": item("同名的通知", f"wx/2026-{number:05}")
        for number in range(1, 40)
    }
    assert told(report(tmp_path, files), "站内搜索：标题")[0] == "扣分"


# ---------------------------------------------------------------- the score


def test_data_within_three_months_gain_two_points_and_tables_to_download_one(tmp_path: Path) -> None:
    text = dated("公报", "2026-10-20", 1, "sj", "\n附件: [{文件: t.csv, 名称: 表}]")
    files: dict[str, str | bytes] = {"content/items/a.md": text, "content/items/t.csv": "甲,乙\n1,2\n"}
    found = report(tmp_path, files)
    assert (told(found, "数据发布"), told(found, "数据下载")) == (("得分", Decimal(2)), ("得分", Decimal(1)))
    older = report(tmp_path / "older", {"content/items/a.md": dated("公报", "2026-06-20", 1, "sj")})
    assert (told(older, "数据发布"), told(older, "数据下载")) == (
        ("得分", Decimal(1)),
        ("未得分", Decimal(0)),
    )


def test_what_cant_be_checked_is_never_scored_and_makes_the_range(tmp_path: Path) -> None:
    found = report(tmp_path, {})
    unseen = [each for each in found.results if each.outcome == "不能检查"]
    assert {"站点无法访问", "在线申请", "办理答复", "兼容性", "实时互动"} <= {each.name for each in unseen}
    assert all(each.points == 0 for each in unseen)
    assert found.best > found.worst
    assert found.best == 100 - sum(found.deducted(chapter) for chapter in CHAPTERS)


def test_a_chapter_costs_no_more_than_it_weighs(tmp_path: Path) -> None:
    found = report(tmp_path, {})
    many = replace(found.of("扣分指标")[0], points=Decimal(50))
    assert replace(found, results=(many, *found.results)).deducted("发布解读") == 31


@pytest.mark.parametrize(("points", "said"), [("0.0", "0"), ("2.50", "2.5"), ("20", "20"), ("93.0", "93")])
def test_points_are_written_as_people_write_them(points: str, said: str) -> None:
    assert str(plain(Decimal(points))) == said


# ---------------------------------------------------------------- the files


def test_the_example_has_no_veto_on_its_day_and_its_report_is_the_same_each_time(example: Built) -> None:
    assert example.site is not None
    found = inspected(example)
    assert found.vetoes == ()
    assert (len(found.of("单项否决")), len(found.of("扣分指标")), len(found.of("加分指标"))) == (8, 38, 12)
    again = inspected(build(Options(EXAMPLE, DAY)))
    made = [page_file(each, example.site, example.themes()).content for each in (found, again)]
    assert made[0] == made[1]
    assert json_file(found) == json_file(again)


def test_the_page_needs_no_other_file_and_says_every_indicator(example: Built) -> None:
    assert example.site is not None
    found = inspected(example)
    content = page_file(found, example.site, example.themes()).content
    assert isinstance(content, bytes)
    text = content.decode()
    assert not re.search(r"<(?:script|link|img)\b", text)
    assert text.count('<html lang="zh-CN">') == text.count("<h1>") == text.count("<main>") == 1
    parser = _Rows()
    parser.feed(text)
    assert [each.name for each in found.results] == parser.rows[: len(found.results)]
    assert parser.open == []


class _Rows(HTMLParser):
    """The row headings of a page, and the elements left open."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.open: list[str] = []
        self.heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.heading = ("scope", "row") in attrs
        if self.heading:
            self.rows.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.heading = False

    def handle_data(self, data: str) -> None:
        if self.heading:
            self.rows[-1] += data


def test_json_and_csv_say_the_same_as_the_report(example: Built) -> None:
    found = inspected(example)
    content = json_file(found).content
    assert isinstance(content, bytes)
    said = json.loads(content)
    assert (said["score"]["best"], said["vetoes"]) == (float(found.best), [])
    assert [each["name"] for each in said["results"]] == [each.name for each in found.results]
    assert len(said["coverage"]["article_20"]) == 15
    for file, first in zip(csv_files(found), ("部分", "范围"), strict=True):
        assert isinstance(file.content, bytes)
        assert file.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
        assert rows[0][0] == first
        assert {len(row) for row in rows} == {len(rows[0])}
    assert len(list(csv.reader(io.StringIO(csv_files(found)[0].content.decode("utf-8-sig"))))) == 1 + len(
        found.results
    )  # type: ignore[union-attr]


def test_the_command_writes_the_report_and_tells_a_veto_by_its_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built(tmp_path / "site", {"content/items/a.md": dated("通知", "2026-10-20", 1)})
    arguments = ["inspect", "-s", str(tmp_path / "site"), "--now", "2026-10-28", "-o", str(tmp_path / "out")]
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--format", "json", "--lang", "zh"])
    assert ended.value.code == 1
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["inspection.json"]
    said = capsys.readouterr()
    assert "inspection.json" in said.out
    assert "单项否决：服务不实用" in said.err
    with pytest.raises(SystemExit):
        main(arguments)
    names = {each.name for each in (tmp_path / "out").iterdir()}
    assert names == {"index.html", "inspection.json", "inspection.csv", "coverage.csv"}


def test_a_folder_that_cant_be_written_ends_the_command_with_its_reason(tmp_path: Path) -> None:
    built(tmp_path / "site", {})
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(
            [
                "inspect",
                "-s",
                str(tmp_path / "site"),
                "--now",
                "2026-10-28",
                "-o",
                str(tmp_path / "out" / "in"),
            ]
        )
    assert ended.value.code == 2


def test_times_are_counted_in_working_days_by_organisation(tmp_path: Path) -> None:
    text = item(number="wx/2026-00001").replace("成文日期: 2026-03-02", "成文日期: 2026-02-02")
    found = report(tmp_path, {"content/items/a.md": text})
    (row,) = found.tables[0].rows
    assert row[:2] == ("望溪区民政局", "1")
    assert int(row[3]) < 31 - 8  # of 31 calendar days, without the spring festival and the weekends
