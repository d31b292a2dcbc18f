"""Drafts → files: each under an id that stays the same when it is imported again, and none over another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from gkgen.disk import Refused, create_beneath, read_beneath
from gkgen.findings import Finding, Place, Text, UsageError, warning
from gkgen.importing.drafts import Draft
from gkgen.importing.mapping import Shape
from gkgen.importing.standing import CONTENT, numbered, text_of
from gkgen.importing.writing import document
from gkgen.names import name_faults
from gkgen.schema.forms import SLUG_PATH

KEPT = warning(
    "I851",
    Text(
        "{path} 已经有了，没有改动；它与表里的不同",
        "{path} was there and is as it was; the source says otherwise",
    ),
    Text(
        "要用表里的，删去或改名原文件再导入", "to take the source's words, rename the file and import again"
    ),
)
SAME_KEY = warning(
    "I852",
    Text(
        "“{key}”与{other}的相同，写成了 {path}",
        "“{key}” is that of {other} too; this one became {path}",
    ),
    Text("核对两行；索引号和编码不能重复", "look at both: index numbers and codes are used once"),
)
SAME_TITLE = warning(
    "I853",
    Text(
        "“{title}”与{other}同名，两条都导入了",
        "“{title}” is the name of {other} too; both were imported",
    ),
    Text("核对是不是同一件事", "see whether they are one thing"),
)

INDEX_NUMBER = "index_number"
OF_SOMEBODY = "credit_code"
"""A code of whom the entry speaks of: it comes again in every entry about them."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the files go: the site's folder, their type, and what stands before a running number."""

    folder: Path
    shape: Shape
    prefix: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft with its text and the path of its file; `old` is what stands there already."""

    draft: Draft
    text: str
    path: str
    old: bytes | None


def placed(drafts: Sequence[Draft], shelf: Shelf) -> tuple[list[Placed], list[Finding]]:
    """A file for each draft: by its index number, its code, or a number of its own behind the prefix."""
    shape, folder = shelf.shape, shelf.folder
    texts = [document(draft.tree, shape.kind.suffix, shape.kind.fields) for draft in drafts]
    keys = [_key(draft, shape) for draft in drafts]
    findings = list(_same_titles(drafts, shape))
    ids, same = _by_key(drafts, keys, shape)
    findings += same
    ids |= _by_number([number for number, key in enumerate(keys) if not key], drafts, texts, shelf)
    files = []
    for number, (draft, text) in enumerate(zip(drafts, texts, strict=True)):
        path = path_of(shape, ids[number])
        old = content_of(folder, path)
        files.append(Placed(draft, text, path, old))
        if old is not None and old != text.encode():
            findings.append(KEPT.at(Place(draft.file, draft.line, 1), path=path))
    return files, findings


def id_of(draft: Draft, shelf: Shelf) -> str:
    """The id that a draft will have if it is the only one."""
    text = document(draft.tree, shelf.shape.kind.suffix, shelf.shape.kind.fields)
    return _key(draft, shelf.shape) or _by_number([0], [draft], [text], shelf)[0]


def can_be_file(ident: str, shape: Shape) -> bool:
    """Whether every system can hold the file of an id, and of the same id with a number behind it."""
    paths = (path_of(shape, each) for each in (ident, f"{ident}-1000000"))
    return not any(any(name_faults(path)) for path in paths)


def path_of(shape: Shape, ident: str) -> str:
    return "/".join(part for part in (CONTENT, shape.kind.folder, f"{ident}{shape.kind.suffix}") if part)


def slug(text: str) -> str:
    """Letters, figures and hyphens for an address; "" where too little of the text would be left in it."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") if text.isascii() else ""


def _key(draft: Draft, shape: Shape) -> str:
    """The id that a draft brings with it."""
    ident = text_of(draft.tree, "id", shape.kind.fields)
    if ident and SLUG_PATH.accepts(ident) and can_be_file(ident, shape):
        return ident
    own = (spec.key for spec in shape.entry if spec.key == "code" or spec.key.endswith("_code"))
    codes = [key for key in own if key != OF_SOMEBODY]
    said = [text_of(draft.tree, key, shape.kind.fields) for key in codes]
    candidates = [text_of(draft.tree, INDEX_NUMBER, shape.kind.fields), *sorted(said, key=len, reverse=True)]
    found = (slug(each) for each in candidates)
    return next((each for each in found if each and can_be_file(each, shape)), "")


