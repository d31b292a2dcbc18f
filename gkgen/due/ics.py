"""Duties as a calendar to subscribe to: RFC 5545, all-day events, the same duties giving the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from gkgen.due.duties import Calendared
from gkgen.findings import Language
from gkgen.schema import Config

# RFC 5545, 3.1: a line has 75 octets at most, without the break.
_LONGEST = 75


def ics(duties: Iterable[Calendared], config: Config, now: date, language: Language) -> str:
    """`now` stands for the time at which the calendar was made, so that it doesn't differ from run to run."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gkgen//due//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(config.name)}",
    ]
    for each in duties:
        lines += _event(each, config, now, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(each: Calendared, config: Config, now: date, language: Language) -> Iterator[str]:
    duty = each.duty
    yield "BEGIN:VEVENT"
    yield f"UID:{_identity(each)}@{config.domain or 'gkgen.invalid'}"
    yield f"DTSTAMP:{now:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{duty.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{duty.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{duty.what.say(language)}：{duty.subject}')}"
    if duty.basis:
        yield f"DESCRIPTION:{_escaped(duty.basis)}"
    if config.base_url and duty.address:
        yield f"URL:{config.base_url.rstrip('/')}/{duty.address}"
    yield f"CATEGORIES:{'应办' if duty.owed else '将变'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _identity(each: Calendared) -> str:
    """The same for a duty whose day is moved, so that a calendar moves the event and doesn't double it."""
    duty = each.duty
    return sha256(f"{duty.key}\n{duty.address}\n{'' if duty.address else duty.subject}".encode()).hexdigest()[
        :32
    ]


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11; what can't be seen is a space."""
    plain = "".join(each if each.isprintable() or each == "\n" else " " for each in text)
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(mark, written)
    return plain


def _folded(line: str) -> Iterator[str]:
    """A long line in parts, no character cut in two; each part after the first begins with a space."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            yield part
            part, size = " ", 1
        part += character
        size += width
    yield part
