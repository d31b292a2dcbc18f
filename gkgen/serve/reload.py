"""What the server adds to the site: a script that reloads pages, and a panel that says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from html import escape
from importlib.resources import files

from gkgen.findings import Finding, Language, Severity, Text
from gkgen.serve.board import Shown
from gkgen.serve.http import Request

PREFIX = "/.gkgen/"
EVENTS = "/.gkgen/events"
"""Before the path of the page that wants to know."""

HEARTBEAT = b":\n\n"
SHOWN = 50
"""So many findings the panel lists; of the rest it tells the number."""

_CLIENT = ("reload.js", "overlay.css")
_TITLE = Text("内容有误，暂不能更新页面", "The content has faults, so the page can't be updated")
_STALE = Text(
    "你看到的是上一次正确的样子。改好并保存后会自动更新。",
    "You see the last good state. It is updated as soon as the faults are mended and saved.",
)
_EARLY = Text(
    "网站还是上一次正确的样子，只有刚保存的网页已经是新的。改好并保存后会自动更新。",
    "You see the last good state, but for pages that were just saved: these are new. "
    "All is updated as soon as the faults are mended and saved.",
)
_BEHIND = Text(
    "上次之后内容有改动，正在更新网站；这一页可能还是旧的，更新好了会自动刷新。",
    "The content has changed since, and the site is being brought up to date: this page may still be the old one. "
    "It is reloaded when that is done.",
)
_WAIT = Text("正在生成这一页，好了会自动出现。", "This page is being made. It appears by itself.")
_NOTHING = Text(
    "还没有可以看的页面。改好并保存后会自动出现。",
    "There is no page to show yet. It appears as soon as the faults are mended and saved.",
)
_CLOSE = Text("关闭（Esc）", "Close (Esc)")
_MEND = Text("改法：", "Mend: ")
_TAG: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


def client_file(path: str) -> bytes | None:
    """A file of the server's own, below `/.gkgen/`."""
    name = path.removeprefix(PREFIX)
    return files("gkgen.serve").joinpath("client", name).read_bytes() if name in _CLIENT else None


def with_script(page: bytes, build: str) -> bytes:
    """A page that reloads itself as soon as the site isn't this build any more."""
    script = f'<script src="/.gkgen/reload.js" data-build="{escape(build)}" defer></script>'.encode()
    end = page.lower().rfind(b"</body>")
    return page + script if end < 0 else page[:end] + script + page[end:]


def page_of(request: Request) -> str:
    """The page that listens."""
    return replace(request, path=request.path.removeprefix(EVENTS) or "/").address


def event(shown: Shown, address: str, language: Language) -> bytes:
    """The state of a page as a server-sent event."""
    state = _state(shown, shown.name(address), language)
    return b"event: state\ndata: " + json.dumps(state).encode() + b"\n\n"


def trouble_page(shown: Shown, name: str, language: Language) -> bytes:
    """What is shown in place of a page that can't be drawn, or of any as long as there is none: then it has no name."""
    state = _state(shown, name, language)
    items = "".join(
        f"<li><p><code>{escape(item['place'])}</code> <b>{escape(item['code'])}</b></p>"
        f"<p>{escape(item['wrong'])}</p><p>{escape(item['mend'])}</p></li>"
        for item in _items(shown.trouble, language)
    )
    below = f"<p>{_NOTHING.say(language)}</p><ol>{items}</ol><p>{state['more']}</p>"
    return with_script(_panel(_TITLE.say(language), below, language), str(state["build"]))


def waiting_page(build: str, language: Language) -> bytes:
    """What is shown in place of a page that isn't made yet."""
    return with_script(_panel(_WAIT.say(language), "", language), build)


def _panel(title: str, below: str, language: Language) -> bytes:
    page = (
        f'<!DOCTYPE html><html lang="{_TAG[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="/.gkgen/overlay.css"></head>'
        f'<body class="gkgen-page"><main class="gkgen-panel"><h1>{title}</h1>{below}</main></body></html>\n'
    )
    return page.encode()


def _state(shown: Shown, name: str, language: Language) -> dict[str, object]:
    more = len(shown.trouble) - SHOWN
    items = _items(shown.trouble, language)
    return {
        "build": name or _name_of(items),
        "lang": _TAG[language],
        "title": _TITLE.say(language),
        "hint": (_EARLY if shown.is_early else _STALE).say(language),
        "note": _BEHIND.say(language) if shown.is_behind else "",
        "close": _CLOSE.say(language),
        "findings": items,
        "more": "" if more <= 0 else Text(f"另有 {more} 处。", f"And {more} more.").say(language),
    }


def _name_of(items: list[dict[str, str]]) -> str:
    """As long as there is no page, what is shown is the findings: other findings are another build."""
    return "trouble-" + sha256(json.dumps(items).encode()).hexdigest()[:16]


def _items(findings: Sequence[Finding], language: Language) -> list[dict[str, str]]:
    """Errors before warnings, each with its place, code, fault and mend."""
    ranked = sorted(findings, key=lambda finding: finding.rule.severity is not Severity.ERROR)
    return [
        {
            "place": _place(finding),
            "code": finding.rule.code,
            "wrong": finding.wrong(language),
            "mend": _MEND.say(language) + finding.mend(language),
        }
        for finding in ranked[:SHOWN]
    ]


def _place(finding: Finding) -> str:
    place = finding.place
    return ":".join([place.file, *(str(number) for number in (place.line, place.column) if number)])