def _by_key(
    drafts: Sequence[Draft], keys: Sequence[str], shape: Shape
) -> tuple[dict[int, str], list[Finding]]:
    ids: dict[int, str] = {}
    first: dict[str, Draft] = {}
    findings = []
    times: Counter[str] = Counter()
    for number, (draft, key) in enumerate(zip(drafts, keys, strict=True)):
        if not key:
            continue
        times[key] += 1
        while times[key] > 1 and f"{key}-{times[key]}" in keys:
            times[key] += 1
        ids[number] = key if times[key] == 1 else f"{key}-{times[key]}"
        earlier = first.setdefault(key, draft)
        if earlier is not draft:
            place = Place(draft.file, draft.line, 1)
            path = path_of(shape, ids[number])
            findings.append(SAME_KEY.at(place, key=key, other=_said(earlier, draft), path=path))
    return ids, findings


def _by_number(
    numbers: Sequence[int], drafts: Sequence[Draft], texts: Sequence[str], shelf: Shelf
) -> dict[int, str]:
    """Running numbers. A draft whose file was written before, and perhaps edited since, keeps that file's number."""
    olds = numbered(shelf.folder, shelf.shape.kind, shelf.prefix) if numbers else {}
    free = set(olds)
    taken: dict[int, int] = {}
    for by_text in (True, False):
        known: dict[object, list[int]] = defaultdict(list)
        for old in sorted(free):
            known[olds[old].content if by_text else (olds[old].title, olds[old].publisher)].append(old)
        for number in numbers:
            wanted = texts[number].encode() if by_text else _names(drafts[number], shelf.shape)
            if number not in taken and known.get(wanted):
                taken[number] = known[wanted].pop(0)
                free.discard(taken[number])
    following = count(max(olds, default=0) + 1)
    return {
        number: f"{shelf.prefix}-{taken[number] if number in taken else next(following)}"
        for number in numbers
    }


def _names(draft: Draft, shape: Shape) -> tuple[str, str]:
    title, publisher = (text_of(draft.tree, key, shape.kind.fields) for key in ("title", "publisher"))
    return title, publisher


def _same_titles(drafts: Sequence[Draft], shape: Shape) -> Iterator[Finding]:
    first: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        names = _names(draft, shape)
        earlier = first.setdefault(names, draft)
        if names[0] and earlier is not draft:
            place = Place(draft.file, draft.line, 1)
            yield SAME_TITLE.at(place, title=names[0], other=_said(earlier, draft))


def _said(earlier: Draft, draft: Draft) -> Text:
    """The row of an earlier draft, or its file where each draft has a file of its own."""
    if earlier.file == draft.file:
        return Text(f"第 {earlier.line} 行", f"row {earlier.line}")
    name = PurePosixPath(earlier.file).name
    return Text(f"“{name}”", f"“{name}”")


# ---------------------------------------------------------------- the disk


def content_of(folder: Path, path: str) -> bytes | None:
    """What stands at a path, None if nothing does or a link is in the way, b"" if it is no file that can be read."""
    try:
        return read_beneath(folder, path)
    except Refused as refused:
        return None if refused.reason in ("missing", "symlink") else b""


def create(folder: Path, path: str, text: str) -> None:
    """Write a new file, or none: nothing is overwritten, and no link is followed out of the site's folder."""
    try:
        create_beneath(folder, path, text.encode())
    except Refused as link:
        raise _refused(path, Text("路上有链接", "a link is in the way")) from link
    except OSError as failure:
        said = failure.strerror or str(failure)
        raise _refused(path, Text(said, said)) from failure


def _refused(path: str, why: Text) -> UsageError:
    return UsageError(
        Text(
            f"不能写入 {path}：{why.zh}。这以前的文件已经写好，解决以后再导入一次，写好的不会重复",
            f"{path} can't be written: {why.en}. What came before it is written; import again to go on",
        )
    )
