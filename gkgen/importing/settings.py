"""What is said on the command line: the type, the defaults of every entry, the prefix of ids."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary

from gkgen.findings import Text, UsageError
from gkgen.importing.desk import Defaults
from gkgen.importing.mapping import Shape, spec_named
from gkgen.importing.values import node_of
from gkgen.model import Node
from gkgen.names import name_faults
from gkgen.schema import ContentType
from gkgen.schema.forms import SLUG
from gkgen.schema.nearest import nearest


def type_named(name: str, types: Dictionary[str, ContentType]) -> ContentType:
    """The type by its key or label, or by that of the rows in its lists; raises UsageError with the nearest there is."""
    named = {each.row_key: each for each in types.values()} | {
        each.row_label: each for each in types.values()
    }
    own = next((each for each in types.values() if name in (each.key, each.label)), None)
    found = own or (named.get(name) if name else None)
    if found is None:
        near = nearest(name, [*types, *(each.label for each in types.values())])
        raise UsageError(
            Text(f"没有“{name}”这个类型；{near.zh}", f"there is no type “{name}”; {near.en}"),
        )
    return found


def prefix_of(prefix: str, kind: ContentType) -> str:
    """What stands before a running number: the prefix that was asked for, else the type's key."""
    if prefix and not SLUG.accepts(prefix):
        raise UsageError(
            Text(
                f"“{prefix}”不能做标识的前段：只用小写字母、数字和连字符",
                f"“{prefix}” can't begin an id: use small letters, digits and hyphens",
            )
        )
    if fault := next(name_faults(f"{prefix or kind.key}-1000000{kind.suffix}"), None):
        raise UsageError(Text(fault.wrong("zh"), fault.wrong("en")))
    return prefix or kind.key


def defaults_of(settings: Dictionary[str, str], shape: Shape) -> Defaults:
    """Each setting for the entry's field of that name, else for the field of a list's rows."""
    entry: dict[str, Node] = {}
    row: dict[str, Node] = {}
    for name, text in settings.items():
        if spec := spec_named(name, shape.entry):
            nodes = entry
        elif spec := spec_named(name, shape.row):
            nodes = row
        else:
            near = nearest(name, [each.about.label for each in (*shape.entry, *shape.row)])
            said = f"“{shape.kind.label}”没有“{name}”这一项；{near.zh}"
            raise UsageError(Text(said, f"“{shape.kind.key}” has no field “{name}”; {near.en}"))
        if text.strip():
            nodes[spec.key] = node_of(text.strip(), spec, 0, 0)
    return Defaults(entry, row)
