"""Markdown → Prose: what it looks like, what is wrong with it and where, and that nothing gets through (D 49–65)."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkgen.findings import Finding, Severity, in_order
from gkgen.markdown import render
from gkgen.model import Heading, Prose, Target
from tests.sites import corpus

Told = list[tuple[str, int, int]]
HERE = Path(__file__).parent
VOID = {"br", "hr", "img"}


def told(findings: tuple[Finding, ...]) -> Told:
    """The code, line and column of each finding, in order; every value that its words name is there."""
    for finding in findings:
        for language in ("zh", "en"):
            assert finding.wrong(language).isprintable()
            assert finding.mend(language).isprintable()
    return [(each.rule.code, each.place.line, each.place.column) for each in in_order(findings)]


def html(text: str) -> str:
    """Of a text without faults, with its placeholders made visible."""
    prose, findings = render(text, "content/a.md", 1)
    assert told(findings) == []
    return prose.html.replace("\x01", "@").strip()


def faults(text: str, first_line: int = 1) -> Told:
    return told(render(text, "content/a.md", first_line)[1])


# ---------------------------------------------------------------- what it looks like

DRAWN = {
    "a paragraph": ("甲乙", "<p>甲乙</p>"),
    "emphasis": ("*甲* **乙** `丙<`", "<p><em>甲</em> <strong>乙</strong> <code>丙&lt;</code></p>"),
    "a list": ("- 甲\n- 乙\n  - 丙", "<ul>\n<li>甲</li>\n<li>乙<ul>\n<li>丙</li>\n</ul>\n</li>\n</ul>"),
    "a loose list": ("- 甲\n\n- 乙", "<ul>\n<li><p>甲</p>\n</li>\n<li><p>乙</p>\n</li>\n</ul>"),
    "a numbered list keeps its start": ("3. 甲\n4. 乙", '<ol start="3">\n<li>甲</li>\n<li>乙</li>\n</ol>'),
    "a quotation": ("> 甲\n> 乙", "<blockquote>\n<p>甲乙</p>\n</blockquote>"),
    "a definition": ("甲\n: 乙", "<dl>\n<dt>甲</dt>\n<dd>乙</dd>\n</dl>"),
    "a rule": ("甲\n\n---\n\n乙", "<p>甲</p>\n<hr>\n<p>乙</p>"),
    "code": ("```py\na < b\n```", '<pre tabindex="0"><code class="language-py">a &lt; b\n</code></pre>'),
    "code of a language that isn't a name": ('```"><b>\n```', '<pre tabindex="0"><code></code></pre>'),
    "an underlined heading": ("甲\n---", '<h2 id="h-甲">甲</h2>'),
    "a box": (
        "::: note\n甲\n:::",
        '<div class="note" role="note">\n<p class="note-title">提示</p>\n<p>甲</p>\n</div>',
    ),
    "a box with a Chinese name and a title": (
        ":::: 注意 收费\n- 甲\n::::",
        '<div class="warning" role="note">\n<p class="warning-title">收费</p>\n<ul>\n<li>甲</li>\n</ul>\n</div>',
    ),
    "a table": (
        "| 甲 | 乙 |\n|--:|:-:|\n| 1\\|2 | |",
        '<section class="table-scroll" aria-label="表格 1" tabindex="0">\n<table>\n<caption class="unseen">表格 1</caption>\n<thead>\n<tr>\n'
        '<th scope="col" class="right">甲</th>\n<th scope="col" class="center">乙</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td class="right">1|2</td>\n<td class="center"></td>\n</tr>\n</tbody>\n</table>\n</section>',
    ),
    "a link within the site": ("[甲](乙.md#一)", '<p><a href="@0@">甲</a></p>'),
    "a link outside": (
        "[甲](https://a.cn/?x=1&y=乙)",
        '<p><a href="https://a.cn/?x=1&amp;y=乙" class="external" rel="noopener">甲</a></p>',
    ),
    "a link with a title": ("[甲](b.md '乙\"')", '<p><a href="@0@" title="乙&quot;">甲</a></p>'),
    "a link by reference": ("[甲][1]\n\n[1]: b.md", '<p><a href="@0@">甲</a></p>'),
    "an address in angle brackets": (
        "<https://a.cn>",
        '<p><a href="https://a.cn" class="external" rel="noopener">https://a.cn</a></p>',
    ),
    "an address keeps its percent signs": (
        "<https://a.cn/%01%E2%80%AE>",
        '<p><a href="https://a.cn/%01%E2%80%AE" class="external" rel="noopener">https://a.cn/%01%E2%80%AE</a></p>',
    ),
    "a mail address": ("<a@b.cn>", '<p><a href="mailto:a@b.cn">a@b.cn</a></p>'),
    "a telephone number": ("[12345](tel:12345)", '<p><a href="tel:12345">12345</a></p>'),
    "an address without brackets is text": ("https://a.cn", "<p>https://a.cn</p>"),
    "a picture": ("![甲](乙.png)", '<p><img src="@0@" alt="甲" loading="lazy"></p>'),
    "a picture in a link": (
        "[![甲](a.png)](b.md)",
        '<p><a href="@0@"><img src="@1@" alt="甲" loading="lazy"></a></p>',
    ),
    "a line end between Chinese characters": ("甲\n乙，\n丙", "<p>甲乙，丙</p>"),
    "a line end beside a quotation mark": ("甲\n“乙”\n丙", "<p>甲“乙”丙</p>"),
    "a line end beside emphasis": ("**甲**\n乙", "<p><strong>甲</strong>乙</p>"),
    "a line end after a link": ("[甲](b.md)\n*乙*", '<p><a href="@0@">甲</a><em>乙</em></p>'),
    "a line end before a mark": ("甲\n“a”", "<p>甲“a”</p>"),
    "a line end between words": ("one\ntwo 三\nfour", "<p>one\ntwo 三\nfour</p>"),
    "a line end in Korean": ("한국\n한국", "<p>한국\n한국</p>"),
    "a forced line end": ("甲  \n乙\\\n丙", "<p>甲<br>\n乙<br>\n丙</p>"),
    "full-width indents": ("　　甲\n　　乙　\n\n　　丙", "<p>甲乙</p>\n<p>丙</p>"),
    "a line of full-width spaces divides": (
        "甲\n　　\n乙\n> 丙\n>　\n> 丁",
        "<p>甲</p>\n<p>乙</p>\n<blockquote>\n<p>丙</p>\n<p>丁</p>\n</blockquote>",
    ),
    "an indented line is a paragraph": ("甲\n\n    乙\n\n\t丙", "<p>甲</p>\n<p>乙</p>\n<p>丙</p>"),
    "D64 template signs": ("{{7*7}} {% x %} ${y}", "<p>{{7*7}} {% x %} ${y}</p>"),
    "signs of HTML": ('a < b & c > d "e"', '<p>a &lt; b &amp; c &gt; d "e"</p>'),
    "a name in angle brackets": ("《<甲>》 <name>", "<p>《&lt;甲&gt;》 &lt;name&gt;</p>"),
    "entities": ("&copy;&nbsp;&lt;", "<p>©\xa0&lt;</p>"),
    "wavy lines": ("~~甲~~ 5~10", "<p>~~甲~~ 5~10</p>"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_text_without_faults_is_drawn(name: str) -> None:
    text, expected = DRAWN[name]
    assert html(text) == expected


BOLD = {
    "**“重要”**的": "<strong>“重要”</strong>的",
    "这是**“重要”**的": "这是<strong>“重要”</strong>的",
    "**（一）**甲": "<strong>（一）</strong>甲",
    "甲**《乙》**丙": "甲<strong>《乙》</strong>丙",
    "**甲。**乙": "<strong>甲。</strong>乙",
    "甲**乙**丙": "甲<strong>乙</strong>丙",
    "**10%**以上": "<strong>10%</strong>以上",
    "甲*“乙”*丙": "甲<em>“乙”</em>丙",
    "**甲：**`乙`": "<strong>甲：</strong><code>乙</code>",
    "甲_乙_丙": "甲_乙_丙",
    "5*6*7 * 8": "5<em>6</em>7 * 8",
    '**"a"**b': '**"a"**b',
    "** 甲 **": "** 甲 **",
}


@pytest.mark.parametrize("text", BOLD)
def test_emphasis_works_beside_chinese_punctuation(text: str) -> None:
    assert html(text) == f"<p>{BOLD[text]}</p>"


def test_headings_have_stable_ids_and_stand_below_the_pages_title() -> None:
    """D 59, 65: a text's own `#` would be a second title, so all its headings go down by one."""
    prose, findings = render("# 总 则！\n\n## A b\n\n# 总则\n\n# 总-则\n\n# …\n\n###### 末", "a.md", 1)
    assert [finding.rule.code for finding in findings] == ["M121"]
    assert prose.headings == (
        Heading(2, "总 则！", "h-总-则"),
        Heading(3, "A b", "h-a-b"),
        Heading(2, "总则", "h-总则"),
        Heading(2, "总-则", "h-总-则-2"),
        Heading(2, "…", "h-x"),
        Heading(6, "末", "h-末"),
    )
    assert prose.anchors == {heading.anchor for heading in prose.headings}
    assert '<h2 id="h-总-则-2">总-则</h2>' in prose.html


