"""A whole small site that builds at once: settings, a catalogue, an organisation, a guide, and one entry a kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from gkgen import __version__
from gkgen.canonical import canonical
from gkgen.findings import Text, UsageError
from gkgen.scaffold.entry import path_of
from gkgen.scaffold.examples import Filling, filled, scalar, title_of
from gkgen.scaffold.files import create
from gkgen.scaffold.texts import CATALOGUE, GUIDE_PAGE, OTHER_FILES, SETTINGS
from gkgen.schema import Config
from gkgen.schema.content_type import PUBLISHER
from gkgen.types import TYPES

NAME = "望溪区政府信息公开"
ORGAN = "qhmz"
"""What stands for the example's organisation in its index numbers, and in its address."""
# The entries of the first site, by type, and the node of the catalogue in which each stands.
ENTRIES = {"item": "zcwj", "guide": "bszn", "power-list": "qzqd"}


def init(folder: Path, name: str = NAME, now: date | None = None) -> list[Path]:
    """Write a site into a new or empty folder; the paths that were written, in their order.

    `now` is the day of its entries, by default today. Raises UsageError for a folder that holds anything.
    """
    _refuse_occupied(folder)
    day = now or datetime.now().astimezone().date()
    folder.mkdir(parents=True, exist_ok=True)
    files = dict(_files(" ".join(name.split()) or NAME, day))
    for path, text in files.items():
        create(folder, path, _canonical(path, text))
    return [folder / path for path in files]


def _canonical(path: str, text: str) -> str:
    """A text of the content, or the settings, as `gkgen fmt` writes it."""
    if path == "site.yaml":
        return canonical(text, ".yaml", Config)
    kind = next((each for each in TYPES if f"类型: {each.label}\n" in text), None)
    if kind is None or not path.startswith("content/"):
        return text
    return canonical(text, PurePosixPath(path).suffix, kind.fields)


def _refuse_occupied(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise UsageError(
            Text(
                f"“{folder}”不是空文件夹，没有动它；换一个名字",
                f"“{folder}” is not an empty folder and was left alone; choose another name",
            )
        )


def _files(name: str, day: date) -> Iterator[tuple[str, str]]:
    kinds = {kind.key: kind for kind in TYPES}
    organisation = kinds[PUBLISHER]
    yield "site.yaml", SETTINGS.format(name=scalar(name))
    yield "content/catalogues/mulu.yaml", CATALOGUE
    yield "content/guide/zhinan.md", GUIDE_PAGE.format(name=name)
    yield path_of(organisation, ORGAN), f"{organisation.example}索引号前段: {ORGAN}\n"
    for key, node in ENTRIES.items():
        filling = Filling(f"{ORGAN}/{day.year}-00001", title_of(organisation), node, day)
        yield path_of(kinds[key], f"{key}-{day.year}-1"), filled(kinds[key], filling)
    for path, text in OTHER_FILES.items():
        yield path, text.replace("@VERSION@", __version__).replace("@NAME@", name)
