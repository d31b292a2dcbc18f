"""The picture of a flowchart, measured: what its reader must be able to trust, on made-up graphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.flowchart import Arrow, Chart, Step, draw, outline
from tests.flowcharts import SLACK, Box, Picture, charts, look, process, whole_arrows

SEEDS = (*range(24), *(pytest.param(seed, marks=pytest.mark.all) for seed in range(24, 1000)))
every_chart = settings(derandomize=True, max_examples=40, deadline=None)


def pictures(chart: Chart) -> list[Picture]:
    return [look(drawing.svg) for drawing in draw(chart)]


def faults(chart: Chart) -> Iterator[str]:
    """All that is wrong with the pictures of a chart."""
    drawings = draw(chart)
    assert drawings
    sheets = [look(drawing.svg) for drawing in drawings]
    said = {(item.number, exit_.number, exit_.label) for item in outline(chart) for exit_ in item.exits}
    if {(int(source), int(target), label) for source, target, label in whole_arrows(sheets)} != said:
        yield "other arrows"
    for picture in sheets:
        yield from _of_symbols(picture)
        yield from _of_lines(picture)
        yield from _of_labels(picture)


def _of_symbols(picture: Picture) -> Iterator[str]:
    for one, other in combinations(picture.symbols, 2):
        if one.box.touches(other.box):
            yield f"{one.name} lies on {other.name}"
    for symbol in picture.symbols:
        if not symbol.box.inside(picture.size):
            yield f"{symbol.name} is outside"
        room = Box(
            symbol.box.left - SLACK,
            symbol.box.top - SLACK,
            symbol.box.right + SLACK,
            symbol.box.bottom + SLACK,
        )
        yield from (f"words of {symbol.name} reach out" for box in symbol.words if not box.inside(room))
        if symbol.kind == "decision":
            yield from (f"words of {symbol.name} reach out" for box in symbol.words if _out(box, symbol.box))
        if picture.lanes and (symbol.box.top < picture.heading or _crossed(picture, symbol.box)):
            yield f"{symbol.name} isn't in its lane"


def _out(box: Box, diamond: Box) -> bool:
    """Whether a corner of a rectangle is outside a diamond."""
    x, y = (diamond.left + diamond.right) / 2, (diamond.top + diamond.bottom) / 2
    across, along = (diamond.right - diamond.left) / 2, (diamond.bottom - diamond.top) / 2
    return any(
        abs(a - x) / across + abs(b - y) / along > 1
        for a in (box.left, box.right)
        for b in (box.top, box.bottom)
    )


def _crossed(picture: Picture, box: Box) -> bool:
    return any(box.left < border < box.right for border in picture.borders)


def _of_lines(picture: Picture) -> Iterator[str]:
    """No line runs through a symbol but at its ends, nor along one to another step, nor along a lane's border."""
    for line in picture.lines:
        pieces = line.pieces()
        for place, piece in enumerate(pieces):
            if not (piece.left >= 0 and piece.right <= picture.size.right and piece.top >= 0):
                yield f"{line} is outside"
            own = {line.source} if place == 0 else set()
            own |= {line.target} if place == len(pieces) - 1 else set()
            for symbol in picture.symbols:
                if symbol.name not in own and piece.touches(symbol.box):
                    yield f"{line} runs through {symbol.name}"
            edges = [0.0, *picture.borders, picture.size.right]
            if piece.left == piece.right and min(abs(piece.left - edge) for edge in edges) < 8:
                yield f"{line} runs along a border"
        if not any(_meets(line.corners[-1], s.box) for s in picture.symbols if s.name == line.target):
            yield f"{line} doesn't arrive"
    for one, other in combinations([*picture.lines, *picture.notes], 2):
        if one.target != other.target and any(_coincide(a, b) for a in one.pieces() for b in other.pieces()):
            yield f"{one} lies on {other}"


def _meets(point: tuple[float, float], box: Box) -> bool:
    """Whether a point is at a border, or as far within as a slant, a wave or the side of a diamond is."""
    x, y = point
    return box.left - 1 <= x <= box.right + 1 and box.top - 1 <= y <= box.bottom + 1


def _coincide(a: Box, b: Box) -> bool:
    upright = a.left == a.right and b.left == b.right and abs(a.left - b.left) < 8
    level = a.top == a.bottom and b.top == b.bottom and abs(a.top - b.top) < 8
    return (upright and a.top < b.bottom and b.top < a.bottom) or (
        level and a.left < b.right and b.left < a.right
    )


def _of_labels(picture: Picture) -> Iterator[str]:
    """A condition stands free, and near the line that it is the condition of."""
    labelled = [line for line in picture.lines if line.label.strip()]
    if sorted("".join(line.label.split()) for line in labelled) != sorted(
        "".join(words.text.split()) for words in picture.labels
    ):
        yield "other conditions"
    every = [piece for line in [*picture.lines, *picture.notes] for piece in line.pieces()]
    for place, words in enumerate(picture.labels):
        box = words.box
        others = [other.box for other in picture.labels[place + 1 :]] + [s.box for s in picture.symbols]
        if not box.inside(picture.size) or _crossed(picture, box):
            yield f"{words.text} is outside"
        if any(box.touches(other) for other in [*others, *every]):
            yield f"{words.text} is covered"
        own = [line.pieces()[0] for line in labelled if _same(line.label, words.text)]
        if min((_apart(box, piece) for piece in own), default=99) > 12:
            yield f"{words.text} is far from its line"


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _apart(one: Box, other: Box) -> float:
    across = max(one.left - other.right, other.left - one.right, 0)
    return across + max(one.top - other.bottom, other.top - one.bottom, 0)


