"""Writes the generated reference into `content/help`, with examples from `tests/broken`: `python -m tests.reference`."""

from __future__ import annotations

import re
from pathlib import Path

from gkgen.reference import Example, all_rules, reference_pages
from gkgen.reference.pages import MARK
from gkgen.types import TYPES

HELP = Path(__file__).parents[1] / "content" / "help"
BROKEN = Path(__file__).parent / "broken"
AROUND = 4
WHOLE = 12
_MARKS = re.compile(r"«([A-Z]\d{3})»")
# What looks like somebody's number is shown as such numbers have to be: masked. Figures may be wide or stand apart.
_LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})(?:[ \u3000]?\d){5,}(?:[ \u3000]?[\dXx]){3}(?![\dXx])")
# Marks of secrecy are not shown anywhere, not as an example either.
_NOT_SHOWN = {"P811", "P812"}


def examples() -> dict[str, Example]:
    """For each code the shortest document in which it is marked, cut out around its first mark."""
    found: dict[str, tuple[int, str, str]] = {}
    for path in sorted(BROKEN.glob("*.txt")):
        parts = re.split(r"^-- (\S+) --\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for name, text in zip(parts[1::2], parts[2::2], strict=True):
            for code in sorted(set(_MARKS.findall(text))):
                found[code] = min(found.get(code, (len(text), name, text)), (len(text), name, text))
    return {
        code: Example(name, _cut(text, code))
        for code, (_, name, text) in sorted(found.items())
        if code not in _NOT_SHOWN
    }


def _cut(text: str, code: str) -> str:
    shown = _MARKS.sub(lambda found: MARK if found[1] == code else "", text).strip("\n")
    lines = [_LONG_NUMBER.sub(r"\1********", line) for line in shown.split("\n")]
    if len(lines) <= WHOLE:
        return "\n".join(lines)
    at = next(number for number, line in enumerate(lines) if MARK in line)
    first, last = max(0, at - AROUND), min(len(lines), at + AROUND)
    return "\n".join([*["…"] * (first > 0), *lines[first:last], *["…"] * (last < len(lines))])


def pages() -> dict[str, str]:
    return reference_pages(all_rules(), TYPES, examples())


def main() -> None:
    """The folders `codes`, `rules` and `fields` hold what is generated and nothing else."""
    wanted = pages()
    for folder in ("codes", "rules", "fields"):
        for path in (HELP / folder).glob("*.md"):
            if f"{folder}/{path.name}" not in wanted:
                path.unlink()
    for name, text in wanted.items():
        (HELP / name).parent.mkdir(exist_ok=True)
        (HELP / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
