"""A place for files beyond this disk: a bucket, a folder that machines share, or whatever else fsspec reaches."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from gkgen.findings import Text, UsageError
from gkgen.media_types import type_of

PARTS = ".gkgen-unfinished/part-"
"""Where a file of a folder stands while it is written; it gets its name in one step. A bucket has no such state."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_PASSWORD = re.compile(r"://[^/]*:[^/]*@")
_OPTIONS = {"file": {"auto_mkdir": True}, "local": {"auto_mkdir": True}}
_CHUNK = 8 * 1024 * 1024


def is_address(text: str) -> bool:
    """Whether this names a depot, `s3://…`, and not a folder."""
    return _ADDRESS.match(text) is not None


@dataclass(frozen=True, slots=True)
class Depot:
    """Files by their addresses below `url`. Other machines know it by its value.

    All that it does raises UsageError when the store refuses or can't be reached.
    """

    url: str

    @property
    def folder(self) -> Path | None:
        """The folder that it is, None where it is none of a disk."""
        files, root = _filesystem(self.url)
        return Path(root) if _is_local(files) else None

    def read(self, address: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        with self._reached() as (files, root):
            try:
                return bytes(files.cat_file(f"{root}/{address}"))
            except FileNotFoundError:
                return None

    def write(self, contents: Iterable[tuple[str, bytes]]) -> None:
        """Write files, each with its media type where the store keeps one: of each the old bytes stand or the new."""
        with self._reached() as (files, root):
            if _is_local(files):
                for address, content in contents:
                    with _put(root, address) as file:
                        file.write(content)
                return
            ordered = sorted(contents, key=lambda each: (type_of(each[0]), each[0]))
            for kind, group in groupby(ordered, key=lambda each: type_of(each[0])):
                files.pipe({f"{root}/{address}": content for address, content in group}, **_kept(files, kind))

    def copy(self, address: str, source: BinaryIO) -> None:
        """The same for one large file, which is never held whole."""
        with self._reached() as (files, root):
            file = (
                _put(root, address)
                if _is_local(files)
                else files.open(f"{root}/{address}", "wb", **_kept(files, type_of(address)))
            )
            with file as out:
                while chunk := source.read(_CHUNK):
                    out.write(chunk)

    def remove(self, addresses: Sequence[str]) -> None:
        """Take files away, and from a disk the folders that had nothing else; what isn't there is no trouble."""
        with self._reached() as (files, root):
            several = [f"{root}/{each}" for each in addresses if not set(each) & set("*?[")]
            if "s3" in _protocols(files) and several:
                files.rm(several)
                addresses = [each for each in addresses if f"{root}/{each}" not in set(several)]
            for address in addresses:
                with suppress(FileNotFoundError):
                    files.rm_file(f"{root}/{address}")
                if _is_local(files):
                    _tidy(root, address)

    def below(self, folder: str) -> list[str]:
        """The addresses of all files below a folder; of the whole depot where it is empty."""
        with self._reached() as (files, root):
            try:
                found = files.find(f"{root}/{folder}" if folder else root)
            except FileNotFoundError:
                return []
            return sorted(each[len(root) + 1 :] for each in found)

    def has(self, addresses: Iterable[str]) -> set[str]:
        """Those of the addresses at which a file is."""
        with self._reached() as (files, root):
            return {each for each in addresses if files.exists(f"{root}/{each}")}

    def is_empty(self) -> bool:
        with self._reached() as (files, root):
            try:
                return not [each for each in files.ls(root, detail=False) if each.rstrip("/") != root]
            except FileNotFoundError:
                return True

    @contextmanager
    def _reached(self) -> Iterator[tuple[Any, str]]:
        files, root = _filesystem(self.url)
        try:
            yield files, root
        except _faults() as fault:
            reason = f"{type(fault).__name__}: {fault}"
            raise UsageError(
                Text(
                    f"读写 {self.url} 出错：{reason}。已写的不算数，问题排除后重新生成，会补齐",
                    f"{self.url} failed: {reason}. What was written doesn't count; build again once that is mended",
                )
            ) from fault


def depot_at(url: str) -> Depot:
    """The depot of this address, which is whole wherever it is used.

    Raises UsageError for an address that nobody knows how to reach, and for one with a password in it.
    """
    if _PASSWORD.search(url):
        raise UsageError(
            Text(
                "发布地址里不要写密码，它会留在命令记录里；用环境变量或者存储系统自己的配置",
                "no password in the address, it would stay in the history; use the environment or the store's own settings",
            )
        )
    files, root = _filesystem(url)
    if not root.strip("/"):
        raise UsageError(Text(f"{url} 没有写明桶或者文件夹", f"{url} names neither a bucket nor a folder"))
    return Depot(str(files.unstrip_protocol(root)))


# ---------------------------------------------------------------- fsspec


@lru_cache(maxsize=8)
def _filesystem(url: str) -> tuple[Any, str]:
    try:
        core = import_module("fsspec.core")
    except ModuleNotFoundError as fault:
        raise _missing("remote") from fault
    protocol = url.partition("://")[0]
    try:
        files, root = core.url_to_fs(url, use_listings_cache=False, **_OPTIONS.get(protocol, {}))
    except ImportError as fault:
        raise _missing("s3" if protocol in {"s3", "s3a"} else "remote", f"（{fault}）") from fault
    except ValueError as fault:
        raise UsageError(Text(f"不认识 {url}：{fault}", f"{url}: {fault}")) from fault
    return files, str(root).rstrip("/")


def _missing(extra: str, why: str = "") -> UsageError:
    command = f"pip install 'gkgen[{extra}]'"
    return UsageError(
        Text(
            f"发布到别处的程序没有安装{why}，先运行 {command}",
            f"what publishes beyond this disk isn't installed; run {command} first",
        )
    )


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def _is_local(files: Any) -> bool:
    return "file" in _protocols(files)


def _kept(files: Any, kind: str) -> dict[str, str]:
    """How S3 is told what a file is served as."""
    return {"ContentType": kind} if "s3" in _protocols(files) else {}


def _faults() -> tuple[type[Exception], ...]:
    """What a store that can't be reached, or refuses, raises: the system's errors, and those of S3's own library."""
    try:
        return (OSError, import_module("botocore.exceptions").BotoCoreError)
    except ModuleNotFoundError:
        return (OSError,)


# ---------------------------------------------------------------- a folder


@contextmanager
def _put(root: str, address: str) -> Iterator[BinaryIO]:
    """A file to be written, which takes its place in one step."""
    path, part = Path(root, address), Path(root, f"{PARTS}{secrets.token_hex(8)}")
    for folder in (path.parent, part.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with part.open("xb") as file:
        yield file
    os.replace(part, path)


def _tidy(root: str, address: str) -> None:
    """Folders go with their last file."""
    with suppress(OSError):
        for folder in Path(address).parents[:-1]:
            Path(root, folder).rmdir()
