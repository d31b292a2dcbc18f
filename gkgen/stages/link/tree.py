"""The 公开目录: one tree of the nodes of all files, and what stands in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gkgen.findings import Finding, Rule, Text, error, warning
from gkgen.model import CatalogueNode, Entry, Row
from gkgen.schema import Subject
from gkgen.schema.content_type import CATALOGUE_NODE

CYCLE = error(
    "C311",
    Text("目录“{code}”的上级又是它自己的下级", "catalogue node “{code}” stands under itself"),
    Text("改它的“上级”", "change its parent"),
)
ORPHAN = error(
    "C312",
    Text(
        "目录“{code}”的上级“{parent}”不存在", "the parent “{parent}” of catalogue node “{code}” doesn't exist"
    ),
    Text("照上级的代码写", "write the code of a node"),
)
NOT_A_LEAF = warning(
    "C313",
    Text("目录“{code}”下面还有子目录", "catalogue node “{code}” has nodes below it"),
    Text("填最末一级目录的代码：{leaves}", "name a leaf: {leaves}"),
)
TOO_DEEP = warning(
    "C314",
    Text(
        "目录“{code}”在第 {depth} 级，太深了",
        "catalogue node “{code}” is on level {depth}, too deep to be found",
    ),
    Text("最多用八级", "use eight levels at most"),
)

DEEPEST = 8


def codes_of(entries: Iterable[Entry]) -> dict[str, str]:
    """The code of each node by its code, and by its title where one node alone has it."""
    rows = [row for entry in entries for row in entry.rows if row.kind == CATALOGUE_NODE]
    count = Counter(row.title for row in rows)
    titles = {row.title: row.id for row in rows if count[row.title] == 1}
    return titles | {row.id: row.id for row in rows}


def placed(entry: Entry, codes: Mapping[str, str]) -> Entry:
    """The entry with its nodes by their codes, whichever of their names the author wrote."""
    written: tuple[str, ...] = entry.fields.catalogue
    found = tuple(codes.get(name, name) for name in written)
    return entry if found == written else replace(entry, fields=replace(entry.fields, catalogue=found))


def catalogue_of(
    entries: Iterable[Entry], codes: Mapping[str, str]
) -> tuple[dict[str, CatalogueNode], list[Finding]]:
    """The tree of all files together, in their order; what hangs on a cycle or on nothing is left out."""
    rows: dict[str, tuple[Entry, Row]] = {}
    for entry in sorted(entries, key=lambda each: each.path):
        for row in entry.rows:
            if row.kind == CATALOGUE_NODE:
                rows.setdefault(row.id, (entry, row))
    parents = {code: codes.get(row.value.parent, row.value.parent) for code, (_, row) in rows.items()}
    depths = {code: _depth(code, parents) for code in parents}
    findings = [
        rule.at(rows[code][0].place(*rows[code][1].path, *field), code=code, **values)
        for code, rule, field, values in _misplaced(parents, depths)
    ]
    children: dict[str, list[str]] = defaultdict(list)
    for code, depth in depths.items():
        if depth:
            children[parents[code]].append(code)
    nodes = {
        code: CatalogueNode(
            code=code,
            title=row.title,
            parent=parents[code] or None,
            children=tuple(children[code]),
            depth=depths[code],
            address=row.address,
            value=row.value.node,
            entry=entry,
            path=row.path,
        )
        for code, (entry, row) in rows.items()
        if depths[code]
    }
    return nodes, findings


def _depth(code: str, parents: Mapping[str, str]) -> int:
    """The level of a node, from 1; 0 where the way up ends nowhere or never ends."""
    seen = {code}
    above, depth = parents[code], 1
    while above:
        if above in seen or above not in parents:
            return 0
        seen.add(above)
        above, depth = parents[above], depth + 1
    return depth


def _misplaced(
    parents: Mapping[str, str], depths: Mapping[str, int]
) -> Iterator[tuple[str, Rule, tuple[str, ...], dict[str, str | int]]]:
    """The nodes to mend: each missing parent where it is named, each cycle once, at its least code."""
    for code, depth in depths.items():
        if depth > DEEPEST:
            yield code, TOO_DEEP, ("code",), {"depth": depth}
        elif not depth and parents[code] not in parents:
            yield code, ORPHAN, ("parent",), {"parent": parents[code]}
        elif not depth and code == min(_cycle(code, parents), default=""):
            yield code, CYCLE, ("parent",), {}


def _cycle(code: str, parents: Mapping[str, str]) -> set[str]:
    """The nodes of the cycle on which a node stands; none when it stands on no cycle."""
    seen: set[str] = set()
    above = parents[code]
    while above in parents and above not in seen:
        seen.add(above)
        if above == code:
            return seen
        above = parents[above]
    return set()


def by_node(
    newest: Iterable[Subject], catalogue: Mapping[str, CatalogueNode]
) -> tuple[dict[str, tuple[Subject, ...]], list[Finding]]:
    held: dict[str, list[Subject]] = defaultdict(list)
    findings = []
    for subject in newest:
        for index, code in enumerate(subject.entry.fields.catalogue):
            node = catalogue.get(code)
            if node is not None:
                held[code].append(subject)
                if node.children:
                    place = subject.entry.place("catalogue", index)
                    leaves = "、".join(node.children[:12])
                    findings.append(NOT_A_LEAF.at(place, code=code, leaves=leaves))
    return {code: tuple(subjects) for code, subjects in held.items()}, findings
