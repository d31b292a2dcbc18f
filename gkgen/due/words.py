"""Duties as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from gkgen.due.duties import Calendared
from gkgen.findings import Language, Text


def as_text(duties: Sequence[Calendared], language: Language) -> str:
    """One line a duty: its day, how it stands, what, about what, on what ground, and where it is written."""
    if not duties:
        return Text("这段时间没有要办的事，也没有要变的。\n", "Nothing is owed and nothing changes.\n").say(
            language
        )
    return "".join(f"{line}\n" for line in _lines(duties, language))


def _lines(duties: Iterable[Calendared], language: Language) -> Iterator[str]:
    for each in duties:
        duty = each.duty
        basis = f"（{duty.basis}）" if duty.basis else ""
        place = f"  {duty.place.file}" if duty.place else ""
        yield f"{duty.on}  {_standing(each).say(language)}  {duty.what.say(language)}：{duty.subject}{basis}{place}"


def _standing(each: Calendared) -> Text:
    if each.overdue:
        return Text(f"逾期 {-each.days} 天", f"{-each.days} days overdue")
    if each.days == 0:
        return Text("今天", "today")
    return Text(f"还有 {each.days} 天", f"in {each.days} days")


def as_json(duties: Iterable[Calendared], language: Language) -> str:
    listed = [
        {
            "on": str(each.duty.on),
            "days": each.days,
            "owed": each.duty.owed,
            "overdue": each.overdue,
            "key": each.duty.key,
            "what": each.duty.what.say(language),
            "subject": each.duty.subject,
            "basis": each.duty.basis,
            "address": each.duty.address,
            "file": each.duty.place.file if each.duty.place else "",
            "line": each.duty.place.line if each.duty.place else 0,
        }
        for each in duties
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
