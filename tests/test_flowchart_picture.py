"""The picture of a flowchart, measured: what its reader must be able to trust, on hundreds of made-up graphs."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.flowchart import Arrow, Chart, Step, draw, outline
from tests.flowcharts import Box, Picture, charts, look, processes

ANY_CHART = st.one_of(charts(), processes())
every_chart = settings(derandomize=True, max_examples=150, deadline=None)


@every_chart
@given(ANY_CHART)
def test_picture_and_outline_say_the_same_as_the_chart(chart: Chart) -> None:
    picture = look(draw(chart))
    said = {(s.step.id, exit_.target, exit_.label) for s in outline(chart) for exit_ in s.exits}
    assert {(line.source, line.target, line.label) for line in picture.lines} == said
    assert sorted((a.source, a.target, a.label) for a in chart.arrows) == sorted(
        (line.source, line.target, line.label) for line in picture.lines
    )
    assert {(step, kind) for step, (kind, _) in picture.steps.items()} == {
        (s.id, s.kind) for s in chart.steps
    }
    assert [s.step for s in outline(chart)] == [
        next(s for s in chart.steps if s.id == step) for step in picture.steps
    ]


@every_chart
@given(ANY_CHART)
def test_no_step_touches_another(chart: Chart) -> None:
    boxes = [box for _, box in look(draw(chart)).steps.values()]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].touches(pair[1])]


@every_chart
@given(ANY_CHART)
def test_no_arrow_runs_through_a_step(chart: Chart) -> None:
    picture = look(draw(chart))
    for line in picture.lines:
        pieces = line.pieces()
        for place, piece in enumerate(pieces):
            own = {line.source} if place == 0 else set()
            own |= {line.target} if place == len(pieces) - 1 else set()
            for step, (_, box) in picture.steps.items():
                assert step in own or not piece.touches(box), (line, step)


@every_chart
@given(ANY_CHART)
def test_an_arrow_goes_from_border_to_border(chart: Chart) -> None:
    picture = look(draw(chart))
    for line in picture.lines:
        for step, (x, y), (next_x, next_y) in (
            (line.source, line.corners[0], line.corners[1]),
            (line.target, line.corners[-1], line.corners[-2]),
        ):
            kind, box = picture.steps[step]
            across = abs(x - (box.left + box.right) / 2) / (box.right - box.left) * 2
            along = abs(y - (box.top + box.bottom) / 2) / (box.bottom - box.top) * 2
            if kind == "decision":
                assert abs(across + along - 1) < 0.05
            else:
                gap = min(x - box.left, box.right - x, y - box.top, box.bottom - y)
                assert 0 <= gap <= 12, "at most as deep as the wave of a document"
            assert abs(next_x - x) + abs(next_y - y) >= 12, "room for an arrowhead"
            outward = (next_x - x) * (x - (box.left + box.right) / 2) + (next_y - y) * (
                y - (box.top + box.bottom) / 2
            )
            assert outward > 0


@every_chart
@given(ANY_CHART)
def test_arrows_to_different_steps_never_lie_on_each_other(chart: Chart) -> None:
    for one, other in combinations(look(draw(chart)).lines, 2):
        if one.target == other.target:
            continue
        for a in one.pieces():
            for b in other.pieces():
                upright = a.left == a.right and b.left == b.right and abs(a.left - b.left) < 8
                level = a.top == a.bottom and b.top == b.bottom and abs(a.top - b.top) < 8
                assert not (upright and a.top < b.bottom and b.top < a.bottom), (one, other)
                assert not (level and a.left < b.right and b.left < a.right), (one, other)


@every_chart
@given(ANY_CHART)
def test_every_label_stands_free(chart: Chart) -> None:
    picture = look(draw(chart))
    words = [line.words for line in picture.lines if line.words]
    for place, box in enumerate(words):
        assert box.inside(picture.size)
        assert not [step for step, (_, other) in picture.steps.items() if box.touches(other)]
        assert not [other for other in words[place + 1 :] if box.touches(other)]
        assert not [line for line in picture.lines for piece in line.pieces() if piece.touches(box)]
        assert not [x for x in picture.borders if box.left < x < box.right]


@every_chart
@given(ANY_CHART)
def test_steps_stand_in_their_lane_and_no_arrow_runs_along_its_border(chart: Chart) -> None:
    picture = look(draw(chart))
    edges = [0.0, *picture.borders, picture.size.right]
    assert len(edges) == max(len(chart.lanes), 1) + 1
    for step in chart.steps:
        lane = chart.lanes.index(step.lane) if chart.lanes else 0
        box = picture.steps[step.id][1]
        assert box.inside(Box(edges[lane], 0, edges[lane + 1], picture.size.bottom))
    for piece in (piece for line in picture.lines for piece in line.pieces() if piece.left == piece.right):
        assert min(abs(piece.left - edge) for edge in edges) >= 8
    assert all(0 < y < picture.size.bottom for line in picture.lines for _, y in line.corners)


@every_chart
@given(ANY_CHART)
def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    assert draw(chart) == draw(Chart(chart.title, chart.steps, chart.arrows, chart.lanes))


def column(picture: Picture, *steps: str) -> set[float]:
    """The middles of steps."""
    return {picture.steps[step][1].left + picture.steps[step][1].right for step in steps}


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
    picture = look(draw(chart))
    assert len(column(picture, "s", "d", "yes", "e")) == 1
    assert column(picture, "no") != column(picture, "d")
    straight = next(line for line in picture.lines if line.target == "yes")
    assert len(straight.corners) == 2


def test_a_step_in_another_lane_stands_in_the_same_row() -> None:
    chart = Chart(
        "受理",
        (Step("a", "提交", "start", "申请人"), Step("b", "接收", "end", "窗口")),
        (Arrow("a", "b"),),
        ("申请人", "窗口"),
    )
    ((x, y), (to_x, to_y)) = look(draw(chart)).lines[0].corners
    assert y == to_y
    assert x < to_x


def test_a_long_chart_without_lanes_goes_on_beside_itself() -> None:
    steps = tuple(Step(f"s{n}", "审查", "step") for n in range(40))
    chart = Chart("审查", steps, tuple(Arrow(f"s{n}", f"s{n + 1}") for n in range(39)))
    picture = look(draw(chart))
    assert len(column(picture, *picture.steps)) == 3
    assert picture.size.bottom < 1200


def test_forty_steps_in_four_lanes_stay_compact() -> None:
    lanes = ("申请人", "窗口", "处室", "领导")
    steps = tuple(Step(f"s{n}", "审查申请人提交的全部材料", "step", lanes[n // 2 % 4]) for n in range(40))
    chart = Chart("审查", steps, tuple(Arrow(f"s{n}", f"s{n + 1}") for n in range(39)), lanes)
    size = look(draw(chart)).size
    assert size.right < 1000
    assert size.bottom < 2000


@given(ANY_CHART)
@settings(derandomize=True, max_examples=50, deadline=None)
def test_width_and_height_are_whole_and_those_of_the_view_box(chart: Chart) -> None:
    svg = draw(chart)
    box = Box(0, 0, *map(float, re.findall(r' (?:width|height)="(\d+)"', svg)[:2]))
    assert box == look(svg).size
