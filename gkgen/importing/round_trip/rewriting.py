"""A file, with what a workbook says differently: its new bytes, in which every other line is what it was."""

from __future__ import annotations

from gkgen.importing.round_trip.merging import Merger
from gkgen.importing.round_trip.patching import Patch
from gkgen.importing.round_trip.standing import Held, reread
from gkgen.model import Mapping, Record
from gkgen.schema import ContentType, Vocabularies, conform

_FENCE = "---"
_MARK = b"\xef\xbb\xbf"


def rewritten(
    held: Held, new: Mapping, merger: Merger, kind: ContentType, vocabularies: Vocabularies
) -> bytes | None:
    """The file with another tree, and another body where the merger has one. None where it can't be written so that
    reading it again gives exactly that: then nothing may be written."""
    text = held.content.removeprefix(_MARK).decode()
    is_windows = "\r\n" in text
    if text.count("\r") != text.count("\r\n") or (is_windows and text.count("\n") != text.count("\r\n")):
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    if new is not held.record.tree:
        patch = Patch(lines, merger.origin)
        if not patch.mapping(held.record.tree, new, _end_of_keys(lines, held.record)):
            return None
        lines = patch.text().split("\n")
    if merger.body is not None:
        lines = [*lines[: _end_of_keys(lines, held.record) + 1], *_body(merger.body)]
    made = "\n".join(lines).replace("\n", "\r\n" if is_windows else "\n").encode()
    made = _MARK + made if held.content.startswith(_MARK) else made
    return made if _is_meant(made, held, new, merger, kind, vocabularies) else None


def _end_of_keys(lines: list[str], record: Record) -> int:
    """The line that closes the front matter, or the end of a file that is keys alone."""
    if not record.path.lower().endswith(".md"):
        return len(lines)
    return next(number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE)


def _body(text: str) -> list[str]:
    return ["", *text.split("\n"), ""] if text else [""]


def _is_meant(  # noqa: PLR0913, PLR0917 — both sides of a comparison
    made: bytes, held: Held, new: Mapping, merger: Merger, kind: ContentType, vocabularies: Vocabularies
) -> bool:
    record = reread(held.record.path, made)
    if record is None:
        return False
    before = merger.body if merger.body is not None else held.record.body.text if held.record.body else ""
    after = record.body.text if record.body else ""
    wanted = conform(new, kind.fields, held.record.path, vocabularies)[0]
    found = conform(record.tree, kind.fields, held.record.path, vocabularies)[0]
    return found is not None and found == wanted and before.strip("\n") == after.strip("\n")
