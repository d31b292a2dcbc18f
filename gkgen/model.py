"""The nouns: one frozen record for each stage of the way from a folder of files to a site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from gkgen.findings import Place

# ---------------------------------------------------------------- read

TEXTS = (".md", ".yaml", ".yml")
"""The files that are content; any other is something that content leads to."""


class Lying(Protocol):
    """Bytes that aren't in memory."""

    def bytes(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is brought to the disk where its path is asked for."""

    bring: Callable[[], Path]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the site as it was read: a path with `/`, in NFC, below the site's folder.

    `content` is the bytes of a text file, which may lie on a shelf, or still in the file. Of any other file it is the
    bytes, or the path from which the last stage copies them, so that a large attachment is never held in memory.
    `sum` is the digest of the bytes, and `state` what the disk says of the file, both empty where they aren't known.
    """

    path: str
    laid: bytes | Path | Lying | Fetched
    size: int
    sum: bytes = b""
    state: str = ""

    @property
    def content(self) -> bytes | Path:
        if isinstance(self.laid, bytes | Path):
            return self.laid
        return self.laid.bring() if isinstance(self.laid, Fetched) else self.laid.bytes()

    @property
    def is_read(self) -> bool:
        """Whether its bytes are known, not only where they are copied from."""
        return not isinstance(self.laid, Path | Fetched)


# ---------------------------------------------------------------- parse


@dataclass(frozen=True, slots=True)
class Scalar:
    """The author's own text: nothing is guessed from it. `empty` is true of `key:`, `key: ~` and `key: null`.

    A literal scalar (`|`) begins on the line after its mark; `block` is how far its lines are indented, so that
    places inside the text can be told. It is 0 for any other scalar: of those only the beginning has a place.
    """

    text: str
    line: int
    column: int
    empty: bool = False
    block: int = 0


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    items: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Body:
    """Markdown below the front matter, and the line of the file on which it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """One file, parsed: its keys as the author wrote them, each with its place, and its body."""

    path: str
    tree: Mapping
    body: Body | None


# ---------------------------------------------------------------- Markdown


@dataclass(frozen=True, slots=True)
class Target:
    """A link or picture in a text: what the author wrote, and on which line of the file."""

    href: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text drawn as HTML. An internal link number N stands in `html` as `\\x01N\\x01` until `plan` knows
    the address of its target; `links[N]` is what the author wrote."""

    html: str
    links: tuple[Target, ...]
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    paragraphs: tuple[str, ...]


# ---------------------------------------------------------------- validate


@dataclass(frozen=True, slots=True)
class Row:
    """A part of an entry with an address of its own: a power of a list, a fee of a schedule, a catalogue node.

    `kind` is the name by which references know it, `id` is unique among its kind, `path` leads to it from the
    root of the entry's tree.
    """

    kind: str
    id: str
    title: str
    address: str
    value: Any
    path: tuple[str | int, ...]


class Written(Protocol):
    """What the author wrote in a file, by the places of its parts, and how its text is drawn: most of the bytes of an
    entry, which therefore may lie on a shelf."""

    @property
    def tree(self) -> Mapping: ...

    @property
    def body(self) -> Body | None: ...

    @property
    def prose(self) -> Prose | None: ...

    @property
    def links(self) -> tuple[Target, ...]: ...


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What was written, as it is."""

    tree: Mapping
    body: Body | None = None
    prose: Prose | None = None

    @property
    def links(self) -> tuple[Target, ...]:
        return self.prose.links if self.prose is not None else ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, valid: the value of its type's declaration in `fields`, its keys by their English names in `tree`.

    An entry that isn't disclosed on the office's own initiative has only its metadata: `fields` holds what all
    types have in common, `prose` and `rows` are empty, so that no later stage can show more. `body` is the
    Markdown from which `prose` was drawn, when it stands below front matter; `links` are those of `prose`.
    """

    kind: str
    id: str
    address: str
    path: str
    fields: Any
    written: Written
    rows: tuple[Row, ...] = ()

    @property
    def tree(self) -> Mapping:
        return self.written.tree

    @property
    def body(self) -> Body | None:
        return self.written.body

    @property
    def prose(self) -> Prose | None:
        return self.written.prose

    @property
    def links(self) -> tuple[Target, ...]:
        return self.written.links

    def place(self, *path: str | int) -> Place:
        """Where the author wrote a field, or the nearest thing around it."""
        return place_of(self.path, self.tree, path)


@dataclass(frozen=True, slots=True)
class Outline:
    """What must be known of a text to index it with others: how many characters it has, 0 where there is nothing to be
    found, and its digest."""

    size: int
    sum: bytes


@dataclass(frozen=True, slots=True)
class Digests:
    """An entry in short: `head` is the digest of what the rest of the site may know of it, `sum` that of all that it is."""

    head: bytes
    sum: bytes
    outline: Outline


Ending: TypeAlias = Literal["withdrawn", "lapsed"]
"""How the showing of an entry ends: taken down for a reason, or because the time of its showing is over."""


@dataclass(frozen=True, slots=True)
class Stub:
    """An entry whose content has been taken down: its address stays, and says since when and why.

    `entry` has what may still be told: no content, no rows, and where the title had to go no title of its own.
    `rows` are the addresses of the rows that it had, their titles and values gone.
    """

    entry: Entry
    ending: Ending
    on: date
    why: str
    rows: tuple[str, ...] = ()


def place_of(file: str, tree: Mapping, path: tuple[str | int, ...]) -> Place:
    """Follow `path`, keys and indexes, down a tree as far as it goes."""
    node: Node = tree
    place = Place(file, max(tree.line, 1), max(tree.column, 1))
    for step in path:
        found = _step(node, step)
        if found is None:
            break
        around, node = found
        place = Place(file, around.line, around.column)
    if isinstance(node, Scalar) and not node.empty:
        return Place(file, node.line, node.column)
    return place


def _step(node: Node, step: str | int) -> tuple[Node, Node] | None:
    """The node to name when nothing lies deeper (a key, an item), and the node itself."""
    if isinstance(node, Mapping) and isinstance(step, str):
        return next(((key, value) for key, value in node.items if key.text == step), None)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step], node.items[step]
    if step == 0:  # one value written where a list is allowed
        return node, node
    return None


