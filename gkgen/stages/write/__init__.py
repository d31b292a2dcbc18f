"""The last arrow: files into a folder, which holds the old site or the new one, and never a mix of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from os.path import lexists
from pathlib import Path

from gkgen.findings import Text, UsageError
from gkgen.model import File, Promise
from gkgen.stages.write.exchange import heal, put_in_place
from gkgen.stages.write.failure import listed, visible
from gkgen.stages.write.leftover import retire
from gkgen.stages.write.manifest import MANIFEST, UNFINISHED, checked, dumped, loaded
from gkgen.stages.write.staging import Staging
from gkgen.stages.write.standing import Standing, Stranger, folders_of
from gkgen.stages.write.target import allowed, alone, beside

__all__ = ["MANIFEST", "Published", "publish", "standing_in"]


@dataclass(frozen=True, slots=True)
class Published:
    """How many files are new or have new bytes, stayed as they were, are gone, and aren't ours. `seen` is what the disk
    says of each file of the site: the next publication may be told it."""

    written: int
    unchanged: int
    removed: int
    carried: int
    seen: Mapping[str, str] = field(default_factory=dict, compare=False)


def publish(
    files: Iterable[File | Promise],
    target: Path,
    *,
    keep_out: Sequence[Path] = (),
    progress: Callable[[int], None] | None = None,
    seen: Mapping[str, str] | None = None,
) -> Published:
    """Let exactly these files, and what others put there, stand in the folder `target`.

    The new site is put together in a hidden folder beside `target` and takes its place in one exchange, so
    that whatever ends this process, and when, the old site stands or the new one does. Nothing is touched if
    nothing changed; a file with the same bytes keeps its date.

    What gkgen didn't write is carried over as it is. A file of ours that was edited by hand isn't replaced or
    removed: then nothing is published, and the error names it.

    `keep_out` are folders, such as the content, that may be neither in the target nor around it. A file that
    is copied may have no link on its way, from the nearest of them (or from the root of the disk) on.
    `progress` is told how many files are done. `seen` is what an earlier publication said of its files: one of which
    the disk says the same (date, size, place) is believed to hold the same bytes, and isn't read.

    Raises `UsageError` for a target that isn't ours, a disk that refuses, another build at work, and files
    that were edited by hand; `ValueError` for an address that isn't below the target, or comes twice.
    """
    where = allowed(target, keep_out)
    with alone(where):
        heal(where)
        standing = Standing(where, seen or {})
        staging = Staging(beside(where, "new"), standing)
        try:
            return _publish(files, standing, staging, keep_out, progress or (lambda _done: None))
        finally:
            _tidy(staging, where)


def standing_in(target: Path) -> Mapping[str, str]:
    """What gkgen wrote into a folder, each file by its address and the sha256 of its bytes; nothing where there is no
    site of gkgen, or none that can be read: `publish` says what is wrong with it."""
    try:
        return loaded(target) if target.is_dir() else {}
    except (UsageError, OSError):
        return {}


@dataclass(slots=True)
class _Ledger:
    """What is known of the new site, file by file; `waiting` are the unchanged that aren't taken over yet."""

    sums: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    unchanged: int = 0
    waiting: list[str] = field(default_factory=list)
    in_the_way: list[str] = field(default_factory=list)

    def claim(self, address: str) -> str:
        """The address, checked: nobody else has it, as a file or as a folder; otherwise the program is wrong."""
        above = folders_of([checked(address)])
        if address in self.sums:
            raise ValueError(f"two files have the address {address!r}")
        if address in self.folders or any(folder in self.sums for folder in above):
            raise ValueError(f"the address {address!r} is that of a file and of a folder")
        self.folders |= above
        return address

    def leave(self, address: str, digest: str, sight: str) -> None:
        """The file stays as it is; the disk said so of it before its bytes were looked at."""
        self.sums[address] = digest
        self.seen[address] = sight
        self.unchanged += 1
        self.waiting.append(address)


