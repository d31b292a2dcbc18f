"""Values as bytes and back: gkgen's own records and plain values, and nothing else that bytes could ask for.

The bytes lie in a folder of the site, where anybody may put some: they name classes, but only of gkgen's records and of
a few plain kinds, and none of these does anything when it is made.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import EnumType
from functools import cache
from importlib import import_module
from typing import Any

_PLAIN = {
    ("builtins", "frozenset"),
    ("collections", "OrderedDict"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("decimal", "Decimal"),
}


class UnreadableError(Exception):
    """Bytes that aren't a value of ours, or a value that can't be kept."""


class _Packer(pickle.Pickler):
    """`classes` are those that no module holds: a site's own types."""

    def __init__(self, file: io.BytesIO, classes: Mapping[str, type]) -> None:
        super().__init__(file, protocol=5)
        self._names = {id(each): name for name, each in classes.items()}

    def persistent_id(self, value: Any) -> str | None:
        return self._names.get(id(value)) if isinstance(value, type) else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, classes: Mapping[str, type]) -> None:
        super().__init__(file)
        self._classes = classes

    def find_class(self, module: str, name: str) -> Any:
        return _record(module, name)

    def persistent_load(self, name: Any) -> type:
        return self._classes[name]


@cache
def _record(module: str, name: str) -> Any:
    """Raises UnreadableError for what isn't one of gkgen's records or a plain kind."""
    if (module, name) in _PLAIN:
        return getattr(import_module(module), name)
    if not module.startswith("gkgen.") or "." in name:
        raise UnreadableError(f"{module}.{name}")
    found = getattr(import_module(module), name)
    if not isinstance(found, EnumType) and not (isinstance(found, type) and is_dataclass(found)):
        raise UnreadableError(f"{module}.{name}")
    return found


def packed(value: Any, classes: Mapping[str, type] | None = None) -> bytes:
    """Raises UnreadableError for a value with something in it that can't be kept."""
    try:
        if not classes:
            return pickle.dumps(value, protocol=5)
        file = io.BytesIO()
        _Packer(file, classes).dump(value)
    except (pickle.PicklingError, AttributeError, TypeError, RecursionError) as fault:
        raise UnreadableError(str(fault)) from fault
    return file.getvalue()


def unpacked(content: bytes, classes: Mapping[str, type] | None = None) -> Any:
    """Raises UnreadableError for bytes that aren't what `packed` writes."""
    try:
        return _Unpacker(io.BytesIO(content), classes or {}).load()
    except (pickle.UnpicklingError, *_FAULTS) as fault:
        raise UnreadableError(str(fault)) from fault


# What damaged bytes can make the unpickler do, beside its own error.
_FAULTS = (
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    IndexError,
    KeyError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