@every_chart
@given(charts())
def test_of_any_graph_whatever_the_picture_can_be_trusted(chart: Chart) -> None:
    assert list(faults(chart)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_process_the_picture_can_be_trusted(seed: int) -> None:
    chart = process(seed)
    assert list(faults(chart)) == []
    assert [drawing.svg for drawing in draw(chart)] == [drawing.svg for drawing in draw(chart)]


def test_a_picture_that_is_spoiled_is_noticed() -> None:
    """The rules above can fail: steps moved, a line bent, a condition changed."""
    chart = process(7)
    (svg, *_) = (drawing.svg for drawing in draw(chart))
    places = re.findall(r"translate\((\d+) (\d+)\)", svg)
    spoiled = look(svg.replace(f"translate({' '.join(places[1])})", f"translate({' '.join(places[0])})"))
    assert any("lies on" in fault for fault in _of_symbols(spoiled))
    middle = " ".join(places[0])
    crossing = look(
        svg.replace(
            "</title>",
            f'</title><path class="arrow" data-from="1" data-to="2" d="M0 0L{middle}m0 0l0 0l0 0"/>',
        )
    )
    assert list(_of_lines(crossing))
    assert "other conditions" in list(_of_labels(look(svg.replace("data-if", "data-of", 1))))


def column(picture: Picture, *steps: str) -> set[float]:
    """The middles of steps."""
    return {picture.steps[step].box.left + picture.steps[step].box.right for step in steps}


def test_the_main_branch_keeps_its_column_and_the_other_one_steps_aside() -> None:
    chart = Chart(
        "许可",
        (
            Step("s", "申请", "start"),
            Step("d", "材料是否齐全", "decision"),
            Step("no", "告知补正", "step"),
            Step("yes", "受理", "step"),
            Step("e", "办结", "end"),
        ),
        (
            Arrow("s", "d"),
            Arrow("d", "no", "否"),
            Arrow("d", "yes", "是"),
            Arrow("no", "s", "补正后提交"),
            Arrow("yes", "e"),
        ),
    )
    (picture,) = pictures(chart)
    assert [item.step.id for item in outline(chart)] == ["s", "d", "yes", "no", "e"]
    assert len(column(picture, "1", "2", "3", "5")) == 1
    assert column(picture, "4") != column(picture, "2")
    straight = next(line for line in picture.lines if line.target == "3")
    assert len(straight.corners) == 2


def test_a_step_in_another_lane_stands_in_the_same_row() -> None:
    chart = Chart(
        "受理",
        (Step("a", "提交", "start", "申请人"), Step("b", "接收", "end", "窗口")),
        (Arrow("a", "b"),),
        ("申请人", "窗口"),
    )
    ((x, y), (to_x, to_y)) = pictures(chart)[0].lines[0].corners
    assert y == to_y
    assert x < to_x


def chain(count: int, lanes: tuple[str, ...] = (), label: str = "审查") -> Chart:
    steps = tuple(
        Step(f"s{n}", label, "step", lanes[n // 2 % len(lanes)] if lanes else "") for n in range(count)
    )
    return Chart(label, steps, tuple(Arrow(f"s{n}", f"s{n + 1}") for n in range(count - 1)), lanes)


def test_a_long_chart_without_lanes_goes_on_beside_itself() -> None:
    (picture,) = pictures(chain(28))
    assert len(column(picture, *picture.steps)) == 2


def test_forty_steps_in_four_lanes_fit_two_sheets() -> None:
    drawings = draw(chain(40, ("申请人", "窗口", "处室", "领导"), "审查申请人提交的全部材料"))
    assert len(drawings) == 2
    assert [drawing.going for drawing in drawings] == [(("A", (2,)),), ()]
    assert [drawing.coming for drawing in drawings] == [(), (("A", (1,)),)]


@pytest.mark.parametrize("seed", range(12))
def test_no_sheet_is_larger_than_paper_at_eight_points(seed: int) -> None:
    """13 px at 96 px an inch are 9.75 pt: on 186 × 273 mm within margins of 12 mm, below a caption."""
    for drawing in draw(process(seed)):
        across, along = (273, 172) if drawing.turned else (186, 258)
        scale = min(across / drawing.width, along / drawing.height) / 25.4 * 96
        assert min(scale, 1) * 9.75 >= 8


def test_a_note_stands_in_a_bracket_beside_its_step() -> None:
    chart = Chart(
        "许可",
        (
            Step("a", "申请", "start"),
            Step("b", "检验", "step", note="检验期间不计入办理期限"),
            Step("c", "办结", "end"),
        ),
        (Arrow("a", "b"), Arrow("b", "c")),
    )
    (picture,) = pictures(chart)
    (note,) = [symbol for symbol in picture.symbols if symbol.kind == "note"]
    assert note.said["limit"] == "检验期间不计入办理期限"
    assert note.box.left > picture.steps["2"].box.right
    assert len(picture.notes) == 1


@given(charts())
@settings(derandomize=True, max_examples=30, deadline=None)
def test_width_and_height_are_whole_and_those_of_the_view_box(chart: Chart) -> None:
    for drawing in draw(chart):
        box = Box(0, 0, *map(float, re.findall(r' (?:width|height)="(\d+)"', drawing.svg)[:2]))
        assert box == look(drawing.svg).size == Box(0, 0, drawing.width, drawing.height)


@given(st.integers(1000, 100_000))
@settings(derandomize=True, max_examples=20, deadline=None)
def test_the_same_chart_gives_the_same_bytes(seed: int) -> None:
    assert draw(process(seed)) == draw(process(seed))
