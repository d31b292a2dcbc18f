"""The path data of symbols, flow lines and arrowheads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from gkgen.flowchart.markup import number
from gkgen.flowchart.symbols import BAR, WAVE, WAVE_CONTROL, Symbol, radius

HEAD = 9  # the length of an arrowhead, and its width
BEND = 6  # the radius of a bend

Point: TypeAlias = tuple[int, int]


def symbol_path(symbol: Symbol, x: int, y: int) -> str:
    """The outline of a symbol around its middle."""
    left, top = x - symbol.width // 2, y - symbol.height // 2
    match symbol.step.kind:
        case "decision":
            return f"M{x} {top}L{left + symbol.width} {y}L{x} {top + symbol.height}L{left} {y}Z"
        case "start" | "end":
            return _terminator(symbol, left, top)
        case "document":
            return _document(symbol, left, top)
        case "subprocess":
            right = left + symbol.width
            bars = f"M{left + BAR} {top}v{symbol.height}M{right - BAR} {top}v{symbol.height}"
            return _rectangle(symbol, left, top) + bars
    return _rectangle(symbol, left, top)


def line_path(corners: Sequence[Point]) -> str:
    """A flow line with rounded bends, to the foot of its arrowhead; each curve's control point is the corner."""
    path = f"M{corners[0][0]} {corners[0][1]}"
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        radius = min(BEND, _distance(before, corner) // 2, _distance(corner, after) // 2)
        (x, y), (to_x, to_y) = _towards(corner, before, radius), _towards(corner, after, radius)
        path += f"L{x} {y}Q{corner[0]} {corner[1]} {to_x} {to_y}"
    x, y = _towards(corners[-1], corners[-2], HEAD - 2)
    return f"{path}L{x} {y}"


def head_path(corners: Sequence[Point]) -> str:
    """The triangle at the end of a flow line; its first point is the tip."""
    tip_x, tip_y = corners[-1]
    x, y = _towards(corners[-1], corners[-2], HEAD)
    if x == tip_x:
        return f"M{tip_x} {tip_y}L{number(x - HEAD / 2)} {y}H{number(x + HEAD / 2)}Z"
    return f"M{tip_x} {tip_y}L{x} {number(y - HEAD / 2)}V{number(y + HEAD / 2)}Z"


def _rectangle(symbol: Symbol, left: int, top: int) -> str:
    return f"M{left} {top}h{symbol.width}v{symbol.height}h{-symbol.width}Z"


def _terminator(symbol: Symbol, left: int, top: int) -> str:
    r = radius(symbol)
    flat, upright = symbol.width - 2 * r, symbol.height - 2 * r
    return (
        f"M{left + r} {top}h{flat}a{r} {r} 0 0 1 {r} {r}v{upright}a{r} {r} 0 0 1 {-r} {r}"
        f"h{-flat}a{r} {r} 0 0 1 {-r} {-r}v{-upright}a{r} {r} 0 0 1 {r} {-r}Z"
    )


def _document(symbol: Symbol, left: int, top: int) -> str:
    base, third = top + symbol.height - WAVE, symbol.width / 3
    right = left + symbol.width
    return (
        f"M{left} {base}V{top}H{right}V{base}C{number(right - third)} {number(base - WAVE_CONTROL)}"
        f" {number(left + third)} {number(base + WAVE_CONTROL)} {left} {base}Z"
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
