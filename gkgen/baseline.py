"""A list of the findings that a site already has, so that it can be strict with what is new from today on.

One line for each kind of finding: code, fingerprint, how many, file. No line number, so that a line added above
changes nothing, and no word of the content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gkgen.exceptions import Excused, never_excused
from gkgen.findings import Finding, Text, UsageError
from gkgen.fingerprints import fingerprint, numbered
from gkgen.schema import Site

HEAD = """\
# gkgen 基线：这些问题以前就有，检查时不计；改好一项，这里就少一项。
# 重新写这个文件：gkgen check --write-baseline <文件>
"""
STANDS_IN_BASELINE = "基线"
_LINE = re.compile(r"(?P<code>[A-Z]\d{3}) (?P<mark>[0-9a-f]{16}) (?P<count>\d{1,6}) (?P<file>\S.*)")


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that are new, those that stand in the baseline, and how many of it no longer occur."""

    findings: tuple[Finding, ...]
    known: tuple[Excused, ...]
    gone: int


def baseline_text(findings: Sequence[Finding], site: Site | None) -> tuple[str, int]:
    """The file, and how many findings can't stand in it: those that can have no exception either."""
    kept = [each for each in findings if never_excused(each, site) is None]
    counts = Counter((each.place.file, each.rule.code, fingerprint(each)) for each in kept)
    lines = (f"{code} {mark} {count} {file}\n" for (file, code, mark), count in sorted(counts.items()))
    return HEAD + "".join(lines), len(findings) - len(kept)


def compared(findings: Iterable[Finding], baseline: Counter[str], site: Site | None) -> Compared:
    """As many of each kind as the baseline has are let pass, in the order of the files."""
    new: list[Finding] = []
    known: list[Excused] = []
    for finding, mark, number in numbered(findings):
        if number <= baseline[mark] and never_excused(finding, site) is None:
            known.append(Excused(finding, STANDS_IN_BASELINE))
        else:
            new.append(finding)
    return Compared(tuple(new), tuple(known), baseline.total() - len(known))


def read_baseline(path: Path) -> Counter[str]:
    """How many of each fingerprint. Raises UsageError for a file that is no baseline."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise _unusable(path, str(failure)) from failure
    counts = Counter[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise _unusable(path, f"{number}: {line[:60]}")
        counts[found["mark"]] += int(found["count"])
    return counts


def _unusable(path: Path, why: str) -> UsageError:
    return UsageError(
        Text(
            f"基线 {path} 读不懂（{why}）；用 gkgen check --write-baseline 重新写",
            f"the baseline {path} can't be read ({why}); write it again with gkgen check --write-baseline",
        )
    )
