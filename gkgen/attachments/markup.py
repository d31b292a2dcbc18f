"""XML read as a stream of elements, by their local names: no DTD, so no entities, and no tree in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from gkgen.attachments.looked import Refused, Trace

Attributes = dict[str, str]


def _ignore(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Handlers:
    """What is done at a beginning, at an end, and with the text between."""

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None] = _ignore
    text: Callable[[str], None] = _ignore


def walk(content: bytes, handlers: Handlers) -> None:
    """Raises `Refused` for a DTD ("unsafe") and for what is no XML ("damaged"). No content is no element."""
    if not content:
        return
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    start, end = handlers.start, handlers.end
    parser.StartElementHandler = lambda name, attributes: start(_local(name), _locals(attributes))
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = handlers.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as failure:
        raise Refused(Trace("damaged")) from failure


def _refuse(*_declared: object) -> None:
    raise Refused(Trace("unsafe", "DTD"))


def _local(name: str) -> str:
    return name[name.find(":") + 1 :]


def _locals(attributes: Attributes) -> Attributes:
    if ":" not in "".join(attributes):
        return attributes
    return {_local(name): value for name, value in attributes.items()}
