"""What lies in the files that are published: names, notes, changes, hidden cells, positions; and what their texts say.

The files are those that something disclosed names, in a field or in a text; each is looked into once, and spoken of where
it is first named. Basis: 条例第十四条至第十七条, 个人信息保护法第二十五条; 政府网站发展指引 for what readers can't open or read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from gkgen.attachments import Leak, Looked, Trace, TraceKind, look
from gkgen.checks.privacy import RULES, is_consulting, more_of
from gkgen.findings import Finding, Place, Rule, Text, error, warning
from gkgen.model import TEXTS, Entry, Source
from gkgen.privacy import Kind
from gkgen.schema import Site, references_of
from gkgen.schema.content_type import resolve
from gkgen.schema.references import FILE

PRIVATE = "条例第十五条；个人信息保护法第二十五条"
PROCESS = "条例第十六条"
REVIEW = "条例第十七条"
READABLE = "政府网站发展指引"

AUTHORS = warning(
    "P821",
    Text("附件“{file}”的属性里有人名 {said}", "the properties of “{file}” name {said}"),
    Text(
        "在 Word、WPS 里用“检查文档”删去个人信息，再保存",
        "remove the personal information with the document inspector, and save it",
    ),
    PRIVATE,
)
COMMENTS = warning(
    "P822",
    Text("附件“{file}”里有 {count} 条批注或者备注", "“{file}” holds {count} comments or notes"),
    Text("删去批注再公开", "delete them before publishing"),
    PROCESS,
)
REVISIONS = warning(
    "P823",
    Text(
        "附件“{file}”里有 {count} 处修订痕迹，改动前的文字还在",
        "“{file}” holds {count} tracked changes: what was deleted can still be read",
    ),
    Text("接受或者拒绝全部修订，关掉修订再保存", "accept or reject all changes, and save it"),
    PROCESS,
)
HIDDEN = warning(
    "P824",
    Text("附件“{file}”里有隐藏的内容：{said}", "“{file}” holds hidden content: {said}"),
    Text("不公开的删去，要公开的取消隐藏", "delete what isn't disclosed, show what is"),
    REVIEW,
)
EMBEDDED = warning(
    "P825",
    Text(
        "附件“{file}”里嵌着别的文件 {said}，没有检查",
        "“{file}” holds another file, {said}, that isn't looked into",
    ),
    Text(
        "把它换成图片或者文字，或者单独作为附件",
        "put a picture or words in its place, or attach it by itself",
    ),
    REVIEW,
)
EXTERNAL = warning(
    "P826",
    Text("附件“{file}”会去读外面的文件 {said}", "“{file}” reads a file elsewhere: {said}"),
    Text("断开链接，把内容放进文件里", "break the link, and put the content into the file"),
    REVIEW,
)
ACTIVE = warning(
    "P827",
    Text("附件“{file}”里有宏或者脚本", "“{file}” holds macros or scripts"),
    Text("另存为不带宏的格式", "save it in a form without them"),
    READABLE,
)
NO_TEXT = warning(
    "P828",
    Text(
        "附件“{file}”是扫描件，没有文字：读屏软件读不出，搜索找不到，也无法检查有没有密级标志和个人信息",
        "“{file}” is a scan without text: it can't be read aloud, found, or checked for secrets",
    ),
    Text(
        "用原文件导出 PDF，或者做文字识别，并在正文里写出要点",
        "export it from its document, or recognise its text",
    ),
    "无障碍环境建设法第三十二条",
)
POSITION = warning(
    "P829",
    Text("图片“{file}”里记着拍摄的位置", "the picture “{file}” tells where it was taken"),
    Text("另存时去掉位置信息（EXIF）", "save it without its position (EXIF)"),
    PRIVATE,
)
CAMERA = warning(
    "P830",
    Text("图片“{file}”里记着相机的序列号", "the picture “{file}” tells the serial number of the camera"),
    Text("另存时去掉拍摄信息（EXIF）", "save it without its EXIF data"),
    PRIVATE,
)
ENCRYPTED = warning(
    "P831",
    Text(
        "附件“{file}”有密码，读者打不开，也无法检查", "“{file}” has a password: nobody can open or check it"
    ),
    Text("去掉密码再公开", "publish it without"),
    READABLE,
)
DAMAGED = warning(
    "P832",
    Text("附件“{file}”打不开，可能不完整", "“{file}” can't be opened; it may be incomplete"),
    Text("用原来的软件打开，重新保存一份", "open it with its own program, and save it anew"),
    READABLE,
)
NOT_LOOKED_INTO = warning(
    "P833",
    Text(
        "附件“{file}”是 {said} 格式，没有检查里面的内容", "“{file}” is {said}: its content isn't looked into"
    ),
    Text(
        "另存为 DOCX、XLSX 或者 PDF，或者由人逐页核对",
        "save it as DOCX, XLSX or PDF, or let somebody read it through",
    ),
    REVIEW,
)
NOT_WHOLLY = warning(
    "P834",
    Text(
        "附件“{file}”太大，只检查了一部分：{said}", "“{file}” is too large to be looked into wholly: {said}"
    ),
    Text("拆成几个文件，或者由人核对其余部分", "split it, or let somebody read the rest"),
    REVIEW,
)
UNSAFE = error(
    "P835",
    Text(
        "附件“{file}”的结构会危害打开它的人：{said}",
        "“{file}” is built so that it harms who opens it: {said}",
    ),
    Text(
        "不要公开；查明来源，用原来的软件重新生成",
        "don't publish it; see where it came from, and make it anew",
    ),
    READABLE,
)
TRACES: dict[TraceKind, Rule] = {
    "authors": AUTHORS,
    "comments": COMMENTS,
    "revisions": REVISIONS,
    "hidden": HIDDEN,
    "embedded": EMBEDDED,
    "external": EXTERNAL,
    "active": ACTIVE,
    "no text": NO_TEXT,
    "position": POSITION,
    "camera": CAMERA,
    "encrypted": ENCRYPTED,
    "damaged": DAMAGED,
    "unknown": NOT_LOOKED_INTO,
    "partly": NOT_WHOLLY,
    "unsafe": UNSAFE,
}
# What one process keeps in mind of files that haven't changed since it looked.
_REMEMBERED = 4096


def check(site: Site) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in sorted(site.entries, key=lambda each: each.path):
        for path, place in _named(entry):
            source = site.files.get(path)
            if source is not None and path not in seen:
                seen.add(path)
                yield from _told(source, place, entry, site)


def _named(entry: Entry) -> Iterator[tuple[str, Place]]:
    """The files that an entry names, as paths below the site's folder, and where it names them."""
    for reference in references_of(entry.fields):
        if reference.kinds == (FILE,):
            yield resolve(entry.path, reference.name), entry.place(*reference.path)
    for link in entry.links:
        href = link.href.partition("#")[0].partition("?")[0]
        if href and not href.endswith(TEXTS):
            yield resolve(entry.path, href), Place(entry.path, link.line, link.column)