def test_headings_from_the_second_level_on_keep_their_level() -> None:
    prose, findings = render("## 甲\n\n### 乙", "a.md", 1)
    assert findings == ()
    assert [heading.level for heading in prose.headings] == [2, 3]


def test_equal_headings_never_share_an_id() -> None:
    prose, _ = render("## a\n\n## a\n\n## a-2\n\n## a\n\n## A", "a.md", 1)
    assert len({heading.anchor for heading in prose.headings}) == 5
    assert [heading.anchor for heading in prose.headings][:3] == ["h-a", "h-a-2", "h-a-2-2"]


def test_links_within_the_site_are_numbered_and_told_with_their_places() -> None:
    text = "甲 [乙](c.md)\n\n> - [丁](<e f.md> 't') 与 [己](#庚)\n\n| 辛 | 壬 |\n|-|-|\n| x | y [癸](%E7%94%B2.pdf) |\n\n![子](/丑.png)\n"
    prose, findings = render(text, "a.md", 11)
    assert findings == ()
    assert prose.links == (
        Target("c.md", 11, 3),
        Target("e f.md", 13, 5),
        Target("#庚", 13, 25),
        Target("甲.pdf", 17, 9),
        Target("/丑.png", 19, 1),
    )
    assert re.findall("\x01(\\d)\x01", prose.html) == ["0", "1", "2", "3", "4"]


