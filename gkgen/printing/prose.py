"""A Markdown text as blocks for paper, from the same tokens that the page is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from gkgen.markdown import cleaned
from gkgen.markdown.addresses import Address, judge
from gkgen.markdown.dialect import Token, tokens_of
from gkgen.markdown.footnotes import Notes, apart
from gkgen.markdown.links import plain_text
from gkgen.markdown.sheet import Sheet, joins
from gkgen.markdown.signs import BOXES
from gkgen.printing.blocks import Block, Inline, heading, items, paragraph, plain, table, text

Whither: TypeAlias = Callable[[str], str]
"""Where a link of the text leads to, as a whole address; "" where that can't be told."""


def blocks_of(words: str, whither: Whither) -> list[Block]:
    """The blocks of a text; its headings begin one level below the title."""
    source = cleaned(words)
    tokens = tokens_of(source)
    body, notes = apart(tokens, Sheet(source, "", 1))
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    return _Reader(whither, notes, 1 if 1 in levels else 0).blocks(iter(body))


class _Reader:
    """Reads tokens from left to right; a footnote is read where it is first referred to."""

    def __init__(self, whither: Whither, notes: Notes, shift: int) -> None:
        self._whither, self._notes, self._shift = whither, notes, shift
        self._open: set[str] = set()

    def blocks(self, tokens: Iterator[Token], end: str = "") -> list[Block]:
        """The blocks up to the token that ends them."""
        found: list[Block] = []
        for token in tokens:
            if token.type == end:
                break
            found += self._block(token, tokens)
        return found

    def _block(self, token: Token, tokens: Iterator[Token]) -> list[Block]:
        reads: dict[str, Callable[[Token, Iterator[Token]], list[Block]]] = {
            "heading_open": self._heading,
            "inline": self._paragraph,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "blockquote_open": lambda _, rest: [
                {"is": "quote", "blocks": self.blocks(rest, "blockquote_close")}
            ],
            "box_open": self._box,
            "dl_open": lambda _, rest: [{"is": "terms", "items": list(self._terms(rest))}],
            "table": lambda own, _: [self._table(own)],
            "fence": lambda own, _: [{"is": "code", "text": own.content}],
            "hr": lambda _, __: [{"is": "rule"}],
        }
        read = reads.get(token.type)
        return read(token, tokens) if read is not None else []

    def _heading(self, token: Token, tokens: Iterator[Token]) -> list[Block]:
        inline = self._inline(next(tokens))
        return [heading(min(int(token.tag[1]) + self._shift, 6), inline)] if plain(inline).strip() else []

    def _paragraph(self, token: Token, _tokens: Iterator[Token]) -> list[Block]:
        inline = self._inline(token)
        return [paragraph(inline)] if inline else []

    def _list(self, token: Token, tokens: Iterator[Token]) -> list[Block]:
        first = None if token.type == "bullet_list_open" else int(token.attrs.get("start", 1))
        return [items(self._items(tokens, token.type.replace("open", "close")), first=first)]

    def _box(self, token: Token, tokens: Iterator[Token]) -> list[Block]:
        title = token.meta["title"] or BOXES[token.info]
        return [{"is": "box", "title": title, "blocks": self.blocks(tokens, "box_close")}]

    def _items(self, tokens: Iterator[Token], end: str) -> Iterator[list[Block]]:
        for token in tokens:
            if token.type == end:
                return
            if token.type == "list_item_open":
                yield self.blocks(tokens, "list_item_close")

    def _terms(self, tokens: Iterator[Token]) -> Iterator[dict[str, object]]:
        """Each term with all that is said of it."""
        term: list[Inline] = []
        said: list[Block] = []
        for token in tokens:
            if token.type in ("dt_open", "dl_close") and said:
                yield {"term": term, "blocks": said}
                said = []
            if token.type == "dl_close":
                return
            if token.type == "dt_open":
                term = self._inline(next(tokens))
            elif token.type == "dd_open":
                said = [*said, *self.blocks(tokens, "dd_close")]

    def _table(self, token: Token) -> Block:
        cells = [self._inline(cell) for cell in token.children or []]
        width = len(token.meta["aligns"])
        rows = [cells[start : start + width] for start in range(0, len(cells), width)]
        return {**table(rows[0], rows[1:]), "aligns": [each or "" for each in token.meta["aligns"]]}

    # ------------------------------------------------------------ the parts of a line

    def _inline(self, token: Token) -> list[Inline]:
        if not token.children:
            return [text(token.content)] if token.content else []
        return _solid(self._parts(iter(token.children)))

    def _parts(self, parts: Iterator[Token], end: str = "") -> list[Inline]:
        found: list[Inline] = []
        for part in parts:
            if part.type == end:
                break
            found += self._part(part, parts)
        return found

    def _part(self, part: Token, parts: Iterator[Token]) -> list[Inline]:
        kind = part.type
        if kind in ("strong_open", "em_open"):
            name = kind.removesuffix("_open")
            return [{"is": name, "inline": self._parts(parts, f"{name}_close")}]
        if kind == "link_open":
            inside, to = self._parts(parts, "link_close"), self._to(part)
            return [{"is": "link", "to": to, "inline": inside}] if to else inside
        return self._note(part.content) if kind == "footnote_ref" else [_lone(part)]

    def _to(self, part: Token) -> str:
        address = judge(str(part.attrs.get("href", "")))
        if not isinstance(address, Address):
            return ""
        return self._whither(address.href) if address.kind == "internal" else address.href

    def _note(self, label: str) -> list[Inline]:
        """A note that refers to itself is told once."""
        if label not in self._notes or label in self._open:
            return [text(f"[^{label}]")]
        self._open.add(label)
        told = self.blocks(iter(self._notes[label][1]))
        self._open.discard(label)
        return [{"is": "note", "blocks": told}]


def _lone(part: Token) -> Inline:
    """A part that holds no other. A picture isn't printed: its words say what it shows."""
    words = plain_text(part.children).strip() if part.type == "image" else ""
    alone: dict[str, Inline] = {
        "softbreak": {"is": "turn"},
        "hardbreak": {"is": "break"},
        "code_inline": {"is": "code", "text": part.content},
        "image": text(f"［图：{words}，见网页］" if words else "［图，见网页］"),
        "footnote_lost": text(f"[^{part.content}]"),
    }
    return alone.get(part.type) or text(part.content)


def _solid(parts: Sequence[Inline]) -> list[Inline]:
    """The end of a line of the file is a space, or nothing between two Chinese characters."""
    found: list[Inline] = []
    for place, part in enumerate(parts):
        if part["is"] != "turn":
            found.append({**part, "inline": _solid(part["inline"])} if "inline" in part else part)
            continue
        before, after = plain(found)[-1:], plain(parts[place + 1 :])[:1]
        if before and after and not joins(before, after):
            found.append(text(" "))
    return found
