"""A page of the site as a part of another page: its content alone, its ids its own, nothing that leads or runs."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_LEFT_OUT = frozenset(
    {
        "script",
        "style",
        "form",
        "input",
        "button",
        "select",
        "textarea",
        "iframe",
        "object",
        "embed",
        "template",
    }
)
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_HEADINGS = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6"}
_IDS = frozenset({"id", "for", "aria-labelledby", "aria-describedby", "headers", "aria-controls"})


def drawn(page: str, prefix: str) -> str:
    """What stands in `<main>`. Headings go down three levels, below those of the report; ids begin with `prefix`."""
    reader = _Content(prefix)
    reader.feed(page)
    reader.close()
    return "".join(reader.parts)


class _Content(HTMLParser):
    def __init__(self, prefix: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._prefix = prefix
        self._depth = 0
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._depth += 1
        elif tag in _LEFT_OUT:
            self._unshown += tag not in _VOID
        elif self._is_shown:
            self.parts.append(self._tag(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._is_shown and tag not in _LEFT_OUT:
            self.parts.append(self._tag(tag, attrs, end="/"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._depth -= 1
        elif tag in _LEFT_OUT:
            self._unshown -= tag not in _VOID
        elif self._is_shown:
            self.parts.append(f"</{_HEADINGS.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        if self._is_shown:
            self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    @property
    def _is_shown(self) -> bool:
        return self._depth > 0 and self._unshown <= 0

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]], end: str = "") -> str:
        if tag == "img":
            words = dict(attrs).get("alt") or ""
            return f"<span>［{escape(words)}］</span>"
        kept = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in (self._attribute(*each) for each in attrs)
            if name
        )
        return f"<{_HEADINGS.get(tag, tag)}{kept}{end}>"

    def _attribute(self, name: str, value: str | None) -> tuple[str, str | None]:
        """An id with its prefix, a link only where it leads out; nothing that a browser would run."""
        if value is None or name.startswith("on") or name in {"src", "srcset", "style", "action"}:
            return ("" if value is not None else name), value
        if name in _IDS:
            return name, " ".join(self._prefix + each for each in value.split())
        if name in {"href", "xlink:href"}:
            if value.startswith("#"):
                return name, f"#{self._prefix}{value[1:]}"
            return (name, value) if re.match("https?://", value) else ("", None)
        return name, re.sub(r"url\(#", f"url(#{self._prefix}", value)
