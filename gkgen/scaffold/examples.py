"""A type's example → the text of a new file: its placeholders filled, its dates of the day, its names its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter

from gkgen.schema import ContentType

_WRITTEN = re.compile(r"^(成文日期: )\d{4}-\d{2}-\d{2}$", re.MULTILINE)
_FIRST, _NOTHING = "first-", "…"
_TITLE = re.compile(r"^标题: (.*)$", re.MULTILINE)
_PLAIN = re.compile(
    r"(?!(?:null|yes|no|on|off|true|false|[yn])$)(?:[^\W\d_]|[《“（〔])[^\t#:]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Filling:
    """What an example leaves open; `first` is the first thing of each kind that the site has, for `{first-guide}`."""

    index_number: str
    organisation: str
    node: str
    today: date
    first: Mapping[str, str] = field(default_factory=dict)


def filled(kind: ContentType, filling: Filling, title: str = "") -> str:
    """The example as a file; `title` takes the place of its own. It is written and published on the same day."""
    names = {name for _, name, _, _ in Formatter().parse(kind.example) if name and name.startswith(_FIRST)}
    text = kind.example.format(
        **{name: scalar(filling.first.get(name.removeprefix(_FIRST), _NOTHING)) for name in names},
        index_number=scalar(filling.index_number),
        organisation=scalar(filling.organisation),
        node=scalar(filling.node),
        today=filling.today,
    )
    text = _WRITTEN.sub(rf"\g<1>{filling.today}", text)
    return _TITLE.sub(lambda _: f"标题: {scalar(title)}", text, count=1) if title else text


def title_of(kind: ContentType) -> str:
    found = _TITLE.search(kind.example)
    return found[1] if found else kind.label


def scalar(text: str) -> str:
    """A text of one line as YAML: plain, or in quotation marks where it could be taken for something else."""
    bare = " ".join(text.split())
    return bare if not bare or _PLAIN.fullmatch(bare) else json.dumps(bare, ensure_ascii=False)
