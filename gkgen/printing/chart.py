"""A flowchart on paper: the picture on its sheets, turned where it is wide, and the steps in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkgen.flowchart import OutlineStep
from gkgen.flowchart.markup import escape
from gkgen.printing.blocks import Block, Inline, table, text
from gkgen.printing.sheets import Format, Sheet, Try, file_name
from gkgen.printing.shown import Shown
from gkgen.schema.content_type import Subject
from gkgen.schema.printed import Drawn, Pictured

# Black on white: the theme's colours are custom properties, which paper doesn't have.
_STYLE = """\
text{fill:#000;text-anchor:middle;font-size:15px}
.step path,.connector path{fill:#fff;stroke:#000;stroke-width:1.5}
.actor,.limit{font-size:13px}
.arrow,.note-line,.note path,.lane path,.lane-frame{fill:none;stroke:#000}
.arrow{stroke-width:1.5}
.note-line{stroke-dasharray:4 3}
.lane-names{fill:#f0f4f8}
.lane text{font-size:16px}
"""


def chart_of(drawn: Drawn, subject: Subject, shown: Shown, on: Format, family: str) -> Sheet:
    """`family` is the face of the words in the picture."""
    data = {
        **shown.head(drawn.title, subject.address, subject),
        "under": shown.under(subject.entry),
        "pictures": [_picture(each, drawn, on, family) for each in drawn.pictures],
        "blocks": [steps_of(drawn.steps)],
        "paper": on.paper.lower(),
    }
    return Sheet(file_name(subject.address, "chart"), "chart", subject.entry.path, (Try(data),))


def _picture(picture: Pictured, drawn: Drawn, on: Format, family: str) -> dict[str, object]:
    width, height = _size(picture.svg)
    wide = picture.turned or width > height
    return {
        "caption": picture.caption if len(drawn.pictures) > 1 else "",
        "joins": picture.joins,
        "svg": _on_paper(picture.svg, family),
        "width": width,
        "height": height,
        "alt": f"{picture.caption}，共 {len(drawn.steps)} 步；文字版在后面",
        "flipped": wide if on.turned is None else on.turned,
    }


def steps_of(steps: tuple[OutlineStep, ...]) -> Block:
    """What the picture says, a row a step; a column that says nothing isn't there."""
    columns = ("步骤", "环节", "承办单位", "时限", "注解", "下一步")
    rows = [
        (
            f"{each.number}",
            each.step.label,
            each.step.lane,
            each.step.limit,
            each.step.note,
            "；".join(_exits(each)),
        )
        for each in steps
    ]
    used = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    cells: list[list[list[Inline]]] = [[[text(row[place])] for place in used] for row in rows]
    return table([[text(columns[place])] for place in used], cells)


def _exits(step: OutlineStep) -> Iterator[str]:
    for each in step.exits:
        yield f"{each.label}：第 {each.number} 步" if each.label else f"第 {each.number} 步"


def _size(svg: str) -> tuple[float, float]:
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)


def _on_paper(svg: str, family: str) -> str:
    """The picture as a file of its own, with its face and its style inside."""
    opened, _, rest = svg.partition(">")
    return f'{opened} xmlns="http://www.w3.org/2000/svg" font-family="{escape(family)}"><style>{_STYLE}</style>{rest}'
