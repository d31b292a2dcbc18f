"""Writing new files below a site's folder: never over another, never through a link."""

from __future__ import annotations

from pathlib import Path

from gkgen.disk import Refused, create_beneath
from gkgen.findings import Text, UsageError


def create(folder: Path, path: str, text: str) -> None:
    """Raises UsageError when the file is there already or can't be written."""
    try:
        create_beneath(folder, path, text.encode())
    except Refused as link:
        raise _refused(path, Text(f"{link.detail} 是链接", f"{link.detail} is a link")) from link
    except OSError as failure:
        said = failure.strerror or str(failure)
        raise _refused(path, Text(said, said)) from failure


def _refused(path: str, why: Text) -> UsageError:
    return UsageError(Text(f"不能写入 {path}：{why.zh}", f"{path} can't be written: {why.en}"))
