"""gkgen due: what changes next and what is owed, as text, as JSON and as a calendar."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner

from gkgen.cli.owed import due
from gkgen.due import Calendared, duties_of, ics
from gkgen.findings import Text
from gkgen.scaffold import init
from gkgen.schema.owing import Duty
from gkgen.types import TYPES
from tests.sites import BASE, SITE, built, item, write_files

WITHHELD = """\
类型: 信息公开条目
标题: 应急水源点位图
索引号: wx/2026-00004
发布机构: 望溪区民政局
成文日期: 2026-03-02
发布日期: 2026-03-05
公开目录: leaf
公开方式: 不予公开
不予公开: {理由: 危及三安全一稳定, 依据: 条例第十四条, 评估日期: 2026-10-01}
"""
POLICY = """\
---
类型: 政策文件
标题: 望溪区救助办法
索引号: wx/2026-00005
文号: 望溪政规〔2026〕1号
统一编号: WXGF-2026-0001
规范性文件: 是
发布机构: 望溪区民政局
成文日期: 2026-11-18
发布日期: 2026-11-20
公开目录: leaf
公开审查: {审查人: 林望山, 日期: 2026-11-19, 依据: 条例第十七条}
---

正文。
"""
OLD = item("关于旧事的通知", "wx/2025-00001").replace("2026-03", "2025-03")


def told(folder: Path, files: dict[str, str], day: str = "2026-11-22") -> list[tuple[str, str, str, bool]]:
    site = built(folder, files, now=date.fromisoformat(day)).site
    assert site is not None
    return [
        (str(each.duty.on), each.duty.what.zh, each.duty.subject, each.overdue) for each in duties_of(site)
    ]


def asked(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        due, ["-s", str(folder), "--now", "2026-11-22", "--lang", "zh", *arguments], standalone_mode=False
    )
    if result.exception is not None:
        raise result.exception
    return result.return_value, result.stdout_bytes.decode()


def starting(duties: list[tuple[str, str, str, bool]], words: str) -> list[tuple[str, str, str, bool]]:
    return [each for each in duties if each[1].startswith(words)]


@pytest.mark.parametrize(
    ("more", "day", "what"),
    [
        ("生效日期: 2027-01-01", "2027-01-01", "生效"),
        ("失效日期: 2026-12-31", "2027-01-01", "失效"),
        ("废止: {日期: 2026-12-01, 依据: 望溪民发〔2026〕9号}", "2026-12-01", "废止"),
        ("公示截止日期: 2026-12-01", "2026-12-02", "停止公示"),
        ("撤下: {日期: 2026-12-01, 原因: 内容有误}", "2026-12-01", "撤下"),
    ],
)
def test_what_changes_next_is_told_with_its_day_until_it_has_happened(
    tmp_path: Path, more: str, day: str, what: str
) -> None:
    files = {"content/items/a.md": item().replace("公开目录", f"{more}\n公开目录", 1)}
    assert starting(told(tmp_path, files), what) == [
        (day, starting(told(tmp_path, files), what)[0][1], "关于做好工作的通知", False)
    ]
    assert starting(told(tmp_path, files, "2027-03-01"), what) == []


def test_what_is_scheduled_goes_public_and_a_draft_does_not(tmp_path: Path) -> None:
    scheduled = item().replace("2026-03-05", "2026-12-01", 1)
    draft = item("草稿", "wx/2026-00002").replace("公开目录", "草稿: 是\n公开目录", 1)
    files = {"content/items/a.md": scheduled, "content/items/b.md": draft}
    found = starting(told(tmp_path, files), "公开")
    assert [each[:3] for each in found] == [("2026-12-01", "公开", "关于做好工作的通知")]


def test_what_is_withheld_is_to_be_reassessed_and_stays_owed(tmp_path: Path) -> None:
    found = told(tmp_path, {"content/items/w.yaml": WITHHELD})
    assert ("2026-10-01", "评估能否公开", "应急水源点位图", True) in found


def test_a_normative_document_owes_an_interpretation_within_three_working_days(tmp_path: Path) -> None:
    files = {"content/policies/p.md": POLICY}
    assert ("2026-11-25", "公布政策解读", "望溪区救助办法", False) in told(tmp_path, files)
    explained = (
        "类型: 政策解读\n标题: 救助办法解读\n发布机构: 望溪区民政局\n发布日期: 2026-11-20\n"
        "公开目录: leaf\n解读的文件: 望溪区救助办法\n主要内容: 标准提高了。\n"
    )
    files["content/interpretations/i.yaml"] = explained
    assert starting(told(tmp_path, files), "公布政策解读") == []


def test_where_the_holidays_arent_known_the_day_is_said_to_be_the_earliest(tmp_path: Path) -> None:
    files = {"content/policies/p.md": POLICY.replace("2026-11-20", "2026-12-30")}
    ((day, what, _, _),) = starting(told(tmp_path, files, "2026-12-31"), "公布政策解读")
    assert day == "2027-01-02"
    assert "最早" in what


def test_the_catalogue_is_to_be_looked_through_after_a_year(tmp_path: Path) -> None:
    files = {
        "content/catalogues/main.yaml": BASE["content/catalogues/main.yaml"] + "发布日期: 2025-06-01\n",
    }
    assert ("2026-06-01", "核对更新公开目录（满一年）", "目录", True) in told(tmp_path, files)
    files["content/catalogues/main.yaml"] += "更新日期: 2026-06-01\n"
    assert ("2027-06-01", "核对更新公开目录（满一年）", "目录", False) in told(tmp_path, files)


@pytest.mark.parametrize(("level", "day"), [("县", "2026-03-31"), ("部门", "2026-01-31")])
def test_the_years_report_is_owed_by_a_day_that_hangs_on_the_level(
    tmp_path: Path, level: str, day: str
) -> None:
    found = starting(
        told(tmp_path, {"site.yaml": f"{SITE}level: {level}\n", "content/items/o.md": OLD}), "公布20"
    )
    assert [(each[0], each[1], each[3]) for each in found] == [
        (day, "公布2025年的政府信息公开年报", True),
        (day.replace("2026", "2027"), "公布2026年的政府信息公开年报", False),
    ]


def test_no_report_is_owed_for_a_year_in_which_nothing_was_public_nor_by_nobody_known(tmp_path: Path) -> None:
    new = told(tmp_path / "new", {"content/items/a.md": item()})
    assert [each[1] for each in starting(new, "公布20")] == ["公布2026年的政府信息公开年报"]
    assert starting(told(tmp_path / "empty", {}), "公布20") == []
    nobody = {"content/organisations/mzj.yaml": "类型: 页面\n标题: 说明\n", "content/items/o.md": OLD}
    assert starting(told(tmp_path / "nobody", nobody), "公布20") == []


def test_a_new_site_is_told_of_nothing_overdue(tmp_path: Path) -> None:
    init(tmp_path / "site", now=date(2026, 11, 22))
    status, said = asked(tmp_path / "site", "--days", "400")
    assert status == 0
    assert "逾期" not in said
    assert "公布2026年的政府信息公开年报" in said


def test_the_quarters_catalogue_comes_at_each_quarters_end(tmp_path: Path) -> None:
    found = starting(told(tmp_path, {"content/policies/p.md": POLICY}), "核对本季度")
    assert [each[0] for each in found] == ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"]


# ---------------------------------------------------------------- as it is said


def site_in(folder: Path) -> Path:
    files = {"content/items/o.md": OLD, "content/items/w.yaml": WITHHELD, "content/policies/p.md": POLICY}
    return write_files(folder, {**BASE, **files})


def test_text_says_the_overdue_first_and_ends_with_status_1(tmp_path: Path) -> None:
    status, said = asked(site_in(tmp_path))
    assert status == 1
    lines = said.splitlines()
    assert lines[0].startswith("2026-03-31  逾期 236 天  公布2025年的政府信息公开年报：")
    assert "2026-11-25  还有 3 天  公布政策解读：望溪区救助办法（国办发〔2016〕80号）" in said
    assert lines == sorted(lines)


def test_days_and_until_bound_what_comes_and_never_what_is_overdue(tmp_path: Path) -> None:
    folder = site_in(tmp_path)
    for bound in (("--days", "2"), ("--until", "2026-11-24")):
        _, said = asked(folder, *bound)
        assert "公布政策解读" not in said
        assert "评估能否公开" in said
    assert "公布政策解读" in asked(folder, "--until", "2026-11-25")[1]


def test_a_site_that_owes_nothing_says_so_with_status_0(tmp_path: Path) -> None:
    folder = write_files(tmp_path, BASE)
    report = next(kind for kind in TYPES if kind.key == "annual-report")
    words = {"index_number": "wx/2026-1", "organisation": "mzj", "node": "leaf", "today": "2026-01-20"}
    (folder / "content/annual-reports").mkdir()
    text = report.example.format(**words)
    (folder / f"content/annual-reports/r{report.suffix}").write_text(text, encoding="utf-8")
    assert asked(folder, "--days", "30") == (0, "这段时间没有要办的事，也没有要变的。\n")


def test_json_holds_the_same(tmp_path: Path) -> None:
    _, said = asked(site_in(tmp_path), "--format", "json")
    found = {each["key"]: each for each in json.loads(said)}
    assert found["reassess"] == {
        "on": "2026-10-01",
        "days": -52,
        "owed": True,
        "overdue": True,
        "key": "reassess",
        "what": "评估能否公开",
        "subject": "应急水源点位图",
        "basis": "政府信息公开条例第十八条",
        "address": "items/w.html",
        "file": "content/items/w.yaml",
        "line": 9,
    }


def test_the_calendar_is_one_that_others_can_read(tmp_path: Path) -> None:
    folder = site_in(tmp_path)
    _, said = asked(folder, "--format", "ics", "--days", "400")
    assert said == asked(folder, "--format", "ics", "--days", "400")[1]
    assert said.count("\r\n") == said.count("\n")
    assert max(len(line.encode()) for line in said.split("\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(said)
    events = list(calendar.walk("VEVENT"))
    summaries = {str(each["SUMMARY"]): each for each in events}
    reassess = summaries["评估能否公开：应急水源点位图"]
    assert reassess["DTSTART"].dt == date(2026, 10, 1)
    assert reassess["DTEND"].dt == date(2026, 10, 2)
    assert str(reassess["DESCRIPTION"]) == "政府信息公开条例第十八条"
    assert len({str(each["UID"]) for each in events}) == len(events)


def test_an_event_keeps_its_identity_when_its_day_moves_and_its_words_are_escaped(tmp_path: Path) -> None:
    site = built(tmp_path, {}).site
    assert site is not None
    said = []
    for day in (date(2026, 12, 1), date(2026, 12, 24)):
        title = "甲；乙, 丙; \\丁\n戊" + "很长的标题" * 20
        duty = Duty(day, "expires", Text("失效", "expires"), title, address="items/a.html")
        text = ics([Calendared(duty, 9)], site.config, site.now, "zh")
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert str(event["SUMMARY"]) == f"失效：{title}"
        said.append(str(event["UID"]))
    assert said[0] == said[1]


def test_it_is_written_to_a_file_when_asked(tmp_path: Path) -> None:
    folder = site_in(tmp_path / "site")
    status, said = asked(folder, "--format", "ics", "-o", str(tmp_path / "due.ics"))
    assert (status, said) == (1, "")
    assert (tmp_path / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
