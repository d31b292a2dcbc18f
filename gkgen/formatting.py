"""`gkgen fmt`: every text of a site in the one form in which gkgen writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gkgen.canonical import Unsafe, canonical
from gkgen.findings import Finding, Place, Severity, Text, error
from gkgen.model import Mapping as Tree
from gkgen.model import Record, Scalar, Source
from gkgen.rewriting import difference, texts_named
from gkgen.schema import Config, Settings
from gkgen.schema.content_type import type_written
from gkgen.stages.configure import CONFIG_FILE, configure
from gkgen.stages.parse import parse
from gkgen.stages.read import read
from gkgen.types import TYPES
from gkgen.types.declared import types_of

NOT_WRITTEN = error(
    "B801",
    Text(
        "照标准格式重写，{trouble}，所以没有动这个文件",
        "written in the standard form, {trouble}; the file is left as it is",
    ),
    Text(
        "把这个文件和这条消息一起报告给 gkgen；在此之前手工整理，不影响检查和发布",
        "report the file with this message; it can be checked and published as it is",
    ),
)
_TROUBLES = {
    "changed": Text("读出来的内容会不同", "it would be read differently"),
    "unstable": Text("再整理一次又会变", "it would change again the next time"),
}
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Formatted:
    """One file: its text before and after, or the findings for which it was left alone."""

    path: str
    before: bytes
    after: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    def diff(self) -> str:
        """What changes, as a unified diff."""
        return difference(self.path, self.before, self.after)


def formatted(folder: Path, paths: Sequence[Path] = ()) -> Iterator[Formatted]:
    """Every text of a site (or those named, files and folders), in the order of their paths; nothing is written."""
    sources, _ = read(folder)
    settings = (each for each in texts_named(sources, folder, ()) if each.path == CONFIG_FILE)
    declarations = _declarations(next(settings, None))
    for source in texts_named(sources, folder, paths):
        yield _formatted(source, declarations)


def _declarations(settings: Source | None) -> Mapping[str, type]:
    """The declaration of each type by its key and its label, the site's own types among them."""
    record = parse(settings)[0] if settings is not None else None
    config = configure(record)[0] if record is not None else None
    used = config or Settings(Config(name=CONFIG_FILE), Tree((), 1, 1))
    known, _ = types_of(used, TYPES)
    return {name: each.fields for each in known for name in (each.key, each.label)}


def _formatted(source: Source, declarations: Mapping[str, type]) -> Formatted:
    assert isinstance(source.content, bytes)
    before = source.content
    record, findings = parse(source)
    wrong = tuple(each for each in findings if each.rule.severity is Severity.ERROR)
    if record is None or wrong:
        return Formatted(source.path, before, before, wrong)
    text = before.removeprefix(_MARK).decode().replace("\r\n", "\n").replace("\r", "\n")
    suffix = ".md" if source.path.endswith(".md") else ".yaml"
    try:
        after = canonical(text, suffix, _declaration(record, declarations))
    except Unsafe as unsafe:
        found = NOT_WRITTEN.at(Place(source.path), trouble=_TROUBLES[unsafe.trouble])
        return Formatted(source.path, before, before, (found,))
    return Formatted(source.path, before, after.encode())


def _declaration(record: Record, declarations: Mapping[str, type]) -> type | None:
    if record.path == CONFIG_FILE:
        return Config
    written = type_written(record.tree)
    return declarations.get(written.text.strip()) if isinstance(written, Scalar) else None
