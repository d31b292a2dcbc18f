"""The life of an entry: how it stands on a day, what is told of it in words, and that what is gone is gone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from gkgen.built import Built
from gkgen.schema.life import life_events
from tests.sites import built, codes, everything, item, output

MARK = "qzx7731"
REVIEW = "公开审查: {审查人: 林望山, 日期: 2026-03-04, 依据: 条例第十七条}"
DECISION = f"""\
类型: 行政执法决定
标题: 对{MARK}的处罚决定
索引号: wx/2026-00009
文号: 望溪民罚〔2026〕1号
发布机构: 望溪区民政局
成文日期: 2026-03-02
发布日期: 2026-03-05
公开目录: leaf
{REVIEW}
关键词: [{MARK}]
内容概述: {MARK}的概述
附件: [{{文件: {MARK}.csv, 名称: {MARK}的附件}}]
变更记录:
  - {{日期: 2026-03-10, 内容: {MARK}改正, 原因: {MARK}申请}}
执法类别: 行政处罚
决定书文号: 望溪民罚〔2026〕1号
相对人名称: {MARK}有限公司
相对人类别: 法人及非法人组织
案件名称: {MARK}案
违法事实: {MARK}违法
依据: 《某条例》第三条
决定内容: {MARK}罚款
决定日期: 2026-03-03
执法机关: 望溪区民政局
正文: |
  {MARK}正文，[附件]({MARK}.csv)。
"""
FEES = f"""\
类型: 收费清单
标题: 收费目录清单
发布机构: 望溪区民政局
成文日期: 2026-03-02
发布日期: 2026-03-05
公开目录: leaf
{REVIEW}
收费项目:
  - 序号: 1
    标识: fee-one
    项目名称: {MARK}费
    收费标准: "{MARK} 10 元"
