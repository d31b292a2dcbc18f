"""A process as a graph: its faults, its ordered list, and the markup of its picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gkgen.flowchart import Arrow, Chart, Fault, Kind, Step, draw, faults, outline
from gkgen.flowchart.text import NEVER_FIRST, NEVER_LAST, width, wrap
from tests.flowcharts import charts

KIND: dict[str, Kind] = {"s": "start", "e": "end", "d": "decision"}


def process(ways: str, steps: str = "", lanes: str = "") -> Chart:
    """A chart from "s>a a>d d>e:是 d>a:否". The first letter of an id says what it is: s, d, e, or a step.

    `steps` names them when the arrows don't, or tells their lanes: "s@窗口".
    """
    arrows = [re.fullmatch(r"(\w+)>(\w+):?(\S*)", way) for way in ways.split()]
    found = tuple(Arrow(*arrow.groups()) for arrow in arrows if arrow)
    assert len(found) == len(ways.split())
    ids = steps.split() or dict.fromkeys(end for arrow in found for end in (arrow.source, arrow.target))
    named = [[*id_.split("@"), ""][:2] for id_ in ids]
    return Chart(
        "办理流程",
        tuple(Step(id_, f"步骤{id_}", KIND.get(id_[0], "step"), lane) for id_, lane in named),
        found,
        tuple(lanes.split()),
    )


SOUND = "s>a a>d d>b:是 d>a:否 b>e"
BROKEN = [
    (process(""), [Fault("no-steps")]),
    (process("a>e"), [Fault("no-start")]),
    (process("s>a s2>a a>e"), [Fault("several-starts", "s2")]),
    (process("s>a a>b b>a"), [Fault("no-end")]),
    (process(SOUND, "s a d b e a"), [Fault("duplicate-step", "a")]),
    (process("s>e", "s@窗口 e@窗口", "窗口 窗口"), [Fault("duplicate-lane", "窗口")]),
    (process("s>e", "s@窗口 e@处室", "窗口"), [Fault("unknown-lane", "e")]),
    (process("s>e", "s@窗口 e", "窗口"), [Fault("unknown-lane", "e")]),
    (process("s>e x>y y>e"), [Fault("unreachable", "x")]),
    (process("s>e x>y y>x y>e"), [Fault("unreachable", "x")]),
    (process("s>a s>e"), [Fault("dead-end", "a")]),
    (process("s>e s>a a>b b>c c>b"), [Fault("no-way-to-end", "b")]),
    (process("s>e s>a a>a"), [Fault("no-way-to-end", "a")]),
    (process("s>d d>e:是"), [Fault("single-exit-decision", "d")]),
    (process("s>d d>e"), [Fault("single-exit-decision", "d")]),
    (process("s>d d>e:是 d>a a>e"), [Fault("unlabelled-decision", "d", 2)]),
    (process("s>d d>e:是 d>a:是 a>e"), [Fault("repeated-label", "d", 2)]),
    (process("s>a a>e a>e"), [Fault("repeated-arrow", "a", 2)]),
    (process("s>a a>e e>a"), [Fault("end-with-exit", "e", 2)]),
    (process("s>a a>e x>a", "s a e"), [Fault("unknown-step", "x", 2)]),
    (process("s>a a>x", "s a e"), [Fault("unknown-step", "x", 1)]),
]


@pytest.mark.parametrize(("chart", "expected"), BROKEN)
def test_each_fault_is_found_and_said_once(chart: Chart, expected: list[Fault]) -> None:
    assert list(faults(chart)) == expected


def test_a_sound_process_has_no_fault() -> None:
    assert faults(process(SOUND)) == ()
    assert faults(process("s>a a>e e>e", "s a e"))[0].kind == "end-with-exit"


def test_a_loop_with_a_way_out_is_no_fault() -> None:
    assert faults(process("s>d d>e:是 d>a:否 a>s")) == ()


def test_faults_come_in_the_order_of_the_chart() -> None:
    found = faults(process("d>b s>a", "b a d s"))
    assert [(fault.kind, fault.step) for fault in found] == [
        ("no-end", ""),
        ("dead-end", "b"),
        ("dead-end", "a"),
        ("single-exit-decision", "d"),
        ("unreachable", "d"),
    ]


def test_a_chart_that_nobody_could_read_is_a_fault() -> None:
    ways = " ".join(["s>a0", *(f"a{n}>a{n + 1}" for n in range(300)), "a300>e"])
    assert faults(process(ways)) == (Fault("too-large"),)
    many = " ".join([f"s>a{n} a{n}>e" for n in range(13)])
    assert faults(process(many)) == (Fault("too-large"),)
    assert draw(process(ways)) == ()


@pytest.mark.parametrize("ways", ["", "s>x"])
def test_what_cannot_be_drawn_gives_no_picture_and_no_error(ways: str) -> None:
    chart = process(ways, "s" if ways else "")
    assert draw(chart) == ()
    assert len(outline(chart)) == len(chart.steps)


def test_pathological_graphs_come_to_an_end() -> None:
    ids = [f"a{n}" for n in range(100)]
    steps = tuple(Step(step, step, "step") for step in ids)
    loops = tuple(Arrow(one, other) for one, other in zip(ids, [*ids[1:], ids[0]], strict=True))
    star = tuple(Arrow("a0", step) for step in ids)
    selves = tuple(Arrow(step, step) for step in ids)
    complete = tuple(Arrow(one, other) for one in ids[:6] for other in ids[:6])
    for arrows in ((), loops, star, selves, loops * 3, star + selves + loops):
        faults(Chart("", steps, arrows))
        assert len(outline(Chart("", steps, arrows))) == 100
    assert draw(Chart("", steps[:6], complete))
    assert draw(Chart("", steps, loops[:99] + star[1:11]))
    assert draw(Chart("", steps[:2], (Arrow("a0", "a1", "是"),) * 12))


def said(chart: Chart) -> list[str]:
    return [
        f"{item.step.id}:" + ",".join(f"{way.label}{way.number}" for way in item.exits)
        for item in outline(chart)
    ]


def test_the_outline_follows_the_main_branch_and_ends_with_the_end() -> None:
    chart = process("s>d1 d1>n1:否 d1>a:是 n1>s a>d2 d2>e:符合 d2>n2:不符合 n2>e")
    assert said(chart) == ["s:2", "d1:否6,是3", "a:4", "d2:符合7,不符合5", "n2:7", "n1:1", "e:"]


def test_a_step_comes_after_all_that_lead_to_it_loops_apart() -> None:
    assert said(process("s>d d>a:是 d>b:否 b>c c>a a>e")) == ["s:2", "d:是5,否3", "b:4", "c:5", "a:6", "e:"]


def test_exclaiming_something_is_no_yes() -> None:
    assert said(process("s>d d>a:有异议 d>b:无异议 a>e b>e"))[2].startswith("a")
    assert said(process("s>d d>a:未通过 d>b:通过 a>e b>e"))[2].startswith("b")


@given(charts())
@settings(derandomize=True, max_examples=100, deadline=None)
def test_the_outline_has_every_step_and_every_arrow(chart: Chart) -> None:
    items = outline(chart)
    assert [item.number for item in items] == list(range(1, len(chart.steps) + 1))
    assert sorted(item.step.id for item in items) == sorted(step.id for step in chart.steps)
    numbers = {item.step.id: item.number for item in items}
    ways = [(item.step.id, way.target, way.label) for item in items for way in item.exits]
    assert sorted(ways) == sorted((arrow.source, arrow.target, arrow.label) for arrow in chart.arrows)
    assert all(way.number == numbers[way.target] for item in items for way in item.exits)


def test_the_picture_has_a_name_and_no_style_of_its_own() -> None:
    (svg,) = (drawing.svg for drawing in draw(process(SOUND), id_prefix="p-3"))
    root = ET.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == root[0].attrib["id"] == "p-3-title"
    assert root[0].text == "办理流程"
    assert not re.search(r"style|<script|href|on\w+=|fill=|stroke=|font", svg)


def test_words_are_escaped_and_characters_that_xml_forbids_are_replaced() -> None:
    nasty = "<script>&\"']]>\x00\ud800\uffff"
    (drawing,) = draw(
        Chart(nasty, (Step('a"<', nasty, "start", limit=nasty),), (Arrow('a"<', 'a"<', nasty),)), "x\"'"
    )
    svg = drawing.svg
    root = ET.fromstring(svg)
    svg.encode()
    assert root[0].text == "<script>&\"']]>\ufffd\ufffd\ufffd"
    assert root.find("path[@data-if]").attrib["data-if"] == root[0].text  # type: ignore[union-attr]
    assert "<script" not in svg


def test_a_step_shows_its_label_who_acts_and_its_time_limit() -> None:
    step = Step("a", "窗口接收材料并当场进行形式审查，出具收件凭证", "step", "登记窗口", "5个工作日")
    (drawing,) = draw(Chart("", (step,), ()))
    group = ET.fromstring(drawing.svg).find("g[@data-step='1']")
    assert group is not None
    words = {text.get("class", ""): "".join(text.itertext()) for text in group.iterfind("text")}
    assert words == {"": step.label, "actor": "登记窗口", "limit": "时限：5个工作日"}


TEXTS = st.text("受理许可，。（）《》、：50日GT ", max_size=40)


@given(TEXTS, st.integers(4, 12))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, widest: int) -> None:
    assume(not re.search(r"[，。（）《》、：]{2}", text.replace(" ", "")))
    lines = wrap(text, widest)
    assert all(width(line) <= widest for line in lines)
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


@given(st.text("受理，（《》/5G ", max_size=40), st.integers(1, 12))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_a_wrapped_text_is_complete_and_fits_even_where_marks_pile_up(text: str, widest: int) -> None:
    lines = wrap(text, widest)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= widest for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("受理", ("受理",)),
        ("受理并出具《受理通知书》", ("受理并出具", "《受理通知书》")),
        ("作出不予许可决定，说明理由并告知救济权利", ("作出不予许可决定，", "说明理由并", "告知救济权利")),
        ("自受理之日起20个工作日内办结", ("自受理之日起", "20个工作日内办结")),
        ("参照 GB/T 9704-2012 执行即可", ("参照 GB/T", "9704-2012 执行即可")),
    ],
)
def test_a_label_is_broken_between_words_into_even_lines(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 10) == lines


def test_a_wide_character_is_one_em_and_a_narrow_one_little_more_than_half() -> None:
    assert width("受理，") == 3
    assert width("20") == 1.12
    assert width("e\u0301") == 0.56
