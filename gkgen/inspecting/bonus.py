"""加分指标 (30): looked at above eighty points; what needs an account, an answer or a judgement is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gkgen.checks.coverage import before
from gkgen.inspecting.examined import Examined
from gkgen.inspecting.results import Evidence, Outcome, Result, at
from gkgen.schema import Subject, TimeLimit
from gkgen.schema.observations import Aspect

_TABLES = (".csv", ".xlsx", ".xls", ".json", ".et")
_QUARTER, _HALF = TimeLimit(number=3, unit="月"), TimeLimit(number=6, unit="月")
_LINKED = 2


def bonus(examined: Examined) -> Iterator[Result]:
    yield _data(examined)
    yield _unseen("信息发布", "数据图表", "六个月内用图表图解展现和解读数据的，得 1 分", "要看图的内容", 1)
    yield _datasets(examined)
    yield _unseen(
        "信息发布",
        "解读回应",
        "抽查 3 个解读稿，用发布会、图解、音视频等形式的，每个得 1 分",
        "要看稿件的形式",
        3,
    )
    yield _unseen("办事服务", "服务功能", "提供服务评价并公布结果的，各得 1 分", "由政务服务平台承担", 2)
    yield _unseen(
        "办事服务", "服务内容", "提供专题、集成服务 3 项及以上的得 2 分，1 至 2 项的得 1 分", "要看专题", 2
    )
    yield _linked(examined)
    yield _unseen("互动交流", "实时互动", "一个工作日内答复的得 3 分，智能答问的得 2 分", "要在线上咨询", 3)
    yield _unseen("互动交流", "调查征集", "一年内 6 次以上的得 2 分，都反馈结果的得 1 分", "要看征集渠道", 3)
    yield _unseen(
        "功能设计", "智能搜索", "模糊搜索、搜索即服务各得 1 分，下级网站内容每条 1 分", "要在线上搜索", 4
    )
    yield _unseen("功能设计", "用户空间", "用户能看到历史信息的，得 2 分", "静态站点没有用户", 2)
    yield _unseen("创新发展", "创新发展", "做法突出并获主要领导肯定的，得 3 分", "要有证明", 3)


def _result(  # noqa: PLR0913, PLR0917 — the indicator's own terms
    chapter: str, name: str, asked: str, looked: str, points: int, evidence: Sequence[Evidence]
) -> Result:
    outcome: Outcome = "得分" if points else "未得分"
    return Result(
        "加分指标", chapter, name, asked, looked, outcome, Decimal(points), evidence=tuple(evidence)
    )


def _unseen(chapter: str, name: str, asked: str, looked: str, most: int) -> Result:
    return Result("加分指标", chapter, name, asked, looked, "不能检查", most=Decimal(most))


def _data(examined: Examined) -> Result:
    columns = examined.columns("数据发布")
    newest = max((each.held.newest for each in columns if each.held.newest), default=None)
    now = examined.site.now
    points = 0
    if newest is not None:
        points = 2 if newest >= before(now, _QUARTER) else 1 if newest >= before(now, _HALF) else 0
    evidence = [
        at(each.place, f"{each.node.title}：最近更新 {each.held.newest or '无'}", each.node.address)
        for each in columns
    ] or [Evidence("公开目录里没有“栏目类型: 数据发布”的栏目", "catalogue/index.html")]
    asked = "有数据发布栏目，三个月内更新得 2 分，三至六个月内得 1 分"
    return _result("信息发布", "数据发布", asked, "“栏目类型”是数据发布的栏目", points, evidence)


def _datasets(examined: Examined) -> Result:
    held = [each for each in examined.held_in("数据发布") if _tables(each)]
    evidence = [
        at(each.entry.place("attachments"), f"{each.title}：{'、'.join(_tables(each))}", each.address)
        for each in held
    ]
    asked = "定期更新数据集并提供下载或者接口的，得 1 分"
    looked = "数据发布栏目的表格附件（CSV、XLSX、JSON）"
    return _result("信息发布", "数据下载", asked, looked, int(bool(held)), evidence[:8])


def _tables(subject: Subject) -> list[str]:
    names = (each.file.rpartition("/")[2] for each in subject.entry.fields.attachments)
    return [name for name in names if name.lower().endswith(_TABLES)]


def _linked(examined: Examined) -> Result:
    """Two services are drawn: the points are sure only where every guide leads to all its bases."""
    seen = examined.seen(Aspect.LINKED)
    good = [each for each in seen if not each.faults]
    sure = bool(seen) and len(good) > len(seen) - _LINKED
    evidence = [at(each.place, f"{each.title}：依据都链到本站的文件", each.address) for each in good[:6]]
    evidence.append(Evidence(f"{len(seen)} 份办事指南里，{len(good)} 份的依据全部链到本站的政策文件"))
    asked = "抽查 2 个事项，政策文件依据都关联到本站政策文件库的，得 2 分"
    looked = "全部办事指南的设定依据；抽到哪两个都算数时才计分"
    return _result("办事服务", "服务关联", asked, looked, 2 if sure else 0, evidence)