"""


def holding(site: Built, word: str = MARK) -> list[str]:
    return sorted(address for address, text in everything(site).items() if word in text or word in address)


def page(site: Built, address: str) -> str:
    return output(site)[address].decode()


def decision(tmp_path: Path, more: str, day: date = date(2026, 11, 22)) -> Built:
    files = {
        "content/enforcement-decisions/d.yaml": DECISION.replace("执法类别", f"{more}\n执法类别", 1),
        f"content/enforcement-decisions/{MARK}.csv": f"{MARK},1\n",
    }
    return built(tmp_path, files, now=day)


# ---------------------------------------------------------------- what is gone


def test_nothing_of_what_has_lapsed_is_in_any_byte_of_the_output(tmp_path: Path) -> None:
    site = decision(tmp_path, "公示截止日期: 2026-06-05")
    assert holding(site) == []
    assert site.errors == 0
    said = page(site, "enforcement-decisions/d.html")
    assert "公示期已于2026年6月5日届满，本页内容已停止公示。" in said
    assert "望溪区民政局" in said
    assert 'href="../enforcement-decisions/index.html"' in said
    assert "望溪民罚" not in said


def test_on_its_last_day_it_is_still_shown_everywhere(tmp_path: Path) -> None:
    """The twin of the one above: the same file, shown, is found by the same search."""
    site = decision(tmp_path, "公示截止日期: 2026-06-05", date(2026, 6, 5))
    held = holding(site)
    assert {"enforcement-decisions/d.html", "enforcement-decisions/index.html", "index.html"} <= set(held)
    assert {"exports/enforcement-decisions.xlsx", "feeds/all.xml", "feeds/changes.xml"} <= set(held)
    assert any(re.match(r"search/\w/", address) for address in held), "in a chunk of the search"
    assert any(address.startswith("files/") for address in held)
    assert "公示至2026年6月5日" in page(site, "enforcement-decisions/d.html")


def test_a_penalty_that_was_withdrawn_keeps_no_title_either_but_its_reason(tmp_path: Path) -> None:
    site = decision(tmp_path, "撤下: {日期: 2026-04-01, 原因: 决定被依法撤销}")
    assert holding(site) == []
    assert "本页内容已于2026年4月1日撤下，原因：决定被依法撤销。" in page(
        site, "enforcement-decisions/d.html"
    )


def test_a_document_that_was_withdrawn_keeps_its_title_and_nothing_of_its_content(tmp_path: Path) -> None:
    text = item("关于开展检查的通知", body=f"{MARK}正文。")
    withdrawn = text.replace("公开目录", "撤下: {日期: 2026-04-01, 原因: 内容有误}\n公开目录", 1)
    site = built(tmp_path, {"content/items/a.md": withdrawn})
    assert holding(site) == []
    assert codes(site) == []
    assert "<h1>关于开展检查的通知</h1>" in page(site, "items/a.html")
    assert "原因：内容有误。" in page(site, "items/a.html")
    assert "关于开展检查的通知" not in page(site, "items/index.html")
    assert "items/a.html" in page(site, "changes.html")


def test_it_is_withdrawn_on_its_day_and_not_before(tmp_path: Path) -> None:
    text = item("关于检查的通知").replace("公开目录", "撤下: {日期: 2026-12-01, 原因: 内容有误}\n公开目录", 1)
    assert "正文。" in page(built(tmp_path, {"content/items/a.md": text}), "items/a.html")
    later = built(tmp_path, {"content/items/a.md": text}, now=date(2026, 12, 1))
    assert "正文。" not in page(later, "items/a.html")


def test_the_rows_of_a_list_that_is_gone_keep_their_addresses_without_a_word_of_theirs(
    tmp_path: Path,
) -> None:
    stands = built(tmp_path, {"content/f.yaml": FEES})
    assert stands.site is not None
    rows = [row.address for entry in stands.site.entries for row in entry.rows if row.kind == "fee"]
    assert len(rows) == 1
    assert MARK in page(stands, rows[0])
    gone = FEES.replace("公开目录", "撤下: {日期: 2026-04-01, 原因: 清单重新编制}\n公开目录", 1)
    site = built(tmp_path, {"content/f.yaml": gone})
    assert "原因：清单重新编制。" in page(site, rows[0])
    assert holding(site) == []


def test_no_link_and_no_name_breaks_on_the_day_on_which_something_goes(tmp_path: Path) -> None:
    body = (
        "[一](/enforcement-decisions/d.yaml) [二](/enforcement-decisions/d.yaml#h-某处) "
        "[三](/enforcement-decisions/d.html#h-某处)\n"
    )
    naming = item(body=body).replace("公开目录", "相关信息: [enforcement-decisions/d, fee-one]\n公开目录", 1)
    gone = FEES.replace("公开目录", "撤下: {日期: 2026-04-01, 原因: 清单重新编制}\n公开目录", 1)
    text = DECISION.replace("执法类别", "公示截止日期: 2026-06-05\n执法类别", 1)
    files = {
        "content/items/a.md": naming,
        "content/f.yaml": gone,
        "content/enforcement-decisions/d.yaml": text,
        f"content/enforcement-decisions/{MARK}.csv": "1\n",
    }
    site = built(tmp_path, files)
    assert site.errors == 0
    assert page(site, "items/a.html").count('href="../enforcement-decisions/d.html') == 3


def test_an_index_number_isnt_given_again_when_its_entry_is_gone(tmp_path: Path) -> None:
    gone = item("旧通知").replace("公开目录", "撤下: {日期: 2026-04-01, 原因: 内容有误}\n公开目录", 1)
    site = built(tmp_path, {"content/items/a.md": gone, "content/items/b.md": item("新通知")})
    assert codes(site) == ["N721"]


def test_an_entry_cant_take_the_address_of_one_that_is_gone(tmp_path: Path) -> None:
    gone = item("旧通知").replace(
        "公开目录", "标识: same\n撤下: {日期: 2026-04-01, 原因: 内容有误}\n公开目录", 1
    )
    new = item("新通知", "wx/2026-00002").replace("公开目录", "标识: same\n公开目录", 1)
    site = built(tmp_path, {"content/items/a.md": gone, "content/items/b.md": new})
    assert codes(site) == ["L611"]


def test_a_crawler_isnt_led_to_what_is_gone_or_moved(tmp_path: Path) -> None:
    gone = item("旧通知").replace(
        "公开目录", "曾用网址: old/a.html\n撤下: {日期: 2026-04-01, 原因: 内容有误}\n公开目录", 1
    )
    site = built(tmp_path, {"content/items/a.md": gone}, base_url="https://www.wangxi.example")
    sitemap = page(site, "sitemap.xml")
    assert "items/index.html" in sitemap
    assert "items/a.html" not in sitemap
    assert "old/a.html" not in sitemap
    for address in ("items/a.html", "old/a.html"):
        assert '<meta name="robots" content="noindex">' in page(site, address)


# ---------------------------------------------------------------- how it stands, in words


@pytest.mark.parametrize(
    ("more", "word", "sentence"),
    [
        ("生效日期: 2027-01-01", "尚未生效", "本文件自2027年1月1日起生效。"),
        ("失效日期: 2026-10-31", "失效", "本文件的有效期到2026年10月31日届满，现已失效。"),
        (
            "废止: {日期: 2026-09-01, 依据: 望溪民发〔2026〕30号}",
            "废止",
            "本文件已于2026年9月1日废止，依据：望溪民发〔2026〕30号。",
        ),
        (
            "更新日期: 2026-08-01\n变更记录: [{日期: 2026-08-01, 内容: 改第三条。, 原因: 上级规定调整}]",
            "已修改",
            "本文件于2026年8月1日修改：改第三条。原因：上级规定调整。",
        ),
    ],
)
def test_its_state_stands_at_the_top_of_the_page_and_in_the_list(
    tmp_path: Path, more: str, word: str, sentence: str
) -> None:
    text = item("关于救助的通知").replace("公开目录", f"文号: 望溪民发〔2026〕8号\n{more}\n公开目录", 1)
    site = built(tmp_path, {"content/items/a.md": text})
    assert codes(site) == []
    top = page(site, "items/a.html").partition('aria-label="效力提示"')[2].partition("</section>")[0]
    assert f'<strong class="tag">{word}</strong>{sentence}' in top
    assert f'<strong class="tag">{word}</strong>' in page(site, "items/index.html")


def test_what_is_in_force_has_no_notice_and_no_word_in_a_list(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/items/a.md": item()})
    assert "效力提示" not in page(site, "items/a.html")
    assert 'class="tag"' not in page(site, "items/index.html")


def test_what_was_never_changed_after_its_publication_isnt_called_changed(tmp_path: Path) -> None:
    text = item().replace(
        "公开目录",
        "文号: 望溪民发〔2026〕8号\n更新日期: 2026-03-05\n"
        "变更记录: [{日期: 2026-03-05, 内容: 首次公布, 原因: 公布}]\n公开目录",
        1,
    )
    site = built(tmp_path, {"content/items/a.md": text})
    assert codes(site) == []
    assert re.search(r"有效性.*?<dd>有效</dd>", page(site, "items/a.html"), re.DOTALL)


def test_what_is_scheduled_is_shown_with_drafts_alone_and_says_so(tmp_path: Path) -> None:
    text = item().replace("发布日期: 2026-03-05", "发布日期: 2026-12-01\n迟延原因: 等待批准", 1)
    assert "items/a.html" not in output(built(tmp_path, {"content/items/a.md": text}))
    drafts = built(tmp_path, {"content/items/a.md": text}, drafts=True)
    assert "定于2026年12月1日发布，现在还没有公开。" in page(drafts, "items/a.html")
    assert "定于2026年12月1日发布" in page(drafts, "items/index.html")


# ---------------------------------------------------------------- the page of changes


def test_the_site_tells_what_has_happened_newest_first(tmp_path: Path) -> None:
    changed = item("甲通知").replace(
        "公开目录",
        "变更记录: [{日期: 2026-08-01, 内容: 改第三条, 原因: 规定调整}]\n失效日期: 2026-10-31\n公开目录",
        1,
    )
    gone = item("乙通知", "wx/2026-00002").replace(
        "公开目录", "撤下: {日期: 2026-09-01, 原因: 内容有误}\n公开目录", 1
    )
    coming = item("丙通知", "wx/2026-00003").replace("公开目录", "生效日期: 2027-01-01\n公开目录", 1)
    site = built(
        tmp_path, {"content/items/a.md": changed, "content/items/b.md": gone, "content/items/c.md": coming}
    )
    assert site.site is not None
    told = [(str(each.on), each.word, each.subject.title, each.why) for each in life_events(site.site)]
    assert told == [
        ("2026-11-01", "失效", "甲通知", "有效期届满"),
        ("2026-09-01", "撤下", "乙通知", "内容有误"),
        ("2026-08-01", "修改", "甲通知", "规定调整"),
        ("2026-03-05", "发布", "甲通知", ""),
        ("2026-03-05", "发布", "丙通知", ""),
    ]
    said = page(site, "changes.html")
    assert "改第三条（规定调整）" in said
    assert re.findall(r'datetime="([0-9-]+)"', said) == [day for day, *_ in told]
    assert 'href="changes.html"' in page(site, "map.html")


# ---------------------------------------------------------------- former addresses


def test_a_former_address_leads_to_where_the_entry_is_without_a_script(tmp_path: Path) -> None:
    text = item("甲通知").replace(
        "公开目录",
        "曾用网址: [/zc/2024/jia.html, https://www.wangxi.example/art/1/, 'zc/%E7%94%B2.htm']\n公开目录",
        1,
    )
    site = built(tmp_path, {"content/items/a.md": text}, base_url="https://www.wangxi.example/xxgk")
    assert codes(site) == []
    said = page(site, "zc/2024/jia.html")
    assert '<meta http-equiv="refresh" content="0; url=../../items/a.html">' in said
    assert '<a href="../../items/a.html">甲通知</a>' in said
    assert '<link rel="canonical" href="https://www.wangxi.example/xxgk/items/a.html">' in said
    assert {"art/1/index.html", "zc/甲.htm"} <= set(output(site))


def test_an_address_under_the_sites_own_path_is_told_from_one_beside_it(tmp_path: Path) -> None:
    text = item().replace("公开目录", "曾用网址: https://www.wangxi.example/xxgk/old.html\n公开目录", 1)
    site = built(tmp_path, {"content/items/a.md": text}, base_url="https://www.wangxi.example/xxgk/")
    assert "old.html" in output(site)


def test_links_in_texts_to_a_former_address_hold(tmp_path: Path) -> None:
    text = item().replace("公开目录", "曾用网址: old.html\n公开目录", 1)
    other = item("乙通知", "wx/2026-00002", "[旧网址](/old.html)")
    site = built(tmp_path, {"content/items/a.md": text, "content/items/b.md": other})
    assert codes(site) == []
    assert 'href="../old.html"' in page(site, "items/b.html")