# ---------------------------------------------------------------- link


@dataclass(frozen=True, slots=True)
class CatalogueNode:
    """A node of the 公开目录: `code` is unique in the site, `parent` is None at the top."""

    code: str
    title: str
    parent: str | None
    children: tuple[str, ...]
    depth: int
    address: str
    value: Any
    entry: Entry
    path: tuple[str | int, ...]


# ---------------------------------------------------------------- plan


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page: an address of the output, the words on it, and a word beside it."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A closed page: the template sees `view` and nothing else. `sought` is false of a page that nobody is to look for:
    it only stands at an address that was given out once.

    `close` gives the view, the same each time: a site has more pages than are looked at at a time, so that each is
    closed where it is drawn, and what travels to another process is closed before. `inputs` is the digest of all that
    `close` can look at, so that a page is known without being closed; empty where that isn't known.
    """

    address: str
    template: str
    close: Callable[[], Any]
    sought: bool = True
    inputs: bytes = b""

    @property
    def view(self) -> Any:
        return self.close()

    def closed(self) -> Page:
        """The same page, its view at hand."""
        return Page(self.address, self.template, Closed(self.view), self.sought, self.inputs)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Page, (self.address, self.template, Closed(self.view), self.sought, self.inputs)


@dataclass(frozen=True, slots=True)
class Closed:
    """A view that is made."""

    view: Any

    def __call__(self) -> Any:
        return self.view


# ---------------------------------------------------------------- render, emit


@dataclass(frozen=True, slots=True)
class File:
    """One file of the output. `content` is its bytes, or the source from which they are copied."""

    address: str
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class Promise:
    """A file of the output whose bytes nobody has made yet, and how to make them where they are needed. `sum` names
    these bytes, and no others have that name: where a folder is written, it is their sha256."""

    address: str
    sum: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Placed(Promise):
    """A file whose bytes lie already where the site is published: a worker elsewhere has put them there."""
