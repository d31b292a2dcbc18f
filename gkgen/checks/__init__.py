"""Rules about the whole site, one file per family."""

from collections.abc import Callable, Iterable

from gkgen.checks import (
    addresses,
    attachments,
    bases,
    coverage,
    dates,
    deadlines,
    disclosure,
    forms,
    life,
    numbers,
    privacy,
    review,
    synonyms,
    traditional,
)
from gkgen.findings import Finding
from gkgen.schema import Site

CHECKS: tuple[Callable[[Site], Iterable[Finding]], ...] = (
    addresses.check,
    attachments.check,
    bases.check,
    coverage.check,
    dates.check,
    deadlines.check,
    disclosure.check,
    forms.check,
    life.check,
    numbers.check,
    privacy.check,
    review.check,
    synonyms.check,
    traditional.check,
)
