"""A value as JSON has it for programs: by its keys."""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from types import NoneType
from typing import Any

from gkgen.schema.fields import fields_of
from gkgen.schema.sheets import cell_text

_AS_IT_IS = frozenset({str, NoneType, bool, int})


def data_of(value: Any) -> Any:
    """A value as JSON has it, its parts by their keys: yes and no as such, a number as the text that was written."""
    kind: type = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple:
        return [data_of(each) for each in value]
    keys = _keys(kind)
    return {key: data_of(getattr(value, key)) for key in keys} if keys else cell_text(value)


@cache
def _keys(kind: type) -> tuple[str, ...]:
    """Those of a record whose parts are told one by one."""
    is_told = is_dataclass(kind) and not hasattr(kind, "said")
    return tuple(spec.key for spec in fields_of(kind)) if is_told else ()
