"""The report in its forms: what a terminal, a comment, a browser and a program are given, whatever an author wrote."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from gkgen.built import Built
from gkgen.diff import Changes, compare
from gkgen.diff.told import data, markdown, page
from gkgen.diff.told.drawn import drawn
from gkgen.diff.told.terminal import Terminal
from gkgen.markdown import render
from tests.browsing import chromium
from tests.sites import built, item
from tests.test_diff import FEE_FILE, FEES, FILES, ONE, TWO, side, with_key

NASTY = (
    "| a | b `code` **bold** [x](https://evil.example) <img src=x onerror=alert(1)> @wangxi #12 www.evil.example "
    "~~out~~ $x$ :tada: &lt; \\| GH-7 <!-- x -->"
)


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Built, Built]:
    """A fee, a body and a title change, an entry comes and one goes, a file changes; with hostile words among them."""
    before = {**FILES, ONE: with_key(item(), "附件: [/files/a.csv]"), "content/files/a.csv": "1\n"}
    after = {
        **before,
        FEE_FILE: FEES.replace("每证20元", "每证40元"),
        ONE: with_key(item(f"标题 {NASTY[:60]}", body=f"新的正文\n\n{NASTY}"), "附件: [/files/a.csv]"),
        "content/files/a.csv": "1,2\n",
        "content/items/new.md": item("新条目", "wx/2026-00005", "新内容。"),
        "site.yaml": FILES["site.yaml"].replace("0100-2000001", "0100-2000009"),
    }
    del after[TWO]
    return built(tmp_path / "a", before), built(tmp_path / "b", after)


@pytest.fixture
def changes(sites: tuple[Built, Built]) -> Changes:
    return compare(*map(side, sites))


def many(folder: Path, count: int) -> Changes:
    """Many entries whose text changes."""
    sites = []
    for word in ("原来", "后来"):
        texts = {
            f"content/items/m{n}.md": item(
                f"第{n}号通知", f"wx/2020-{n:05}", f"{word}的正文{'很长' * 300}{word}"
            )
            for n in range(count)
        }
        sites.append(side(built(folder / word, {**FILES, **texts})))
    return compare(*sites)


# ---------------------------------------------------------------- Markdown


def test_a_comment_begins_with_its_mark_and_the_summary(changes: Changes) -> None:
    lines = markdown.as_markdown(changes, "zh").splitlines()
    assert lines[0] == "<!-- gkgen-diff -->"
    assert lines[4] == (
        "**1 项新增、1 项删除、1 项改名、1 项修改、1 项设置、1 个附件；影响 "
        f"{changes.pages.count} 个页面；新增问题：{changes.errors} 个错误、{len(changes.new) - changes.errors} 个提醒**"
    )


def test_a_fee_is_a_row_of_a_table_with_both_values_marked(changes: Changes) -> None:
    told = markdown.as_markdown(changes, "zh")
    assert (
        "| 收费项目\\[工本费\\].收费标准 | 每证<del>20</del>元 | 每证<ins><strong>40</strong></ins>元 |"
        in told
    )
    assert "- 《证件换领办事指南》（引用“工本费”，页面随之改变）" in told


def test_no_word_of_an_author_means_anything_in_a_comment(changes: Changes) -> None:
    told = markdown.as_markdown(changes, "zh")
    row = next(line for line in told.splitlines() if line.startswith("| 正文 |"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 4, "a bar of the text would be a cell"
    drawn_html = render(told.split("-->", 1)[1], "comment.md", 1)[0].html
    assert "evil.example" in drawn_html
    assert "<img" not in told
    for harm in ("@wangxi", "#12", "https://evil", "www.evil", ":tada:", "GH-7"):
        assert harm not in told, harm
    shown = html.unescape(re.sub(r"<[^>]+>", "", row.replace("&#8203;", ""))).replace("\\", "")
    for word in ("@wangxi", "#12", "`code`", "**bold**", "onerror=alert(1)", "$x$"):
        assert word in shown, word


def test_a_comment_is_cut_between_entries_and_says_how_much_is_missing(tmp_path: Path) -> None:
    changes = many(tmp_path, 60)
    whole = markdown.as_markdown(changes, "zh", limit=10**9)
    told = markdown.as_markdown(changes, "zh", "https://ci.example/run/7", limit=9000)
    assert len(told) <= 9000 < len(whole)
    missing = int(
        re.search(r"还有 (\d+) 处没有列在这里。 \[完整的比较\]\(https://ci\.example/run/7\)\n$", told)[1]
    )  # type: ignore[index]
    kept = told.count("\n#### 修改：")
    assert kept > 3
    assert kept + missing == whole.count("\n#### 修改：") + 1, "the pages affected are one more"
    assert told.count("<details>") == told.count("</details>")
    assert markdown.LIMIT == 65_536


def test_a_link_that_is_none_is_left_out(changes: Changes) -> None:
    assert "javascript" not in markdown.as_markdown(changes, "zh", "javascript:alert(1)")
    assert "完整的比较" not in markdown.as_markdown(changes, "zh")


def test_nothing_that_differs_is_said_in_one_line(tmp_path: Path) -> None:
    one = side(built(tmp_path, FILES))
    told = markdown.as_markdown(compare(one, one), "zh")
    assert told == "<!-- gkgen-diff -->\n\n### 内容比较\n\n**没有变化**\n"


# ---------------------------------------------------------------- the other forms


def test_the_terminal_gets_no_byte_that_it_would_obey(tmp_path: Path) -> None:
    evil = FEES.replace(
        "项目名称: 工本费, 收费标准: 每证20元", '项目名称: 工本费, 收费标准: "每证\\e[31m40\\a元\\n第二行"'
    )
    changes = compare(
        side(built(tmp_path / "a", FILES)), side(built(tmp_path / "b", {**FILES, FEE_FILE: evil}))
    )
    told = "\n".join(Terminal("zh", colour=False).lines(changes))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", told)
    assert "第二行" in told


def test_the_report_speaks_english_when_asked(changes: Changes) -> None:
    first = next(iter(Terminal("en", colour=False).lines(changes)))
    assert first.startswith("1 added, 1 removed, 1 renamed, 1 changed, 1 settings, 1 files; ")


def test_json_has_everything_with_keys_that_stay(changes: Changes) -> None:
    told = json.loads(data.as_json(changes, "en"))
    assert sorted(told) == sorted(
        ["summary", "entries", "settings", "files", "pages", "new", "cured", "errors", "warnings"]
    )
    fee = next(each for each in told["entries"] if each["after"] and each["after"]["type"] == "fee-schedule")
    assert fee["ways"] == ["changed"]
    assert fee["fields"][0] == {
        "labels": ["收费项目[工本费]", "收费标准"],
        "keys": ["fees[工本费]", "standard"],
        "sort": "changed",
        "before": "每证20元",
        "after": "每证40元",
        "marks": [["same", "每证"], ["out", "20"], ["in", "40"], ["same", "元"]],
        "file": FEE_FILE,
        "line": 8,
        "column": 45,
    }
    assert fee["named_by"][0]["title"] == "证件换领办事指南"
    assert told["settings"][0]["keys"] == ["phone"]
    assert told["errors"] == changes.errors


def _html(sites: tuple[Built, Built], changes: Changes) -> str:
    wanted = page.addresses(changes)
    files = [
        {file.address: file.content for file in each.drawn(wanted) if isinstance(file.content, bytes)}
        for each in sites
    ]
    return page.as_html(changes, "zh", files[0], files[1])


def test_the_page_shows_both_sides_and_runs_nothing(
    sites: tuple[Built, Built], changes: Changes, tmp_path: Path
) -> None:
    told = _html(sites, changes)
    assert "<script" not in told
    assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", told)
    assert told.count('class="side"') == 2 * len(changes.entries)
    assert ("fees/gongben.html", "fees/gongben.html") in [
        pair for each in changes.entries for pair in each.pages
    ]
    ids = re.findall(r'\bid="([^"]+)"', told)
    assert len(ids) == len(set(ids))
    (tmp_path / "diff.html").write_text(told, encoding="utf-8")
    with chromium() as browser:
        opened = browser.new_page()
        said: list[str] = []
        opened.on("console", lambda message: said.append(message.text))
        opened.on(
            "request", lambda request: said.append(request.url) if "diff.html" not in request.url else None
        )
        opened.goto((tmp_path / "diff.html").as_uri())
        assert opened.locator(".fields del", has_text=re.compile("^删去：20$")).count() == 1
        assert opened.locator("ins .said").first.text_content() == "增加："
        assert opened.get_by_text("没有这个页面").count() == 2
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert said == []


def test_a_page_within_a_page_keeps_its_content_and_loses_what_runs() -> None:
    whole = (
        '<html><body><nav>外面</nav><main id="main"><h1 id="t">标题</h1><script>bad()</script>'
        '<p onclick="bad()" style="x">甲&lt;乙 <a href="../b.html">内</a> <a href="https://a.example/">外</a> '
        '<a href="#t">上</a><img src="x.png" alt="图"><br></p>'
        '<svg aria-labelledby="t u"><path marker-end="url(#arrow)"/></svg></main></body></html>'
    )
    assert drawn(whole, "p-") == (
        '<h4 id="p-t">标题</h4>'
        '<p>甲&lt;乙 <a>内</a> <a href="https://a.example/">外</a> '
        '<a href="#p-t">上</a><span>［图］</span><br></p>'
        '<svg aria-labelledby="p-t p-u"><path marker-end="url(#p-arrow)"/></svg>'
    )


def test_what_was_taken_down_is_not_drawn_as_it_was(tmp_path: Path) -> None:
    old = built(tmp_path / "a", {**FILES, ONE: item(body="张三每月领取六百元。")})
    gone = with_key(item(body="张三每月领取六百元。"), "撤下: {日期: 2026-11-01, 原因: 期满}")
    new = built(tmp_path / "b", {**FILES, ONE: gone})
    told = _html((old, new), compare(side(old), side(new)))
    assert "张三" not in told
    assert "已经撤下或者不公开的内容，这里也不再显示" in told


def test_of_very_many_entries_the_first_are_drawn(tmp_path: Path) -> None:
    changes = many(tmp_path, page.MOST_DRAWN + 5)
    assert len(page.addresses(changes)) == page.MOST_DRAWN
    told = page.as_html(changes, "zh", {}, {})
    assert told.count("两边的页面") == page.MOST_DRAWN
