"""Files into a depot, which nobody can lock or exchange as a whole: what a build may have touched is always known.

Before a file is written or removed its address is claimed, in a file of `.gkgen-unfinished/`; the manifest comes last,
and then the claims are taken back. So whatever ends a build, and when, the next one knows which addresses to doubt, and
writes those anew.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from gkgen.disk.depot import PARTS, Depot
from gkgen.findings import Text, UsageError
from gkgen.model import File, Placed, Promise
from gkgen.stages.write import Published
from gkgen.stages.write.failure import listed
from gkgen.stages.write.manifest import MANIFEST, UNFINISHED, checked, dumped, sum_of, sums_in
from gkgen.stages.write.standing import opened
from gkgen.stages.write.target import refuse_neighbours

_LEADING = ".xml"
"""Feeds and site maps: who reads them goes where they lead, so they come when the rest is there."""
_TOGETHER = 256
"""Files that are written together, so that a store answers many at a time."""
_BYTES = 8 * 1024 * 1024
_FEW = 32
"""So many addresses are asked for one by one; for more the whole depot is listed, once."""

Sums: TypeAlias = dict[str, str]


class Delivery:
    """A publication under way: what stood in the depot when it began, and what has been put there since.

    What the manifest says is believed, but not of addresses that an unfinished build has claimed; `fresh` believes
    nothing. Raises UsageError for a depot with files that aren't ours and no manifest, and for a folder in one of
    `roots` or around it: they are what files are copied from.
    """

    def __init__(self, depot: Depot, *, fresh: bool = False, roots: Sequence[Path] = ()) -> None:
        if depot.folder is not None:
            refuse_neighbours(depot.folder.resolve(), roots)
        self.depot = depot
        self._roots = roots
        self._token = secrets.token_hex(8)
        self._manifest = depot.read(MANIFEST)
        self._before: Sums = {} if self._manifest is None else sums_in(self._manifest, depot.url)
        self._left = depot.below(UNFINISHED)
        self._doubted = self._claimed_by_others()
        if self._manifest is None and not self._left and not depot.is_empty():
            raise _not_ours(depot.url)
        believed = {} if fresh else self._before
        self.standing: Mapping[str, str] = {
            address: digest for address, digest in believed.items() if address not in self._doubted
        }
        self._claims: list[str] = []
        self._claimed: set[str] = set()
        self._waiting: list[tuple[str, bytes]] = []
        self._sums: Sums = {}
        self._written = 0
        self._listing: frozenset[str] | None = None

    def _claimed_by_others(self) -> frozenset[str]:
        found: set[str] = set()
        for name in self._left:
            if not name.startswith(PARTS):
                found.update(json.loads(self.depot.read(name) or b"[]"))
        return frozenset(found)

    def claim(self, addresses: Iterable[str]) -> None:
        """Say in the depot that these addresses may change from now on. Raises UsageError when one of them has a file
        that isn't ours."""
        new = [each for each in addresses if each not in self._claimed]
        if not new:
            return
        self._refuse_strangers(
            [each for each in new if each not in self._before and each not in self._doubted]
        )
        self._claimed.update(new)
        self._say(new)

    def _say(self, addresses: Sequence[str]) -> None:
        name = f"{UNFINISHED}/{self._token}-{len(self._claims):06}.json"
        self._claims.append(name)
        self.depot.write([(name, json.dumps(addresses, ensure_ascii=False).encode())])

    def _refuse_strangers(self, addresses: Collection[str]) -> None:
        """A depot without a site was empty when this began."""
        if not addresses or (self._manifest is None and not self._left):
            return
        if self._listing is None and len(addresses) > _FEW:
            self._listing = frozenset(self.depot.below(""))
        there = self.depot.has(addresses) if self._listing is None else self._listing & set(addresses)
        if there:
            raise _in_the_way(self.depot.url, sorted(there))

    def enter(self, file: File | Promise) -> None:
        """Put one file there, unless it stands."""
        address = checked(file.address)
        if address in self._sums:
            raise ValueError(f"two files have the address {address!r}")
        if isinstance(file, Placed):
            self._record(address, file.sum)
            return
        if isinstance(file, Promise):
            if self.standing.get(address) == file.sum:
                self._record(address, file.sum)
                return
            file = File(address, file.make())
        if isinstance(file.content, Path):
            self._copy(address, file.content)
            return
        self._record(address, sha256(file.content).hexdigest())
        if self.standing.get(address) != self._sums[address]:
            self._waiting.append((address, file.content))
            if len(self._waiting) >= _TOGETHER or sum(len(each) for _, each in self._waiting) >= _BYTES:
                self._write()

    def _record(self, address: str, digest: str) -> None:
        self._sums[address] = digest
        self._written += self.standing.get(address) != digest

    def _copy(self, address: str, source: Path) -> None:
        with opened(source, self._roots) as file:
            digest = sum_of(file)
            self._record(address, digest)
            if self.standing.get(address) != digest:
                self.claim([address])
                file.seek(0)
                self.depot.copy(address, file)

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        self.claim([address for address, _ in waiting])
        self.depot.write(waiting)

    def finish(self) -> Published:
        """What has no place in the new site goes; then the manifest is written, and the claims are taken back.

        Raises UsageError when another build was at work there at the same time.
        """
        self._write()
        gone = sorted((self._before.keys() | self._doubted) - self._sums.keys())
        self.claim(gone)
        if gone:
            self.depot.remove(gone)
        if self._claimed or self._left:
            self._close()
        removed = sum(address in self._before for address in gone)
        return Published(self._written, len(self._sums) - self._written, removed, 0)

    def published(self) -> Iterable[str]:
        """The addresses of all files that were entered."""
        return self._sums.keys()

    def _close(self) -> None:
        theirs = [name for name in self.depot.below(UNFINISHED) if not name.startswith(PARTS)]
        known = {*self._claims, *(name for name in self._left if not name.startswith(PARTS))}
        if set(theirs) != known or self.depot.read(MANIFEST) != self._manifest:
            self._say(
                sorted(self._claimed)
            )  # under a name that the other hasn't seen, so that it is told, too
            raise _another(self.depot.url)
        manifest = dumped(self._sums)
        if manifest != self._manifest:
            self.depot.write([(MANIFEST, manifest)])
        self.depot.remove([*self._claims, *self._left])


