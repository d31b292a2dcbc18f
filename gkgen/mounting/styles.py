"""A host's styles, kept to its header and footer: every selector below their own box, every id with its prefix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

from gkgen.findings import Finding, Place
from gkgen.mounting.markup import PREFIX
from gkgen.mounting.resources import Pictures
from gkgen.mounting.root_size import RootSize, root_size
from gkgen.mounting.rules import FORBIDDEN, UNSCOPED

SCOPE = ".gkgen-host.gkgen-host:not(#_)"
"""The box of the header or footer. An id that nobody has makes it weigh more than any selector of gkgen's; the class
said twice, more than what clears the box."""
_CLEARED = ".gkgen-host:not(#_)"

BEFORE = f"""\
@namespace html url("http://www.w3.org/1999/xhtml");
{_CLEARED} {{ all: initial; display: block; position: relative; z-index: 1; contain: layout; color-scheme: light; \
background: Canvas; color: CanvasText; font-size: 1rem; -webkit-locale: inherit; }}
{_CLEARED} html|*:not(img), {_CLEARED} html|*::before, {_CLEARED} html|*::after {{ all: revert; }}
{_CLEARED} :is(img, svg) {{ max-width: none; max-height: none; margin: 0; vertical-align: baseline; }}
{_CLEARED} .gkgen-host-body {{ margin: 0; }}
@media (max-width: 64em), (hover: none) {{ {_CLEARED} {{ overflow-x: auto; }} }}
@media print {{ {_CLEARED} {{ display: none; }} }}
"""
"""What makes the box a page of its own: nothing that gkgen's styles say of any element counts in it."""

_ROOTS = {"html": ".gkgen-host-html", "body": ".gkgen-host-body"}
_UNREAD = "读不懂的写法（例如 *zoom:1 这样只给旧浏览器看的）"
_HOLDING = frozenset({"media", "supports"})
_ACTIVE = frozenset({"behavior", "-moz-binding"})


def scoped_styles(sheets: Iterable[tuple[str, str]], pictures: Pictures) -> tuple[str, list[Finding]]:
    """One style sheet for the header and the footer, from (path, text) in their order."""
    parsed = [
        (path, tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
        for path, text in sheets
    ]
    size, findings = root_size(parsed)
    parts = [BEFORE]
    for path, rules in parsed:
        writer = _Writer(path, size, pictures, findings)
        parts += [writer.rule(each) for each in rules]
    return "".join(parts), findings


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the rules of one file anew."""

    file: str
    size: RootSize
    pictures: Pictures
    findings: list[Finding]

    def rule(self, rule: Any) -> str:
        if rule.type == "qualified-rule":
            return f"{self._selectors(rule.prelude)} {{ {self._declarations(rule.content)}}}\n"
        if rule.type == "at-rule":
            return self._at_rule(rule)
        if rule.type == "error":
            self._refuse(rule, _UNREAD)
        return ""

    def _at_rule(self, rule: Any) -> str:
        name = rule.lower_at_keyword
        if name == "charset":
            return ""
        if name in _HOLDING and rule.content is not None:
            rules = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            inner = "".join(self.rule(each) for each in rules)
            return f"@{name} {tinycss2.serialize(rule.prelude).strip()} {{\n{inner}}}\n"
        if name.removeprefix("-webkit-") == "keyframes" and rule.content is not None:
            frames = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            inner = "".join(
                f"{tinycss2.serialize(each.prelude).strip()} {{ {self._declarations(each.content)}}}\n"
                for each in frames
                if each.type == "qualified-rule"
            )
            return f"@{name} {tinycss2.serialize(rule.prelude).strip()} {{\n{inner}}}\n"
        self._refuse(rule, f"@{name}")
        return ""

    # ---------------------------------------------------------------- selectors

    def _selectors(self, prelude: Sequence[Any]) -> str:
        lists: list[list[Any]] = [[]]
        for token in prelude:
            if token.type == "literal" and token.value == ",":
                lists.append([])
            else:
                lists[-1].append(token)
        return ", ".join(f"{SCOPE} {self._renamed(each).strip()}" for each in lists)

    def _renamed(self, tokens: Sequence[Any]) -> str:
        parts: list[str] = []
        before = ""
        for token in tokens:
            if token.type == "error":
                self._refuse(token, _UNREAD)
                continue
            said = token.serialize()
            if token.type == "function":
                said = f"{token.name}({self._renamed(token.arguments)})"
            elif token.type == "hash":
                said = f"#{PREFIX}{said[1:]}"
            elif token.type == "ident" and before not in (".", ":", "|"):
                said = _ROOTS.get(token.lower_value, said)
            elif token.type == "ident" and before == ":" and token.lower_value == "root":
                parts.pop()
                said = _ROOTS["html"]
            elif token.type == "comment":
                said = ""
            parts.append(said)
            before = said
        return "".join(parts)

    # ---------------------------------------------------------------- declarations

    def _declarations(self, content: Sequence[Any]) -> str:
        parts = []
        for each in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            if each.type != "declaration":
                self._refuse(each, "嵌套的规则" if each.type != "error" else _UNREAD)
            elif each.lower_name in _ACTIVE:
                self.findings.append(FORBIDDEN.at(self._place(each), what=each.name))
            else:
                important = " !important" if each.important else ""
                parts.append(f"{each.name}: {self._values(each.value).strip()}{important}; ")
        return "".join(parts)

    def _values(self, tokens: Sequence[Any]) -> str:
        return "".join(self._value(each) for each in tokens)

    def _value(self, token: Any) -> str:
        if token.type == "error":
            self._refuse(token, _UNREAD)
            return ""
        if token.type == "url":
            return self._picture(token.value, token)
        if token.type == "function":
            return self._function(token)
        if token.type == "dimension" and token.lower_unit == "rem":
            return self.size.length(token.value)
        if token.type in ("() block", "[] block", "{} block"):
            return f"{token.type[0]}{self._values(token.content)}{token.type[1]}"
        return "" if token.type == "comment" else str(token.serialize())

    def _function(self, token: Any) -> str:
        name = token.lower_name
        if name == "expression":
            self.findings.append(FORBIDDEN.at(self._place(token), what="expression()"))
            return ""
        if name in ("url", "src"):
            return self._picture(
                "".join(each.value for each in token.arguments if each.type == "string"), token
            )
        if name.endswith("image-set"):
            self._refuse(token, f"{name}()")
            return ""
        return f"{token.name}({self._values(token.arguments)})"

    def _picture(self, named: str, token: Any) -> str:
        if named.startswith("#"):
            return f'url("#{PREFIX}{named[1:]}")'
        address = self.pictures.address(named, self._place(token))
        return f'url("{address}")' if address else "none"

    def _refuse(self, token: Any, what: str) -> None:
        self.findings.append(UNSCOPED.at(self._place(token), what=what))

    def _place(self, token: Any) -> Place:
        return Place(self.file, token.source_line, token.source_column)
