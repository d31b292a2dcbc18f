"""Flowcharts for the tests: made-up charts, and a drawn one read back from its markup."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import strategies as st

from gkgen.flowchart import Arrow, Chart, Kind, Step
from gkgen.flowchart.text import width

TOKENS = re.compile(r"-?\d+(?:\.\d+)?|[A-Za-z]")
LABELS = ["受理", "窗口接收材料并当场进行形式审查，出具收件凭证", "是否齐全", "作出《决定书》", "GB/T 1526"]
ANSWERS = ["", "是", "否", "补正后重新提交", "不符合法定条件、标准，退回修改", "<&>\"'"]
KINDS: list[Kind] = ["start", "step", "decision", "end", "document", "subprocess"]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def inside(self, other: Box) -> bool:
        across = other.left < self.left and self.right < other.right
        return across and other.top < self.top and self.bottom < other.bottom


@dataclass(frozen=True)
class Line:
    """A drawn arrow: its number, its ends, and its corners from border to tip."""

    source: str
    target: str
    label: str
    corners: tuple[tuple[float, float], ...]
    words: Box | None

    def pieces(self) -> list[Box]:
        return [Box(min(a, x), min(b, y), max(a, x), max(b, y)) for (a, b), (x, y) in pairwise(self.corners)]


@dataclass(frozen=True)
class Picture:
    size: Box
    steps: dict[str, tuple[str, Box]]
    lines: list[Line]
    borders: list[float]


def look(svg: str) -> Picture:
    """Read a picture back from its markup."""
    root = ET.fromstring(svg)
    width_, height = map(float, root.attrib["viewBox"].split()[2:])
    steps = {
        g.attrib["data-step"]: (
            g.attrib["class"].removeprefix("step step-"),
            box_of(path_of(g, "step-shape")),
        )
        for g in root.iterfind("g[@data-step]")
    }
    lines = [line_of(g) for g in root.iterfind("g[@data-from]")]
    borders = [points(path.attrib["d"])[0][0] for path in root.iterfind("g/path[@class='lane-border']")]
    return Picture(Box(0, 0, width_, height), steps, lines, borders)


def path_of(group: ET.Element, name: str) -> str:
    found = group.find(f"path[@class='{name}']")
    assert found is not None
    return found.attrib["d"]


def line_of(group: ET.Element) -> Line:
    """Bends are the control points of the curves; the tip is the first point of the head."""
    path = points(path_of(group, "arrow-line"))
    bends = path[2:-1:3]
    corners = (path[0], *bends, points(path_of(group, "arrow-head"))[0])
    words = group.find("text")
    box = None if words is None else words_box(words)
    return Line(group.attrib["data-from"], group.attrib["data-to"], group.attrib["data-label"], corners, box)


def words_box(text: ET.Element) -> Box:
    spans = [(float(s.attrib["x"]), float(s.attrib["y"]), width(s.text or "") * 15 / 2) for s in text]
    return Box(
        min(x - half for x, _, half in spans),
        min(y - 12 for _, y, _ in spans),
        max(x + half for x, _, half in spans),
        max(y + 2 for _, y, _ in spans),
    )


def points(path: str) -> list[tuple[float, float]]:
    """The points of a path, control points among them; arcs give their end."""
    tokens = TOKENS.findall(path)
    found: list[tuple[float, float]] = []
    command, x, y = "", 0.0, 0.0
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        if command in "Zz":
            continue
        if command == "a":
            del tokens[:5]
        here = (x, y) if command.islower() else (0.0, 0.0)
        if command not in "Vv":
            x = float(tokens.pop(0)) + here[0]
        if command not in "Hh":
            y = float(tokens.pop(0)) + here[1]
        found.append((x, y))
    return found


def box_of(path: str) -> Box:
    """The wavy base of a document (its only curve) swings 6 px down."""
    xs, ys = zip(*points(re.sub(r"C\S+ \S+ \S+ \S+ (\S+) ([^Z]+)", r"L\1 \2V\g<2>v6", path)), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


@st.composite
def charts(draw_from: st.DrawFn) -> Chart:
    """Any graph whatever that can be drawn: loops, parallel arrows, islands, any kind anywhere."""
    lanes = tuple(f"{n}号科室" for n in range(draw_from(st.integers(0, 4))))
    ids = [f"s{n}" for n in range(draw_from(st.integers(1, 12)))]
    steps = tuple(
        Step(
            step,
            draw_from(st.sampled_from(LABELS)),
            draw_from(st.sampled_from(KINDS)),
            draw_from(st.sampled_from(lanes)) if lanes else "",
            draw_from(st.sampled_from(["", "5个工作日"])),
        )
        for step in ids
    )
    ends = st.sampled_from(ids)
    arrows = st.lists(st.builds(Arrow, ends, ends, st.sampled_from(ANSWERS)), max_size=20)
    return Chart("流程图", steps, tuple(draw_from(arrows)), lanes)


@st.composite
def processes(draw_from: st.DrawFn) -> Chart:
    """What offices draw: a chain of steps with decisions that skip ahead or send back."""
    lanes = tuple(f"{n}号科室" for n in range(draw_from(st.integers(0, 4))))
    count = draw_from(st.integers(3, 25))
    decisions = set(draw_from(st.lists(st.integers(1, count - 2), max_size=count // 2)))
    kinds: dict[int, Kind] = dict.fromkeys(decisions, "decision")
    kinds |= {0: "start", count - 1: "end"}
    steps = tuple(
        Step(
            f"s{n}",
            draw_from(st.sampled_from(LABELS)),
            kinds.get(n, "step"),
            draw_from(st.sampled_from(lanes)) if lanes else "",
        )
        for n in range(count)
    )
    chain = [Arrow(f"s{n}", f"s{n + 1}", "是" if n in decisions else "") for n in range(count - 1)]
    answers = [Arrow(f"s{n}", f"s{draw_from(st.integers(0, count - 1))}", "否") for n in sorted(decisions)]
    return Chart("流程图", steps, (*chain, *answers), lanes)
