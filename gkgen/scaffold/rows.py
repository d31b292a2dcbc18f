"""Codes that a site uses once: those of an example's rows are changed where the site has them already."""

from __future__ import annotations

import re

from gkgen.findings import Place
from gkgen.model import Mapping, Node, Scalar, Sequence, Source, place_of
from gkgen.schema import ContentType, Site, conform, fields_of
from gkgen.stages.parse import parse


def with_own_codes(text: str, path: str, ident: str, kind: ContentType, site: Site) -> str:
    """The text with a free code for each row whose code is taken. Codes that follow from the id are free already."""
    content = text.encode()
    record, _ = parse(Source(path, content, len(content)))
    if record is None:
        return text
    value, tree, _ = conform(record.tree, kind.fields, path, site.config.vocabularies())
    lines = text.split("\n")
    taken = {name for row_kind, name in site.subjects if row_kind == kind.row_key}
    for row in kind.rows(value, ident) if value is not None else ():
        place = _place(row.id, path, tree, row.path)
        if row.id in taken and place is not None:
            free = _free(row.id, taken)
            line = lines[place.line - 1]
            at = line.index(row.id, place.column - 1)
            lines[place.line - 1] = f"{line[:at]}{free}{line[at + len(row.id) :]}"
            taken.add(free)
    return "\n".join(lines)


def with_next_numbers(text: str, kind: ContentType, site: Site) -> str:
    """The text with the number after the site's highest in each field that counts the entries of the type."""
    for spec in fields_of(kind.fields):
        if spec.about.counted:
            used = [
                getattr(each.fields, spec.key, None) or 0 for each in site.entries if each.kind == kind.key
            ]
            free = max(used, default=0) + 1
            text = re.sub(
                rf"^({re.escape(spec.about.label)}: )\d+$", rf"\g<1>{free}", text, flags=re.MULTILINE
            )
    return text


def _place(code: str, path: str, tree: Mapping, way: tuple[str | int, ...]) -> Place | None:
    """Where the row says its code itself."""
    row = _at(tree, way)
    if isinstance(row, Mapping):
        for key, node in row.items:
            if isinstance(node, Scalar) and node.text == code:
                return place_of(path, tree, (*way, key.text))
    return None


def _at(node: Node | None, way: tuple[str | int, ...]) -> Node | None:
    for step in way:
        if isinstance(node, Mapping):
            node = next((value for key, value in node.items if key.text == step), None)
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    return node


def _free(code: str, taken: set[str]) -> str:
    """The next number of a long code, else the code with a number behind it."""
    figures = re.search(r"\d{6,}$", code)
    number = 1
    while True:
        number += 1
        if figures:
            found = code[: figures.start()] + str(int(figures.group()) + number - 1).zfill(
                len(figures.group())
            )
        else:
            found = f"{code}-{number}"
        if found not in taken:
            return found
