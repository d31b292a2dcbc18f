"""The fast ways of the dialect read a text as markdown-it's own rules do, but for what the dialect says is different."""

from __future__ import annotations

import random
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from gkgen.markdown.dialect import NESTING, tokens_of

SIGNS = [
    *("a", "b c", "\n", "\n", "\n\n", "- ", "* ", "1. ", "2) ", "# ", "## ", "> ", "  ", "    ", "\t"),
    *("`", "```", "~~~", "---", "===", "|", "|-|-|", "| a | b |", "\\|", ":-:", "-|-", ": ", "~ ", "+ "),
    *("\\", "*", "**", "_", "[a]", "[a](b)", "[a]: b", "[^a]: ", "(", ")", "&amp;", "![x](y)", "<http://a>"),
]


def test_blocks_tables_and_parts_are_read_as_the_library_reads_them() -> None:
    parser, chance = reference(), random.Random(7)
    for _ in range(2_000):
        text = "".join(chance.choice(SIGNS) for _ in range(chance.randint(1, 22)))
        assert blocks(tokens_of(text)) == blocks(read_by(parser, text)), text


def test_parts_of_a_line_are_read_as_the_library_reads_them() -> None:
    parser, chance = reference(), random.Random(8)
    signs = [sign for sign in SIGNS if "\n" not in sign and "^" not in sign]
    for _ in range(2_000):
        text = "".join(chance.choice(signs) for _ in range(chance.randint(1, 12)))
        assert parts(tokens_of(text)) == parts(read_by(parser, text)), text


def reference() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING, "html": False})
    parser.enable("table").disable(["code", "html_block"]).use(deflist_plugin)
    alt = {"alt": ["paragraph", "reference"]}
    parser.block.ruler.before("reference", "footnote_def", footnote_def, alt)
    return parser


def read_by(parser: MarkdownIt, text: str) -> list[Token]:
    env: dict[str, Any] = {"footnotes": {"refs": {}, "list": {}}}
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    for token in tokens:
        if token.type == "inline":
            token.children = []
            parser.inline.parse(token.content, parser, env, token.children)
    return tokens


def blocks(tokens: list[Token]) -> list[object]:
    """What the blocks are and where; a table as its columns and cells, a plain paragraph as three tokens."""
    seen: list[Any] = []
    for token in tokens:
        kind = token.type
        if kind == "table":
            cells = [(cell.content, cell.map) for cell in token.children or []]
            seen.append(("table", token.map, token.meta["aligns"], cells))
        elif kind == "table_open":
            seen.append(("table", token.map, [], []))
        elif kind == "th_open":
            seen[-1][2].append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
        elif kind == "inline" and token.tag:
            seen.append(("paragraph_open", 0, False, token.map))
            seen.append(("inline", 1, token.content, token.map))
            seen.append(("paragraph_close", 0, False, None))
        elif kind == "inline" and seen and seen[-1][0] == "table" and not _is_after_table(tokens, token):
            seen[-1][3].append((token.content, token.map))
        elif kind == "inline":
            seen.append(("inline", token.level, token.content, token.map))
        elif not kind.startswith(("table_", "thead_", "tbody_", "tr_", "th_", "td_")):
            seen.append((kind, token.level, token.hidden, token.map))
    return seen


def _is_after_table(tokens: list[Token], inline: Token) -> bool:
    return tokens[next(at for at, token in enumerate(tokens) if token is inline) - 1].type[:2] not in (
        "th",
        "td",
    )


def parts(tokens: list[Token]) -> list[object]:
    """The parts of all lines, neighbouring texts as one."""
    seen: list[Any] = []
    for token in tokens:
        cells = token.children or [] if token.type == "table" else [token]
        for inline in cells:
            if inline.type == "inline":
                seen += _joined(inline.children or [Token("text", "", 0, content=inline.content)])
    return seen


def _joined(children: list[Token]) -> list[object]:
    seen: list[Any] = []
    for child in children:
        kind = "text" if child.type == "text_special" else child.type
        if kind == "text" and seen and seen[-1][0] == "text":
            seen[-1] = ("text", seen[-1][1] + child.content, {})
        elif child.content or kind != "text":
            seen.append((kind, child.content, child.attrs))
    return seen
