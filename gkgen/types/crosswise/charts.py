"""A flowchart against what it is the chart of: its limits within the promise, its steps the power's 责任事项.

Sources: 国办发〔2018〕118号 (执法流程图), 《关于推行地方各级政府工作部门权力清单制度的指导意见》.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry
from gkgen.schema import Site, Subject, TimeLimit
from gkgen.types.crosswise.limits import certainly_longer, total
from gkgen.types.crosswise.times import whole_limit

if TYPE_CHECKING:
    from gkgen.types.flowchart import FlowArrow, Flowchart, FlowStep

PATH_TOO_LONG = warning(
    "X805",
    Text(
        "流程图《{chart}》走完最长的一路要 {sum}，比“{label}”{limit} 长",
        "the longest way through the flowchart “{chart}” takes {sum}, longer than “{label}”, {limit}",
    ),
    Text("核对流程图各步骤的时限", "check the limits of the flowchart's steps"),
    "国办发〔2018〕118号",
)
DUTIES_MISSING = warning(
    "X806",
    Text(
        "流程图里找不到“{power}”的责任事项：{duties}",
        "the flowchart has no step for these duties of “{power}”: {duties}",
    ),
    Text(
        "补上步骤；步骤已有、名称不同的，在步骤里写“责任环节: {first}”",
        "add the step; where it has another name, write 责任环节: {first} in it",
    ),
    "国办发〔2018〕118号",
)
UNKNOWN_DUTY = warning(
    "X807",
    Text(
        "责任环节“{duty}”不在“{power}”的责任事项里：{duties}",
        "“{duty}” is not among the duties of “{power}”: {duties}",
    ),
    Text("照权责清单的环节名称写", "write the step's name as in the power list"),
    "国办发〔2018〕118号",
)
OTHER_CHART = warning(
    "X808",
    Text(
        "这里用流程图《{chart}》，它的“对应事项”却是“{other}”",
        "the flowchart “{chart}” is used here, and says that it is of “{other}”",
    ),
    Text("改成同一事项，或者换一张流程图", "name the same matter on both, or use another flowchart"),
    "国办发〔2018〕118号",
)

# Words that power lists and charts use for one step: 责任事项 of 行政许可 and 行政处罚, and what an applicant sees.
_WORDS = (
    frozenset({"受理", "接收", "收件", "登记受理"}),
    frozenset({"审查", "审核", "核查", "初审", "审批", "核验"}),
    frozenset({"决定", "准予", "许可", "确认", "批准"}),
    frozenset({"送达", "发证", "颁发", "领取", "发放", "制证", "告知结果"}),
    frozenset({"调查", "取证", "核对"}),
    frozenset({"立案"}),
    frozenset({"告知"}),
    frozenset({"执行"}),
)
# What comes after the matter is closed, or is no step at all.
_AFTERWARDS = ("监管", "其他", "归档", "备查", "监督")


def check_chart(entry: Entry, site: Site) -> Iterator[Finding]:
    """The steps of a chart of a power against that power's duties."""
    fields: Flowchart = entry.fields
    found = site.find("power", fields.of) if fields.of else None
    duties = found.row.value.duties if found is not None and found.row is not None else ()
    if found is None or not duties:
        return
    names = [duty.step for duty in duties]
    for index, step in enumerate(fields.steps):
        if step.duty and step.duty not in names:
            place = entry.place("steps", index, "duty")
            yield UNKNOWN_DUTY.at(place, duty=step.duty, power=found.title, duties="、".join(names))
    missing = [name for name in names if not _stands_in(name, fields.steps)]
    if missing:
        place = entry.place("steps")
        yield DUTIES_MISSING.at(place, power=found.title, duties="、".join(missing), first=missing[0])


def check_use(entry: Entry, place: tuple[str | int, ...], own: Subject, site: Site) -> Iterator[Finding]:
    """The chart that a guide or a power uses is its own: `own` is what uses it, at `place` of the entry."""
    used = own.row.value if own.row else entry.fields
    chart = site.find("flowchart", used.flowchart) if used.flowchart else None
    if chart is None or not getattr(chart.entry.fields, "of", ""):
        return
    name = chart.entry.fields.of
    of = site.find("power", name) or site.find("guide", name)
    power = site.find("power", getattr(used, "power", ""))
    if of is not None and of not in (own, power) and not _is_of(of, own):
        yield OTHER_CHART.at(entry.place(*place), chart=chart.title, other=of.title)


