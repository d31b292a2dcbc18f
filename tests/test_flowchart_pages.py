"""A process read back from its finished page: the picture, the list and the table say what its file says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

from gkgen.flowchart import Chart
from gkgen.types.charts import KINDS
from tests.flowcharts import Picture, look, process, whole_arrows
from tests.sites import built, output

KIND_OF = {"": "step", **KINDS}
WORDS = {kind: word for word, kind in KINDS.items()}

Said = frozenset[tuple[str, str, str, str]]
"""Of every step its label, kind, lane and limit; of every arrow its two labels, its condition and `→`."""


def written(chart: Chart) -> str:
    return yaml.safe_dump(
        {
            "类型": "流程图",
            "标题": chart.title,
            "发布机构": "望溪区民政局",
            "发布日期": "2026-03-05",
            "公开目录": "leaf",
            "公开审查": {"审查人": "林望山", "日期": "2026-03-05", "依据": "条例第十七条"},
            **({"泳道": list(chart.lanes)} if chart.lanes else {}),
            "步骤": [
                {
                    "标识": step.id,
                    "名称": step.label,
                    "种类": WORDS[step.kind],
                    **({"承办单位": step.lane} if step.lane else {}),
                    **({"时限": step.limit} if step.limit else {}),
                    **({"注解": step.note} if step.note else {}),
                }
                for step in chart.steps
            ],
            "流向": [
                {"从": arrow.source, "到": arrow.target, **({"条件": arrow.label} if arrow.label else {})}
                for arrow in chart.arrows
            ],
        },
        allow_unicode=True,
    )


def plain(text: str) -> str:
    """Without spaces: where a line of the picture ends there is none."""
    return "".join(text.split())


def of_file(chart: Chart) -> Said:
    """Labels in the made-up processes are all different."""
    label = {step.id: plain(step.label) for step in chart.steps}
    steps = {(label[s.id], s.kind, plain(s.lane), plain(s.limit)) for s in chart.steps}
    return frozenset(steps | {(label[a.source], "→", plain(a.label), label[a.target]) for a in chart.arrows})


def of_pictures(page: str) -> Said:
    """A step's lane is the one that it stands in; its label is what can be read in it."""
    sheets = [look(svg) for svg in re.findall(r'<svg class="flowchart".*?</svg>', page, re.DOTALL)]
    assert sheets
    label = {name: plain(symbol.said[""]) for each in sheets for name, symbol in each.steps.items()}
    steps = {
        (
            label[name],
            symbol.kind,
            lane_of(sheet, name),
            plain(symbol.said.get("limit", "").removeprefix("时限：")),
        )
        for sheet in sheets
        for name, symbol in sheet.steps.items()
    }
    arrows = {(label[one], "→", plain(said), label[other]) for one, other, said in whole_arrows(sheets)}
    return frozenset(steps | arrows)


def lane_of(sheet: Picture, name: str) -> str:
    symbol = sheet.steps[name]
    middle = (symbol.box.left + symbol.box.right) / 2
    return plain(sheet.lane_at(middle) or symbol.said.get("actor", ""))


def part(page: str, pattern: str) -> ET.Element:
    found = re.search(pattern, page, re.DOTALL)
    assert found
    return ET.fromstring(found[0])


def of_list(page: str) -> Said:
    items = part(page, r'<ol class="steps" id="chart-steps">.*?</ol>').findall("li")
    label = {item.attrib["id"]: plain(item.find("div/span").tail or "") for item in items}  # type: ignore[union-attr]
    said: set[tuple[str, str, str, str]] = set()
    for item in items:
        own = label[item.attrib["id"]]
        doing = [_text(item.find(f"p[@class='quiet doing']/{name}")) for name in ("b", "span", "i")]
        said.add((own, KIND_OF[doing[0]], doing[1], doing[2]))
        for way in item.iterfind("ul[@class='exits']/li"):
            target = way.find("a").attrib["href"]  # type: ignore[union-attr]
            said.add((own, "→", _text(way.find("b")), label[target.removeprefix("#")]))
    return frozenset(said)


def of_table(page: str) -> Said:
    table = part(page, r'<table class="chart-table">.*?</table>')
    columns = [head.text or "" for head in table.iterfind("thead/tr/th")]
    rows = [dict(zip(columns, row, strict=True)) for row in table.iterfind("tbody/tr")]
    label = {_text(row["序号"]): _text(row["步骤"]) for row in rows}
    said: set[tuple[str, str, str, str]] = set()
    for row in rows:
        own = _text(row["步骤"])
        kind, lane, limit = (_text(row.get(name)) for name in ("种类", "承办单位", "时限"))
        said.add((own, KIND_OF[kind], lane, limit))
        for way in row["下一步"]:
            said.add((own, "→", _text(way.find("b")), label[_text(way).rpartition("→")[2]]))
    return frozenset(said)


def _text(node: ET.Element | None) -> str:
    return plain("".join(node.itertext())) if node is not None else ""


@pytest.mark.parametrize(
    "seeds", [range(100), pytest.param(range(100, 1000), marks=pytest.mark.all)], ids=["some", "all"]
)
def test_picture_list_and_table_say_what_the_file_says(tmp_path: Path, seeds: range) -> None:
    charts = {seed: process(seed) for seed in seeds}
    site = built(tmp_path, {f"content/flowcharts/c{n}.yaml": written(chart) for n, chart in charts.items()})
    pages = output(site)
    for number, chart in charts.items():
        page = pages[f"flowcharts/c{number}.html"].decode()
        said = of_file(chart)
        assert of_list(page) == said, number
        assert of_table(page) == said, number
        assert of_pictures(page) == said, number


def test_a_page_that_says_something_else_is_noticed(tmp_path: Path) -> None:
    chart = process(8)
    site = built(tmp_path, {"content/flowcharts/c.yaml": written(chart)})
    page = output(site)["flowcharts/c.html"].decode()
    assert of_list(page) == of_table(page) == of_pictures(page) == of_file(chart)
    assert of_list(page.replace('href="#step-3"', 'href="#step-1"')) != of_file(chart)
    assert of_table(page.replace("<div>3</div>", "<div>1</div>")) != of_file(chart)
    assert of_pictures(page.replace('data-to="3"', 'data-to="1"')) != of_file(chart)