def _publish(
    files: Iterable[File | Promise],
    standing: Standing,
    staging: Staging,
    roots: Sequence[Path],
    progress: Callable[[int], None],
) -> Published:
    ledger = _Ledger()
    for file in files:
        _enter(ledger, file, standing, staging, roots)
        if staging.has_begun:  # meanwhile other processes may be making what comes next
            _take_over(ledger, staging)
        progress(len(ledger.sums))
    gone = {
        address: standing.state(address, standing.sight(address))
        for address in standing.sums
        if address not in ledger.sums
    }
    strangers = list(standing.strangers({*standing.sums, *ledger.sums}))
    ledger.in_the_way += [address for address, state in gone.items() if state == "foreign"]
    ledger.in_the_way += _clashes(strangers, ledger)
    if ledger.in_the_way:
        raise _occupied(standing.root, ledger.in_the_way)
    written = len(ledger.sums) - ledger.unchanged
    if written or ledger.sums != standing.sums or not standing.is_site:
        _complete(ledger, strangers, staging)
        put_in_place(staging.root, standing.root)
    removed = sum(state == "ours" for state in gone.values())
    return Published(written, ledger.unchanged, removed, len(strangers), ledger.seen)


def _enter(
    ledger: _Ledger, file: File | Promise, standing: Standing, staging: Staging, roots: Sequence[Path]
) -> None:
    """Compare one file with the one that stands; write it into the new tree if they differ."""
    address = ledger.claim(file.address)
    sight = standing.sight(address)
    if isinstance(file, Promise):
        if standing.sums.get(address) == file.sum and standing.state(address, sight) == "ours":
            ledger.leave(address, file.sum, sight)
            return
        file = File(address, file.make())
    same = standing.same(address, file.content, roots, sight)
    if same:
        ledger.leave(address, same, sight)
        return
    if standing.state(address, sight) == "foreign":
        ledger.in_the_way.append(address)
    ledger.sums[address], ledger.seen[address] = staging.write(address, file.content, roots)


def _take_over(ledger: _Ledger, staging: Staging) -> None:
    while ledger.waiting:
        staging.keep(ledger.waiting.pop())


def _complete(ledger: _Ledger, strangers: Sequence[Stranger], staging: Staging) -> None:
    """Add to the new tree what stays as it is, and the manifest."""
    _take_over(ledger, staging)
    staging.carry(strangers)
    theirs = {stranger.path for stranger in strangers if stranger.is_folder}
    theirs |= folders_of(stranger.path for stranger in strangers)
    staging.like([folder for folder in theirs if folder not in ledger.folders])
    staging.finish(dumped(ledger.sums))


def _clashes(strangers: Sequence[Stranger], ledger: _Ledger) -> list[str]:
    """Strangers that stand where the new site needs a folder, or below one of its files."""
    return [
        visible(stranger.path)
        for stranger in strangers
        if (stranger.path in ledger.folders and not stranger.is_folder)
        or stranger.path == UNFINISHED
        or any(folder in ledger.sums for folder in folders_of([stranger.path]))
    ]


def _tidy(staging: Staging, target: Path) -> None:
    """Leave no hidden folder, however it ended; an error on the way out would hide the one that counts."""
    if lexists(staging.root):
        with suppress(UsageError):
            retire(staging.root, target)


def _occupied(root: Path, paths: list[str]) -> UsageError:
    names = listed(sorted(set(paths)))
    return UsageError(
        Text(
            f"{root} 里的下列文件不是 gkgen 生成的，或者生成后被人改动过；gkgen 不会覆盖或删除它们。"
            f"请把要保留的改动写回内容文件，把这些文件移走或删除，再重新运行：{names.zh}",
            f"These files in {root} weren't written by gkgen, or somebody edited them since; gkgen won't "
            "replace or remove them. Take over into the content what you want to keep, move the files away or "
            f"delete them, and run gkgen again:{names.en}",
        )
    )
