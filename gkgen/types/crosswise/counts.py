"""Counts that a list claims in its words against the rows that stand in it (“共 203 项”，“行政许可11项”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry
from gkgen.schema import passages_of

OTHER_TOTAL = warning(
    "X830",
    Text("写的是“{said}”，清单里有 {count} 项", "this says “{said}”; the list has {count}"),
    Text("核对清单和这里的数", "check the list and the number"),
    "国办秘函〔2019〕19号，内容准确",
)
OTHER_COUNT = warning(
    "X831",
    Text("写的是“{said}”，清单里{kind}有 {count} 项", "this says “{said}”; the list has {count} of {kind}"),
    Text("核对清单和这里的数", "check the list and the number"),
    "国办秘函〔2019〕19号，内容准确",
)

_TOTAL = re.compile(r"(?:总共|共计|合计|共有|共列|共)\s*(\d{1,5})\s*(?:大)?项(?!以上)")
_CLAUSE = re.compile(r"[^。；;\n]+")
# What a clause counts that isn't the list as it stands: what was changed, and what stood or will stand elsewhere.
_CHANGED = re.compile(
    r"新增|增加|取消|减少|删除|删去|下放|承接|合并|调整|变更|划转|原有|原为|原共|上年|去年|较|其中|子项|拟|预计"
)


def check_counts(entry: Entry, totals: frozenset[int], counts: Mapping[str, int]) -> Iterator[Finding]:
    """`totals` are the numbers that “共…项” may truly say, `counts` how many rows there are of each kind.

    Title, summary and body are read; a clause that speaks of changes is not.
    """
    for passage in passages_of(entry, type(entry.fields)):
        if passage.path not in (("title",), ("summary",), ("body",)):
            continue
        for clause in _CLAUSE.finditer(passage.text):
            if _CHANGED.search(clause[0]):
                continue
            for found in _TOTAL.finditer(clause[0]):
                if int(found[1]) not in totals:
                    place = passage.at(clause.start() + found.start())
                    yield OTHER_TOTAL.at(place, said=found[0], count=max(totals))
            for kind, count in counts.items():
                for found in re.finditer(
                    rf"{re.escape(kind)}(?:类|事项|权力)?\s*[:：]?\s*(\d{{1,5}})\s*项", clause[0]
                ):
                    if int(found[1]) != count:
                        place = passage.at(clause.start() + found.start())
                        yield OTHER_COUNT.at(place, said=found[0], kind=kind, count=count)
