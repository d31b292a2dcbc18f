"""The ways in which a page is looked at: its width, light or dark, as it is or large for older people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias, get_args

from playwright.sync_api import Browser, BrowserContext, Page

Manner: TypeAlias = Literal["light", "dark", "elder"]
MANNERS: tuple[Manner, ...] = get_args(Manner)
WIDTHS = (320, 390, 1280)
ELDER = ("gkgen-aids", '{"elder":"on"}')
"""What site.js keeps when somebody chooses 长者模式."""


@contextmanager
def looking(
    browser: Browser, manner: Manner = "light", width: int = 390, height: int = 800, **options: object
) -> Iterator[Page]:
    """A page of a browser that belongs to a person of this manner; nothing of it stays."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if manner == "dark" else "light",
        **options,  # type: ignore[arg-type]
    )
    if manner == "elder":
        _choose_elder(context)
    try:
        yield context.new_page()
    finally:
        context.close()


def _choose_elder(context: BrowserContext) -> None:
    name, value = ELDER
    context.add_init_script(f"try {{ localStorage.setItem({name!r}, {value!r}); }} catch {{}}")
