"""What an author's link points at: within the site, outside of it, or nowhere that a reader may be sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import unquote

from gkgen.findings import Rule, Text, error

EMPTY = error(
    "M101",
    Text("这里没有写地址", "there is no address here"),
    Text(
        "在圆括号里写上网址或文件，例如 [通知](通知.md)",
        "write it in the brackets, as in [notice](notice.md)",
    ),
)
SCHEME = error(
    "M102",
    Text("不能链接到“{href}”", "“{href}” can't be linked to"),
    Text(
        "只能用 http、https、mailto、tel，或本站的文件；电脑上的文件要先放进 content 文件夹",
        "use http, https, mailto, tel or a file of this site; a file of your computer has to be in the content",
    ),
)
NO_SCHEME = error(
    "M103",
    Text(
        "“{href}”没有写明 https，也不是本站的文件", "“{href}” is neither a file of this site nor says https"
    ),
    Text("外部网址以“https://”开头", "begin an address outside with https://"),
)
BACKSLASH = error(
    "M104",
    Text("“{href}”里有反斜杠，浏览器不认", "“{href}” has a backslash, which browsers don't take"),
    Text("把“\\”改成“/”", "write / instead of \\"),
)
HOSTLESS = error(
    "M105",
    Text("“{href}”里没有网站的名字", "“{href}” names no site"),
    Text("写全，例如 https://www.gov.cn/", "write it whole, as in https://www.gov.cn/"),
)

Kind: TypeAlias = Literal["internal", "external", "personal"]


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be shown: `internal` percent-decoded, the others ready for an attribute once escaped.

    `personal` is a mail address or a telephone number.
    """

    kind: Kind
    href: str


_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WEB = re.compile(r"https?://[^/?#\\@\s]", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def judge(href: str) -> Address | Rule:
    """What an address is, or the rule that it breaks. Entities and backslash escapes are already resolved.

    Browsers drop tabs and line ends from an address and read a backslash as a slash: both are looked through.
    """
    bare = _INVISIBLE.sub("", href)
    if not bare or bare == "#":
        return EMPTY
    if bare.replace("\\", "/").startswith("//"):
        return NO_SCHEME
    scheme = _SCHEME.match(bare)
    if scheme is None:
        return _internal(href)
    if scheme[1].lower() in ("http", "https"):
        return _web(href)
    if scheme[1].lower() in ("mailto", "tel") and href.startswith(scheme[0]):
        return Address("personal", _encoded(href))
    return SCHEME


def _web(href: str) -> Address | Rule:
    if "\\" in href:
        return BACKSLASH
    if not _WEB.match(href):
        return HOSTLESS
    return Address("external", _encoded(href))


def _internal(href: str) -> Address | Rule:
    """A path, looked at again after decoding, so that `%6aavascript:` and `%2f%2fhost` gain nothing."""
    path = unquote(href).strip()
    if "\\" in path:
        return BACKSLASH
    bare = _INVISIBLE.sub("", path)
    if bare.startswith("//"):
        return NO_SCHEME
    if _SCHEME.match(bare) or _CONTROL.search(path):
        return SCHEME
    return Address("internal", path)


def _encoded(href: str) -> str:
    """The address with what no address may hold percent-encoded; letters of any script stay."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), href)
