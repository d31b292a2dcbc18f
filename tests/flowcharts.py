"""Flowcharts for the tests: made-up charts, and a drawn one read back from its markup.

The reader knows nothing of how gkgen draws: it goes by what stands in the picture, and by where it stands.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hypothesis import strategies as st

from gkgen.flowchart import Arrow, Chart, Kind, Step, draw
from gkgen.flowchart.text import width

TOKENS = re.compile(r"-?\d+(?:\.\d+)?|[A-Za-z]")
LABELS = [
    "受理",
    "窗口接收材料并当场进行形式审查，出具收件凭证",
    "是否齐全",
    "作出《决定书》",
    "GB/T 1526",
    "核对“一照一码”信息 < 5 项 & 'x' > \"y\"",
    "依据《某某市行政许可实施办法》第十二条第三款组织专家评审、现场勘查和听证",
]
ANSWERS = ["", "是", "否", "补正后重新提交", "不符合法定条件、标准，退回修改", "<&>\"'"]
KINDS: list[Kind] = ["start", "step", "decision", "end", "document", "subprocess", "data", "preparation"]
LIMITS = ["", "", "5个工作日", "30日", "24小时"]
NOTES = ["", "", "", "自受理之日起计算，检验期间不计入"]
SLACK = 0.5  # px: numbers are rounded


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
    """A drawn arrow: its ends, and its corners from border to tip."""

    source: str
    target: str
    label: str
    corners: tuple[tuple[float, float], ...]

    def pieces(self) -> list[Box]:
        return [Box(min(a, x), min(b, y), max(a, x), max(b, y)) for (a, b), (x, y) in pairwise(self.corners)]


@dataclass(frozen=True)
class Symbol:
    """A drawn step, connector or note. `words` are the rectangles of its lines."""

    name: str
    kind: str
    box: Box
    words: tuple[Box, ...]
    said: dict[str, str]


@dataclass(frozen=True)
class Words:
    """The condition at an arrow."""

    text: str
    box: Box


@dataclass(frozen=True)
class Picture:
    size: Box
    symbols: list[Symbol]
    lines: list[Line]
    labels: list[Words]
    lanes: list[str]
    borders: list[float]
    heading: float = 0
    notes: list[Line] = field(default_factory=list)

    def lane_at(self, x: float) -> str:
        """The lane at a place; "" in a picture without lanes."""
        return self.lanes[sum(border < x for border in self.borders)] if self.lanes else ""

    @property
    def steps(self) -> dict[str, Symbol]:
        return {symbol.name: symbol for symbol in self.symbols if symbol.kind not in {"connector", "note"}}


def look(svg: str) -> Picture:
    """Read a picture back from its markup."""
    root = ET.fromstring(svg)
    width_, height = map(float, root.attrib["viewBox"].split()[2:])
    groups = [g for g in root.iterfind("g") if "transform" in g.attrib]
    names = root.find("path[@class='lane-names']")
    lanes = list(root.iterfind("g[@class='lane']"))
    return Picture(
        Box(0, 0, width_, height),
        [symbol_of(g) for g in groups],
        [line_of(path) for path in root.iterfind("path[@class='arrow']")],
        [Words(joined(text), hull(word_boxes(text, 15))) for text in root.iterfind("text")],
        [g.attrib["data-lane"] for g in lanes],
        [points(path.attrib["d"])[0][0] for g in lanes for path in g.iterfind("path")],
        0 if names is None else points(names.attrib["d"])[-1][1],
        [line_of(path) for path in root.iterfind("path[@class='note-line']")],
    )


def symbol_of(group: ET.Element) -> Symbol:
    """`said` are its words by class, "" for the label."""
    classes = group.attrib["class"].split()
    x, y = map(float, TOKENS.findall(group.attrib["transform"].partition("(")[2]))
    path = group.find("path")
    assert path is not None
    texts = list(group.iterfind("text"))
    boxes = [box for text in texts for box in word_boxes(text, 13 if "class" in text.attrib else 15)]
    said = {text.get("class", ""): joined(text) for text in texts}
    name = group.get("data-step") or group.get("data-mark") or ""
    outline = box_of(path.attrib["d"])
    if classes[-1] == "note":  # its bracket is open
        outline = hull([outline, *boxes])
    return Symbol(
        name,
        classes[-1],
        moved(outline, x, y),
        tuple(moved(box, x, y) for box in boxes),
        said,
    )


def moved(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def joined(text: ET.Element) -> str:
    return "".join(text.itertext())


def line_of(path: ET.Element) -> Line:
    """Bends are the control points of the curves; an arrow's last three points are its head."""
    found = points(path.attrib["d"])
    shaft = found[:-3] if path.attrib["class"] == "arrow" else found
    corners = (shaft[0], *shaft[2:-1:3], shaft[-1])
    return Line(path.get("data-from", ""), path.get("data-to", ""), path.get("data-if", ""), corners)


