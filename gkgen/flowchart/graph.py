"""The nouns of a flowchart: steps, the arrows between them, and the chart that holds both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "start", "step", "decision", "end", "document", "subprocess", "data", "preparation", "connector", "note"
]
SATELLITES: frozenset[Kind] = frozenset({"connector", "note"})
"""What a drawing sets beside a step, and a process doesn't have: the mark where a chart goes on on another sheet
(连接符), and the bracket with a remark (注解符)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One symbol. `lane` is who acts, `limit` the time allowed in the office's words (5个工作日), `note` a
    remark that the drawing sets beside it."""

    id: str
    label: str
    kind: Kind
    lane: str = ""
    limit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one step to the next; `label` is the answer that leads this way (是、否、补正后重新提交)."""

    source: str
    target: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A process. Lanes are drawn from left to right in this order; without lanes `Step.lane` isn't drawn."""

    title: str
    steps: tuple[Step, ...]
    arrows: tuple[Arrow, ...]
    lanes: tuple[str, ...] = ()
