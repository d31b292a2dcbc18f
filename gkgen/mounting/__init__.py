"""Under a portal that exists: its header, footer and styles around the pages, and nothing leaks either way."""

from __future__ import annotations

from os.path import commonpath
from pathlib import Path
from posixpath import dirname

from gkgen.disk import Refused, read_beneath
from gkgen.findings import Finding, Place
from gkgen.model import File, Mapping, place_of
from gkgen.mounting.markup import Fragment, fragment_of
from gkgen.mounting.resources import HOST, Pictures
from gkgen.mounting.rules import UNREADABLE
from gkgen.mounting.styles import scoped_styles
from gkgen.schema.config import Mount
from gkgen.schema.mounted import Mounted

_LIMIT = 1024 * 1024
_WHY = {
    "symlink": "是链接",
    "special": "不是普通文件",
    "missing": "没有这个文件",
    "large": "超过 1 MB",
    "name": "路径写得不对",
}
_CONFIG = "site.yaml"
_EMPTY = Fragment("", frozenset())


def mounted(
    folder: Path, mount: Mount | None, settings: Mapping
) -> tuple[Mounted | None, tuple[Finding, ...]]:
    """What the host's files put around every page, None where no host is named; and what is wrong with them."""
    if mount is None:
        return None, ()
    texts, findings = _read(folder, mount, settings)
    below = commonpath([dirname(path) or "." for path in texts] or ["."])
    pictures = Pictures(folder, "" if below == "." else f"{below}/")
    fragments = []
    for path in (mount.header, mount.footer):
        fragment, said = fragment_of(texts[path], path, pictures) if path in texts else (_EMPTY, [])
        fragments.append(fragment)
        findings += said
    css, said = scoped_styles([(path, texts[path]) for path in mount.styles if path in texts], pictures)
    files = [*pictures.files.values(), File(f"{HOST}.css", css.encode())]
    header, footer = fragments
    return (
        Mounted(_boxed(header, "header"), _boxed(footer, "footer"), tuple(files)),
        (*findings, *said, *pictures.findings),
    )


def _read(folder: Path, mount: Mount, settings: Mapping) -> tuple[dict[str, str], list[Finding]]:
    """The texts of the host's files that can be read, by their paths."""
    named = [(mount.header, ("header",)), (mount.footer, ("footer",))]
    styles = [(path, ("styles", index)) for index, path in enumerate(mount.styles)]
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for path, step in (*named, *styles):
        if not path:
            continue
        try:
            texts[path] = read_beneath(folder, path, limit=_LIMIT).decode("utf-8-sig")
        except (Refused, UnicodeDecodeError) as fault:
            place: Place = place_of(_CONFIG, settings, ("mount", *step))
            why = _WHY.get(fault.reason, fault.detail) if isinstance(fault, Refused) else "不是 UTF-8 编码"
            findings.append(UNREADABLE.at(place, path=path, why=why))
    return texts, findings


def _boxed(fragment: Fragment, landmark: str) -> str:
    """The box of its own, three deep as a page is: where the host's html and body styles go. The box is the page's
    banner or foot, unless the host's own HTML has that element."""
    if not fragment.html:
        return ""
    box = "div" if landmark in fragment.landmarks else landmark
    inner = f'<div class="gkgen-host-html"><div class="gkgen-host-body">\n{fragment.html}\n</div></div>'
    return f'<{box} class="gkgen-host">{inner}</{box}>'
