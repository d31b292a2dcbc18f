"""In which characters a page is written, and where the same page stands in the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gkgen.model import Closed, Page
from gkgen.schema import Config
from gkgen.traditional import TREE, tree_address

ORIGINAL = "zh-CN"


@dataclass(frozen=True, slots=True)
class Other:
    """The same page in the other characters: its way from the page's own root, its language, and the word for it in
    its own characters."""

    word: str
    address: str
    language: str
    script: str


@dataclass(frozen=True, slots=True)
class Writing:
    """`language` is that of the page, `converted` is true of one in the tree of Traditional characters. `alternates`
    are the whole addresses of the page by `hreflang`, its own among them: each of two pages names the other. `canonical`
    is the twin's; both are empty when the site's public address isn't told."""

    language: str = ORIGINAL
    converted: bool = False
    other: Other | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    canonical: str = ""


def writing_of(config: Config, address: str) -> Writing:
    """How the page at an address is written: with a twin, where the site has Traditional characters."""
    wanted = config.traditional_tree()
    if wanted is None:
        return Writing()
    base = config.base_url.rstrip("/")
    here, there = f"{base}/{address}", f"{base}/{tree_address(address)}"
    return Writing(
        other=Other("繁體", tree_address(address), wanted.language, "zh-Hant"),
        alternates=(("zh-Hans", here), ("zh-Hant", there), ("x-default", here)) if base else (),
        canonical=there if base else "",
    )


def twin_of(page: Page) -> Page:
    """The page as it is drawn for the tree. What it says to machines of its content is said once, at the original."""
    view = page.view
    frame = view.page
    other = frame.writing.other
    writing = replace(
        frame.writing,
        language=other.language,
        converted=True,
        other=Other("简体", f"../{page.address}", ORIGINAL, "zh-Hans"),
    )
    twin = replace(
        frame,
        writing=writing,
        canonical=frame.writing.canonical,
        linked="",
        root=f"{frame.root}{TREE}" if frame.root.startswith("/") else frame.root,
    )
    return replace(page, address=tree_address(page.address), close=Closed(replace(view, page=twin)))
