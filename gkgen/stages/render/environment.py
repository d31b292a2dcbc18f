"""What templates are compiled to: jinja2's own code, but for the two things that a page asks a few hundred times.

A name is looked up among the attributes of a record, which nearly always has it; a text without any sign of HTML is
drawn as it is. Both are jinja2's answers without its way to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from typing import Any, TypeAlias

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from markupsafe import Markup, escape

Load: TypeAlias = Callable[[str], tuple[str, str, None] | None]

_SIGN = re.compile("[&<>\"']")


class _Generator(CodeGenerator):
    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- jinja2's name
        self.write("(_found if (_found := getattr((_holder := ")
        self.visit(node.node, frame)
        self.write(
            f"), {node.attr!r}, missing)) is not missing else environment.getattr(_holder, {node.attr!r}))"
        )

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.text(")


class Stock(Environment):
    """An environment whose templates stay what they are once they were read."""

    code_generator_class = _Generator

    def __init__(self, load: Load) -> None:
        super().__init__(
            loader=FunctionLoader(load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.globals.clear()
        self._held: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- jinja2's name
    ) -> Template:
        """As in jinja2; there are no globals, so that a template is the same whoever asks."""
        if not isinstance(name, str):
            return name
        if name not in self._held:
            self._held[name] = super().get_template(name, parent, globals)
        return self._held[name]

    @staticmethod
    def text(value: Any) -> str:
        """A value as HTML."""
        kind = type(value)
        if kind is Markup or (kind is str and not _SIGN.search(value)):
            return value  # type: ignore[no-any-return]
        return escape(value)
