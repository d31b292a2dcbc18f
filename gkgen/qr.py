"""QR codes (GB/T 18284): the public address of a page as a square that a telephone reads."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

QUIET = 4
"""Modules left white around the square: a reader finds it by them."""

# Level M mends 15 % of the square: enough for a counter's paper. A scanner reads any of the eight masks; trying out
# which looks best costs five times the rest.
_LEVEL, _MASK = "m", 2


@dataclass(frozen=True, slots=True)
class Square:
    """What a square says. It is made when it is looked at: a page that stands as it is needs none."""

    text: str

    @property
    def side(self) -> int:
        """In modules, with the quiet zone."""
        return _made(self.text)[0]

    @property
    def path(self) -> str:
        """Its dark modules as one path of strokes that are one module wide."""
        return _made(self.text)[1]


def square_of(text: str) -> Square:
    """The same text gives the same square."""
    return Square(text)


@functools.lru_cache(maxsize=64)  # a page looks at its own square several times
def _made(text: str) -> tuple[int, str]:
    import segno

    made = segno.make(text, error=_LEVEL, mask=_MASK, micro=False, boost_error=False)
    rows = tuple(made.matrix)
    path = "".join(_strokes(row, number + QUIET) for number, row in enumerate(rows))
    return len(rows) + 2 * QUIET, path


def public_address(base_url: str, address: str) -> str:
    """Where a page can be read by anyone, in the letters that an address is sent in; "" where nobody knows."""
    return f"{base_url.rstrip('/')}/{quote(address)}" if base_url else ""


def as_svg(square: Square) -> str:
    """A picture of its own, for paper."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {square.side} {square.side}">'
        f'<path fill="#fff" d="M0 0h{square.side}v{square.side}H0z"/>'
        f'<path stroke="#000" d="{square.path}"/></svg>'
    )


def _strokes(row: Sequence[int], line: int) -> str:
    """The dark stretches of a row, each told from the end of the one before: half as long as whole places."""
    drawn, end = "", 0
    for begin, length in _stretches(row):
        drawn += f"m{begin - end} 0h{length}" if drawn else f"M{begin + QUIET} {line}.5h{length}"
        end = begin + length
    return drawn


def _stretches(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    begin = None
    for place, module in enumerate((*row, 0)):
        if module and begin is None:
            begin = place
        elif not module and begin is not None:
            yield begin, place - begin
            begin = None
