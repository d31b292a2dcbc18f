"""What every step of drafting shares, and the words about cells that go into no file."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace

from gkgen.findings import Finding, Place, Rule, Text, warning
from gkgen.importing.mapping import Aim, Shape
from gkgen.importing.report import LeftOut
from gkgen.importing.tables import Line, Table
from gkgen.model import Mapping, Node, Sequence

NO_FIELD = warning(
    "I821",
    Text(
        "“{label}”这一栏没有对应的项，{count} 格没有导入（如“{sample}”）",
        "no field takes column “{label}”: {count} cells were left out (such as “{sample}”)",
    ),
    Text(
        "需要公开的，改用已有栏目的名称再导入，或者手工补上",
        "name the column after a field and import again, or add by hand what is needed",
    ),
)
VARIES = warning(
    "I822",
    Text(
        "“{label}”说的是整个清单，各行却不一样，{count} 格没有导入",
        "“{label}” is said of the whole list and differs by row: {count} cells were left out",
    ),
    Text("按它把表拆开再导入，或者用 --set 写一个", "split the table by it, or give one value with --set"),
)
SECOND_COLUMN = warning(
    "I823",
    Text(
        "“{label}”与“{other}”是同一项，“{value}”没有导入",
        "columns “{label}” and “{other}” are one field: “{value}” was left out",
    ),
    Text("在表里合成一栏再导入，或者手工补上", "make them one column, or add it by hand"),
)
NOT_A_ROW = warning(
    "I824",
    Text("这一行只有“{text}”，没有导入", "this row says “{text}” alone and was not imported"),
    Text(
        "小标题或说明不用管；是内容就把这一行填完整",
        "pass over a heading or a note; complete a row of content",
    ),
)
UNREAD = warning(
    "I826",
    Text("“{label}”的“{value}”没有导入：{why}", "“{value}” in “{label}” was left out: {why}"),
    Text("在表里改好再导入，或者手工补上", "mend the table and import again, or add it by hand"),
)
TOTAL = warning(
    "I827",
    Text("这一行是“{text}”，没有导入", "this row is a total (“{text}”) and was not imported"),
    Text("不用管；真有这个名称的，手工补上", "nothing to do, unless something has that name"),
)
JOINT = warning(
    "I828",
    Text(
        "“{value}”是几个机关，“{label}”写了第一个“{first}”",
        "“{value}” is several bodies; “{label}” became the first, “{first}”",
    ),
    Text(
        "核对是不是文号所属的机关；其他机关写进正文",
        "see that it is the one whose number the document bears; name the others in the body",
    ),
)
JOINED = warning(
    "I881",
    Text(
        "“{label}”的“{value}”，汉字之间的空格去掉了",
        "the blanks between the characters of “{value}” in “{label}” were taken away",
    ),
    Text("不用管；空格本来有意思的，手工加回去", "nothing to do, unless the blanks meant something"),
)
CARRIED = warning(
    "I882",
    Text(
        "“{label}”空着，按上一行写成“{text}”", "“{label}” is blank and became “{text}”, as in the row above"
    ),
    Text("核对是不是合并单元格留下的空格", "see that the blank comes from a merged cell"),
)
SPLIT = warning(
    "I883",
    Text("按“{labels}”分成了 {count} 个文件", "the table was taken apart by “{labels}” into {count} files"),
    Text("核对每个文件的标题和发布机构", "look at the title and the publisher of each"),
)
CONVERTED = warning(
    "I884",
    Text(
        "“{label}”的单位是{unit}，换算成了{wanted}（第一个：{value} → {amount}）",
        "“{label}” is in {unit} and was converted to {wanted} (the first: {value} → {amount})",
    ),
    Text("核对几个数", "check some of the numbers"),
)
NO_UNIT = warning(
    "I885",
    Text("“{label}”的单位“{unit}”没有导入", "the unit “{unit}” of “{label}” was not imported"),
    Text(
        "核对这一栏的单位，不同的换算以后再导入", "see that the field is in that unit; convert it if it isn't"
    ),
)
SAME_LINE = warning(
    "I825",
    Text("这一行与第 {line} 行完全相同，没有导入", "this row is the same as row {line} and was not imported"),
    Text("不用管；本来该不同的话，核对两行", "nothing to do, unless the two were meant to differ"),
)


# A blank between two Chinese characters, or between one and a figure.
_LINE_END = re.compile(r"(?<=[㐀-鿿…])\s+(?=[㐀-鿿\d])|(?<=\d)\s+(?=[㐀-鿿])")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What every entry, or every row of a list, has where the table says nothing: nodes by English key."""

    entry: Dictionary[str, Node]
    row: Dictionary[str, Node]