def _told(source: Source, place: Place, entry: Entry, site: Site) -> Iterator[Finding]:
    name = posixpath.basename(source.path)
    found = _look(source)
    for trace in found.traces:
        yield _trace(trace, place, name)
    leaks = [each for each in found.leaks if each.sight.born is None or each.sight.born <= site.now]
    for kind in RULES:
        own = [each for each in leaks if each.sight.kind == kind]
        if own and not (kind == "draft" and is_consulting(entry)):
            yield _leak(kind, own, place, name)


def _trace(trace: Trace, place: Place, name: str) -> Finding:
    return TRACES[trace.kind].at(place, file=name, said=trace.said, count=trace.count)


def _leak(kind: Kind, leaks: list[Leak], place: Place, name: str) -> Finding:
    first = leaks[0]
    where = Text(f"附件“{name}”{first.where}里", f"in “{name}” {first.where}".rstrip())
    return RULES[kind].at(place, where=where, said=first.sight.said, more=more_of(len(leaks)))


def _look(source: Source) -> Looked:
    if isinstance(source.content, bytes):
        return look(source.content, source.path)
    status = source.content.stat()
    return _remembered(source.content, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(path: Path, _size: int, _changed: int) -> Looked:
    """A look depends on the bytes alone: while a folder is watched, only what changed is looked into again."""
    return look(path, path.name)
