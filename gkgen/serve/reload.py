"""What the server adds to the site: a script that reloads pages, and a panel that says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

from gkgen.findings import Finding, Language, Severity, Text
from gkgen.serve.board import Shown

PREFIX = "/.gkgen/"
EVENTS = "/.gkgen/events"
HEARTBEAT = b":\n\n"
SHOWN = 50
"""So many findings the panel lists; of the rest it tells the number."""

_CLIENT = ("reload.js", "overlay.css")
_TITLE = Text("内容有误，暂不能更新页面", "The content has faults, so the page can't be updated")
_STALE = Text(
    "你看到的是上一次正确的样子。改好并保存后会自动更新。",
    "You see the last good state. It is updated as soon as the faults are mended and saved.",
)
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


def event(shown: Shown, language: Language) -> bytes:
    """The state of the board as a server-sent event."""
    return b"event: state\ndata: " + json.dumps(_state(shown, language)).encode() + b"\n\n"


def trouble_page(shown: Shown, language: Language) -> bytes:
    """What is shown in place of any page as long as there is none."""
    state = _state(shown, language)
    items = "".join(
        f"<li><p><code>{escape(item['place'])}</code> <b>{escape(item['code'])}</b></p>"
        f"<p>{escape(item['wrong'])}</p><p>{escape(item['mend'])}</p></li>"
        for item in _items(shown.trouble, language)
    )
    page = (
        f'<!DOCTYPE html><html lang="{_TAG[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{_TITLE.say(language)}</title><link rel="stylesheet" href="/.gkgen/overlay.css"></head>'
        f'<body class="gkgen-page"><main class="gkgen-panel"><h1>{_TITLE.say(language)}</h1>'
        f"<p>{_NOTHING.say(language)}</p><ol>{items}</ol><p>{state['more']}</p></main></body></html>\n"
    )
    return with_script(page.encode(), str(state["build"]))


def _state(shown: Shown, language: Language) -> dict[str, object]:
    more = len(shown.trouble) - SHOWN
    items = _items(shown.trouble, language)
    return {
        "build": shown.build or _name_of(items),
        "lang": _TAG[language],
        "title": _TITLE.say(language),
        "hint": _STALE.say(language),
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
