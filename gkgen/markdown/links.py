"""Links and pictures as HTML: where they lead is judged, and so is what a reader hears of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gkgen.characters import odd_in
from gkgen.findings import Place, Rule, Text, error, warning
from gkgen.markdown.addresses import SCHEME, Address, judge
from gkgen.markdown.sheet import Line, OpenLink, escape, quoted, short

if TYPE_CHECKING:
    from gkgen.markdown.dialect import Token

NO_TEXT = warning(
    "M106",
    Text(
        "这个链接没有文字，读屏软件读不出它去哪里",
        "this link has no text: a screen reader can't tell where it goes",
    ),
    Text("在方括号里写上目标的名称", "write the name of its target in the square brackets"),
)
VAGUE = warning(
    "M107",
    Text("“{words}”看不出链接到哪里", "“{words}” doesn't say where the link goes"),
    Text("用目标的名称作链接文字，例如“申请表”", "use the name of the target, such as “application form”"),
)
PICTURE_ELSEWHERE = error(
    "M108",
    Text("图片“{href}”不在本站", "the picture “{href}” is on another site"),
    Text("下载下来放进 content 文件夹，再引用它", "put a copy into the content folder, and refer to that"),
)
NO_ALT = warning(
    "M109",
    Text(
        "图片没有说明文字，看不见图的人不知道它画了什么",
        "the picture has no description for those who can't see it",
    ),
    Text("写成 ![图中的内容](图片)", "write ![what it shows](picture)"),
)

_VAGUE = frozenset(
    re.findall(
        r"\S+",
        """
        点击这里 请点击这里 点此 点这里 这里 此处 点击此处 请点击此处 点击 点我 点击查看 查看 更多 查看更多 了解更多
        更多内容 详情 查看详情 点击下载 链接 网址 here click click-here more read-more link
        """,
    )
)
_PLAIN = {"softbreak": " ", "hardbreak": " "}


def open_link(part: Token, line: Line) -> None:
    """The beginning of a link; an address that nobody may be sent to leaves the words without a link."""
    at = part.meta.get("at", 0)
    href = str(part.attrs.get("href", ""))
    address = judge(href)
    if isinstance(address, Rule):
        line.sheet.note(address, at, href=short(href))
        line.links.append(OpenLink(at, "", len(line.plain)))
        return
    line.sheet.html.append(f"<a href={_href(address, at, line)}{_title(part, line)}>")
    line.links.append(OpenLink(at, "</a>", len(line.plain)))


def close_link(_part: Token, line: Line) -> None:
    """The end of a link; its words have to say where it leads."""
    link = line.links.pop()
    line.sheet.html.append(link.closing)
    words = "".join(line.plain[link.first :]).strip(" \t\u3000。，.:：>»→")
    if not words:
        line.sheet.note(NO_TEXT, link.at)
    elif "-".join(words.lower().split()) in _VAGUE:
        line.sheet.note(VAGUE, link.at, words=words)


def draw_picture(part: Token, line: Line) -> None:
    """A picture of this site; of any other, only its description."""
    at, href = part.meta.get("at", 0), str(part.attrs.get("src", ""))
    description = plain_text(part.children).strip()
    if not description:
        line.sheet.note(NO_ALT, at)
    address = judge(href)
    if isinstance(address, Address) and address.kind == "internal":
        source = line.sheet.link(address.href, at)
        html = f'<img src="{source}" alt={quoted(description)}{_title(part, line)} loading="lazy">'
        line.add(html, description)
        return
    rule = address if isinstance(address, Rule) else PICTURE_ELSEWHERE
    rule = SCHEME if isinstance(address, Address) and address.kind == "personal" else rule
    line.sheet.note(rule, at, href=short(href))
    line.add(escape(description), description)


def without_odd(text: str, at: int, line: Line) -> str:
    """An entity can hide what the file itself doesn't hold, such as a change of direction."""
    findings = list(odd_in(text, Place("")))
    for finding in findings:
        line.sheet.note(finding.rule, at, **dict(finding.values))
    return "" if findings else text


def plain_text(parts: list[Token] | None) -> str:
    """Parts as text alone, as the description of a picture wants it."""
    return "".join(
        plain_text(part.children) if part.children else _PLAIN.get(part.type, part.content)
        for part in parts or ()
    )


def _href(address: Address, at: int, line: Line) -> str:
    if address.kind == "internal":
        return f'"{line.sheet.link(address.href, at)}"'
    if address.kind == "external":
        return f'{quoted(address.href)} class="external" rel="noopener"'
    return quoted(address.href)


def _title(part: Token, line: Line) -> str:
    title = str(part.attrs.get("title", ""))
    if title and not title.isprintable():
        title = without_odd(title, part.meta.get("at", 0), line)
    return f" title={quoted(title)}" if title else ""
