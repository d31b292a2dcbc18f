"""Every rule that stands in any room of gkgen, with the room."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import gkgen
from gkgen.findings import Rule, Text

FAMILIES = {
    "F": Text("文件", "files"),
    "Y": Text("编码、字符和 YAML", "encoding, characters, YAML"),
    "K": Text("键和值", "keys and values"),
    "M": Text("正文的 Markdown", "Markdown"),
    "C": Text("公开目录", "the catalogue"),
    "R": Text("引用", "references"),
    "L": Text("链接和导航", "links and navigation"),
    "G": Text("流程图", "flowcharts"),
    "D": Text("日期、期限和公开方式", "dates, deadlines, disclosure"),
    "N": Text("索引号", "index numbers"),
    "U": Text("网址、撤下和改动", "addresses, withdrawals, changes"),
    "W": Text("文字的写法", "the wording"),
    "X": Text("前后一致", "one against another"),
    "A": Text("年度报告", "annual reports"),
    "V": Text("覆盖面", "coverage"),
    "P": Text("个人信息、涉密和公开审查", "privacy, secrecy, review"),
    "I": Text("导入", "imports"),
    "S": Text("搜索", "the search"),
    "T": Text(
        "繁体版、打印、嵌入门户和触摸屏", "Traditional characters, printing, a host portal, touch screens"
    ),
    "B": Text("整理、基线和例外", "formatting, baseline, exceptions"),
}
"""What each letter is about, in the order in which a reader meets them; a letter that isn't here comes last."""

_OWN_PAGES = ("gkgen.checks", "gkgen.types", "gkgen.diff")


@dataclass(frozen=True, slots=True)
class Stated:
    """A rule, and the room in which it stands; `purpose` is the first sentence of that room, in English."""

    rule: Rule
    room: str
    purpose: str

    @property
    def has_page(self) -> bool:
        """Rules about what is said, and not how a file is written, are explained on pages of their own."""
        return self.room.startswith(_OWN_PAGES)


def all_rules() -> dict[str, Stated]:
    """By code, families in their order. Raises ValueError where two rules have one code."""
    found: dict[str, Stated] = {}
    for module in _rooms():
        rules = list(_rules_in(module))
        source = inspect.getsource(module) if rules else ""
        for rule in rules:
            other = found.get(rule.code)
            if other is not None and other.rule != rule:
                raise ValueError(f"two rules have the code {rule.code}: {other.room}, {module.__name__}")
            if other is None or f'"{rule.code}"' in source:
                found[rule.code] = Stated(rule, module.__name__, _first_sentence(module))
    letters = [*FAMILIES, *sorted({code[0] for code in found} - set(FAMILIES))]
    return {code: found[code] for code in sorted(found, key=lambda code: (letters.index(code[0]), code))}


def _rooms() -> Iterator[ModuleType]:
    for info in sorted(pkgutil.walk_packages(gkgen.__path__, "gkgen."), key=lambda each: each.name):
        if info.name != "gkgen.__main__":
            yield importlib.import_module(info.name)


def _rules_in(module: ModuleType) -> Iterator[Rule]:
    for value in vars(module).values():
        for each in value.values() if isinstance(value, dict) else (value,):
            if isinstance(each, Rule):
                yield each


def _first_sentence(module: ModuleType) -> str:
    return " ".join((module.__doc__ or "").strip().partition("\n\n")[0].split())