@dataclass(frozen=True, slots=True)
class Desk:
    """The table, where its columns go, and what was found and left out so far."""

    table: Table
    aims: tuple[Aim, ...]
    shape: Shape
    defaults: Defaults
    prefix: str
    findings: list[Finding] = field(default_factory=list)
    left: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    totals: list[Line] = field(default_factory=list)
    keys: dict[str, tuple[int, str]] = field(default_factory=dict)

    def leave_unnamed(self) -> None:
        """The cells of the columns that no field takes: told once a column."""
        for index, aim in enumerate(self.aims):
            texts = [(line.number, line.texts[index]) for line in self.table.lines if line.texts[index]]
            if aim.spec is None and not aim.level and texts:
                label = aim.column.label or f"#{aim.column.number}"
                self._leave(label, texts)
                self._note(NO_FIELD, 1, aim, label=label, count=len(texts), sample=_short(texts[0][1]))

    def leave_quietly(self, label: str, line: int, text: str) -> None:
        """A cell of which something else tells why it is left out."""
        self._leave(label, [(line, text)])

    def leave_key(self, label: str, line: int, text: str) -> None:
        """A value whose key names no field: told once a key, by `tell_keys`."""
        self._leave(label, [(line, text)])
        self.keys.setdefault(label, (line, text))

    def tell_keys(self) -> None:
        for label, (line, text) in self.keys.items():
            place, count = Place(self.table.file, line, 1), len(self.left[label])
            self.findings.append(NO_FIELD.at(place, label=label, count=count, sample=_short(text)))

    def leave_varying(self, aim: Aim, texts: list[tuple[int, str]]) -> None:
        self._leave(aim.column.label, texts)
        self._note(VARIES, 1, aim, label=aim.column.label, count=len(texts))

    def leave_second(self, aim: Aim, other: Aim, line: int, text: str) -> None:
        self._leave(aim.column.label, [(line, text)])
        labels = {"label": aim.column.label, "other": other.column.label}
        self._note(SECOND_COLUMN, line, aim, **labels, value=_short(text))

    def leave_unread(self, aim: Aim, line: int, text: str, why: Text) -> None:
        self._leave(aim.column.label, [(line, text)])
        self._note(UNREAD, line, aim, label=aim.column.label, value=_short(text), why=why)

    def leave_joint(self, aim: Aim, line: int, text: str, first: str) -> None:
        self._leave(aim.column.label, [(line, text)])
        self._note(JOINT, line, aim, label=aim.column.label, value=_short(text), first=first)

    def leave_total(self, line: Line, index: int) -> None:
        for aim, text in zip(self.aims, line.texts, strict=True):
            if text and (aim.spec is not None or aim.level):
                self._leave(aim.column.label, [(line.number, text)])
        self.totals.append(line)
        self._note(TOTAL, line.number, self.aims[index], text=_short(line.texts[index]))

    def leave_line(self, line: Line, index: int) -> None:
        aim = self.aims[index]
        if aim.spec is not None:
            self._leave(aim.column.label, [(line.number, line.texts[index])])
        self._note(NOT_A_ROW, line.number, aim, text=_short(line.texts[index]))

    def joined(self, node: Node, aim: Aim, line: int) -> Node:
        """A value without the blanks that a narrow cell's line ends have left between Chinese characters; a line end
        itself goes as quietly as it goes from a title."""
        if isinstance(node, Sequence):
            return replace(node, items=tuple(self.joined(each, aim, line) for each in node.items))
        if isinstance(node, Mapping):
            items = tuple((key, self.joined(each, aim, line)) for key, each in node.items)
            return replace(node, items=items)
        whole = _LINE_END.sub("", node.text)
        if any("\n" not in found.group() for found in _LINE_END.finditer(node.text)):
            self._note(JOINED, line, aim, label=aim.column.label, value=_short(node.text))
        return replace(node, text=whole)

    def convert(self, aim: Aim, text: str, unit: str, wanted: str, amount: str) -> None:
        labels = {"label": aim.column.label, "unit": unit, "wanted": wanted}
        self._note(CONVERTED, 1, aim, **labels, value=_short(text), amount=amount)

    def leave_unit(self, aim: Aim, unit: str) -> None:
        self._note(NO_UNIT, 1, aim, label=aim.column.label, unit=unit)

    def split(self, columns: list[int], count: int) -> None:
        labels = "、".join(self.aims[index].column.label for index in columns)
        self._note(SPLIT, 1, self.aims[columns[0]], labels=labels, count=count)

    def carry(self, line: int, aim: Aim, text: str) -> None:
        self._note(CARRIED, line, aim, label=aim.column.label, text=_short(text))

    def leave_same(self, line: Line, first: int) -> None:
        self.findings.append(SAME_LINE.at(Place(self.table.file, line.number, 1), line=first))

    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(LeftOut(label, tuple(sorted(cells))) for label, cells in self.left.items())

    def _note(self, rule: Rule, line: int, aim: Aim, **values: str | int | Text) -> None:
        self.findings.append(rule.at(Place(self.table.file, line, aim.column.number), **values))

    def _leave(self, label: str, texts: list[tuple[int, str]]) -> None:
        self.left.setdefault(label, []).extend(texts)


def _short(text: str) -> str:
    one_line = text.replace("\n", " ")
    return one_line if len(one_line) <= 30 else f"{one_line[:29]}…"
