"""Source → Record: the bytes of a text as characters, its front matter as a tree, its body."""

from __future__ import annotations

import re
import unicodedata

from gkgen.characters import odd_characters, without_controls
from gkgen.findings import Finding, Place, Text, error
from gkgen.model import Body, Record, Source
from gkgen.yaml_tree import yaml_tree

GBK = error(
    "Y101",
    Text("文件是用 GBK 编码保存的", "the file is saved as GBK"),
    Text("另存为 UTF-8", "save it as UTF-8"),
)
WIDE_ENCODING = error(
    "Y102",
    Text("文件是用 {encoding} 编码保存的", "the file is saved as {encoding}"),
    Text("另存为 UTF-8", "save it as UTF-8"),
)
NOT_UTF8 = error(
    "Y103",
    Text("从这里起有 {count} 个字节不是 UTF-8", "{count} bytes from here are not UTF-8"),
    Text("从原来的文件重新复制这一行，存为 UTF-8", "copy this line from the original again; save as UTF-8"),
)
NOT_TEXT = error(
    "Y104",
    Text("这不是文本文件，而是{kind}", "this is no text but {kind}"),
    Text("把扩展名改回原来的，作为附件引用", "give it its own extension, and refer to it as an attachment"),
)
NOTHING = error(
    "Y110",
    Text("文件里什么也没有", "there is nothing in this file"),
    Text("从“---”写起（gkgen new 可得样例），或删去文件", "begin it with --- (see gkgen new), or delete it"),
)
NO_FRONT_MATTER = error(
    "Y111",
    Text("文件不是以“---”开头", "the file doesn't begin with ---"),
    Text(
        "第一行写“---”，接着写“类型: …”“标题: …”，再写一行“---”，正文放在后面",
        "write --- on the first line, then “type: …” and “title: …”, another ---, and the text below it",
    ),
)
NOT_CLOSED = error(
    "Y112",
    Text("开头的“---”没有配对的“---”", "the --- here has no --- that closes it"),
    Text("在各个“键: 值”之后、正文之前加一行“---”", "add a line --- after the keys, above the text"),
)

_FENCE = "---"
_LINE_ENDS = re.compile("\r\n?")
_CHINESE = re.compile("[“”‘’—…·\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_OTHER_FORMATS = (
    (b"PK\x03\x04", Text("Word、Excel 或压缩文件", "a Word, Excel or zip file")),
    (b"\xd0\xcf\x11\xe0", Text("旧版 Word 或 Excel 文件", "an old Word or Excel file")),
    (b"%PDF", Text("PDF 文件", "a PDF")),
    (b"\x89PNG", Text("图片", "a picture")),
    (b"\xff\xd8\xff", Text("图片", "a picture")),
    (b"{\\rtf", Text("RTF 文件", "an RTF file")),
)


def parse(source: Source) -> tuple[Record | None, tuple[Finding, ...]]:
    """The record of a `.md` or `.yaml` file, and what is wrong with its encoding, characters and YAML.

    Front matter between two lines `---` begins a `.md`; the body is what follows, or None if that is blank.
    A `.yaml` is one mapping without body. All text is in NFC. There is no record of any other file.
    """
    content = source.content
    if not isinstance(content, bytes):
        return None, ()
    text, findings = _decode(content, source.path)
    if text is None:
        return None, findings
    if not text.strip():
        return None, (*findings, NOTHING.at(Place(source.path)))
    findings = (*findings, *odd_characters(text, source.path))
    text = without_controls(text)
    if source.path.lower().endswith(".md"):
        record, faults = _with_front_matter(text, source.path)
    else:
        tree, faults = yaml_tree(text, source.path, 1)
        record = None if tree is None else Record(source.path, tree, None)
    return record, (*findings, *faults)


def _with_front_matter(text: str, file: str) -> tuple[Record | None, tuple[Finding, ...]]:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None, (NO_FRONT_MATTER.at(Place(file, 1, 1)),)
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE), None)
    if end is None:
        return None, (NOT_CLOSED.at(Place(file, 1, 1)),)
    tree, findings = yaml_tree("\n".join([*lines[1:end], ""]), file, 2)
    if tree is None:
        return None, findings
    body = unicodedata.normalize("NFC", "\n".join(lines[end + 1 :]))
    return Record(file, tree, Body(body, end + 2) if body.strip() else None), findings


# ---------------------------------------------------------------- bytes → characters


def _decode(content: bytes, file: str) -> tuple[str | None, tuple[Finding, ...]]:
    """UTF-8, with or without its mark, its line ends made `\\n`; of anything else the name of what it is."""
    for mark, encoding in _WIDE_MARKS:
        if content.startswith(mark):
            return None, (WIDE_ENCODING.at(Place(file), encoding=encoding),)
    for mark, kind in _OTHER_FORMATS:
        if content.startswith(mark):
            return None, (NOT_TEXT.at(Place(file), kind=kind),)
    if content[:1000].count(0) > len(content[:1000]) // 4:
        return None, (WIDE_ENCODING.at(Place(file), encoding="UTF-16"),)
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return _unix(content.decode()), ()
    except UnicodeDecodeError:
        return _repair(content, file)


def _repair(content: bytes, file: str) -> tuple[str | None, tuple[Finding, ...]]:
    """The text with a space for each byte that isn't UTF-8, unless all of it is GBK."""
    text = _unix(content.decode(errors="surrogateescape"))
    bad = len(_ESCAPED.findall(text))
    good = sum(not each.isascii() for each in text) - bad
    if bad > good and _is_gbk(content):
        return None, (GBK.at(Place(file)),)
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        if found := _ESCAPED.search(line):
            place = Place(file, number, found.start() + 1)
            findings.append(NOT_UTF8.at(place, count=len(_ESCAPED.findall(line))))
    return _ESCAPED.sub(" ", text), tuple(findings)


def _is_gbk(content: bytes) -> bool:
    """True if most of what isn't ASCII becomes a Han character or Chinese punctuation when read as GBK."""
    try:
        foreign = [each for each in content.decode("gb18030") if not each.isascii()]
    except UnicodeDecodeError:
        return False
    return len(_CHINESE.findall("".join(foreign))) * 10 >= len(foreign) * 9


def _unix(text: str) -> str:
    return _LINE_ENDS.sub("\n", text) if "\r" in text else text
