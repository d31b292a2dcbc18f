"""扣分指标，办事服务 (25) and 互动交流 (23): guides as the inspector draws them; what needs an account or an answer is listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gkgen.checks.forms.vague import VAGUE
from gkgen.inspecting.examined import Examined
from gkgen.inspecting.results import Evidence, Outcome, Result, of_observations, worst
from gkgen.schema.observations import Aspect, Observation

CHAPTER = "办事服务"
DRAWN = 5
FORMS_DRAWN = 2
_SYSTEM = "由省、市统一的政务服务平台承担，要在线上检查"


def services(examined: Examined) -> Iterator[Result]:
    guides = examined.seen(Aspect.ELEMENTS)
    folder = guides[0].address.rpartition("/")[0] if guides else ""
    words = "“按类别”列出办事指南，“公开目录”按事项归类"
    said = (Evidence(words, f"{folder}/index.html"),) if guides else ()
    yield _result("事项公开", "办事服务事项集中分类展示", "办事指南的列表和目录", 0 if guides else 3, said)
    yield _unseen("在线申请", "能在线注册、在线办事", 5)
    yield _unseen("办事统计", "公开办事统计数据，一个月内更新", 2)
    yield _without_guide(examined)
    yield _drawn(
        "办事指南：要素",
        "重点要素不缺，每缺一处扣 0.5",
        Aspect.ELEMENTS,
        Decimal("0.5"),
        examined,
        each_fault=True,
    )
    yield _drawn(
        "办事指南：材料要求",
        "材料说明原件/复印件、纸质/电子、份数，每个事项扣 1",
        Aspect.MATERIALS,
        Decimal(1),
        examined,
    )
    yield _vague(examined)
    yield _drawn(
        "办事指南：只写文件名称",
        "提到的政策文件说明具体内容，每个事项扣 0.5",
        Aspect.NAMES_ONLY,
        Decimal("0.5"),
        examined,
    )
    yield Result(
        "扣分指标",
        CHAPTER,
        "内容准确",
        "抽查 5 个办事指南，电话等信息准确，与实际办事一致，每错一处扣 1",
        "要拨打电话、到窗口核对；前后矛盾的写法由 gkgen check 报告",
        "不能检查",
        most=Decimal(5),
        evidence=tuple(
            Evidence(f"{each.rule.code} {each.wrong('zh')}", "", each.place.file, each.place.line)
            for each in examined.findings
            if each.rule.code in _CONTRADICTIONS
        )[:12],
    )
    yield _drawn(
        "表格样表",
        "要填的表格都提供空表或者获取渠道，每个指南扣 1",
        Aspect.FORMS,
        Decimal(1),
        examined,
        sample=FORMS_DRAWN,
    )


_CONTRADICTIONS = frozenset(f"X{number}" for number in range(801, 850))


def interaction(_examined: Examined) -> Iterator[Result]:
    """A static site takes no messages: all of it is the systems' to which the site leads."""
    for name, asked, most in (
        ("信息提交", "网民能提交信息", 7),
        ("统一登录", "各互动栏目统一注册登录", 3),
        ("留言公开", "公开网民留言、答复和统计，两个月内更新", 6),
        ("办理答复", "简单问题五个工作日内收到答复，答复不推诿", 8),
    ):
        yield Result(
            "扣分指标",
            "互动交流",
            name,
            asked,
            "互动由上级平台承担，要在线上检查",
            "不能检查",
            most=Decimal(most),
        )


def _result(
    name: str, asked: str, looked: str, points: Decimal | int, evidence: Sequence[Evidence]
) -> Result:
    outcome: Outcome = "扣分" if points else "符合"
    return Result(
        "扣分指标", CHAPTER, name, asked, looked, outcome, Decimal(points), Decimal(0), tuple(evidence)
    )


def _unseen(name: str, asked: str, most: int) -> Result:
    return Result("扣分指标", CHAPTER, name, asked, _SYSTEM, "不能检查", most=Decimal(most))


def _without_guide(examined: Examined) -> Result:
    """Licences of the power lists without a guide. What other platforms list as services can't be told here."""
    seen = examined.seen(Aspect.GUIDED)
    bare = worst(seen, DRAWN)
    looked = f"权责清单里全部 {len(seen)} 项行政许可；抽查 {DRAWN} 个时最多这样扣"
    asked = "每个办事服务事项都有办事指南，缺一个扣 4"
    return _result("办事指南：有无", asked, looked, 4 * len(bare), of_observations(seen))


def _vague(examined: Examined) -> Result:
    """As `gkgen check` finds it: one rule says in both places what is vague."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for finding in examined.findings:
        if finding.rule is VAGUE:
            said[finding.place.file].append(f"“{dict(finding.values)['found']}”")
    seen = [replace(each, faults=tuple(said[each.place.file])) for each in examined.seen(Aspect.ELEMENTS)]
    faulty = sum(1 for each in seen if each.faults)
    looked = f"全部 {len(seen)} 份办事指南，{faulty} 份有问题；抽查 {DRAWN} 份时最多这样扣"
    asked = "没有“其他材料”一类的兜底表述，每个事项扣 2"
    return _result("办事指南：含糊表述", asked, looked, 2 * len(worst(seen, DRAWN)), of_observations(seen))


def _drawn(  # noqa: PLR0913 — the indicator's own terms
    name: str,
    asked: str,
    aspect: Aspect,
    points: Decimal,
    examined: Examined,
    *,
    sample: int = DRAWN,
    each_fault: bool = False,
) -> Result:
    """The guides that cost most: an inspector who draws just these deducts so much, and never more."""
    seen = examined.seen(aspect)
    drawn = worst(seen, sample)
    count = _faults(drawn) if each_fault else len(drawn)
    faulty = sum(1 for each in seen if each.faults)
    looked = f"全部 {len(seen)} 份办事指南，{faulty} 份有问题；抽查 {sample} 份时最多这样扣"
    return _result(name, asked, looked, points * count, of_observations(seen))


def _faults(drawn: Sequence[Observation]) -> int:
    return sum(len(each.faults) for each in drawn)
