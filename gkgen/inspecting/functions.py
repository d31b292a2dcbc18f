"""扣分指标，功能设计 (21): the name on the head, the foot, links, search, labels and IPv6, seen on the pages as drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gkgen.emit.search import SearchDocument
from gkgen.inspecting.examined import SAMPLE, Examined, hosts
from gkgen.inspecting.results import Evidence, Outcome, Result, at, more
from gkgen.model import Page
from gkgen.schema import Config

CHAPTER = "功能设计"
TITLES_DRAWN = 4
_FIRST_PAGE = 10
_COMMON = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
_IPV4 = re.compile(r"^(?:https?:)?//\d{1,3}(?:\.\d{1,3}){3}(?=[:/]|$)")


def functions(examined: Examined, documents: Sequence[SearchDocument]) -> Iterator[Result]:
    yield _domain(examined)
    yield _name(examined)
    yield _head(examined)
    yield _foot(examined)
    yield _links(examined)
    yield from _report_error(examined)
    yield _search(documents)
    yield _titles(documents)
    yield _classified(documents)
    yield _unseen("一号登录", "注册用户在各板块一号登录", "静态站点没有注册用户", 2)
    yield _labels("内容", "article", examined)
    yield _labels("栏目", "list", examined)
    yield _unseen("兼容性", "主流浏览器正常显示，每类扣 1", "要用各种浏览器打开线上的站点", 1)
    yield _addresses(examined)


def _result(
    name: str, asked: str, looked: str, points: Decimal | int, evidence: Sequence[Evidence] = ()
) -> Result:
    outcome: Outcome = "扣分" if points else "符合"
    return Result(
        "扣分指标", CHAPTER, name, asked, looked, outcome, Decimal(points), Decimal(0), tuple(evidence)
    )


def _unseen(name: str, asked: str, looked: str, most: int) -> Result:
    return Result("扣分指标", CHAPTER, name, asked, looked, "不能检查", most=Decimal(most))


def _domain(examined: Examined) -> Result:
    domain = examined.site.config.domain
    good = re.fullmatch(r"(?:[a-z0-9-]+\.)+gov\.cn", domain) is not None
    evidence = (Evidence(f"域名：{domain or '没有写'}", file="site.yaml"),)
    return _result("域名", "域名以 .gov.cn 结尾", "site.yaml 的域名", 0 if good else 1, evidence)


def _name(examined: Examined) -> Result:
    """Whether the site bears the name of its place or department: the head of the sponsor's name says so."""
    config = examined.site.config
    sponsor = re.sub(r"(?:人民)?政府.*$|办公[室厅]$", "", config.sponsor)
    said = (Evidence(f"站点名称：{config.name}；主办单位：{config.sponsor or '没有写'}", file="site.yaml"),)
    if sponsor and any(sponsor[start:] in config.name for start in range(max(1, len(sponsor) - 2))):
        return _result("网站名称", "以本地区、本部门名称命名", "站点名称与主办单位", 0, said)
    result = _unseen("网站名称", "以本地区、本部门名称命名", "站点名称与主办单位，要人工核对", 1)
    return replace(result, evidence=said)


def _head(examined: Examined) -> Result:
    name = examined.site.config.name
    bare = [each for each in examined.drawn if name not in each.head]
    evidence = [Evidence(f"页面头部没有“{name}”", each.address) for each in bare[:5]]
    looked = f"抽取的 {len(examined.drawn)} 个页面的头部"
    return _result("名称展示", "全站页面头部显示网站名称", looked, int(bool(bare)), evidence)


# What must stand at the foot: its name, and what to look for there.
_FOOT: tuple[tuple[str, Callable[[Config], str]], ...] = (
    ("网站标识码", lambda config: config.site_code),
    ("ICP备案编号", lambda config: config.icp),
    ("公安机关备案标识", lambda config: config.police_number),
    ("网站主办单位", lambda config: config.sponsor),
    ("联系方式", lambda config: config.phone),
)


def _foot(examined: Examined) -> Result:
    config = examined.site.config
    missing = [
        name
        for name, value in _FOOT
        if not value(config) or any(value(config) not in each.foot for each in examined.drawn)
    ]
    if not all(
        re.search(r"党政机关|conac", each.foot) or any("conac" in to for to in each.links)
        for each in examined.drawn
    ):
        missing.insert(0, "党政机关网站标识")
    evidence = [Evidence(f"页面底部没有{name}", "index.html", "site.yaml") for name in missing]
    asked = "页面底部列明党政机关网站标识、标识码、ICP备案、公安备案、主办单位、联系方式，缺一项扣 0.5"
    looked = f"抽取的 {len(examined.drawn)} 个页面的底部"
    return _result("网站标识", asked, looked, Decimal("0.5") * len(missing), evidence)


