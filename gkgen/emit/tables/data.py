"""A value as JSON has it for programs: by its keys."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any

from gkgen.schema.fields import fields_of
from gkgen.schema.sheets import cell_text


def data_of(value: Any) -> Any:
    """A value as JSON has it, its parts by their keys: yes and no as such, a number as the text that was written."""
    if isinstance(value, str):
        return value
    if is_dataclass(value) and not isinstance(value, type) and not hasattr(value, "said"):
        specs = fields_of(type(value))
        return {spec.key: data_of(getattr(value, spec.key)) for spec in specs}
    if isinstance(value, tuple):
        return [data_of(each) for each in value]
    if value is None or isinstance(value, bool | int):
        return value
    return cell_text(value)
