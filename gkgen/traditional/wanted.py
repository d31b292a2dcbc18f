"""What a site wants of its Traditional tree, and where the tree stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Region: TypeAlias = Literal["TW", "HK"]

TREE = "zh-hant/"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The region by whose standard characters are written, the site's words with the form it wants, and what stays."""

    region: Region = "TW"
    exceptions: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """BCP 47: the script, and the region by whose standard it is written."""
        return f"zh-Hant-{self.region}"


def tree_address(address: str) -> str:
    """Where the twin of a page stands."""
    return f"{TREE}{address}"
