"""A tree without codes → the prefix of those it is given: one that no other file of the site has used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from gkgen.importing.drafts import Drafted
from gkgen.importing.mapping import CODE, spec_named
from gkgen.importing.placing import Shelf, id_of, path_of
from gkgen.importing.standing import codes_in, texts_under

MOST_TRIES = 100


def with_own_codes(draft: Callable[[str], Drafted], shelf: Shelf, asked: str) -> Drafted:
    """What `draft` makes of the first prefix whose codes are free: the one that was asked for, the file's own id,
    or that with a number behind it. The same table gets the same codes when it is imported again."""
    drafted = draft(asked or shelf.prefix)
    spec = spec_named(CODE, shelf.shape.row)
    if spec is None or not drafted.drafts:
        return drafted
    ident = id_of(drafted.drafts[0], shelf)
    taken = codes_in(shelf.folder, shelf.shape.kind, spec.names, path_of(shelf.shape, ident))
    for prefix in islice(_prefixes(asked, ident), MOST_TRIES):
        drafted = draft(prefix)
        codes = {each for one in drafted.drafts for each in texts_under(one.tree, spec.names)}
        if not any(each.startswith(f"{prefix}-") for each in codes & taken):
            return drafted
    return drafted


def _prefixes(asked: str, ident: str) -> Iterator[str]:
    if asked:
        yield asked
    own = re.sub(r"[^a-z0-9.]+", "-", ident)
    yield own
    yield from (f"{own}.{number}" for number in range(2, MOST_TRIES + 2))
