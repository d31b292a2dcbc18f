"""All private numbers of a text, in their order, each place told as one thing only."""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.privacy.contacts import bank_cards, mobile_numbers
from gkgen.privacy.digits import Run, runs_of
from gkgen.privacy.identity import identity_numbers
from gkgen.privacy.sight import Sight
from gkgen.privacy.surroundings import Surroundings, surroundings_of


def private_numbers(text: str, about: str = "") -> tuple[Sight, ...]:
    """Identity numbers; mobile numbers and bank cards where no identity number stands.

    `about` is what introduces the whole text: the label of its field, the name of its sheet.
    """
    runs = list(runs_of(text))
    if not runs:
        return ()
    near = surroundings_of(text, about)
    return tuple(sight for run in runs for sight in sorted(_sights(run, near), key=lambda each: each.start))


def _sights(run: Run, near: Surroundings) -> Iterator[Sight]:
    taken: list[Sight] = []
    for sight in (*identity_numbers(run, near), *mobile_numbers(run, near), *bank_cards(run, near)):
        if all(sight.end <= other.start or other.end <= sight.start for other in taken):
            taken.append(sight)
            yield sight