def _links(examined: Examined) -> Result:
    """Links inside the site, all of them; what other hosts answer can't be known here."""
    dead = [each for each in examined.findings if each.rule.code in ("L601", "L602", "L612", "R503", "R504")]
    home = sum(1 for each in dead if each.rule.code == "L612")
    points = Decimal("0.2") * home + Decimal("0.1") * (len(dead) - home)
    outside = hosts([to for each in examined.drawn for to in each.links])
    evidence = [at(each.place, each.wrong("zh")) for each in dead[:12]]
    said = "、".join(outside) or "没有"
    evidence += [*more(len(dead) - 12), Evidence(f"通往外部网站的链接要在线上检查：{said}")]
    asked = "链接都打得开：首页每处扣 0.2，其他页面每处扣 0.1"
    return _result("可用性", asked, "全站的内部链接和附件", points, evidence)


def _report_error(examined: Examined) -> Iterator[Result]:
    bare = [each for each in examined.drawn if "找错" not in each.foot]
    points = Decimal(1) * any(each.address == "index.html" for each in bare)
    points += Decimal("0.2") * sum(1 for each in bare if each.address != "index.html")
    evidence = [Evidence("页面底部没有“我为政府网站找错”", each.address) for each in bare[:6]]
    looked = f"抽取的 {len(examined.drawn)} 个页面的底部"
    yield _result(
        "“我为政府网站找错”入口",
        "首页和其他页面底部都有入口：首页扣 1，其他每处扣 0.2",
        looked,
        points,
        evidence,
    )
    yield _unseen("“我为政府网站找错”答复", "三个工作日内答复，不推诿", "要看留言的办理记录", 1)


# ---------------------------------------------------------------- search


def _search(documents: Sequence[SearchDocument]) -> Result:
    said = (Evidence(f"索引收录 {len(documents)} 个页面", "search.html"),)
    points = 0 if documents else 4
    return _result("站内搜索：有无", "提供全站搜索", "站内搜索的索引；在浏览器里是否可用另测", points, said)


def _titles(documents: Sequence[SearchDocument]) -> Result:
    """A whole title is the first thing that the search ranks, so it is lost only among more of the same name than
    one page of results holds."""
    same = Counter(each.title for each in documents)
    chosen = sorted(documents, key=lambda each: each.address)
    drawn = [chosen[index * len(chosen) // TITLES_DRAWN] for index in range(min(TITLES_DRAWN, len(chosen)))]
    lost = [each for each in drawn if same[each.title] > _FIRST_PAGE]
    evidence = [Evidence(f"“{each.title}”：{_found(same[each.title])}", each.address) for each in drawn]
    asked = f"随机选 {TITLES_DRAWN} 条标题搜索，都在结果第一页，每条扣 1"
    looked = "从索引里均匀抽取的标题，按搜索页的排序规则推算"
    return _result("站内搜索：标题", asked, looked, len(lost), evidence)


def _found(same: int) -> str:
    return f"同名的有 {same} 个，第一页放不下" if same > _FIRST_PAGE else "排在最前"


def _classified(documents: Sequence[SearchDocument]) -> Result:
    kinds = sorted({each.kind for each in documents})
    said = (Evidence(f"结果按类别筛选：{'、'.join(kinds)}", "search.html"),)
    return _result("站内搜索：分类", "搜索结果分类展现", "索引里的类别", 0 if len(kinds) > 1 else 1, said)


# ---------------------------------------------------------------- labels and addresses


def _labels(name: str, kind: str, examined: Examined) -> Result:
    """All pages of the kind are looked at; the deduction is that of a sample in which the faulty ones come first."""
    pages = [page for page in examined.pages if page.view.page.kind == kind]
    bad = [(page, lacking) for page in pages if (lacking := _lacking(page, kind))]
    evidence = [Evidence(f"缺{'、'.join(lacking)}", page.address) for page, lacking in bad[:5]]
    names = (*_COMMON, *_COLUMN, *(_ARTICLE if kind == "article" else ()))
    asked = f"抽查 {SAMPLE} 个{name}页面，{len(names)} 个标签齐全，每个页面扣 0.1"
    looked = f"全部 {len(pages)} 个{name}页面，{len(bad)} 个有缺"
    points = Decimal("0.1") * min(SAMPLE, len(bad))
    return _result(f"页面标签：{name}", asked, looked, points, (*evidence, *more(len(bad) - 5)))


def _lacking(page: Page, kind: str) -> list[str]:
    told = dict(page.view.page.labels)
    wanted = (*_COMMON, *_COLUMN, *(_ARTICLE if kind == "article" else ()))
    return [name for name in wanted if not told.get(name) or told[name] == "null"]


def _addresses(examined: Examined) -> Result:
    """What a page loads from elsewhere may be out of reach over IPv6, and so is a bare IPv4 address (天窗)."""
    loaded = [(each.address, to) for each in examined.drawn for to in each.loaded if hosts([to])]
    literal = [(each.address, to) for each in examined.drawn for to in each.links if _IPV4.match(to)]
    evidence = [Evidence(f"从外部加载 {to}", address) for address, to in loaded[:6]]
    evidence += [Evidence(f"链接用了 IPv4 地址 {to}", address) for address, to in literal[:6]]
    if not evidence:
        evidence = [Evidence("页面不加载外部资源，链接里没有 IPv4 地址；域名的 AAAA 记录要在线上检查")]
    looked = f"抽取的 {len(examined.drawn)} 个页面加载的资源和链接"
    bad = int(bool(loaded or literal))
    return _result("IPv6改造", "完成IPv6改造", looked, bad, evidence)