def test_footnotes_are_numbered_by_their_references_and_lead_back() -> None:
    text = "甲[^b]乙[^a]丙[^b]\n\n[^a]: 一[^c]\n[^b]: 二\n\n    三\n\n[^c]: 四"
    prose, findings = render(text, "a.md", 1)
    assert findings == ()
    assert re.findall(r'id="([^"]+)"', prose.html) == [
        "fnref-1",
        "fnref-2",
        "fnref-1-2",
        "fn-1",
        "fn-2",
        "fnref-3",
        "fn-3",
    ]
    assert '<section class="footnotes" aria-label="脚注">' in prose.html
    assert (
        '<p>三 <a href="#fnref-1" class="footnote-back" aria-label="回到脚注 [1] 的第 1 处">↩</a>'
        ' <a href="#fnref-1-2" class="footnote-back" aria-label="回到脚注 [1] 的第 2 处">↩</a></p>'
    ) in prose.html
    targets = {target.removeprefix("#") for target in re.findall(r'href="(#[^"]+)"', prose.html)}
    assert targets <= prose.anchors


def test_paragraphs_are_the_words_of_the_blocks_in_order() -> None:
    text = (
        "# 题 *目*\n\n甲[乙](c.md)\n丁`戊` a\nb ![己](d.png)\n\n- 庚\n- 辛\n\n| 壬 | 癸 |\n|-|-|\n| 子 | |\n\n"
        "```\n丑\n```\n\n::: 提示\n寅[^1]\n:::\n\n[^1]: 卯"
    )
    assert render(text, "a.md", 1)[0].paragraphs == (
        *("题 目", "甲乙丁戊 a b 己", "庚", "辛", "壬", "癸", "子", "丑", "提示", "寅", "卯"),
    )


