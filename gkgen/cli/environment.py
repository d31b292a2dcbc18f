"""What several commands can't do without: settings that can be used, and a place to write to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gkgen.findings import Text, UsageError

if TYPE_CHECKING:
    from gkgen.built import Built
    from gkgen.schema import Site


def site_of(built: Built) -> Site:
    """The site that was built. Raises UsageError where `site.yaml` can't be used."""
    if built.site is None:
        raise UsageError(
            Text("site.yaml 不能用；先运行 gkgen check", "site.yaml can't be used; run gkgen check first")
        )
    return built.site


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """What fails within, of the folder or the disk, is told as a UsageError that names `path`."""
    try:
        yield
    except OSError as failure:
        raise unwritable(path, failure.strerror or str(failure)) from failure


def unwritable(path: Path | str, why: str) -> UsageError:
    return UsageError(Text(f"不能写入 {path}：{why}", f"{path} can't be written: {why}"))
