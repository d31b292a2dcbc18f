"""A page of HTML in pieces: put together again they are the page, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gkgen.traditional.addresses import ADDRESSES, led, refreshed

_MARKUP = re.compile(
    r"(<!--.*?-->"
    r"|<script\b.*?</script\s*>"
    r"|<style\b.*?</style\s*>"
    r"|</?[A-Za-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|<![^>]*>)",
    re.DOTALL,
)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"\s([A-Za-z][A-Za-z0-9:-]*)=\"([^\"]*)\"")
_WORDS = frozenset({"title", "alt", "aria-label", "aria-description", "aria-roledescription", "placeholder"})
_TOLD = frozenset({"description", "keywords"})
_PRESSED = frozenset({"submit", "button", "reset"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "mark",
        "q",
        "rb",
        "ruby",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tspan",
        "u",
        "wbr",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_LITERAL = frozenset({"code", "kbd", "pre", "samp", "var"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as its twin draws it: `words`, to be converted, stand between `literals`, whose addresses are led already.

    `stays` is true of an element whose content stays: one of another language, one that isn't to be translated, and
    what is to be typed as it stands. `spans` are the columns that a cell takes.
    """

    name: str
    closes: bool
    inline: bool
    stays: bool
    spans: int
    literals: tuple[str, ...]
    words: tuple[str, ...]


def pieces(html: str) -> list[str]:
    """Texts at the even places, empty ones among them, and what is no text between them."""
    return _MARKUP.split(html)


# Most tags of a site stand on many of its pages.
@lru_cache(maxsize=16_384)
def tag_of(piece: str) -> Tag:
    """A piece of markup, read. A comment has no name; a script ends where its opening tag does, the rest is literal."""
    named = _NAME.match(piece)
    if named is None:
        return Tag("", False, True, False, 1, (piece,), ())
    name = named[1].lower()
    if piece.startswith("</"):
        return Tag(name, True, name in _INLINE, False, 1, (piece,), ())
    end = piece.index(">") + 1 if name in {"script", "style"} else len(piece)
    found = list(_ATTRIBUTE.finditer(piece, 0, end))
    values = {each[1].lower(): each[2] for each in found}
    literals, words = _drawn(piece, name, values, found)
    return Tag(
        name,
        False,
        name in _INLINE,
        name not in _VOID and not piece.endswith("/>") and _stays(name, values),
        int(values.get("colspan", "1")) if values.get("colspan", "1").isdigit() else 1,
        literals,
        words,
    )


def with_language(tag: str, language: str) -> str:
    """An opening tag that says of what language its element is, if it doesn't say it yet."""
    named = _NAME.match(tag)
    if named is None or " lang=" in tag:
        return tag
    return f'{tag[: named.end()]} lang="{language}"{tag[named.end() :]}'


def _drawn(
    piece: str, name: str, values: dict[str, str], found: list[re.Match[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    literals, words = [], []
    end, before = 0, ""
    for each in found:
        attribute, value = each[1].lower(), each[2]
        before += piece[end : each.start(2)]
        end = each.end(2)
        if value and name not in {"script", "style"} and _is_words(name, attribute, values):
            literals.append(before)
            words.append(value)
            before = ""
        else:
            before += _led(name, attribute, value, values)
    return (*literals, before + piece[end:]), tuple(words)


def _is_words(name: str, attribute: str, values: dict[str, str]) -> bool:
    if attribute == "content":
        return name == "meta" and values.get("name") in _TOLD
    if attribute == "value":
        return name == "input" and values.get("type") in _PRESSED
    return attribute in _WORDS


def _led(name: str, attribute: str, value: str, values: dict[str, str]) -> str:
    if attribute in ADDRESSES:
        return led(attribute, value)
    if attribute == "content" and name == "meta" and values.get("http-equiv", "").lower() == "refresh":
        return refreshed(value)
    return value


def _stays(name: str, values: dict[str, str]) -> bool:
    if name in _LITERAL:
        return True
    own = "lang" in values or values.get("translate") == "no" or "as-is" in values.get("class", "").split()
    return own and name != "html"