def test_two_tables_have_two_names() -> None:
    prose, _ = render("## 收费\n\n|甲|\n|-|\n\n|乙|\n|-|\n", "a.md", 1)
    assert re.findall(r'aria-label="([^"]+)"', prose.html) == ["表格 1：收费", "表格 2：收费"]


# ---------------------------------------------------------------- what is wrong with it

BAD: dict[str, tuple[str, Told]] = {
    "D49 a script": ("甲 [乙](javascript:alert(1))", [("M102", 1, 3)]),
    "D49 in any case": ("[乙](JaVaScRiPt:a)", [("M102", 1, 1)]),
    "D49 with a tab": ("[乙](<java\tscript:a>)", [("M102", 1, 1)]),
    "D49 with an entity": ("[乙](&#106;avascript&colon;a)", [("M102", 1, 1)]),
    "D49 percent-encoded": ("[乙](%6aavascript%3aa)", [("M102", 1, 1)]),
    "D49 in angle brackets": ("甲<javascript:a>", [("M102", 1, 2)]),
    "D49 by reference": ("甲\n[乙]\n\n[乙]: vbscript:a", [("M102", 2, 1)]),
    "D49 in a table": ("| a | b |\n|-|-|\n| b | [乙](javascript:a) |", [("M102", 3, 7)]),
    "D49 in a quotation": ("> 甲\n> [乙](javascript:a)", [("M102", 2, 3)]),
    "D49 in a list": ("1. 甲\n2. 1 [乙](javascript:a)", [("M102", 2, 6)]),
    "D49 in a heading": ("## 甲 [乙](javascript:a)", [("M102", 1, 6)]),
    "D49 in a footnote": ("甲[^1]\n\n[^1]: [乙](javascript:a)", [("M102", 3, 7)]),
    "D49 in a box": ("::: note\n[乙](javascript:a)\n:::", [("M102", 2, 1)]),
    "D50 data": ("[乙](data:text/html,x)", [("M102", 1, 1)]),
    "D50 a blob": ("[乙](blob:https://a.cn/1)", [("M102", 1, 1)]),
    "D50 a file of the computer": ("[乙](file:///C:/a.doc)", [("M102", 1, 1)]),
    "D50 a drive": ("[乙](C:/a.doc)", [("M102", 1, 1)]),
    "D50 an unknown scheme": ("[乙](foo:bar)", [("M102", 1, 1)]),
    "D51 no scheme": ("[乙](//a.cn/b)", [("M103", 1, 1)]),
    "D51 no scheme, encoded": ("[乙](%2f%2fa.cn)", [("M103", 1, 1)]),
    "D51 no scheme, with backslashes": ("[乙](/\\a.cn)", [("M103", 1, 1)]),
    "a path with backslashes": ("[乙](附件\\表.doc)", [("M104", 1, 1)]),
    "an address without a site": ("[乙](https:///a)", [("M105", 1, 1)]),
    "an address left out": ("[乙]() [丙](#)", [("M101", 1, 1), ("M101", 1, 7)]),
    "D52 tags": (
        "甲\n<script>a</script>\n<iframe src=x> <style> <base> <meta http-equiv=refresh>",
        [("M111", 2, 1), ("M111", 3, 1), ("M111", 3, 16), ("M111", 3, 24), ("M111", 3, 31)],
    ),
    "D52 a comment": ("甲 <!-- 乙\n丙 -->", [("M112", 1, 3)]),
    "D53 an event": ("<img src=x onerror=a>", [("M111", 1, 1)]),
    "D55 an open declaration": ("<![ 甲", []),
    "D55 an open section": ("<![CDATA[ 甲", [("M111", 1, 1)]),
    "D56 brackets": ("甲\n\n" + "[" * 50_000, [("M165", 3, 1)]),
    "D56 brackets of pictures": ("![" * 20_000, [("M165", 1, 1)]),
    "D57 1,000 quotations": (">" * 1_000 + "甲", [("M164", 1, 1)]),
    "D57 1,000 lists": ("甲\n\n" + "- " * 1_000 + "乙", [("M164", 3, 1)]),
    "D57 1,000 lists, line by line": (
        "".join(f"{' ' * level * 2}- 甲\n" for level in range(100)),
        [("M164", 11, 1)],
    ),
    "D58 3,000 columns": ("甲\n\n" + "|a" * 3_000 + "|\n" + "|-" * 3_000 + "|\n", [("M163", 4, 1)]),
    "D59 a level skipped": ("## 甲\n\n#### 乙", [("M121", 3, 1)]),
    "D59 the first level skipped": ("### 甲", [("M121", 1, 1)]),
    "D59 a heading without text": ("##\n\n甲", [("M122", 1, 1)]),
    "D60 a picture without a description": ("甲 ![](乙.png)", [("M109", 1, 3)]),
    "D60 a picture of another site": ("![甲](https://a.cn/b.png)", [("M108", 1, 1)]),
    "D60 a picture in data": ("![甲](data:image/png;base64,x)", [("M102", 1, 1)]),
    "D60 a picture at a mail address": ("![甲](mailto:a@b.cn)", [("M102", 1, 1)]),
    "D61 words that say nothing": (
        "请[点击这里](a.md)，[更多>>](b.md)，[Click here](c.md)",
        [("M107", 1, 2), ("M107", 1, 15), ("M107", 1, 28)],
    ),
    "D61 no words": ("[](a.md)", [("M106", 1, 1)]),
    "D62 a table without a header": ("甲\n\n| | |\n|-|-|\n| a | b |", [("M131", 3, 1)]),
    "a row with too many cells": ("|甲|\n|-|\n|a|\n|b|c|", [("M132", 4, 1)]),
    "D63 a drawing": ("<svg onload=a><set to=x></svg>", [("M111", 1, 1), ("M111", 1, 15)]),
    "D28 a change of direction as an entity": ("甲&#x202e;乙", [("Y106", 1, 2)]),
    "D28 a change of direction in a title": ('[甲](b.md "&#x202e;")', [("Y106", 1, 1)]),
    "D29 a zero width as an entity": ("甲&ZeroWidthSpace;乙", [("Y107", 1, 2)]),
    "D32 a line of 10 MB": ("a" * 10_000_000, [("M161", 1, 1)]),
    "D32 a long line": ("甲\n" + "a" * 60_000, [("M162", 2, 1)]),
    "too many lines": ("甲\n" * 30_000, [("M166", 1, 1)]),
    "a footnote that isn't there": ("甲[^1]\n", [("M141", 1, 2)]),
    "a footnote that nothing refers to": ("甲\n\n[^1]: 乙", [("M142", 3, 1)]),
    "a footnote written twice": ("甲[^1]\n\n[^1]: 乙\n\n[^1]: 丙", [("M143", 5, 1)]),
    "code that never ends": ("甲\n\n```\n乙\n", [("M151", 3, 1)]),
    "code that never ends in a list": ("- ```\n  乙\n\n丙", [("M151", 1, 1)]),
    "a box that never ends": ("::: note\n甲\n", [("M152", 1, 1)]),
    "a box of an unknown name": ("::: tip\n甲\n:::\n", [("M153", 1, 1)]),
    "an end without a box": ("甲\n\n:::\n", [("M153", 3, 1)]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_told_of_at_its_place(name: str) -> None:
    text, expected = BAD[name]
    assert faults(text) == expected
    assert faults(text, 101) == [(code, line + 100, column) for code, line, column in expected]


def test_a_bad_link_leaves_its_words() -> None:
    prose, _ = render("甲[乙*丙*](javascript:a)丁 ![戊](https://a.cn/b.png)", "a.md", 1)
    assert prose.html == "<p>甲乙<em>丙</em>丁 戊</p>\n"
    assert prose.links == ()


def test_a_text_that_is_refused_is_not_drawn() -> None:
    assert render("> " * 1_000, "a.md", 1)[0] == Prose("", (), (), frozenset(), ())


def test_two_hundred_warnings_are_enough_and_hide_no_error() -> None:
    _, findings = render("<b>\n" * 1_000 + "[a](javascript:b)", "a.md", 1)
    assert len(findings) == 201
    assert findings[-1].rule.severity is Severity.ERROR


# ---------------------------------------------------------------- nothing gets through

ALLOWED = {
    "p": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    **{name: set() for name in ("ul", "dl", "dt", "dd", "blockquote", "hr", "br", "strong", "em")},
    **{name: set() for name in ("table", "thead", "tbody", "tr")},
    "caption": {"class"},
    "ol": {"start"},
    "li": {"id"},
    "code": {"class"},
    "pre": {"tabindex"},
    "th": {"scope", "class"},
    "td": {"class"},
    "section": {"class", "aria-label", "tabindex"},
    "div": {"class", "role"},
    "sup": {"class"},
    "a": {"href", "class", "rel", "title", "id", "aria-label"},
    "img": {"src", "alt", "title", "loading"},
}
ADDRESS = re.compile("\x01\\d+\x01|https?://[^/].*|mailto:.*|tel:.*|#fn.*", re.DOTALL)
IDENT = re.compile(r"h-.+|fn-\d+|fnref-\d+(-\d+)?")


class Reader(HTMLParser):
    """Reads HTML as a browser would, and holds it against the list of what may be there."""

    def __init__(self, prose: Prose) -> None:
        super().__init__(convert_charrefs=True)
        self.prose = prose
        self.open: list[str] = []
        self.ids: list[str] = []
        self.words = ""
        self.feed(prose.html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        given = dict(attrs)
        assert len(given) == len(attrs)
        assert set(given) <= ALLOWED[tag]
        for name in {"href", "src"} & set(given):
            value = given[name] or ""
            assert ADDRESS.fullmatch(value)
            if value.startswith("\x01"):
                assert int(value.strip("\x01")) < len(self.prose.links)
        if tag == "img":
            assert (given["src"] or "").startswith("\x01")
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert "\x01" not in data
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def read(prose: Prose) -> Reader:
    reader = Reader(prose)
    assert len(set(reader.ids)) == len(reader.ids)
    assert set(reader.ids) == prose.anchors
    assert all(IDENT.fullmatch(each) for each in reader.ids)
    for link in prose.links:
        bare = re.sub(r"[\x00-\x20]", "", link.href).replace("\\", "/")
        assert not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", bare)
    return reader


def payloads() -> Iterator[str]:
    for line in (HERE / "xss_payloads.txt").read_text(encoding="utf-8").splitlines():
        yield line.replace("\\t", "\t").replace("\\x01", "\x01")


CONTEXTS = (
    "{}",
    "甲 {} 乙",
    "## {}",
    "[甲]({})",
    "[甲](<{}>)",
    "[{}](a.md)",
    "![{}](a.png)",
    "![甲]({})",
    '[甲](a.md "{}")',
    "<{}>",
    "```{}\n甲\n```",
    "`{}`",
    "| {} | 甲 |\n|-|-|\n| 乙 | {} |",
    "> - {}",
    "甲[^1]\n\n[^1]: {}",
    "[甲]\n\n[甲]: {}",
    "[甲][1]\n\n[1]: <{}> '{}'",
    "::: note {}\n{}\n:::",
    "{}\n: {}",
    "**{}**",
)


def test_there_are_enough_payloads() -> None:
    assert len(set(payloads())) >= 200


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_payload_becomes_more_than_text(context: str) -> None:
    """D 49–55, 65: no element, attribute or address outside of the list, wherever a payload stands."""
    for payload in payloads():
        prose, findings = render(context.replace("{}", payload), "a.md", 1)
        read(prose)
        told(findings)


@pytest.mark.parametrize("payload", ["{{7*7}}", "${7*7}", "{% raw %}"])
def test_what_a_template_would_run_stays_as_it_is(payload: str) -> None:
    assert payload in html(f"甲 {payload}")


# ---------------------------------------------------------------- however it is written

PIECES = [
    *(
        "甲",
        "a b",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "\t",
        "\u3000",
        "- ",
        "1. ",
        "> ",
        "# ",
        "#### ",
        "---",
        "===",
        "```",
        "~~~",
    ),
    *(
        "*",
        "**",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "[a](b.md)",
        "[^1]",
        "[^1]: ",
        "[a]: b",
        "<",
        ">",
        "</b>",
    ),
    *(
        "<b x=y>",
        "<!--",
        "-->",
        "<![",
        "<https://a.cn>",
        "|",
        "|-|-|",
        "| a | b |",
        "\\",
        "&amp;",
        "&#x202e;",
        "&#1;",
    ),
    *(
        ":::",
        "::: note\n",
        ": ",
        "~ ",
        '"',
        "'",
        "“",
        "”",
        "。",
        "javascript:",
        "//",
        "\x01",
        "\x000\x01",
        "\r",
        "\ud800",
    ),
]


@settings(max_examples=600, derandomize=True, deadline=None, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_whatever_is_written_the_html_is_well_formed_and_holds_nothing_else(text: str) -> None:
    prose, findings = render(text, "a.md", 5)
    read(prose)
    told(findings)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    for place in [finding.place for finding in findings]:
        assert 5 <= place.line <= lines + 6
        assert place.column >= 1


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(st.text(max_size=200))
def test_whatever_characters_come_nothing_raises(text: str) -> None:
    prose, findings = render(text, "a.md", 1)
    read(prose)
    told(findings)


def test_the_same_words_give_the_same_prose() -> None:
    text = "".join(PIECES)
    assert render(text, "a.md", 1) == render(text, "a.md", 1)


HEAVY = {
    "D56 ?c_": "?c_" * 100_000,
    "D56 brackets below the limit": ("[" * 16 + "a" * 40_000 + "\n") * 10,
    "D56 links that never end": ("[a](" * 10_000 + "\n") * 2,
    "D56 titles that never end": ('[a](b "' * 7_000 + "\n") * 2,
    "stars": ("*" * 40_000 + "\n") * 3,
    "stars in words": ("a**b" * 12_000 + "\n") * 2,
    "stars and lines": ("*a_ " * 12_000 + "\n") * 2,
    "backticks": "".join("`" * length + "a" for length in range(1, 300)),
    "angles": ("<a " * 16_000 + "\n") * 2,
    "comments": ("<!--" * 12_000 + "\n") * 5,
    "tags": ("<b>" * 16_000 + "\n") * 2,
    "ampersands": ("&#x202e;" * 6_000 + "\n") * 5,
    "D57 quotations in many lines": (">" * 1_000 + "a\n") * 400,
    "D57 lists in many lines": ("- " * 9 + "a\n") * 2_000,
    "a list of 19,000": "- 甲\n" * 19_000,
    "definitions": "a\n: b\n" * 9_000,
    "D58 a table of 100 columns": "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|b" * 100 + "|\n") * 400,
    "D58 a table to be filled up": "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|b\n" * 15_000,
    "tables": "a|b\n-|-\n\n" * 6_000,
    "lines that are nearly a table's": "a|b\n-"
    + " " * 49_000
    + "x\n\n|-|\n"
    + "|a|\n"
    + "-|" * 24_000
    + "x\n",
    "links": ("[a](b) " * 7_000 + "\n") * 2,
    "headings of one name": "## 甲\n\n" * 9_000,
    "footnotes": "".join(f"[^{n}]\n\n[^{n}]: b\n\n" for n in range(4_000)),
    "footnotes of one name": "[^a]: b\n\n" + ("[^a]" * 9_000 + "\n") * 2,
    "boxes": "::: note\n" * 19_000,
    "a megabyte of nothing": (" " * 49_000 + "\n") * 20,
}


@pytest.mark.parametrize("name", HEAVY)
def test_no_text_takes_long(name: str) -> None:
    start = time.process_time()
    render(HEAVY[name], "a.md", 1)
    assert time.process_time() - start < 8


def test_real_laws_have_no_false_finding() -> None:
    """Each holds one HTML comment; one jumps from # to ###."""
    counted: Counter[str] = Counter()
    for path in sorted((corpus() / "laws").glob("*.md")):
        prose, findings = render(path.read_text(encoding="utf-8"), path.name, 1)
        read(prose)
        counted.update(finding.rule.code for finding in findings)
    assert counted == {"M112": 558, "M121": 1}
