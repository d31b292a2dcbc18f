"""The reference as content of a site: tables of all codes, a page for a rule, a page for the fields of a type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gkgen.reference.fields import FieldTables, Line, Table
from gkgen.reference.markdown import block, page, plain, table
from gkgen.reference.rules import FAMILIES, Stated
from gkgen.report.rules import SEVERITIES, mend_in_general, wrong_in_general
from gkgen.schema import Common, Config, ContentType, fields_of
from gkgen.schema.fields import FieldSpec

_HEAD = ("代码", "种类", "哪里不对", "怎样改", "依据")
_FIELDS = ("中文名称", "英文键", "也可以写", "要求", "怎样写")
MARK = "▶"

_CODES = """\
`gkgen check` 报出的全部代码。代码永远不变；“…”处是具体的内容。怎样读一条报错，见[检查与报错](checking.md)；\
在终端里用 `gkgen explain` 加代码，看同样的说明。

点代码，看这条规则的依据和一个写错的例子。没有链接的，报错本身已经说清楚。
"""
_COMMON = """\
各类内容都可以写的键。哪些是必填的、哪些是应有的，以各个类型的表为准。键可以写中文名称、英文键，也可以写第三列的名称。
"""
_SETTINGS = "`site.yaml` 可以写的全部键。怎样用，见[站点设置](../site-yaml.md)。"


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a document in which a rule is broken, with `▶` before the guilty character."""

    file: str
    text: str


def reference_pages(
    rules: Mapping[str, Stated], types: Sequence[ContentType], examples: Mapping[str, Example]
) -> dict[str, str]:
    """The pages by their path below the folder of the help."""
    tables = FieldTables({kind.key: kind for kind in types}, "zh")
    pages = _codes(rules)
    with_page = [each for each in rules.values() if each.has_page]
    for number, stated in enumerate(with_page, 1):
        pages[f"rules/{stated.rule.code.lower()}.md"] = _rule(stated, number, examples.get(stated.rule.code))
    pages["fields/common.md"] = page("共有的键", 1, _COMMON, *_tables(tables.tables(Common)))
    pages["fields/site-yaml.md"] = page("site.yaml 的键", 2, _SETTINGS, *_tables(tables.tables(Config)))
    for number, kind in enumerate(types, 3):
        pages[f"fields/{kind.key}.md"] = _fields(kind, number, tables)
    return pages


def _codes(rules: Mapping[str, Stated]) -> dict[str, str]:
    """A page for each family of rules, so that none is long, and the list of the families."""
    families = {
        letter: list(own) for letter, own in groupby(rules.values(), key=lambda each: each.rule.code[0])
    }
    listed = "\n".join(
        f"- [{_family(letter)}](codes/{letter.lower()}.md)，{len(own)} 个" for letter, own in families.items()
    )
    pages = {"codes.md": page("错误代码", 71, _CODES, listed)}
    for number, (letter, own) in enumerate(families.items(), 1):
        back = "全部代码见[错误代码](../codes.md)。"
        pages[f"codes/{letter.lower()}.md"] = page(_family(letter), number, table(_HEAD, _rows(own)), back)
    return pages


def _family(letter: str) -> str:
    return f"{FAMILIES[letter].zh if letter in FAMILIES else '其他'}（{letter}）"


def _rows(stated: Iterable[Stated]) -> Iterator[tuple[str, ...]]:
    for each in stated:
        rule = each.rule
        code = f"[{rule.code}](../rules/{rule.code.lower()}.md)" if each.has_page else rule.code
        wrong, mend = wrong_in_general(rule, "zh"), mend_in_general(rule, "zh")
        yield code, SEVERITIES[rule.severity].zh, plain(wrong), plain(mend), plain(rule.basis)


def _rule(stated: Stated, number: int, example: Example | None) -> str:
    rule = stated.rule
    stops = (
        "有这个错误就不能发布。" if rule.severity == "error" else "提醒，可以发布；加 `--strict` 时也算错误。"
    )
    parts = [f"{plain(wrong_in_general(rule, 'zh'))}。\n\n{stops}"]
    parts.append(f"## 怎样改\n\n{plain(mend_in_general(rule, 'zh'))}。")
    if rule.basis:
        parts.append(f"## 依据\n\n{plain(rule.basis)}。")
    if example is not None:
        language = "markdown" if example.file.endswith(".md") else "yaml"
        said = f"“{MARK}”后面就是有问题的地方："
        parts.append(f"## 写错的例子\n\n{said}\n\n{block(example.text, language)}")
    parts.append("全部代码见[错误代码](../codes.md)。")
    return page(f"错误代码 {rule.code}", number, *parts)


def _fields(kind: ContentType, number: int, tables: FieldTables) -> str:
    """The fields of a type that differ from those which all types have."""
    common = {spec.key: spec for spec in fields_of(Common)}

    def is_own(spec: FieldSpec) -> bool:
        return spec.key not in common or tables.line(spec) != tables.line(common[spec.key])

    own = tables.tables(kind.fields, is_own)
    intro = f"文件放在 `content/{kind.folder}`，" if kind.folder else ""
    said = (
        f"{intro}新建：`gkgen new {kind.key}`。下面是这一类自己的键，和要求与众不同的键；"
        "此外都可以写[共有的键](common.md)。"
    )
    return page(f"“{kind.label}”的键", number, said, *_tables(own))


def _tables(tables: Sequence[Table]) -> Iterator[str]:
    for each in tables:
        if each.lines:
            head = f"## {plain(each.title)}\n\n" if each.title else ""
            yield head + table(_FIELDS, (_cells(line) for line in each.lines))


def _cells(line: Line) -> tuple[str, ...]:
    return plain(line.label), f"`{line.key}`", plain(line.aliases), plain(line.asked), plain(line.written)
