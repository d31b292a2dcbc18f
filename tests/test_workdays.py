"""Working days: counted by the State Council's notices, and not guessed where there is none."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from gkgen.workdays import NoticeError, calendar_of, published, read_notice
from tests.sites import built, codes, corpus, item

CALENDAR = published()


def test_the_real_document_of_2018_was_published_on_its_twentieth_working_day() -> None:
    """国办发〔2018〕118号: one new year's holiday and one Saturday that was worked lie between."""
    lines = (corpus() / "state-council-documents.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    found = next(each for each in documents if each["发文字号"] == "国办发〔2018〕118号")
    written, out = (day_of(found[key]) for key in ("成文日期", "发布日期"))
    assert (written, out) == (date(2018, 12, 5), date(2019, 1, 3))
    assert CALENDAR.working_days_between(written, out) == 20
    assert CALENDAR.add_working_days(written, 20) == out
    plain = sum((written + timedelta(days=n)).weekday() < 5 for n in range(1, (out - written).days + 1))
    assert plain == 21, "without the notices it would be called a day late"


def day_of(text: str) -> date:
    year, month, day = (int(part) for part in text.rstrip("日").replace("年", " ").replace("月", " ").split())
    return date(year, month, day)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 3, 4), True),
        (date(2026, 3, 7), False),
        (date(2018, 12, 29), True),
        (date(2018, 12, 31), False),
        (date(2019, 5, 1), False),
        (date(2019, 5, 5), True),
    ],
)
def test_a_day_off_and_a_saturday_that_is_worked_are_told_from_the_week(day: date, worked: bool) -> None:
    assert CALENDAR.is_worked(day) is worked


def test_the_first_day_isnt_counted_and_the_last_is() -> None:
    monday = date(2026, 3, 2)
    assert CALENDAR.working_days_between(monday, monday) == 0
    assert CALENDAR.working_days_between(monday, date(2026, 3, 3)) == 1
    assert CALENDAR.add_working_days(monday, 5) == date(2026, 3, 9)


def test_a_limit_of_calendar_days_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert CALENDAR.add_days(date(2026, 3, 2), 3) == date(2026, 3, 5)
    assert CALENDAR.add_days(date(2026, 3, 2), 5) == date(2026, 3, 9)
    assert CALENDAR.add_days(date(2026, 9, 11), 20) == date(2026, 10, 8)


def test_a_year_without_a_notice_is_not_guessed() -> None:
    last = max(CALENDAR.years)
    assert CALENDAR.working_days_between(date(last, 11, 2), date(last + 1, 1, 15)) is None
    assert CALENDAR.unknown_year(date(last, 11, 2), date(last + 1, 1, 15)) == last + 1
    assert CALENDAR.add_working_days(date(last, 12, 24), 20) is None
    assert CALENDAR.add_days(date(last, 12, 24), 20) is None
    assert CALENDAR.working_days_between(date(2017, 12, 1), date(2018, 1, 10)) is None


def test_the_last_days_of_a_year_hang_on_the_notice_of_the_next() -> None:
    last = max(CALENDAR.years)
    assert CALENDAR.working_days_between(date(last, 12, 1), date(last, 12, 24)) is not None
    assert CALENDAR.working_days_between(date(last, 12, 1), date(last, 12, 28)) is None


def test_the_least_number_of_days_is_never_more_than_the_true_one() -> None:
    """Each year is taken away in turn: what is then known at the least isn't more than what is known with it."""
    for year in sorted(CALENDAR.years)[1:-1]:
        days = {day: off for day, off in CALENDAR.days.items() if day.year != year}
        poorer = type(CALENDAR)(CALENDAR.years - {year}, days)
        for start in (date(year, 1, 1), date(year, 4, 1), date(year, 9, 1)):
            for length in range(0, 110, 7):
                end = start + timedelta(days=length)
                true = CALENDAR.working_days_between(start, end)
                assert true is not None
                assert poorer.fewest_working_days(start, end) <= true
    assert CALENDAR.fewest_working_days(date(1981, 5, 1), date(2018, 12, 5)) > 5000


def test_a_site_adds_a_year_of_its_own(tmp_path: Path) -> None:
    text = item().replace("2026-03-02", "2028-01-03", 1).replace("2026-03-05", "2028-02-01", 1)
    notice = {"year": 2028, "days": [{"name": "元旦", "date": "2028-01-01", "isOffDay": True}]}
    files = {"content/items/a.md": text}
    assert "D734" in codes(built(tmp_path / "without", files, now=date(2028, 3, 1)))
    files["calendar/2028.json"] = json.dumps(notice)
    with_it = built(tmp_path / "with", files, now=date(2028, 3, 1))
    assert "D734" not in codes(with_it)
    assert "D731" in codes(with_it), "21 working days, as no holiday after the first of January is told of"


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'{"year": "2028", "days": []}',
        b'{"year": 2028}',
        b'{"year": 2028, "days": [{"date": "2028-13-01", "isOffDay": true}]}',
        b'{"year": 2028, "days": [{"date": "2028-01-01", "isOffDay": 1}]}',
    ],
)
def test_a_notice_that_cant_be_read_is_told(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(NoticeError):
        read_notice(content)
    site = built(tmp_path, {"calendar/2028.json": content, "content/items/a.md": item()})
    assert "D739" in codes(site)


def test_an_empty_notice_is_no_notice() -> None:
    assert calendar_of([read_notice(b'{"year": 2040, "days": []}')]).years == frozenset()
