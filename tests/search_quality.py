"""How well the search finds: more than 200 queries over the real corpus, through the page itself, against plain truth.

    python -m tests.search_quality

Truth knows nothing of the index: a document is right if one of its fields holds each part of the query as it stands.
Four things are taken as meaning the same, because they do: width and case; any bracket, dash or space within a number;
a Traditional query and its Simplified text; a word and its synonyms. A number is a whole number: 3号 isn't in 13号. A
query in letters asks for the titles and names that are read so, as pypinyin reads them.
"""

from __future__ import annotations

import random
import re
import statistics
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from opencc import OpenCC
from playwright.sync_api import Browser
from pypinyin import Style, lazy_pinyin

from gkgen.emit.search import SearchDocument
from gkgen.emit.search.equivalents import KNOWN
from tests.browsing import chromium
from tests.search_site import SearchPage, Server, council_documents, guides, laws, written
from tests.sites import corpus

LEAST_RECALL, LEAST_PRECISION = 0.99, 0.98
MOST_START, MOST_QUERY = 200_000, 40_000


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    truth: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """What the page found, in its order, and the bytes that came for it beyond the start."""

    query: Query
    hits: tuple[str, ...]
    first: str
    weight: int
    start: int

    @property
    def recall(self) -> float:
        return len(self.query.truth & set(self.hits)) / len(self.query.truth)

    @property
    def precision(self) -> float:
        return len(self.query.truth & set(self.hits)) / max(len(self.hits), 1)


# ---------------------------------------------------------------- documents


def documents(count: int) -> list[SearchDocument]:
    """The State Council's documents, the guides, and the laws, of which each part of 25 lines is an entry."""
    folder = corpus()
    found = [*council_documents(folder), *guides(folder)]
    for law in laws(folder, each=1, lines=None):
        for number in range(0, len(law.blocks), 25):
            part = f"（{number // 25 + 1}）" if number else ""
            address = law.address.replace(".html", f"-{number // 25}.html")
            blocks = law.blocks[number : number + 25]
            found.append(replace(law, address=address, title=law.title + part, blocks=blocks))
    return found[:count]


# ---------------------------------------------------------------- truth

_GLUE = r"[《》〈〉「」『』【】〔〕\[\](){}<>“”‘’\"'·•・‧‐‑‒–—―_/\\.\s-]"


