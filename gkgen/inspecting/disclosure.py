"""扣分指标，发布解读 (31): columns that must be there and fresh, interpretations and the documents that they explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gkgen.checks.coverage import TERMS, is_in_force
from gkgen.inspecting.examined import Examined
from gkgen.inspecting.results import Evidence, Outcome, Result, at, more, of_observations
from gkgen.schema import Subject
from gkgen.schema.observations import Aspect

CHAPTER = "发布解读"
DRAWN = 3
"""How many documents, and how many interpretations, an inspector draws."""


def disclosure(examined: Examined) -> Iterator[Result]:
    yield _portal("概况信息", "开设概况信息栏目，内容及时、准确", 2, examined)
    yield _organisations(examined)
    yield _leaders(examined)
    yield _portal("动态要闻", "开设动态要闻栏目，两周内更新", 5, examined)
    yield _column("政策文件", "开设政策文件栏目，六个月内更新", examined)
    yield _column("政策解读", "开设政策解读栏目，六个月内更新", examined)
    yield _ratio(examined)
    yield _both_ways(examined)
    yield _others(examined)


def _result(
    name: str, asked: str, looked: str, points: Decimal | int, evidence: Sequence[Evidence]
) -> Result:
    outcome: Outcome = "扣分" if points else "符合"
    return Result(
        "扣分指标", CHAPTER, name, asked, looked, outcome, Decimal(points), Decimal(0), tuple(evidence)
    )


def _portal(name: str, asked: str, most: int, examined: Examined) -> Result:
    """What belongs to the portal: a disclosure section holds no news (国办公开办函〔2019〕61号，专栏姓专)."""
    if examined.columns(name):
        return _column(name, asked, examined)
    if examined.site.config.host_portal:
        looked = "本站是门户网站的公开专栏，这类栏目由门户网站开设"
        return Result("扣分指标", CHAPTER, name, asked, looked, "不适用")
    evidence = (Evidence(f"公开目录里没有“栏目类型: {name}”的栏目", "catalogue/index.html"),)
    return _result(name, asked, "公开目录各栏目的“栏目类型”", most, evidence)


def _column(name: str, asked: str, examined: Examined) -> Result:
    columns = examined.columns(name)
    looked = f"“栏目类型”是{name}的 {len(columns)} 个栏目和它们之下的内容"
    if not columns:
        evidence = (Evidence(f"公开目录里没有“栏目类型: {name}”的栏目", "catalogue/index.html"),)
        return _result(name, asked, looked, 5, evidence)
    bad = [each for each in columns if each.state in ("空白", "未更新")]
    said = [
        at(each.place, f"{each.node.title}：最近更新 {each.held.newest or '无'}", each.node.address)
        for each in columns
    ]
    return _result(name, asked, looked, 5 if bad and name in TERMS else 0, said)


def _organisations(examined: Examined) -> Result:
    asked = "开设机构职能栏目；职能、机构设置、地址、办公时间、联系方式、负责人齐全准确"
    seen = examined.seen(Aspect.ORGANISATION)
    if not seen:
        return _result("机构职能", asked, "机构页", 2, (Evidence("没有机构页"),))
    faulty = [each for each in seen if each.faults]
    looked = f"全部 {len(seen)} 个机构页的六项内容；是否准确须人工核对"
    return _result("机构职能", asked, looked, min(2, len(faulty)), of_observations(seen))


def _leaders(examined: Examined) -> Result:
    asked = "开设领导信息栏目；姓名、简历等齐全准确"
    seen = examined.seen(Aspect.LEADERS)
    if not seen and examined.site.config.host_portal:
        looked = "本站没有领导信息，由门户网站开设"
        return Result("扣分指标", CHAPTER, "领导信息", asked, looked, "不适用")
    if not seen:
        return _result("领导信息", asked, "机构页的领导信息", 2, (Evidence("没有一个机构写了领导信息"),))
    faulty = sum(len(each.faults) for each in seen)
    looked = f"{len(seen)} 个机构的领导信息；简历是否准确须人工核对"
    return _result("领导信息", asked, looked, min(2, faulty), of_observations(seen))


# ---------------------------------------------------------------- interpretations


def _documents(examined: Examined) -> list[Subject]:
    """The documents in force that were issued in the office's name: they have a number of their own."""
    explained = {each.address for each in examined.held_in("政策解读")}
    return [
        each
        for each in examined.held_in("政策文件")
        if each.address not in explained
        and each.entry.fields.document_number not in ("", "无")
        and is_in_force(each, examined.site)
    ]


def _explaining(subject: Subject, examined: Examined) -> list[Subject]:
    """The interpretations that name a document, or that it names."""
    interpretations = {each.address: each for each in examined.held_in("政策解读")}
    naming = examined.site.naming
    found = {each.address for each in naming.get(subject.address, ())}
    found |= {
        address
        for address in interpretations
        if any(each.address == subject.address for each in naming.get(address, ()))
    }
    return [interpretations[address] for address in sorted(found) if address in interpretations]


def _ratio(examined: Examined) -> Result:
    """Of the newest documents as many as an inspector draws; which of them matter to many people, no one can tell here."""
    drawn = _documents(examined)[:DRAWN]
    bare = [each for each in drawn if not _explaining(each, examined)]
    evidence = [at(each.entry.place("title"), f"{each.title}：没有解读", each.address) for each in bare]
    asked = "抽查 3 个涉及面广、社会关注度高的政策文件，都有解读"
    looked = f"最新的 {len(drawn)} 个政策文件；是否涉及面广须人工判断"
    return _result("解读比例", asked, looked, len(bare), evidence)


def _both_ways(examined: Examined) -> Result:
    """A page shows what it names and what names it: where one names the other, both lead to each other."""
    drawn = examined.held_in("政策解读")[:DRAWN]
    documents = _documents(examined)
    linked = {each.address for document in documents for each in _explaining(document, examined)}
    lapsed = {each.address for each in examined.held_in("政策文件")} - {each.address for each in documents}
    naming = examined.site.naming
    alone = [
        each
        for each in drawn
        if each.address not in linked
        and not any(each.address in {n.address for n in naming.get(address, ())} for address in lapsed)
    ]
    evidence = [
        at(each.entry.place("title"), f"{each.title}：没有与被解读的文件互相关联", each.address)
        for each in alone
    ]
    asked = "抽查 3 个解读稿：解读链到文件，文件链到解读，缺一处扣 0.5"
    looked = f"最新的 {len(drawn)} 个解读；页面把“相关信息”两个方向都列出"
    return _result("解读关联", asked, looked, Decimal(len(alone)), evidence)


def _others(examined: Examined) -> Result:
    """Columns that other indicators have counted aren't counted again."""
    counted = ("概况信息", "机构职能", "领导信息", "动态要闻", "政策文件", "政策解读")
    nodes = [each for each in examined.coverage.nodes if each.column not in counted]
    blank = [each for each in nodes if each.leaf and each.state == "空白"]
    stale = [each for each in nodes if each.state == "未更新"]
    evidence = [
        at(each.place, f"{' › '.join(each.way)}：{each.state}", each.node.address)
        for each in (*blank, *stale)
    ]
    asked = "其他栏目没有空白（每个扣 2），该更新的都更新（每个扣 1）"
    looked = f"公开目录的 {len(nodes)} 个栏目"
    points = 2 * len(blank) + len(stale)
    return _result("其他栏目", asked, looked, points, (*evidence[:12], *more(len(evidence) - 12)))
