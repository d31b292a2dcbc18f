"""The files of a revision: listed by `git ls-tree`, told as the walk of a folder tells them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from gkgen.disk import Found, Refusal, Refused
from gkgen.disk.folder import is_text, nfc, visible
from gkgen.findings import Text, UsageError
from gkgen.model import Fetched
from gkgen.revision.git import GitRefused, ask
from gkgen.revision.objects import Objects

_LINK, _SUBMODULE = "120000", "160000"
# What a site keeps beside its content: settings, addresses given out, calendars.
_BESIDE = re.compile(r"(?:[^/]+/)?[^/]+\.(?:yaml|json|lock)")
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\nsize (\d+)\n"
)
_POINTER_LIMIT = 1024


@dataclass(frozen=True, slots=True)
class _Blob:
    """A line of git's list: how the file is kept, the name of its bytes, and its path below the site."""

    mode: str
    object: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit's files below the site's folder, in the order of their paths.

    `files` are the first of each path, be it in NFC or as git spells it. The state of a file that can be read is the name
    of its object; that of what Git LFS keeps is empty, and `large` says where it lies.
    """

    name: str
    commit: str
    found: tuple[Found, ...]
    files: Mapping[str, Found]
    large: Mapping[str, Path]
    objects: Objects

    def walk(self) -> Iterable[Found]:
        return (each for each in self.found if _is_content(each.path))

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file. Raises `Refused` for one that isn't there, or has more than `limit` bytes."""
        known = self.files.get(path)
        if known is None:
            raise Refused("missing", path)
        if known.refused:
            raise Refused(known.refused, known.detail)
        return self.text(known, limit)

    def text(self, found: Found, limit: int) -> bytes:
        if found.size > limit:
            raise Refused("large", str(limit))
        whole = self.large.get(found.path)
        return whole.read_bytes() if whole is not None else self.objects.read(found.state)

    def head(self, found: Found, size: int) -> bytes:
        whole = self.large.get(found.path)
        if whole is None:
            return self.objects.head(found.state, size)
        with whole.open("rb") as file:
            return file.read(size)

    def content(self, found: Found) -> Path | Fetched:
        return self.large.get(found.path) or Fetched(partial(self.objects.file, found.state))


def open_revision(folder: Path, name: str, store: Path) -> Revision:
    """The site of `folder` as it was at a branch, tag or commit; `store` is an empty folder, or another's store, where
    a file lies that is wanted as one.

    Links and submodules are refused as in a folder. Raises UsageError when git, the repository or the revision
    isn't there.
    """
    top, below = _repository(folder)
    commit = _commit(top, name)
    try:
        listed = ask(top, ["ls-tree", "-r", "-z", "-l", "--full-tree", f"{commit}:{below}"])
    except GitRefused as refused:
        raise UsageError(
            Text(
                f"版本“{name}”里没有“{below or '.'}”这个文件夹",
                f"there is no folder “{below or '.'}” in “{name}”",
            )
        ) from refused
    blobs = [each for each in _blobs(listed) if _BESIDE.fullmatch(each.path) or _is_content(each.path)]
    objects = Objects(top, store)
    wholes = top / ask(top, ["rev-parse", "--git-common-dir"]).decode().rstrip("\n") / "lfs" / "objects"
    found: list[Found] = []
    files: dict[str, Found] = {}
    large: dict[str, Path] = {}
    for blob in sorted(blobs, key=lambda each: nfc(each.path)):
        one, whole = _told(blob, objects, found[-1].path if found else "", wholes)
        found.append(one)
        files.setdefault(one.path, one)
        files.setdefault(blob.path, one)
        if whole is not None:
            large[one.path] = whole
    if not any(_is_content(each.path) for each in found):
        raise UsageError(
            Text(f"版本“{name}”里没有 content 文件夹", f"there is no content folder in “{name}”")
        )
    return Revision(name, commit, tuple(found), files, large, objects)


