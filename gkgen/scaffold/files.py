"""Writing new files below a site's folder: never over another, never through a link."""

from __future__ import annotations

from pathlib import Path

from gkgen.findings import Text, UsageError


def create(folder: Path, path: str, text: str) -> None:
    """Raises UsageError when the file is there already or can't be written."""
    above = folder
    try:
        for part in path.split("/")[:-1]:
            above /= part
            if above.is_symlink():
                raise _refused(path, Text(f"{part} 是链接", f"{part} is a link"))
            above.mkdir(exist_ok=True)
        with (folder / path).open("xb") as file:
            file.write(text.encode())
    except OSError as failure:
        said = failure.strerror or str(failure)
        raise _refused(path, Text(said, said)) from failure


def _refused(path: str, why: Text) -> UsageError:
    return UsageError(Text(f"不能写入 {path}：{why.zh}", f"{path} can't be written: {why.en}"))
