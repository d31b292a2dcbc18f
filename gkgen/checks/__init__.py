"""Rules about the whole site, one file per family."""

from collections.abc import Callable, Iterable

from gkgen.checks import dates, disclosure, numbers
from gkgen.findings import Finding
from gkgen.schema import Site

CHECKS: tuple[Callable[[Site], Iterable[Finding]], ...] = (
    dates.check,
    disclosure.check,
    numbers.check,
)
