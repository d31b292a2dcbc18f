"""YAML → a tree in the author's own words, each with its place; whatever could surprise is refused."""

from __future__ import annotations

from collections.abc import Iterator

from yaml.cyaml import CBaseLoader
from yaml.error import MarkedYAMLError

from gkgen.characters import without_controls
from gkgen.findings import Finding, Place, Text, error
from gkgen.model import Mapping, Node, Scalar, Sequence
from gkgen.yaml_tree.breach import Breach, Span
from gkgen.yaml_tree.building import Builder, Event
from gkgen.yaml_tree.syntax import explain, instead_of_keys

NO_KEYS = error(
    "Y150",
    Text("这里应当是“键: 值”，写的是{found}", "here stand keys with values; this is {found}"),
    Text("每行写“键: 值”，例如“标题: …”", "write lines of “key: value”, such as “title: …”"),
)
EMPTY = error(
    "Y151",
    Text("一个键也没有", "there are no keys at all"),
    Text("至少写“类型: …”和“标题: …”", "write “type: …” and “title: …” at least"),
)


_LIST = Text("列表", "a list")
_WORDS = Text("一段文字", "a text")


def yaml_tree(text: str, file: str, first_line: int = 1) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """The mapping that `text` holds, and what is wrong; `first_line` is the file's line on which it begins.

    Scalars stay the author's text, in NFC: `no`, `012` and `9:30` are texts. There is no mapping when the
    text isn't YAML, when it isn't a mapping, and when it is nested or long beyond all use. Findings that can
    be passed over (a tag, a key written twice) leave the tree without the thing that they tell of.
    """
    plain = without_controls(text)
    builder = Builder(plain, file, first_line)
    try:
        for event in _events(plain):
            if not builder.take(event):
                return None, tuple(builder.findings)
    except MarkedYAMLError as failure:
        return None, (*builder.findings, explain(_breach(failure, builder.last), plain, file, first_line))
    root = builder.root
    if isinstance(root, Mapping):
        return root, tuple(builder.findings)
    return None, (*builder.findings, _no_mapping(root, plain, file, first_line))


def _events(text: str) -> Iterator[Event]:
    parser = CBaseLoader(text)
    while (event := parser.get_event()) is not None:
        yield event


def _no_mapping(root: Node | None, text: str, file: str, first_line: int) -> Finding:
    if root is None or (isinstance(root, Scalar) and root.empty):
        return EMPTY.at(Place(file, first_line, 1))
    if isinstance(root, Scalar) and (finding := instead_of_keys(text, file, first_line)):
        return finding
    found = _LIST if isinstance(root, Sequence) else _WORDS
    return NO_KEYS.at(Place(file, root.line, root.column), found=found)


def _breach(failure: MarkedYAMLError, last: Event | None) -> Breach:
    mark, context = failure.problem_mark, failure.context_mark
    return Breach(
        problem=failure.problem or "",
        context=failure.context or "",
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        context_line=context.line if context else None,
        context_column=context.column if context else 0,
        last=None if last is None else _span(last),
    )


def _span(event: Event) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line, start.column, end.line, end.column, event.style in ("'", '"'))