def publish_afar(files: Iterable[File | Promise], delivery: Delivery) -> Published:
    """Let exactly these files, and what others put there, stand in the depot of a delivery."""
    leading = []
    for file in files:
        if file.address.endswith(_LEADING):
            leading.append(file)
        else:
            delivery.enter(file)
    for file in leading:
        delivery.enter(file)
    return delivery.finish()


def _not_ours(url: str) -> UsageError:
    return UsageError(
        Text(
            f"不能发布到 {url}：里面有不是 gkgen 生成的文件；请指定一个新的或空的地址。",
            f"Can't publish to {url}: it has files that gkgen didn't write; name a new or empty address.",
        )
    )


def _in_the_way(url: str, addresses: list[str]) -> UsageError:
    names = listed(addresses)
    return UsageError(
        Text(
            f"{url} 里的下列文件不是 gkgen 生成的，gkgen 不会覆盖；请移走或删除，再重新运行：{names.zh}",
            f"These files in {url} weren't written by gkgen, which won't replace them; move them away or delete "
            f"them, and run gkgen again:{names.en}",
        )
    )


def _another(url: str) -> UsageError:
    return UsageError(
        Text(
            f"另一个 gkgen 也在向 {url} 发布，两边的文件混在了一起；等它结束后重新生成一次，会全部改正。",
            f"Another gkgen build published to {url} at the same time, and their files are mixed; build once more "
            "when it has ended, and all is put right.",
        )
    )
