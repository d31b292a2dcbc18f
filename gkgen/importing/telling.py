"""What an entry's own words tell of fields that its source leaves out: a title made of a number, a year of a title."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Dictionary

from gkgen.findings import Finding, Place, Text, warning
from gkgen.importing.mapping import Shape
from gkgen.model import Node, Scalar

TOLD = warning(
    "I886",
    Text(
        "表里没有“{label}”，{count} 条由别的内容推出（如“{sample}”）",
        "the source has no “{label}”: {count} were made of what else it says (such as “{sample}”)",
    ),
    Text("核对推出的内容；不对的用 --set {label}=… 写上", "see that they are right, or give it with --set"),
)


class Told:
    """Fills what is missing in one entry after another, and says once a field what it has filled."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._made: dict[str, list[str]] = {}

    def beside(self, nodes: Dictionary[str, Node], line: int) -> dict[str, Node]:
        """The nodes, and behind them those that follow from their texts."""
        texts = {key: node.text for key, node in nodes.items() if isinstance(node, Scalar) and node.text}
        found = dict(nodes)
        for key, text in self._shape.kind.tabled.told(texts).items():
            if key not in texts:
                found[key] = Scalar(text, line, 1)
                self._made.setdefault(key, []).append(text)
        return found

    def findings(self, file: str) -> Iterator[Finding]:
        labels = {spec.key: spec.about.label for spec in self._shape.entry}
        for key, made in self._made.items():
            yield TOLD.at(Place(file), label=labels[key], count=len(made), sample=made[0])