def word_boxes(text: ET.Element, size: float) -> list[Box]:
    """The rectangle of each line by the rule of widths, a line being as high as its size."""
    x, y = float(text.get("x", 0)), float(text.attrib["y"])
    boxes = [line_box(text.text or "", x, y, size)]
    for span in text:
        x, y = float(span.attrib["x"]), y + float(span.attrib["dy"])
        boxes.append(line_box(span.text or "", x, y, size))
    return boxes


def line_box(text: str, x: float, y: float, size: float) -> Box:
    half = width(text) * size / 2
    return Box(x - half, y - size * 0.86, x + half, y + size * 0.14)


def hull(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
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
    """The wavy base of a document (its only curve) swings 6 px down; a circle's arcs reach as far up as across."""
    if re.fullmatch(r"M-(\d+) 0a\1 \1 .*Z", path):
        radius = float(path[2 : path.index(" ")])
        return Box(-radius, -radius, radius, radius)
    xs, ys = zip(*points(re.sub(r"C\S+ \S+ \S+ \S+ (\S+) ([^Z]+)", r"L\1 \2V\g<2>v6", path)), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def whole_arrows(pictures: list[Picture]) -> Iterator[tuple[str, str, str]]:
    """Every arrow with the steps at its two ends: through a mark it goes on at the arrow that leaves the same mark."""
    onward = {
        line.source: line.target for picture in pictures for line in picture.lines if line.source.isalpha()
    }
    for picture in pictures:
        for line in picture.lines:
            if not line.source.isalpha():
                yield line.source, onward.get(line.target, line.target), line.label


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
            draw_from(st.sampled_from(lanes or ("", "窗口"))),
            draw_from(st.sampled_from(LIMITS)),
            draw_from(st.sampled_from(NOTES)),
        )
        for step in ids
    )
    ends = st.sampled_from(ids)
    arrows = draw_from(st.lists(st.builds(Arrow, ends, ends, st.sampled_from(ANSWERS)), max_size=20))
    return Chart("流程图", steps, tuple(few_at_each(arrows)), lanes)


def few_at_each(arrows: list[Arrow]) -> Iterator[Arrow]:
    """No more at one step than a chart may have."""
    count: dict[str, int] = {}
    for arrow in arrows:
        ends = {arrow.source, arrow.target}
        if max(count.get(end, 0) for end in ends) < 12:
            count.update((end, count.get(end, 0) + 1) for end in ends)
            yield arrow


def process(seed: int) -> Chart:
    """What offices draw: 2 to 40 steps, mostly one after another, with decisions that skip ahead or send back, several
    ends, and lanes. Without a fault."""
    by = random.Random(seed)
    count = by.randint(2, 40)
    lanes = tuple(f"{n}号科室《甲》" for n in range(by.choice([0, 0, 2, 3, 4, 6])))
    kinds = ["start", *(by.choice(["step"] * 4 + KINDS[1:]) for _ in range(count - 2)), "end"]
    steps = [
        Step(
            f"s{n}",
            f"{by.choice(LABELS)}{n}",
            kind,  # type: ignore[arg-type]
            by.choice(lanes) if lanes else by.choice(["", "窗口"]),
            by.choice(LIMITS),
            by.choice(NOTES),
        )
        for n, kind in enumerate(kinds)
    ]
    if not lanes and by.random() < 0.5:
        steps = [replace(step, lane="") for step in steps]
    arrows = list(_arrows(by, steps))
    reached = {arrow.target for arrow in arrows}
    arrows += [
        Arrow(f"s{n - 2}" if kinds[n - 2] == "decision" else "s0", f"s{n}", f"另{n}")
        for n in range(1, count)
        if f"s{n}" not in reached and n > 1
    ]
    return Chart(f"流程“{seed}”", tuple(steps), tuple(few_at_each(arrows)), lanes)


def _arrows(by: random.Random, steps: list[Step]) -> Iterator[Arrow]:
    last = len(steps) - 1
    for n, step in enumerate(steps[:-1]):
        if step.kind == "decision":
            yield Arrow(step.id, f"s{n + 1}", by.choice(["是", "符合", "“是”"]))
            yield Arrow(
                step.id, f"s{by.choice([*range(n), *range(n + 2, last + 1)])}", by.choice(ANSWERS[2:])
            )
        elif step.kind != "end":
            yield Arrow(step.id, f"s{n + 1}", "")


def measure(seeds: range) -> str:
    """What a drawing costs: `python -m tests.flowcharts 300`."""
    costs: list[tuple[float, int]] = []
    for seed in seeds:
        chart = process(seed)
        before = time.process_time()
        draw(chart)
        costs.append(((time.process_time() - before) * 1000, seed))
    worst, seed = max(costs)
    median = statistics.median(cost for cost, _ in costs)
    return f"{len(costs)} processes: median {median:.0f} ms, worst {worst:.0f} ms (process({seed})), of CPU"


if __name__ == "__main__":
    print(measure(range(int(sys.argv[1]) if len(sys.argv) > 1 else 300)))
