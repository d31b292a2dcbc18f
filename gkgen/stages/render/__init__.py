"""Page → File: draw a closed view with its template."""

from __future__ import annotations

import traceback
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, TemplateError, TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import Markup

from gkgen.findings import Text, UsageError
from gkgen.model import File, Page
from gkgen.stages.render.environment import Load, Stock
from gkgen.theme import Found, content, decoded, find, macros, reached, text

# What a template can do wrong, by jinja2's rules and by Python's: a theme may divide by zero or include itself.
FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Renderer:
    """What pages are drawn with: the templates, and in which of them each macro of the components stands."""

    environment: Environment
    homes: Mapping[str, str]
    texts: Callable[[str], str | None]
    names: frozenset[str]
    reaches: dict[str, Mapping[str, bytes]] = field(default_factory=dict)

    def templates(self, name: str) -> Mapping[str, bytes]:
        """The templates that take part when `name` is drawn, each with the sha256 of its text."""
        if name not in self.reaches:
            taking_part = reached(name, self.texts, self.homes, self.names)
            self.reaches[name] = {
                each: sha256((self.texts(each) or "").encode()).digest() for each in taking_part
            }
        return self.reaches[name]


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a theme for a machine that hasn't got its folders: by each name the bytes and the file that they
    were read from, and in which each macro of the components stands."""

    written: Mapping[str, tuple[bytes, str]]
    homes: Mapping[str, str]


def templates(folders: Iterable[Path]) -> Templates:
    """All of them, read now; raises as `renderer` does."""
    found, components = _found(tuple(folders))
    written = {
        path.removeprefix("templates/"): (content(found, path), str(found[path] / path)) for path in found
    }
    return Templates(written, macros(components))


def renderer_of(templates: Templates) -> Renderer:
    """The renderer that `renderer` makes of the folders from which these were read."""

    @cache
    def text_of(name: str) -> str | None:
        return decoded(*templates.written[name]) if name in templates.written else None

    def load(name: str) -> tuple[str, str, None] | None:
        text = text_of(name)
        return None if text is None else (text, templates.written[name][1], None)

    return Renderer(_environment(load), templates.homes, text_of, frozenset(templates.written))


def renderer(folders: Iterable[Path]) -> Renderer:
    """Templates looked for in each theme folder in turn, so that a site overrides the default file by file.

    Each is read once, when a page first needs it. Raises UsageError for a theme that isn't there, and for anything
    among its templates that isn't a plain file below it: a link is never followed.
    """
    found, components = _found(tuple(folders))

    def path_of(name: str) -> str:
        return name if name in components else f"templates/{name}"

    @cache
    def text_of(name: str) -> str | None:
        return text(found, path_of(name)) if path_of(name) in found else None

    def load(name: str) -> tuple[str, str, None] | None:
        written, path = text_of(name), path_of(name)
        return None if written is None else (written, str(found[path] / path), None)

    names = frozenset(
        {*components, *(path.removeprefix("templates/") for path in found if path not in components)}
    )
    return Renderer(_environment(load), macros(components), text_of, names)


def _found(folders: tuple[Path, ...]) -> tuple[Found, Found]:
    """Every file that a template may name, and those of them that lie in components."""
    components = find(folders, "components")
    return {**find(folders, "templates"), **components}, components


def _environment(load: Load) -> Environment:
    environment = Stock(load)
    environment.filters |= {"lines": lines, "filesize": filesize, "markup": markup, "digest": digest}
    return environment


def render(page: Page, renderer: Renderer) -> File:
    """The page's bytes: a function of its view, its template and nothing else.

    Raises UsageError for a template that can't be read, understood or drawn, naming the file and the line.
    """
    try:
        template = renderer.environment.get_template(page.template)
        drawn = _drawn(template, _sight(page, renderer))
    except FAULTS as fault:
        raise _at_fault(fault, page) from fault
    return File(page.address, drawn.encode())


def _drawn(template: Template, sight: dict[str, Any]) -> str:
    """As `template.render`, without a copy of what it sees."""
    try:
        return "".join(template.root_render_func(template.new_context(sight, shared=True)))
    except FAULTS:
        template.environment.handle_exception()


def _sight(page: Page, renderer: Renderer) -> dict[str, Any]:
    """All that a template sees: the page, its view, and the components, which see the same."""
    view = page.view
    sight = {"page": view.page, "view": view.view}
    return {**sight, "m": Components(renderer, sight)}


class Components:
    """The components' macros by their names, `m.lines(…)`: each component is read when a page first calls one of its."""

    def __init__(self, renderer: Renderer, sight: dict[str, Any]) -> None:
        self._renderer, self._sight = renderer, {**sight, "m": self}

    def __getattr__(self, macro: str) -> Any:
        homes = self._renderer.homes
        if macro not in homes:
            raise AttributeError(macro)
        template = self._renderer.environment.get_template(homes[macro])
        context = template.new_context(self._sight, shared=True)
        for _ in template.root_render_func(context):
            pass  # what stands between macros isn't drawn
        told = context.get_exported()
        self.__dict__.update({name: told[name] for name in told if homes.get(name) == homes[macro]})
        return told[macro]

    def __getitem__(self, macro: str) -> Any:
        return getattr(self, macro)


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
    unit, word = (1024, "KB") if size < 1024 * 1024 else (1024 * 1024, "MB")
    return f"{size / unit:.1f}".removesuffix(".0") + f" {word}"


def markup(text: str) -> Any:
    """HTML that gkgen itself has drawn: the one door past the escaping of texts."""
    return Markup(text)


def digest(text: str) -> str:
    """How a content security policy names a text that stands in the page itself."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
