"""单项否决: any one of these fails the site, whatever its score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gkgen.checks.coverage import TERMS, NodeCover, before
from gkgen.inspecting.examined import Examined
from gkgen.inspecting.results import Evidence, Outcome, Result, at, more, of_observations
from gkgen.schema import TimeLimit
from gkgen.schema.observations import Aspect

_HOME = TimeLimit(number=14, unit="日")
STALE, OVERDUE, BLANK, GUIDES, MISSING = 5, 10, 5, 5, 4


def vetoes(examined: Examined) -> Iterator[Result]:
    yield _unseen(
        "安全、泄密事故等严重问题",
        "不出现严重表述错误、泄露国家秘密、反动暴力色情内容、被篡改、伪造发稿日期、严重负面舆情",
        "要看线上的站点、舆情和提交记录；成文、发布日期的先后由 gkgen check 核对",
        _dates(examined),
    )
    yield _unseen(
        "站点无法访问", "一周内每天访问 20 次以上，超过 15 秒打不开的不到 5%", "要连续访问线上的站点"
    )
    yield _home(examined)
    yield from _columns(examined)
    yield _unseen(
        "互动回应差",
        "有网上咨询建言渠道，留言三个月内都有回应",
        "互动由上级平台承担，静态站点上没有留言",
    )
    yield _services(examined)


def _unseen(name: str, asked: str, examined: str, evidence: tuple[Evidence, ...] = ()) -> Result:
    return Result("单项否决", "", name, asked, examined, "不能检查", evidence=evidence)


def _result(name: str, asked: str, examined: str, bad: int, evidence: tuple[Evidence, ...]) -> Result:
    outcome: Outcome = "否决" if bad else "符合"
    return Result("单项否决", "", name, asked, examined, outcome, Decimal(0), Decimal(0), evidence)


def _dates(examined: Examined) -> tuple[Evidence, ...]:
    wrong = [each for each in examined.findings if each.rule.code in ("D701", "D702", "D704")]
    return tuple(at(each.place, each.wrong("zh")) for each in wrong[:5])


def _home(examined: Examined) -> Result:
    """The home page lists what was published last; what bears no date counts as not updated."""
    site = examined.site
    days = [
        each.fields.published
        for each in site.entries
        if site.types[each.kind].listed and each.fields.published
    ]
    newest = max((day for day in days if day <= site.now), default=None)
    old = newest is None or newest < before(site.now, _HOME)
    said = f"首页最新一条发布于 {newest}" if newest else "首页没有注明发布日期的内容"
    return _result(
        "首页不更新",
        "首页两周内有信息更新",
        "首页“最新公开”的发布日期",
        int(old),
        (Evidence(f"{said}，检查日 {site.now}", "index.html"),),
    )


def _columns(examined: Examined) -> Iterator[Result]:
    leaves = examined.coverage.leaves()
    stale = [
        each
        for each in examined.coverage.nodes
        if each.column in ("动态要闻", "通知公告", "政策文件") and each.state == "未更新"
    ]
    yield _result(
        "栏目不更新（一）",
        "动态要闻两周内、通知公告和政策文件六个月内更新；未更新的累计不到 5 个",
        f"注明“栏目类型”的 {sum(1 for each in examined.coverage.nodes if each.column in TERMS)} 个栏目",
        int(len(stale) >= STALE),
        _said(stale, "最近更新 {newest}"),
    )
    overdue = [each for each in examined.coverage.nodes if each.state == "未更新"]
    yield _result(
        "栏目不更新（二）",
        "应更新而长期未更新的栏目不到 10 个",
        f"有更新期限的 {sum(1 for each in examined.coverage.nodes if each.term)} 个栏目",
        int(len(overdue) >= OVERDUE),
        _said(overdue, "最近更新 {newest}"),
    )
    blank = [each for each in leaves if each.state == "空白"]
    yield _result(
        "栏目不更新（三）",
        "空白栏目不到 5 个",
        f"公开目录最末一级的 {len(leaves)} 个栏目",
        int(len(blank) >= BLANK),
        _said(blank, "空白"),
    )


def _said(covers: list[NodeCover], words: str) -> tuple[Evidence, ...]:
    shown = [
        at(
            each.place,
            f"{' › '.join(each.way)}：{words.format(newest=each.held.newest or '无日期')}",
            each.node.address,
        )
        for each in covers[:12]
    ]
    return (*shown, *more(len(covers) - 12))


def _services(examined: Examined) -> Result:
    """Four elements or more lacking in five guides; of fewer than five guides, in all of them."""
    guides = examined.seen(Aspect.ELEMENTS)
    poor = [each for each in guides if len(each.faults) >= MISSING]
    bad = not guides or len(poor) >= GUIDES or (len(guides) < GUIDES and len(poor) == len(guides))
    asked = "有办事服务；十项重点要素缺失 4 项及以上的事项不到 5 个（事项总数不足 5 个的，不是每项都缺）"
    evidence = of_observations(poor) if guides else (Evidence("没有办事指南"),)
    return _result("服务不实用", asked, f"全部 {len(guides)} 份办事指南的十项要素", int(bad), evidence)
