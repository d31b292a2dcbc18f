"""Kinds of files that may be published: none that a browser or a computer would run, none that hides its kind."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from gkgen.findings import Finding, Place, Text, error

RUN_BY_BROWSERS = error(
    "F114",
    Text("浏览器会执行“{extension}”文件里的脚本", "a browser runs the scripts in “{extension}” files"),
    Text(
        "图存成 PNG，文存成 PDF，或者写成内容文件",
        "save a picture as PNG, a text as PDF, or write a content file",
    ),
)
PROGRAM = error(
    "F115",
    Text("“{extension}”是程序，不能作为附件公开", "“{extension}” is a program; it can't be published"),
    Text("移出 content 文件夹", "move it out of the content folder"),
)
OTHER_KIND = error(
    "F116",
    Text("扩展名是“{extension}”，内容却不是", "the name says “{extension}”, the content doesn't"),
    Text(
        "用原来的软件另存为这种格式，或者改成真正的扩展名",
        "save it anew in this format, or give it its true extension",
    ),
)
POINTER = error(
    "U810",
    Text("这是 Git LFS 的指针，不是文件本身", "this is a pointer of Git LFS and not the file itself"),
    Text("在这台电脑上运行 git lfs pull，把文件取来", "run git lfs pull here to fetch the file"),
)

HEAD = 16
"""Bytes that tell a kind."""
_BROWSERS = (
    ".svg",
    ".svgz",
    ".html",
    ".htm",
    ".shtml",
    ".xhtml",
    ".xht",
    ".xml",
    ".xsl",
    ".js",
    ".mjs",
    ".swf",
    ".mht",
    ".mhtml",
)
_PROGRAMS = (
    ".exe",
    ".com",
    ".bat",
    ".cmd",
    ".msi",
    ".scr",
    ".ps1",
    ".vbs",
    ".wsf",
    ".jar",
    ".apk",
    ".dll",
    ".lnk",
    ".sh",
)
_POINTER = b"version https://"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = (b"\xd0\xcf\x11\xe0",)
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".docx": _ZIP,
    ".xlsx": _ZIP,
    ".pptx": _ZIP,
    ".ofd": _ZIP,
    ".zip": _ZIP,
    ".doc": (*_OLE, b"{\\rtf"),
    ".xls": _OLE,
    ".ppt": _OLE,
    ".wps": (*_OLE, *_ZIP),
    ".et": (*_OLE, *_ZIP),
}


def kind_faults(path: str, head: bytes) -> Iterator[Finding]:
    """What is wrong with the kind of the file at `path`, whose first bytes are `head`."""
    extension = posixpath.splitext(path)[1].lower()
    place = Place(path)
    if extension in _BROWSERS:
        yield RUN_BY_BROWSERS.at(place, extension=extension)
    elif extension in _PROGRAMS:
        yield PROGRAM.at(place, extension=extension)
    elif head == _POINTER:
        yield POINTER.at(place)
    elif head and not head.startswith(_SIGNATURES.get(extension, (b"",))):
        yield OTHER_KIND.at(place, extension=extension)
