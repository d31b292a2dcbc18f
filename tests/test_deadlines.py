"""Deadlines: in working days where the law counts them, and silent where nothing can be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gkgen.build import Options, build
from gkgen.built import Built
from gkgen.schema.owing import Deadline
from gkgen.types import TYPES
from tests.sites import BASE, NOW, built, item, write_files

DEADLINES = {"D731", "D732", "D733", "D734"}


def told(site: Built) -> list[str]:
    return [each.rule.code for each in site.findings if each.rule.code in DEADLINES]


def said(site: Built) -> str:
    return next(each.wrong("zh") for each in site.findings if each.rule.code in DEADLINES)


def dated(written: str, out: str, more: str = "") -> str:
    text = item().replace("2026-03-02", written, 1).replace("2026-03-05", out, 1)
    return text.replace("公开目录", f"{more}公开目录", 1)


@pytest.mark.parametrize(
    ("written", "out", "expected"),
    [
        ("2018-12-05", "2019-01-03", []),
        ("2018-12-05", "2019-01-04", ["D731"]),
        ("2026-03-02", "2026-03-30", []),
        ("2026-03-02", "2026-03-31", ["D731"]),
        ("2026-03-02", "2026-03-02", []),
        ("2026-01-30", "2026-03-09", ["D731"]),
    ],
)
def test_twenty_working_days_are_counted_with_holidays(
    tmp_path: Path, written: str, out: str, expected: list[str]
) -> None:
    assert told(built(tmp_path, {"content/items/a.md": dated(written, out)})) == expected


def test_it_says_how_many_days_and_of_how_many(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/items/a.md": dated("2026-03-02", "2026-04-01")})
    assert said(site) == "发布日期 2026-04-01 太晚：自 2026-03-02 起 22 个工作日，限 20 个工作日"


def test_a_saturday_after_the_last_working_day_is_late_all_the_same(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/items/a.md": dated("2026-03-06", "2026-04-04")})
    assert "到 2026-04-03 为止" in said(site)


def test_a_reason_silences_it(tmp_path: Path) -> None:
    late = dated("2026-03-02", "2026-06-01", "迟延原因: 第三方意见征询\n")
    assert told(built(tmp_path, {"content/items/a.md": late})) == []


def test_what_is_withheld_or_isnt_in_the_catalogue_has_no_deadline(tmp_path: Path) -> None:
    withheld = dated("2026-03-02", "2026-06-01", "公开方式: 依申请公开\n")
    page = "类型: 页面\n标题: 说明\n成文日期: 2026-03-02\n发布日期: 2026-06-01\n"
    site = built(tmp_path, {"content/items/a.md": withheld, "content/b.yaml": page})
    assert told(site) == []


def test_documents_from_before_the_regulation_are_told_once(tmp_path: Path) -> None:
    files = {f"content/items/n{n}.md": dated(f"198{n}-05-04", "2018-12-05") for n in range(3)}
    site = built(tmp_path, files)
    assert told(site) == ["D733"]
    assert said(site).startswith("有 3 件成文于条例施行")
    in_time = {"content/items/a.md": dated("1998-05-04", "1998-05-20")}
    assert told(built(tmp_path / "in-time", in_time)) == []
    reasoned = {
        name: text.replace("公开目录", "迟延原因: 历史文件集中清理\n公开目录", 1)
        for name, text in files.items()
    }
    assert told(built(tmp_path, reasoned)) == []


def test_a_year_without_holidays_is_told_once_and_late_beyond_doubt_is_late(tmp_path: Path) -> None:
    unsure = {f"content/items/n{n}.md": dated("2015-03-02", f"2015-04-0{n}") for n in range(1, 4)}
    site = built(tmp_path, unsure)
    assert told(site) == ["D734"]
    assert said(site).startswith("2015 年的放假安排还没有公布，或者本程序没有，3 条信息")
    surely = built(tmp_path / "b", {"content/items/a.md": dated("2015-03-02", "2017-09-01")})
    assert told(surely) == ["D731"]
    assert "至少" in said(surely)


def test_what_is_scheduled_beyond_its_time_is_told_today(tmp_path: Path) -> None:
    late = {"content/items/a.md": dated("2026-10-12", "2026-12-20")}
    in_time = {"content/items/a.md": dated("2026-11-20", "2026-12-01")}
    assert told(built(tmp_path / "late", late)) == ["D731"]
    assert told(built(tmp_path / "in-time", in_time)) == []


def test_a_fast_publication_in_an_unknown_year_is_in_time_without_a_doubt(tmp_path: Path) -> None:
    assert told(built(tmp_path, {"content/items/a.md": dated("2015-03-02", "2015-03-20")})) == []


def with_deadline(tmp_path: Path, deadline: Deadline, files: dict[str, str]) -> Built:
    types = [replace(each, deadline=deadline) if each.key == "item" else each for each in TYPES]
    return build(Options(write_files(tmp_path, {**BASE, **files}), NOW), types)


def test_a_type_has_a_limit_of_its_own_and_its_ground_is_told(tmp_path: Path) -> None:
    deadline = Deadline(7, "工作日", "国办发〔2018〕118号", start="effective")
    late = dated("2026-03-02", "2026-03-20", "生效日期: 2026-03-02\n")
    site = with_deadline(tmp_path, deadline, {"content/items/a.md": late})
    assert told(site) == ["D732"]
    assert said(site).endswith("（国办发〔2018〕118号）")


@pytest.mark.parametrize(
    ("out", "expected"), [("2026-03-23", []), ("2026-03-24", ["D732"]), ("2026-03-20", [])]
)
def test_calendar_days_end_on_a_working_day(tmp_path: Path, out: str, expected: list[str]) -> None:
    """Twenty days from Monday 2 March end on Sunday the 22nd, so on Monday the 23rd."""
    deadline = Deadline(20, "日", "预算法第十四条")
    site = with_deadline(tmp_path, deadline, {"content/items/a.md": dated("2026-03-02", out)})
    assert told(site) == expected


def test_calendar_days_in_a_year_without_holidays(tmp_path: Path) -> None:
    deadline = Deadline(20, "日", "预算法第十四条")
    unsure = with_deadline(
        tmp_path / "a", deadline, {"content/items/a.md": dated("2015-03-02", "2015-03-24")}
    )
    surely = with_deadline(
        tmp_path / "b", deadline, {"content/items/a.md": dated("2015-03-02", "2015-05-24")}
    )
    assert (told(unsure), told(surely)) == (["D734"], ["D732"])


def test_a_deadline_may_begin_with_what_another_entry_says(tmp_path: Path) -> None:
    deadline = Deadline(3, "工作日", "国办发〔2016〕80号", start="related.published")
    document = item("甲文件", "wx/2026-00002")
    late = dated("2026-03-02", "2026-03-11", "相关信息: [甲文件]\n").replace("关于做好", "解读", 1)
    files = {"content/items/a.md": document, "content/items/b.md": late}
    assert told(with_deadline(tmp_path, deadline, files)) == ["D732"]
    in_time = files | {"content/items/b.md": late.replace("2026-03-11", "2026-03-10")}
    assert told(with_deadline(tmp_path, deadline, in_time)) == []


def test_a_deadline_may_be_a_day_of_the_year(tmp_path: Path) -> None:
    deadline = Deadline(0, "日", "条例第四十九条", by=lambda _entry, _site: date(2026, 3, 4))
    site = with_deadline(tmp_path, deadline, {"content/items/a.md": item()})
    assert said(site) == "发布日期 2026-03-05 太晚：期限是 2026-03-04（条例第四十九条）"
