"""A page's HTML with every link that leads off the site turned into words: the name, and the address to go to."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

from gkgen.qr import Square, square_of

_HEAD_LINKS = frozenset({"canonical", "alternate"})
_NEVER = frozenset({"area", "base", "embed", "frame", "iframe", "object"})
_LONGEST = 300
"""Of an address that is drawn as a square: a longer one is too fine for a telephone held before a screen."""
_ASK = ("附件，请向窗口工作人员索取", "附件，請向窗口工作人員索取")
_SCAN = ("手机扫码打开", "手機掃碼打開")
_SQUARE = ("二维码", "二維碼")


def closed(text: str, address: str, base_url: str) -> str:
    """The page at `address` without a way out; all else is the same, character by character.

    A file that a foreign program would open is told by its address below `base_url`, for a reader's own device.
    """
    reader = _Reader(text, address, base_url.rstrip("/"))
    reader.feed(text)
    reader.close()
    parts, done = [], 0
    for start, end, put in reader.changes:
        parts += [text[done:start], put]
        done = end
    return "".join((*parts, text[done:]))


def shown(address: str, said: str) -> str:
    """What stands after the words of a link that leads off the site, where they don't tell the address themselves."""
    told = not address or address.replace("-", "") in said.replace("-", "").replace(" ", "")
    return "" if told else f'<span class="quiet">（{escape(address)}）</span>'


def _figure(square: Square, said: str, word: str) -> str:
    return (
        f'<figure class="square"><svg class="square-code" role="img" aria-label="{word}：{escape(square.text)}" '
        f'viewBox="0 0 {square.side} {square.side}" focusable="false">'
        f'<path fill="#fff" d="M0 0h{square.side}v{square.side}H0z"/><path stroke="#000" d="{square.path}"/></svg>'
        f"<figcaption>{escape(said)}</figcaption></figure>"
    )


class _Reader(HTMLParser):
    """Notes the places to change, in their order."""

    def __init__(self, text: str, address: str, base_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.changes: list[tuple[int, int, str]] = []
        self._text = text
        self._address = address
        self._base_url = base_url
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._open: str | None = None
        self._said = ""
        self._traditional = int('<html lang="zh-Hant' in text)
        self._in_main = False
        self._codes: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_main = self._in_main or tag == "main"
        if tag in _NEVER or self._leaves(tag, values):
            self._change("")
        elif tag == "form" and self._way_out(values.get("action", "")) is not None:
            self._change("<form>")  # a host's own search: on the screen it leads nowhere
        elif tag == "a" and "href" in values:
            target = self._way_out(values["href"])
            if target is not None:
                self._open, self._said = target, ""
                self._change('<span class="way-out">')

    def handle_data(self, data: str) -> None:
        self._said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open is not None:
            start = self._at()
            said = shown(self._open, self._said)
            self.changes.append((start, self._text.index(">", start) + 1, f"{said}</span>"))
            if self._in_main and self._open.startswith(("http://", "https://")):
                self._codes.setdefault(quote(self._open, safe="%/:?#[]@!$&'()*+,;=~"), self._said.strip())
            self._open = None
        elif tag == "main":
            self._in_main = False
            self.changes.append((self._at(), self._at(), self._squares()))

    def _squares(self) -> str:
        """The addresses of the main text for a telephone: once each, below the text, which stays in one piece."""
        figures = [
            _figure(square_of(address), said, _SQUARE[self._traditional])
            for address, said in self._codes.items()
            if len(address) <= _LONGEST
        ]
        if not figures:
            return ""
        title = _SCAN[self._traditional]
        return (
            f'<section class="ways-out" aria-label="{title}"><h2>{title}</h2>{"".join(figures)}</section>\n'
        )

    def _leaves(self, tag: str, values: dict[str, str]) -> bool:
        """Of what stands in a page's head: a link, or a page that leads on by itself."""
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            return self._way_out(values.get("content", "").lower().partition("url=")[2]) is not None
        return tag == "link" and bool(_HEAD_LINKS & set(values.get("rel", "").split()))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _change(self, put: str) -> None:
        start = self._at()
        self.changes.append((start, start + len(self.get_starttag_text() or ""), put))

    def _way_out(self, href: str) -> str | None:
        """What to tell of a link that can't be followed on the screen; None of one that can."""
        parts = urlsplit(href.replace("\\", "/"))  # as a browser reads it
        if parts.scheme in ("mailto", "tel"):
            return unquote(parts.path)
        if parts.scheme or parts.netloc or parts.path.startswith("/"):
            return href
        if not parts.path or parts.path.endswith(".html"):
            return None
        if not self._base_url:
            return _ASK[self._traditional]
        return f"{self._base_url}/{normpath(join(dirname(self._address), parts.path))}"
