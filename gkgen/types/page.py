"""Page (页面): a text that is no entry of the catalogue, such as the help section or the disclosure guide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from gkgen.model import Entry, Link
from gkgen.schema import Common, ContentType, Field, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFields(Common):
    order: Annotated[int, Field("排序", hint="同一文件夹里的次序，小的在前")] = 0


# More links than this beside a text are no help, and all of them on every page would be a site's size squared.
NEAR = 40


@dataclass(frozen=True, slots=True)
class PageView:
    """`section` are pages of the same folder, in order, where there is more than one: the folder's first page, and
    the `NEAR` around this one."""

    section: tuple[Link, ...]


def view(entry: Entry, site: Site) -> PageView:
    folder = entry.address.rpartition("/")[0]
    if not folder:
        return PageView(())
    siblings = sorted(
        site.by_folder[entry.kind, folder],
        key=lambda each: (not each.address.endswith("/index.html"), _order(each), each.address),
    )
    addresses = [each.address for each in siblings]
    start = max(0, min(addresses.index(entry.address) - NEAR // 2, len(siblings) - NEAR))
    shown = (*siblings[: min(1, start)], *siblings[start : start + NEAR])
    links = tuple(Link(each.fields.title, each.address) for each in shown)
    return PageView(links if len(links) > 1 else ())


def _order(entry: Entry) -> int:
    """Pages without an order of their own come after those that have one; metadata alone has none."""
    order: int = getattr(entry.fields, "order", 0)
    return order or 1_000_000


EXAMPLE = """\
---
类型: 页面
标题: 关于本站
---

在这里写正文。
"""

PAGE = ContentType(
    key="page",
    label="页面",
    folder="",
    fields=PageFields,
    template="page.html",
    example=EXAMPLE,
    view=view,
    listed=False,
    suffix=".md",
    schema_org="WebPage",
)