def _is_of(of: Subject, own: Subject) -> bool:
    """Whether a chart is of a guide that handles this very power."""
    return own.row is not None and getattr(of.entry.fields, "power", None) in (own.id, own.title)


def check_path(entry: Entry, site: Site) -> Iterator[Finding]:
    """The longest way through the chart that a guide uses against what the guide promises."""
    chart = site.find("flowchart", entry.fields.flowchart) if entry.fields.flowchart else None
    whole = whole_limit(entry.fields)
    if chart is None or whole is None or not hasattr(chart.entry.fields, "steps"):
        return
    label, limit = whole
    outside = {each.name for each in entry.fields.special if not each.counted}
    summed = longest(chart.entry.fields, limit, outside)
    if limit.number and summed and certainly_longer(summed, limit):
        said = summed.said() if summed.unit == limit.unit else f"至少 {summed.said()}"
        yield PATH_TOO_LONG.at(
            entry.place("flowchart"), chart=chart.title, sum=said, label=label, limit=limit.said()
        )


def longest(chart: Flowchart, like: TimeLimit, outside: set[str]) -> TimeLimit | None:
    """The longest way to an end, back arrows left out, and with them what leads nowhere else, such as a step of
    补正; steps named in `outside` take no time."""
    steps = {
        step.id: step
        for step in chart.steps
        if not any(name in step.label or step.label in name for name in outside if name)
    }
    ways, leaving = _forward(chart.steps, chart.arrows), {arrow.source for arrow in chart.arrows}
    best: dict[str, tuple[TimeLimit, ...]] = {}
    for name in _finished(chart.steps, ways):
        tails = [best[target] for target in ways[name] if target in best]
        if tails or name not in leaving:
            tail = max(tails, key=lambda each: _weight(each, like), default=())
            own = steps[name].limit if name in steps else None
            best[name] = (own, *tail) if own else tail
    whole = max(best.values(), key=lambda each: _weight(each, like), default=())
    return total(whole, like)


def _weight(limits: Sequence[TimeLimit], like: TimeLimit) -> int:
    summed = total(limits, like)
    return summed.number if summed else 0


def _forward(steps: Sequence[FlowStep], arrows: Sequence[FlowArrow]) -> Mapping[str, list[str]]:
    """The arrows that don't lead back: a loop is walked once."""
    ways: defaultdict[str, list[str]] = defaultdict(list)
    known = {step.id for step in steps}
    for arrow in arrows:
        if arrow.source in known and arrow.target in known:
            ways[arrow.source].append(arrow.target)
    order = {name: position for position, name in enumerate(_finished(steps, ways))}
    return defaultdict(
        list,
        {name: [each for each in targets if order[each] < order[name]] for name, targets in ways.items()},
    )


def _finished(steps: Sequence[FlowStep], ways: Mapping[str, list[str]]) -> list[str]:
    """The steps in the order in which a walk in depth leaves them: an arrow to one that isn't left yet leads back."""
    left: list[str] = []
    seen: set[str] = set()
    for step in steps:
        stack = [(step.id, iter(ways.get(step.id, ())))] if step.id not in seen else []
        seen.add(step.id)
        while stack:
            name, targets = stack[-1]
            target = next((each for each in targets if each not in seen), None)
            if target is None:
                left.append(name)
                stack.pop()
            else:
                seen.add(target)
                stack.append((target, iter(ways.get(target, ()))))
    return left


def _stands_in(duty: str, steps: Sequence[FlowStep]) -> bool:
    """Whether a duty is a step of the chart: named there as its own, or by the same words."""
    if any(word in duty for word in _AFTERWARDS):
        return True
    words = {duty} | {each for group in _WORDS for each in group if any(word in duty for word in group)}
    return any(
        step.duty == duty or any(word in text for word in words for text in (step.label, step.id))
        for step in steps
    )
