"""What `gkgen new` writes into a field that a site declares, and the example of a type that a site declares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import Formatter

from gkgen.model import Mapping
from gkgen.model import Sequence as Items
from gkgen.schema import ContentType
from gkgen.schema.content_type import CATALOGUE_NODE, PUBLISHER
from gkgen.schema.declaring import DeclaredColumn, DeclaredField, DeclaredType
from gkgen.schema.fields import names_of
from gkgen.schema.references import ANY
from gkgen.yaml_tree import yaml_tree
from gkgen.yaml_tree.quoting import scalar

_SAMPLES = {
    "数字": "1",
    "金额": "100",
    "日期": "{today}",
    "是否": "是",
    "时限": "20个工作日",
    "电话": "0100-2000002",
    "网址": '"https://www.example.cn/"',
}
_FILLED = {PUBLISHER: "{organisation}", CATALOGUE_NODE: "{node}"}
# An example leaves open what is put between braces; as YAML it is a word between these.
_OPEN, _CLOSE = "\u3016\u3016", "\u3017\u3017"


def own_example(declared: DeclaredType) -> str:
    """The file of a type of the site's own."""
    head = (
        f"类型: {_text(declared.label)}\n标题: {_text(f'新建的{declared.label}')}\n发布机构: {{organisation}}\n"
        "发布日期: {today}\n公开目录: {node}\n公开审查:\n  审查人: 某某\n  日期: {today}\n"
        "  依据: 《中华人民共和国政府信息公开条例》第十七条\n"
    )
    own = "".join(_line(each) for each in declared.fields)
    if declared.written_as == "YAML":
        return head + own
    return f"---\n{head}{own}---\n\n在这里写正文。\n"


def with_samples(kind: ContentType, declared: Sequence[DeclaredField]) -> str:
    """The example of a type with the fields that the site adds and asks for."""
    lines = "".join(_line(each) for each in declared if each.required)
    if kind.suffix == ".yaml":
        return kind.example + lines
    front, fence, body = kind.example.partition("\n---\n")
    return f"{front}\n{lines.rstrip()}{fence}{body}" if lines else kind.example


def with_samples_in_rows(kind: ContentType, part: str, declared: Sequence[DeclaredField]) -> str:
    """The example of a type with the fields that the site adds to each row of a table and asks for."""
    values = [(_text(each.label), _value(each)) for each in declared if each.required]
    cells = [_as_yaml(f"{label}: {value}") for label, value in values if value]
    if not cells:
        return kind.example
    lines = _as_yaml(kind.example).split("\n")
    for line, column in reversed(list(_rows(kind, part, lines))):
        before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        within = before.rstrip().endswith(("{", ","))
        between = ", " if within else "\n" + " " * len(before)
        lines[line - 1] = before + "".join(f"{cell}{between}" for cell in cells) + after
    return _as_example("\n".join(lines))


def _rows(kind: ContentType, part: str, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the first key of each row of the table stands."""
    front = "\n".join(lines)
    first = 1
    if kind.suffix == ".md":
        front, first = front.removeprefix("---\n").partition("\n---\n")[0], 2
    tree, _ = yaml_tree(front, "", first)
    spec = names_of(kind.fields)[part]
    for key, node in tree.items if tree is not None else ():
        if key.text in spec.names and isinstance(node, Items):
            for row in node.items:
                if isinstance(row, Mapping) and row.items:
                    yield row.items[0][0].line, row.items[0][0].column


def _as_yaml(example: str) -> str:
    """An example as the YAML that it becomes, with words in place of what is put in."""
    names = {name for _, name, _, _ in Formatter().parse(example) if name}
    return example.format(**{name: f"{_OPEN}{name}{_CLOSE}" for name in names})


def _as_example(text: str) -> str:
    whole = text.replace("{", "{{").replace("}", "}}")
    return re.sub(f"{_OPEN}(.*?){_CLOSE}", r"{\1}", whole)


def _line(declared: DeclaredField) -> str:
    """The field as a line to fill in; a file, and what may name something, is left as a comment."""
    value = _value(declared)
    return f"{_text(declared.label)}: {value}\n" if value else f"# {_escaped(declared.label)}: …\n"


def _value(declared: DeclaredField | DeclaredColumn) -> str:
    """On one line; "" of what the editor alone can know."""
    if declared.form == "词表":
        return _text(declared.words[0])
    if declared.form == "引用":
        return _named(declared.refers) if declared.required else ""
    if declared.form == "附件":
        return ""
    if isinstance(declared, DeclaredField) and declared.form == "表格":
        cells = [(_text(each.label), _value(each)) for each in declared.columns]
        said = ", ".join(f"{label}: {value}" for label, value in cells if value)
        return f"[{{{{{said}}}}}]" if said else ""
    if declared.form in ("列表", "依据"):
        return f"[{_text(f'在这里写{declared.label}')}]"
    return _SAMPLES.get(declared.form) or _text(f"在这里写{declared.label}")


def _named(refers: str) -> str:
    """The organisation or the node of the new file, else the first thing of the kind that the site has."""
    kind = refers.split(maxsplit=1)[0]
    return "" if kind == ANY else _FILLED.get(kind, f"{{first-{kind}}}")


def _text(text: str) -> str:
    """As YAML within an example, also within brackets."""
    said = scalar(text)
    if said == text and re.search(r"[,\[\]{}]", text):
        said = "'" + text.replace("'", "''") + "'"
    return _escaped(said)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
