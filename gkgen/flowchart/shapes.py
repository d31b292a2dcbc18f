"""The path data of symbols and flow lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from gkgen.flowchart.graph import Kind
from gkgen.flowchart.grid import EAST, NORTH, SOUTH
from gkgen.flowchart.markup import number
from gkgen.flowchart.symbols import BAR, BRACKET, SLANT, WAVE, WAVE_CONTROL, Symbol, radius

HEAD = 8  # the length of an arrowhead; it is half as wide to each side
BEND = 6  # the radius of a bend

Point: TypeAlias = tuple[int, int]


def symbol_path(symbol: Symbol, side: int) -> str:
    """The outline of a symbol around 0 0. `side` is the one at which a note has its bracket."""
    half, up = symbol.width // 2, symbol.height // 2
    match symbol.step.kind:
        case "start" | "end":
            return _terminator(symbol)
        case "document":
            return _document(symbol)
        case "connector":
            return f"M{-half} 0a{half} {half} 0 1 1 {2 * half} 0a{half} {half} 0 1 1 {-2 * half} 0Z"
        case "note":
            return _bracket(half, up, side)
    return _angular(symbol.step.kind, half, up)


def line_path(corners: Sequence[Point]) -> str:
    """A flow line with rounded bends; each curve's control point is the corner."""
    path = f"M{corners[0][0]} {corners[0][1]}"
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        radius = min(BEND, _distance(before, corner) // 2, _distance(corner, after) // 2)
        (x, y), (to_x, to_y) = _towards(corner, before, radius), _towards(corner, after, radius)
        path += f"L{x} {y}Q{corner[0]} {corner[1]} {to_x} {to_y}"
    return f"{path}L{corners[-1][0]} {corners[-1][1]}"


def head_path(corners: Sequence[Point]) -> str:
    """The open arrowhead of a flow line, in relative strokes that follow its last point."""
    (x, y), (tip_x, tip_y) = corners[-2], corners[-1]
    half = HEAD // 2
    if x == tip_x:
        back = HEAD if tip_y < y else -HEAD
        return f"m{-half} {back}l{half} {-back}l{half} {back}"
    back = HEAD if tip_x < x else -HEAD
    return f"m{back} {-half}l{-back} {half}l{back} {half}"


def _angular(kind: Kind, half: int, up: int) -> str:
    lean = half - SLANT
    rectangle = f"M{-half} {-up}H{half}V{up}H{-half}Z"
    match kind:
        case "decision":
            return f"M0 {-up}L{half} 0L0 {up}L{-half} 0Z"
        case "data":
            return f"M{-lean} {-up}H{half}L{lean} {up}H{-half}Z"
        case "preparation":
            return f"M{-half} 0L{-lean} {-up}H{lean}L{half} 0L{lean} {up}H{-lean}Z"
        case "subprocess":
            return f"{rectangle}M{BAR - half} {-up}v{2 * up}M{half - BAR} {-up}v{2 * up}"
    return rectangle


def _bracket(half: int, up: int, side: int) -> str:
    if side in {NORTH, SOUTH}:
        edge, foot = (-up, BRACKET - up) if side == NORTH else (up, up - BRACKET)
        return f"M{-half} {foot}V{edge}H{half}V{foot}"
    edge, foot = (half, half - BRACKET) if side == EAST else (-half, BRACKET - half)
    return f"M{foot} {-up}H{edge}V{up}H{foot}"


def _terminator(symbol: Symbol) -> str:
    r = radius(symbol)
    flat, upright = symbol.width - 2 * r, symbol.height - 2 * r
    down, up = (f"v{upright}", f"v{-upright}") if upright else ("", "")
    return (
        f"M{r - symbol.width // 2} {-symbol.height // 2}h{flat}a{r} {r} 0 0 1 {r} {r}{down}"
        f"a{r} {r} 0 0 1 {-r} {r}h{-flat}a{r} {r} 0 0 1 {-r} {-r}{up}a{r} {r} 0 0 1 {r} {-r}Z"
    )


def _document(symbol: Symbol) -> str:
    half, up = symbol.width // 2, symbol.height // 2
    base, sixth = up - WAVE, symbol.width / 6
    return (
        f"M{-half} {base}V{-up}H{half}V{base}C{number(sixth)} {number(base - WAVE_CONTROL)}"
        f" {number(-sixth)} {number(base + WAVE_CONTROL)} {-half} {base}Z"
    )


def _distance(one: Point, other: Point) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: Point, goal: Point, length: int) -> Point:
    """The point so far from the start on a level or upright line to the goal."""
    distance = max(_distance(start, goal), 1)
    return (
        start[0] + (goal[0] - start[0]) * length // distance,
        start[1] + (goal[1] - start[1]) * length // distance,
    )