def merge_base(folder: Path, one: str, other: str) -> str:
    """The commit from which two revisions have gone apart."""
    top, _ = _repository(folder)
    commits = [_commit(top, one), _commit(top, other)]
    try:
        return ask(top, ["merge-base", *commits]).decode().strip()
    except GitRefused as refused:
        fetch = _fetch(top)
        raise UsageError(
            Text(
                f"“{one}”和“{other}”没有共同的起点{fetch.zh}",
                f"“{one}” and “{other}” have no commit in common{fetch.en}",
            )
        ) from refused


def _repository(folder: Path) -> tuple[Path, str]:
    """The root of the repository, and the way from it to the site."""
    try:
        top = ask(folder, ["rev-parse", "--show-toplevel"]).decode().rstrip("\n")
        below = ask(folder, ["rev-parse", "--show-prefix"]).decode().rstrip("\n")
    except GitRefused as refused:
        raise UsageError(
            Text(
                f"“{folder}”不在 Git 仓库里，也没有这个文件夹的两个版本可比",
                f"“{folder}” is in no git repository: it has no revisions to compare",
            )
        ) from refused
    return Path(top), below.rstrip("/")


def _commit(top: Path, name: str) -> str:
    try:
        if name.startswith("-") or not name:
            raise GitRefused(name)
        found = ask(top, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"])
    except GitRefused as refused:
        fetch = _fetch(top)
        raise UsageError(
            Text(f"仓库里没有“{name}”这个版本{fetch.zh}", f"git knows no revision “{name}”{fetch.en}")
        ) from refused
    return found.decode().split()[-1]


def _fetch(top: Path) -> Text:
    """How a commit may come that isn't here."""
    if ask(top, ["rev-parse", "--is-shallow-repository"]).strip() == b"true":
        return Text(
            "：这里只取来了最近的提交；运行 git fetch --unshallow，GitHub Actions 里给 checkout 写 fetch-depth: 0",
            ": only the latest commits are here; run git fetch --unshallow, or give checkout fetch-depth: 0",
        )
    return Text(
        "；用 git branch -a 看有哪些，或者先运行 git fetch",
        "; git branch -a lists them, and git fetch brings new ones",
    )


def _blobs(listed: bytes) -> Iterator[_Blob]:
    for line in listed.split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, _, name, size = head.decode("ascii").split()
            yield _Blob(
                mode, name, int(size) if size.isdecimal() else 0, path.decode("utf-8", "surrogateescape")
            )


def _is_content(path: str) -> bool:
    return path == "content" or path.startswith("content/")


def _told(blob: _Blob, objects: Objects, before: str, wholes: Path) -> tuple[Found, Path | None]:
    """A file, or why it isn't taken; what Git LFS keeps elsewhere is looked for in its folder, `wholes`."""
    found = Found(nfc(visible(blob.path)), blob.size, "", "", blob.path, blob.object)
    if blob.mode == _SUBMODULE:
        return _refused(found, "special", "submodule"), None
    if not is_text(blob.path):
        return _unreadable_name(found), None
    if found.path == before:
        return _refused(found, "name", posixpath.basename(found.path)), None
    if blob.mode == _LINK:
        target = objects.read(blob.object).decode("utf-8", "surrogateescape")
        return _refused(found, "symlink", visible(target)), None
    pointer = _POINTER.match(objects.read(blob.object)) if blob.size < _POINTER_LIMIT else None
    if pointer is not None:
        name = pointer[1].decode()
        whole = wholes / name[:2] / name[2:4] / name
        if whole.is_file():
            return replace(found, size=int(pointer[2]), state=""), whole
    return found, None


def _refused(found: Found, why: Refusal, detail: str) -> Found:
    return replace(found, refused=why, detail=detail, state="")


def _unreadable_name(found: Found) -> Found:
    """The first step of the way that isn't UTF-8, be it a folder."""
    parts = found.name_on_disk.split("/")
    bad = next(number for number, part in enumerate(parts) if not is_text(part))
    path = nfc(visible("/".join(parts[: bad + 1])))
    return _refused(replace(found, path=path), "name", visible(parts[bad]))
