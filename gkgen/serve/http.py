"""A request, read with suspicion, and an answer: nothing is served but what the board shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal, TypeAlias
from urllib.parse import quote, unquote_to_bytes

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: the site's own, as in production."""

Method: TypeAlias = Literal["GET", "HEAD"]

REASONS: Mapping[int, str] = {
    200: "OK",
    301: "Moved Permanently",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    421: "Misdirected Request",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
    505: "HTTP Version Not Supported",
}


class Unanswerable(Exception):  # noqa: N818 -- a request may be wrong without the server being so
    """A request that gets a status and no file."""

    def __init__(self, status: int, why: str, **headers: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Request:
    """A request that may be answered. `path` is decoded, begins with `/`, and has no `..` or empty part."""

    method: Method
    path: str
    headers: Mapping[str, str] = field(repr=False)

    @property
    def address(self) -> str:
        """The file of the site that is meant."""
        return self.path[1:] + ("index.html" if self.path.endswith("/") else "")


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names by which a browser may call this server: any other one means that somebody rebound a name.

    `numbers` lets any address in digits in, for a server that listens to the whole network: no name is bound there.
    """

    names: Collection[str]
    port: int
    any_number: Literal["refused", "welcome"] = "refused"

    def welcome(self, host: str) -> None:
        """Raises `Unanswerable` for a host that isn't one of ours, or has another port."""
        match = _HOST.fullmatch(host)
        if not match:
            raise Unanswerable(400, "the Host header makes no sense")
        name, port = match["name"].lower(), match["port"]
        known = name in self.names or (self.any_number == "welcome" and _is_number(name))
        if not known or (port is not None and int(port) != self.port):
            raise Unanswerable(421, f"this server is not {host}")


_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::(?P<port>[0-9]{1,5}))?")
_LINE = re.compile(rb"([A-Za-z]{1,20}) ([!-~]+) HTTP/([0-9])\.([0-9])")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([\x20-\x7e\x80-\xff\t]*)")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FIELDS = 100


def parse(head: bytes, hosts: Hosts) -> Request:
    """The request of these bytes, up to its empty line. Raises `Unanswerable`."""
    first, *lines = head.split(b"\r\n")
    line = _LINE.fullmatch(first)
    if not line:
        raise Unanswerable(400, "the request line makes no sense")
    if line[3] != b"1":
        raise Unanswerable(505, "HTTP/1.0 and HTTP/1.1 only")
    headers = _headers(lines)
    if "host" not in headers:
        raise Unanswerable(400, "there is no Host header")
    hosts.welcome(headers["host"])
    method = line[1].decode()
    if method not in ("GET", "HEAD"):
        raise Unanswerable(405, "GET and HEAD only", Allow="GET, HEAD")
    return Request("GET" if method == "GET" else "HEAD", _path(line[2].decode()), headers)


def _headers(lines: list[bytes]) -> dict[str, str]:
    if len(lines) > _FIELDS:
        raise Unanswerable(431, f"more than {_FIELDS} header fields")
    found: dict[str, str] = {}
    for line in lines:
        header = _FIELD.fullmatch(line)
        if not header:
            raise Unanswerable(400, "a header field makes no sense")
        name = header[1].decode().lower()
        if name == "host" and name in found:
            raise Unanswerable(400, "there are two Host headers")
        found[name] = header[2].decode("latin-1").strip()
    return found


def _path(target: str) -> str:
    """Decode the target, once. What could mean one thing here and another one elsewhere is refused."""
    path = target.partition("?")[0]
    if "#" in target or "\\" in target or not path.startswith("/"):
        raise Unanswerable(400, "the target makes no sense")
    if _ESCAPE.search(path):
        raise Unanswerable(400, "the target has a broken escape")
    try:
        decoded = unquote_to_bytes(path).decode()
    except UnicodeDecodeError as fault:
        raise Unanswerable(400, "the target isn't in UTF-8") from fault
    if decoded.count("/") != path.count("/") or "\\" in decoded or not _is_printable(decoded):
        raise Unanswerable(400, "the target hides a separator or a control character")
    parts = decoded[1:].split("/")
    if any(part in {".", ".."} for part in parts) or "" in parts[:-1]:
        raise Unanswerable(400, "the target has a part that is empty, . or ..")
    return unicodedata.normalize("NFC", decoded)


def _is_printable(text: str) -> bool:
    return not any(unicodedata.category(letter) == "Cc" for letter in text)


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------- answers


def head(status: int, policy: str, headers: Mapping[str, str]) -> bytes:
    """The head of an answer, with what every answer says for safety's sake."""
    fields = {
        **headers,
        "Cache-Control": "no-store",
        "Connection": "close",
        "Content-Security-Policy": policy,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    lines = [f"HTTP/1.1 {status} {REASONS[status]}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def location(path: str) -> str:
    """A path of this server as it is written in a header."""
    return quote(path)
