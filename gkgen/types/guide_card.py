"""The card of a guide (明白卡): what a clerk hands over the counter, the most asked first, and what may be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gkgen.model import Link
from gkgen.schema.parts import Bases, Cell, Facts, Items, Paragraphs, Part, Table
from gkgen.schema.printed import CardPart

if TYPE_CHECKING:
    from gkgen.types.guide import Guide, GuideView, Material, ProcessStep


def card_of(view: GuideView) -> tuple[CardPart, ...]:
    """Who, with what, where and when, how long and for how much always stand on it; the law, the remedies and the
    questions can be read on the page."""
    return tuple(_parts(view))


def _parts(view: GuideView) -> Iterator[CardPart]:
    guide = view.fields
    yield from _facts(_glance(view), brief=4)
    if guide.conditions:
        yield CardPart(_items("申请条件", guide.conditions))
    if guide.materials:
        yield CardPart(_materials(guide.materials), brief=_materials(guide.materials, brief=True))
    if guide.process:
        yield CardPart(_steps(guide.process), brief=_steps_in_brief(guide.process), counted=True)
    yield from _facts(_contact(view), brief=4)
    if guide.special:
        said = (f"{each.name}{_after(each.limit.said() if each.limit else '')}" for each in guide.special)
        yield CardPart(_items("特殊环节", said), 2)
    if guide.remedy:
        yield CardPart(Paragraphs("救济途径", "", guide.remedy), 1)
    if guide.questions:
        asked = (f"问：{each.ask} 答：{each.answer}" for each in guide.questions)
        yield CardPart(_items("常见问题", asked), 4)
    if guide.bases:
        yield CardPart(Bases("设定依据", "", guide.bases), 3)


def _facts(rows: Iterable[tuple[str, str]], brief: int) -> Iterator[CardPart]:
    """Of the rows the first `brief` are those that nobody can do without."""
    every = list(rows)
    told = tuple((label, _cell(words)) for label, words in every if words)
    least = tuple((label, _cell(words)) for label, words in every[:brief] if words)
    if told:
        yield CardPart(Facts(told), brief=Facts(least) if least else None)


def _glance(view: GuideView) -> Iterator[tuple[str, str]]:
    guide = view.fields
    yield "办理对象", "、".join(guide.objects)
    yield "收费", _fees(view)
    yield "法定办结时限", guide.statutory.said() if guide.statutory else ""
    yield "承诺办结时限", guide.promised.said() if guide.promised else ""
    yield "办件类型", guide.handling or ""
    yield "到现场次数", f"{guide.visits} 次" if guide.visits is not None else ""
    yield "数量限制", guide.quantity
    yield "办理结果", _result(guide)


def _fees(view: GuideView) -> str:
    if not view.fees:
        return {True: "收费", False: "不收费", None: ""}[view.fields.charged]
    said = []
    for fee in view.fees:
        tiers = "，".join(f"{case} {amount}" for case, amount in fee.tiers)
        said.append(f"{fee.link.title}：{fee.standard or tiers}" if fee.standard or tiers else fee.link.title)
    return "；".join(said)


def _result(guide: Guide) -> str:
    return f"{guide.result.name}{_after(guide.result.delivery)}" if guide.result else ""


def _contact(view: GuideView) -> Iterator[tuple[str, str]]:
    guide = view.fields
    yield "办理机构", view.organ.title
    yield "办理地点", guide.place
    yield "办理时间", guide.hours
    yield "咨询电话", guide.phone
    yield "监督电话", guide.supervision
    yield "网上办理", guide.online


def _materials(materials: tuple[Material, ...], *, brief: bool = False) -> Table:
    """Name, original or copy, how many; and what else must be known of each, unless there is no room for it."""
    rows = [
        (
            f"{number}. {each.name}",
            "、".join(word for word in (each.original, each.medium) if word),
            f"{each.copies}" if each.copies is not None else "",
            _remark(each, brief=brief),
        )
        for number, each in enumerate(materials, 1)
    ]
    labels = ("材料名称", "原件或复印件", "份数", "说明")
    used = [place for place in range(len(labels)) if any(row[place] for row in rows)]
    cells = tuple(tuple(_cell(row[place]) for place in used) for row in rows)
    return Table("办理材料", "", tuple(labels[place] for place in used), cells)


def _remark(material: Material, *, brief: bool) -> str:
    said = [f"限“{material.case}”" if material.case else ""]
    said.append(material.required if material.required != "必要" else "")
    if not brief:
        said += [material.source, material.standard, material.note]
    return "；".join(words.rstrip("。；") for words in said if words)


def _steps(steps: tuple[ProcessStep, ...]) -> Part:
    return _items(
        "办理流程",
        ("：".join(word for word in (_step(each), each.text.rstrip("。")) if word) for each in steps),
    )


def _steps_in_brief(steps: tuple[ProcessStep, ...]) -> Part:
    return Paragraphs("办理流程", "", " → ".join(each.step for each in steps))


def _step(each: ProcessStep) -> str:
    limit = each.limit.said() if each.limit else ""
    return f"{each.step}{_after('，'.join(word for word in (each.actor, limit) if word))}"


def _items(label: str, words: Iterable[str]) -> Part:
    return Items(label, "", tuple(_cell(each) for each in words))


def _cell(words: str) -> Cell:
    return Cell((Link(words, ""),) if words else ())


def _after(words: str) -> str:
    return f"（{words}）" if words else ""
