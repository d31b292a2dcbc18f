"""The Markdown that gkgen understands: CommonMark with tables, definitions, footnotes and boxes, as one parser.

What differs from CommonMark, and why:
- HTML is text. It is marked as `raw_html`, so that the author can be told.
- An indented line is never code: Chinese paragraphs are indented. Code stands between ``` fences.
- U+3000 at either end of a line is dropped: the theme indents.
- Emphasis works beside Chinese punctuation.
- Addresses are taken as written: `addresses` judges them when they are drawn.
"""

from __future__ import annotations

import functools
import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from gkgen.markdown.block_rules import box, plain_paragraph, table_if_any, underlined_heading_if_any
from gkgen.markdown.inline_rules import by_sign
from gkgen.markdown.signs import BRACKETS, NESTING, SIGN

__all__ = ["Token", "inline_of", "tokens_of"]

_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_TABLE_OR_UNDERLINE = re.compile(r"^[ \t>]*[-=:|][-=:| \t]*$", re.MULTILINE)
_DEFINITION = re.compile(r"^[ \t>]*[:~][ \t]", re.MULTILINE)


def tokens_of(text: str) -> list[Token]:
    """The blocks of a text in order. Each `inline` among them has its parts as `children`; a part's offset in the
    block's `content` is its `meta["at"]`, for links, pictures, footnote references, HTML and odd entities.
    An `inline` of the tag `p` is a whole paragraph: no list around it has a say in how it is drawn.
    A text without any sign has no children, and neither has one whose `meta` says `is_tangled`.

    Line ends are `\\n` and there are no control characters: see `gkgen.characters`.
    """
    parser = _parser()
    env: MutableMapping[str, Any] = {
        "footnotes": {"refs": {}, "list": {}},
        "has_underlines": _TABLE_OR_UNDERLINE.search(text) is not None,
        "has_definitions": _DEFINITION.search(text) is not None,
    }
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    for token in tokens:
        if token.type == "inline":
            _divide(token, parser, env)
        elif token.type == "table":
            for cell in token.children or ():
                _divide(cell, parser, env)
    return tokens


def inline_of(content: str, line: int, end: int, cell: int | None = None) -> Token:
    """The words of one block of a text without definitions, divided into parts as `tokens_of` does it.

    They stand on the lines from `line` to before `end`, in the table's cell of this number.
    """
    token = Token("inline", "", 0, map=[line, end], content=content)
    if cell is not None:
        token.meta["cell"] = cell
    _divide(token, _parser(), {"footnotes": {"refs": {}, "list": {}}})
    return token


def _divide(inline: Token, parser: MarkdownIt, env: MutableMapping[str, Any]) -> None:
    """Most texts hold no sign at all and have no parts."""
    if not SIGN.search(inline.content):
        return
    if _is_tangled(inline.content):
        inline.meta["is_tangled"] = True
        return
    inline.children = []
    parser.inline.parse(inline.content, parser, env, inline.children)


def _is_tangled(content: str) -> bool:
    """True if brackets open more often than they close: the parser would try each with each."""
    if content.count("[") <= BRACKETS:
        return False
    depth = 0
    for bracket in _BRACKET.findall(content):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        if depth > BRACKETS:
            return True
    return False


class _Parser(MarkdownIt):
    """Leaves every address as it is written, for `addresses` to judge."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 -- the library's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 -- the library's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 -- the library's name
        return True


@functools.cache
def _parser() -> MarkdownIt:
    """Built once; nothing changes it afterwards."""
    parser = _Parser("commonmark", {"html": False, "linkify": False, "maxNesting": NESTING})
    parser.disable(["code", "html_block"])
    parser.use(deflist_plugin)
    blocks = parser.block.ruler
    blocks.before("table", "plain", plain_paragraph)
    blocks.at("table", table_if_any, {"alt": ["paragraph", "reference"]})
    blocks.enable("table")
    blocks.before("fence", "box", box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    blocks.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    blocks.at("lheading", underlined_heading_if_any)
    parser.inline.ruler.at("text", by_sign)
    parser.inline.ruler.enableOnly("text")
    parser.inline.terminator_re = SIGN
    return parser