def plain(text: str) -> str:
    """A text as it is compared; `~` stands between two numbers that only a bracket or a dash parts."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("○", "〇")
    return re.sub(_GLUE, "", re.sub(rf"(?<=[0-9]){_GLUE}+(?=[0-9])", "~", folded))


def fields(one: SearchDocument) -> tuple[str, ...]:
    return one.title, one.kind, one.organisation, one.catalogue, *one.numbers, *one.blocks


class Truth:
    def __init__(self, site: Sequence[SearchDocument]) -> None:
        self.fields = [(one.address, "\n".join(map(plain, fields(one)))) for one in site]
        self.read = [(one.address, list(_readings(one))) for one in site]

    def holding(self, text: str) -> frozenset[str]:
        """Each part between spaces, stops and commas, whole numbers and whole words at its ends."""
        parts = [plain(part) for part in re.split(r"[\s，。、；：！？%]+", text) if plain(part)]
        wanted = [re.compile(_bounded(part)) for part in parts]
        return frozenset(
            address for address, text in self.fields if all(part.search(text) for part in wanted)
        )

    def either(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*map(self.holding, words))

    def read_as(self, letters: str, *, initials: bool) -> frozenset[str]:
        place = 1 if initials else 0
        return frozenset(
            address
            for address, runs in self.read
            if any(_begins(run[place], letters, at) for run in runs for at in range(len(run[place])))
        )


def _bounded(part: str) -> str:
    before = r"(?<![0-9])" if part[0].isdigit() else r"(?<![a-z])" if part[0].isascii() else ""
    after = r"(?![0-9])" if part[-1].isdigit() else r"(?![a-z])" if part[-1].isascii() else ""
    return before + re.escape(part) + after


def _readings(one: SearchDocument) -> Iterator[tuple[list[str], list[str]]]:
    for name in (one.title, one.kind, one.organisation, one.catalogue):
        for run in re.findall(r"[一-鿿]{2,}", plain(name)):
            whole = lazy_pinyin(run, style=Style.NORMAL)
            yield whole, [reading[0] for reading in whole]


def _begins(readings: list[str], letters: str, at: int) -> bool:
    joined = ""
    for number, reading in enumerate(readings[at:], 1):
        joined += reading
        if len(joined) >= len(letters):
            return joined == letters and number > 1
    return False


# ---------------------------------------------------------------- queries

WORDS_2 = [
    "公开",
    "许可",
    "备案",
    "登记",
    "救助",
    "低价",
    "收费",
    "补贴",
    "招生",
    "学校",
    "医院",
    "养老",
    "残疾",
    "就业",
    "失业",
    "土地",
    "房屋",
    "住房",
    "道路",
    "消防",
    "税收",
    "食品",
    "药品",
    "环境",
    "噪声",
    "垃圾",
    "河道",
    "森林",
    "种子",
    "档案",
]
WORDS_4 = [
    "行政许可",
    "行政处罚",
    "社会保险",
    "义务教育",
    "医疗机构",
    "环境保护",
    "安全生产",
    "城乡规划",
    "土地承包",
    "房屋登记",
    "食品安全",
    "职业教育",
    "公共卫生",
    "未成年人",
    "法律责任",
    "知识产权",
    "电子商务",
    "农民专业",
    "个体工商",
    "消费者权",
    "政府采购",
    "信息公开",
    "道路运输",
    "消防安全",
    "志愿服务",
    "见义勇为",
]
PLACES = [
    "上海市",
    "浦东新区",
    "天津市",
    "北京市",
    "深圳",
    "内蒙古",
    "西藏",
    "广安",
    "前锋区",
    "四川省",
    "江苏省",
    "杭州市",
    "长江",
    "黄河",
    "太湖",
    "教科体局",
    "公安局",
    "民政局",
    "人民法院",
    "国务院办公厅",
]
MIXED = ["PM2.5", "GB", "3C", "互联网+", "12345", "10%", "第1号", "A类", "5G", "2020年"]
TWO = [
    "行政 处罚",
    "医疗 机构 许可",
    "社会 保险",
    "农村 土地",
    "食品 安全 责任",
    "学校 安全",
    "残疾人 就业",
    "房屋 登记",
    "消防 检查",
    "上海 条例",
]
ONE = list("税房河学林医")
BRACKETS = ("〔{}〕", "[{}]", "({})", "（{}）", "【{}】", "［{}］", "﹝{}﹞", " {} ")
FULL = ["gongjijin", "shihuibaoxian", "shehuibaoxian", "canjiren", "xingzhengchufa", "shanghaishi", "yiliaobaozhang",
        "gong zu fang", "minzhengju", "jiaoketiju", "shengyu", "xi'an", "huanjingbaohu", "changsha", "chongqing"]  # fmt: skip
INITIALS = ["hjbh", "yldw", "cjr", "shbx", "xzcf", "jktj", "zfxxgk", "wcnr", "ylbz", "spaq", "zyjy", "xfaq"]
SAID = [
    "低保",
    "公租房",
    "社保",
    "医保",
    "公积金",
    "身份证",
    "驾驶证",
    "户口簿",
    "村委会",
    "居委会",
    "环评",
    "高校",
    "发改委",
    "残联",
    "卫健委",
]


def queries(site: Sequence[SearchDocument], seed: int = 7) -> list[Query]:
    """Chosen by hand and by chance, the same for the same documents; those that nothing answers are left out."""
    truth = Truth(site)
    made = [Query(kind, text, truth.holding(text)) for kind, text in _literal(site, random.Random(seed))]
    traditional = OpenCC("s2t")
    for text in [*WORDS_4[:12], *PLACES[:6], "关于国务院机构设置的通知"]:
        made.append(Query("繁体", traditional.convert(text), truth.holding(text)))
    for text in FULL:
        letters = re.sub(r"[^a-z]", "", text)
        made.append(Query("全拼", text, truth.read_as(letters, initials=False)))
    made += [Query("首字母", text, truth.read_as(text, initials=True)) for text in INITIALS]
    for text in SAID:
        (group,) = (group for group in KNOWN if text in group)
        made.append(Query("同义词", text, truth.either(group)))
    return [query for query in {(one.kind, one.text): one for one in made}.values() if query.truth]


def _literal(site: Sequence[SearchDocument], pick: random.Random) -> Iterator[tuple[str, str]]:
    for kind, texts in (("两字词", WORDS_2), ("四字词", WORDS_4), ("地名机构", PLACES), ("数字字母", MIXED)):
        yield from ((kind, text) for text in texts)
    yield from (("两个词", text) for text in TWO)
    yield from (("单字", text) for text in ONE)
    yield from (("短语", _piece(pick, site, pick.randrange(6, 14))) for _ in range(20))
    long = [one for one in site if len(one.title) > 12]
    yield from (("标题", one.title) for one in pick.sample(long, 30))
    for one in pick.sample(long, 25):
        start = pick.randrange(1, 5)
        yield "标题中段", one.title[start : start + pick.randrange(5, 9)].strip("《》（）“”、 ")
    numbered = [one for one in site if any("〔" in number for number in one.numbers)]
    for bracket in BRACKETS:
        for one in pick.sample(numbered, 3):
            yield "文号", re.sub(r"〔(\d+)〕", lambda year: bracket.format(year[1]), one.numbers[0])  # noqa: B023
    for one in pick.sample([one for one in site if one.numbers], 12):
        yield "索引号和编码", one.numbers[-1]
    phones = sorted(set(re.findall(r"(?<!\d)0\d{2,3}-\d{7,8}", "\n".join(map("\n".join, map(fields, site))))))
    yield from (("电话", phone) for phone in pick.sample(phones, min(8, len(phones))))


def _piece(pick: random.Random, site: Sequence[SearchDocument], length: int) -> str:
    """Any characters that stand together: the person who looks for them knows nothing of words."""
    while True:
        found = re.findall(rf"(?=([一-鿿]{{{length}}}))", "".join(pick.choice(site).blocks))
        if found:
            return str(pick.choice(found))


# ---------------------------------------------------------------- measuring


# Kept when every excerpt is there that lies in the window or near it.
_EXCERPTS = """() => new Promise((done) => {
  const near = (one) => one.getBoundingClientRect().top < innerHeight * 1.25;
  const look = () => ([...document.querySelectorAll('.search-result-excerpt:empty')].some(near)
    ? setTimeout(look, 30) : done());
  setTimeout(look, 60);
})"""


def asked(page: SearchPage, server: Server, query: Query) -> Answer:
    """One query in a page that has just been opened: nothing of another query is remembered."""
    page.open().listen()
    server.asked.clear()
    page.ask(query.text)
    page.page.evaluate(_EXCERPTS)
    hits = () if "相近" in page.status else tuple(page.hits)
    weights = [(path, server.weight(path)) for path in dict.fromkeys(server.asked)]
    start = sum(size for path, size in weights if _is_start(path))
    first = page.titles[0] if page.titles else ""
    return Answer(query, hits, first, sum(size for _, size in weights) - start, start)


def _is_start(path: str) -> bool:
    """What every first query loads, whatever it asks for."""
    return not re.search(r"/[0-9a-f]/|/forms\.|/readings\.|search-pinyin", unquote(path))


def measure(
    browser: Browser,
    site: Sequence[SearchDocument],
    folder: Path,
    choose: Callable[[list[Query]], list[Query]],
) -> list[Answer]:
    server = Server(written(folder, site))
    page = SearchPage(browser.new_page(), server.url + "search.html")
    try:
        page.open()
        scripts = sum(map(server.weight, (path for path in set(server.asked) if "/search" in path)))
        answers = [asked(page, server, query) for query in choose(queries(site))]
    finally:
        page.page.close()
        server.close()
    return [replace(answer, start=answer.start + scripts) for answer in answers]


def lost(answers: Iterable[Answer]) -> list[str]:
    """Titles that didn't come first."""
    return [one.query.text for one in answers if one.query.kind == "标题" and one.first != one.query.text]


