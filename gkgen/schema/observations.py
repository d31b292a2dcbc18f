"""What one entry shows of an inspection indicator: what a type tells, so that the inspection needs to know no type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gkgen.findings import Place


class Aspect(StrEnum):
    """What the indicators of 国办秘函〔2019〕19号 look at in single things."""

    ELEMENTS = "elements"
    """The ten elements of a service guide."""
    MATERIALS = "materials"
    """Whether each material says 原件/复印件, 纸质/电子 and 份数."""
    NAMES_ONLY = "names-only"
    """Bases of which only the name is told."""
    FORMS = "forms"
    """Forms that are asked for and can be had."""
    LINKED = "linked"
    """Bases that lead to the document on the site."""
    GUIDED = "guided"
    """A matter that citizens apply for, and its guide."""
    ORGANISATION = "organisation"
    LEADERS = "leaders"


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing under one aspect: `faults` are what is wrong with it in Chinese, none where it is as asked."""

    aspect: Aspect
    title: str
    address: str
    place: Place
    faults: tuple[str, ...] = ()
