"""Findings that a site has decided to live with for a time: each with a reason and a day on which that ends.

A page goes out as it is under an exception. What can't be taken back once it is out (someone's identity number, a
secrecy mark, an entry withheld without a ground in law) has none, and neither has a file that can't be read: the
page would be missing without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from gkgen.findings import Finding, Place, Rule, Severity, Text, error, warning
from gkgen.model import Entry, place_of
from gkgen.schema import Site
from gkgen.schema.exempting import RULE_CODE, Exemption

EXPIRED = warning(
    "B811",
    Text(
        "对 {code} 的例外到 {until} 为止，已经不起作用",
        "the exception for {code} ended on {until} and has no effect any more",
    ),
    Text(
        "改好内容，删去这一条；确实还要，写明新的理由和到期日",
        "mend the content and delete this; if it must go on, give a reason and a new day",
    ),
)
UNUSED = warning(
    "B812",
    Text("对 {code} 的例外没有用上", "the exception for {code} is not used"),
    Text(
        "问题已经改好就删去这一条；没有改好，核对规则的代码和文件",
        "delete it if the content is mended; if not, check the code and the file",
    ),
)
NEVER = error(
    "B813",
    Text("{code} 不能有例外：{why}", "there is no exception for {code}: {why}"),
    Text("改内容，删去这一条", "mend the content and delete this"),
)
_ON_EXCEPTIONS = (EXPIRED, UNUSED, NEVER)

_IRREVOCABLE = Text("公开以后收不回来", "what is out can't be taken back")
_UNREADABLE = Text("读不懂的文件不会出现在网站上", "a file that can't be read would be missing from the site")
_OWN = Text("它管的就是例外", "it is about exceptions themselves")


@dataclass(frozen=True, slots=True)
class Excused:
    """A finding that isn't counted, and why: `until` is None of one that stands in a baseline."""

    finding: Finding
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is left of the findings, and what was let pass."""

    findings: tuple[Finding, ...]
    excused: tuple[Excused, ...]


def weigh(findings: Iterable[Finding], site: Site) -> Weighed:
    """The findings without those that an exception of `site.yaml` covers on the site's day, and with what is wrong
    with the exceptions themselves."""
    exceptions = site.config.exceptions
    if not exceptions:
        return Weighed(tuple(findings), ())
    names = _names(site)
    left: list[Finding] = []
    excused: list[Excused] = []
    used: set[int] = set()
    for finding in findings:
        covering = [number for number, each in enumerate(exceptions) if _covers(each, finding, names)]
        used.update(covering)
        number = next((each for each in covering if site.now <= exceptions[each].until), None)
        why = never_excused(finding, site)
        if number is None or why is not None:
            left.append(finding)
        else:
            excused.append(Excused(finding, exceptions[number].reason, exceptions[number].until))
        if number is not None and why is not None:
            left.append(NEVER.at(_place(site, number, "rule"), code=finding.rule.code, why=why))
    return Weighed((*left, *_idle(site, used)), tuple(excused))


def weigh_again(weighed: Weighed, more: Iterable[Finding], site: Site) -> Weighed:
    """The same with findings that came later; the exceptions are judged anew by all of them."""
    before = [each for each in weighed.findings if each.rule not in _ON_EXCEPTIONS]
    return weigh((*before, *(each.finding for each in weighed.excused), *more), site)


def never_excused(finding: Finding, site: Site | None) -> Text | None:
    """Why a finding can't be let pass, by an exception or a baseline; None where it can."""
    if is_irrevocable(finding.rule):
        return _IRREVOCABLE
    if finding.rule in _ON_EXCEPTIONS:
        return _OWN
    is_error = finding.rule.severity is Severity.ERROR
    if is_error and (site is None or finding.place.file in site.faulty):
        return _UNREADABLE
    return None


def is_irrevocable(rule: Rule) -> bool:
    """Errors of privacy and secrecy, and withholding without a ground (条例第十四至十六条)."""
    return rule.severity is Severity.ERROR and (rule.code.startswith("P8") or rule.code == "D711")


def _covers(exception: Exemption, finding: Finding, names: Mapping[str, tuple[str, ...]]) -> bool:
    if exception.rule != finding.rule.code:
        return False
    file = finding.place.file
    pattern = exception.where.removeprefix("/")
    known = (file, file.removeprefix("content/"), *names.get(file, ()))
    return any(fnmatchcase(name, pattern) for name in known)


def _names(site: Site) -> dict[str, tuple[str, ...]]:
    """By what else than its path a file is known: its id and its index number."""
    return {entry.path: _own_names(entry) for entry in site.entries}


def _own_names(entry: Entry) -> tuple[str, ...]:
    return tuple(name for name in (entry.id, entry.fields.index_number) if name)


def _idle(site: Site, used: set[int]) -> Iterator[Finding]:
    for number, each in enumerate(site.config.exceptions):
        if site.now > each.until:
            yield EXPIRED.at(_place(site, number, "until"), code=each.rule, until=str(each.until))
        elif number not in used and RULE_CODE.accepts(each.rule):
            yield UNUSED.at(_place(site, number, "rule"), code=each.rule)


def _place(site: Site, number: int, key: str) -> Place:
    return place_of("site.yaml", site.settings, ("exceptions", number, key))