def table(answers: Sequence[Answer]) -> str:
    by_kind: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_kind[answer.query.kind].append(answer)
    rows = [("全部", list(answers)), *by_kind.items()]
    head = "| 类 | 查询 | 召回 | 准确 | 完全一致 | kB 中位 | 最大 |\n|---|---|---|---|---|---|---|\n"
    return head + "".join(
        f"| {kind} | {len(all_)} | {statistics.mean(one.recall for one in all_):.3f} "
        f"| {statistics.mean(one.precision for one in all_):.3f} "
        f"| {sum(set(one.hits) == one.query.truth for one in all_)} "
        f"| {statistics.median(one.weight for one in all_) / 1000:.1f} "
        f"| {max(one.weight for one in all_) / 1000:.1f} |\n"
        for kind, all_ in rows
    )


def main() -> None:
    site = documents(2_000)
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        answers = measure(browser, site, Path(folder) / "site", list)
    print(
        f"{len(site)} entries, {len(answers)} queries, start {max(one.start for one in answers) / 1000:.0f} kB"
    )
    print(table(answers))
    print("titles that are not first:", lost(answers))
    for one in answers:
        if one.recall < 1 or one.precision < 1:
            print(f"{one.query.kind} {one.query.text}: {one.recall:.2f} {one.precision:.2f} "
                  f"of {len(one.query.truth)}, lacks {sorted(one.query.truth - set(one.hits))[:2]}, "
                  f"too many {sorted(set(one.hits) - one.query.truth)[:2]}")  # fmt: skip


if __name__ == "__main__":
    main()
