"""(Side, Side) → Changes: two sites compared as sites, entry by entry and field by field."""

from __future__ import annotations

from gkgen.diff.attachments import file_changes
from gkgen.diff.changes import Changes, Side
from gkgen.diff.entries import entry_changes
from gkgen.diff.fields import Ground, field_changes
from gkgen.diff.pages import differing, pages_affected
from gkgen.diff.pair_rules import pair_findings
from gkgen.diff.pairing import Pairing, paired
from gkgen.diff.problems import new_and_cured
from gkgen.findings import Finding, in_order
from gkgen.model import place_of
from gkgen.schema import Config

__all__ = ["Changes", "Side", "breaches", "compare"]


def compare(before: Side, after: Side) -> Changes:
    """All in which `after` differs from `before`, with the breaches of the rules on a pair among what is new."""
    pairings = paired(before.site, after.site)
    differ = differing(before, after)
    entries = tuple(entry_changes(pairings, before, after, differ))
    files = tuple(file_changes(before.site, after.site))
    new, cured = new_and_cured(before.findings, after.findings, _moved(pairings))
    said = in_order((*new, *pair_findings(pairings, before, after)))
    ground = Ground(
        before.site,
        after.site,
        lambda path: place_of("site.yaml", before.site.settings, path),
        lambda path: place_of("site.yaml", after.site.settings, path),
    )
    return Changes(
        entries=entries,
        settings=tuple(field_changes(before.site.config, after.site.config, Config, ground)),
        files=files,
        pages=pages_affected(before, after, differ, entries, files),
        new=said,
        cured=cured,
    )


def breaches(before: Side, after: Side) -> tuple[Finding, ...]:
    """The rules on a pair alone: what `gkgen check --base` adds to the findings of the site itself."""
    return in_order(pair_findings(paired(before.site, after.site), before, after))


def _moved(pairings: list[Pairing]) -> dict[str, str]:
    """The former path of each file that lies elsewhere now."""
    return {
        each.before.entry.path: each.after.entry.path
        for each in pairings
        if each.before is not None and each.after is not None
    }
