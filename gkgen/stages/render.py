"""Page → File: draw a closed view with its template."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import Markup

from gkgen.disk import Refused, read_beneath, walk_beneath
from gkgen.findings import Text, UsageError
from gkgen.model import File, Page

# What a template can do wrong, by jinja2's rules and by Python's: a theme may divide by zero or include itself.
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def renderer(folders: Iterable[Path]) -> Environment:
    """Templates looked for in each theme folder in turn, so that a site overrides the default file by file.

    Each is read once, when a page first needs it. Raises UsageError for a theme that isn't there, and for anything
    among its templates that isn't a plain file below it: a link is never followed.
    """
    found = _theme_files(list(folders), "templates")

    def load(name: str) -> tuple[str, str, None] | None:
        folder = found.get(f"templates/{name}")
        return None if folder is None else (*_template(folder, f"templates/{name}"), None)

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.clear()
    environment.filters |= {"lines": lines, "filesize": filesize, "markup": markup}
    return environment


def render(page: Page, environment: Environment) -> File:
    """The page's bytes: a function of its view, its template and nothing else.

    Raises UsageError for a template that can't be read, understood or drawn, naming the file and the line.
    """
    try:
        template = environment.get_template(page.template)
        text = template.render(page=page.view.page, view=page.view.view)
    except _FAULTS as fault:
        raise _at_fault(fault, page) from fault
    return File(page.address, text.encode())


def _at_fault(fault: Exception, page: Page) -> UsageError:
    file, line = _place(fault)
    said = f"{type(fault).__name__}: {fault}"
    zh, en = said, said
    if isinstance(fault, TemplateNotFound):
        zh, en = f"没有“{fault.name}”这个模板", f"there is no template “{fault.name}”"
    elif isinstance(fault, TemplateError):
        zh = en = fault.message or said
    file = file or page.template
    return UsageError(
        Text(
            f"模板 {file}{f' 第 {line} 行' if line else ''}有错，画不出 {page.address}：{zh}。改好它再生成",
            f"the template {file}{f', line {line},' if line else ''} can't draw {page.address}: {en}; mend it first",
        )
    )


def _place(fault: Exception) -> tuple[str, int]:
    """The file and the line of a template: those that the fault names, or the last that was being drawn."""
    if isinstance(fault, TemplateSyntaxError):
        return fault.filename or fault.name or "", fault.lineno
    for step in reversed(traceback.extract_tb(fault.__traceback__)):
        if not step.filename.endswith(".py") and not step.filename.startswith("<"):
            return step.filename, step.lineno or 0
    return "", 0


def lines(text: str) -> list[str]:
    """A text's lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def filesize(size: int) -> str:
    """Bytes as people read them: 12.3 KB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.1f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def markup(text: str) -> Any:
    """HTML that gkgen itself has drawn: the one door past the escaping of texts."""
    return Markup(text)


def static_files(folders: Iterable[Path]) -> Iterator[File]:
    """The themes' own files, the first folder's before the next one's.

    Raises UsageError for anything that isn't a plain file below its theme: a link is never followed.
    """
    found = _theme_files(list(folders), "static")
    for address in sorted(found):
        yield File(address, _content(found[address], address))


def _theme_files(folders: Sequence[Path], below: str) -> dict[str, Path]:
    """Each file in `below` of the themes by its path, and the first theme that has it; hidden files are nobody's."""
    found: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(Text(f"主题文件夹 {folder} 不存在", f"there is no theme folder {folder}"))
        for each in walk_beneath(folder, below):
            if each.refused:
                raise _refused(folder / each.path, each.detail)
            if not each.path.rpartition("/")[2].startswith("."):
                found.setdefault(each.path, folder)
    return found


def _content(folder: Path, path: str) -> bytes:
    try:
        return read_beneath(folder, path)
    except Refused as refused:
        raise _refused(folder / path, refused.detail) from refused


def _template(folder: Path, path: str) -> tuple[str, str]:
    """A template's text, and its name in messages."""
    file = folder / path
    try:
        return _content(folder, path).decode("utf-8-sig"), str(file)
    except UnicodeDecodeError as fault:
        raise UsageError(
            Text(
                f"模板 {file} 不是 UTF-8 编码，另存为 UTF-8",
                f"the template {file} isn't in UTF-8; save it as UTF-8",
            )
        ) from fault


def _refused(path: Path, detail: str) -> UsageError:
    return UsageError(
        Text(
            f"主题里的 {path} 不是普通文件（{detail}），不能用；换成文件本身",
            f"{path} of the theme is no plain file ({detail}); put the file itself there",
        )
    )
