"""Documents and what belongs to them: policies, interpretations, consultations, gazettes, notices, guides, forms."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from gkgen.built import Built
from gkgen.stages.write import publish
from gkgen.types.consultation.faults import duties
from tests.browsing import chromium
from tests.sites import SITE, built, codes, item, output

HEAD = """\
---
类型: {kind}
标题: {title}
索引号: t/{number}
文号: {document}
发布机构: 望溪区民政局
成文日期: 2026-03-02
发布日期: 2026-03-04
公开目录: leaf
公开审查: {{审查人: 林望山, 日期: 2026-03-03, 依据: 条例第十七条}}
{fields}
---

{body}
"""


def page(kind: str, title: str, number: int, fields: str = "", body: str = "办法共三条。") -> str:
    document = f"望民发〔2026〕{number}号" if kind == "政策文件" else "无"
    return HEAD.format(
        kind=kind, title=title, number=number, document=document, fields=fields.strip(), body=body
    )


NEW = page(
    "政策文件",
    "新办法",
    2,
    "生效日期: 2026-04-01\n失效日期: 2031-03-31\n规范性文件: 是\n统一编号: WX-2\n登记日期: 2026-03-31\n"
    "替代的文件: [望民发〔2026〕1号]",
)
OLD = page(
    "政策文件",
    "旧办法",
    1,
    "规范性文件: 是\n统一编号: WX-1\n废止: {日期: 2026-04-01, 依据: 新办法第三条}",
)


def text_of(site: Built, address: str) -> str:
    """The page's words, tags gone, spaces folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", output(site)[address].decode()))


def top_of(site: Built, address: str) -> str:
    """What stands above the block of metadata."""
    return output(site)[address].decode().partition('aria-label="信息要素"')[0].partition("<main")[2]


# ---------------------------------------------------------------- policies


@pytest.fixture
def policies(tmp_path: Path) -> Built:
    return built(tmp_path, {"content/policies/new.md": NEW, "content/policies/old.md": OLD})


def test_a_policy_says_at_the_top_how_it_stands_and_what_replaced_it(policies: Built) -> None:
    assert codes(policies) == []
    new, old = top_of(policies, "policies/new.html"), top_of(policies, "policies/old.html")
    assert "本文件现行有效，自2026年4月1日起施行，有效期至2031年3月31日。" in new
    assert "现行有效" not in old
    assert "废止" in old
    assert "替代本文件的文件" in old
    assert '<a href="../policies/new.html">新办法</a>' in old
    assert '<a href="../policies/old.html">旧办法</a>' in output(policies)["policies/new.html"].decode()


def test_the_catalogues_of_documents_follow_from_their_dates(policies: Built) -> None:
    in_force, ended = text_of(policies, "policies/in-force.html"), text_of(policies, "policies/ended.html")
    assert re.search(r"新办法 WX-2 望民发〔2026〕2号 2026-03-02 有效 2026-04-01", in_force)
    assert "旧办法" not in in_force
    assert re.search(r"旧办法 WX-1 望民发〔2026〕1号 2026-03-02 废止 2026-04-01 新办法", ended)
    assert "由哪份文件" not in in_force, "a column that no document fills isn't there"
    assert {"新办法", "旧办法"} <= set(text_of(policies, "policies/register-2026q1.html").split())
    assert 'href="policies/register-2026q1.html"' in output(policies)["policies/index.html"].decode().replace(
        "../", ""
    )


def test_the_day_of_the_build_moves_a_document_from_one_catalogue_to_the_other(tmp_path: Path) -> None:
    files = {"content/policies/new.md": NEW, "content/policies/old.md": OLD}
    last, after = (
        built(tmp_path / str(day), files, now=day) for day in (date(2031, 3, 31), date(2031, 4, 1))
    )
    assert "新办法" in text_of(last, "policies/in-force.html")
    assert "新办法" not in text_of(after, "policies/in-force.html")
    assert re.search(r"新办法 WX-2 .* 失效 2031-03-31 有效期届满", text_of(after, "policies/ended.html"))


def test_a_document_that_is_not_normative_is_in_no_catalogue_of_them(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/policies/a.md": page("政策文件", "工作方案", 3)})
    assert codes(site) == []
    assert "policies/in-force.html" not in output(site)
    assert "工作方案" in text_of(site, "policies/index.html")


def test_what_a_draft_law_will_replace_is_not_asked_to_be_abolished_yet(tmp_path: Path) -> None:
    coming = NEW.replace("生效日期: 2026-04-01", "生效日期: 2027-01-01")
    standing = OLD.replace("\n废止: {日期: 2026-04-01, 依据: 新办法第三条}", "")
    assert codes(built(tmp_path, {"content/policies/a.md": coming, "content/policies/b.md": standing})) == []


def test_replaced_by_is_never_typed(tmp_path: Path) -> None:
    typed = OLD.replace("统一编号: WX-1", "统一编号: WX-1\n被替代: 新办法")
    assert "K212" in codes(built(tmp_path, {"content/policies/a.md": typed}))


# ---------------------------------------------------------------- interpretations, gazettes, questions


def test_an_interpretation_and_its_document_lead_to_each_other_at_the_top(tmp_path: Path) -> None:
    fields = "解读的文件: [望民发〔2026〕2号, t/9]\n解读单位: 望溪区民政局\n新旧政策差异: [{内容: 标准, 原政策: 10, 新政策: 20}]"
    site = built(
        tmp_path,
        {
            "content/policies/new.md": NEW,
            "content/policies/old.md": OLD,
            "content/items/i.md": item(number="t/9"),
            "content/interpretations/j.md": page("政策解读", "新办法解读", 4, fields),
        },
    )
    assert codes(site) == []
    for address in ("policies/new.html", "items/i.html"):
        assert re.search(
            r"<dt>政策解读</dt><dd><a href=\"../interpretations/j.html\">", top_of(site, address)
        )
        assert "提到本页的信息" not in output(site)[address].decode(), "it is said once"
    assert '<a href="../policies/new.html">新办法</a>' in top_of(site, "interpretations/j.html")
    assert "原政策 新政策 标准 10 20" in text_of(site, "interpretations/j.html")


def test_an_interpretation_is_due_three_working_days_after_its_document(tmp_path: Path) -> None:
    found = []
    for day in ("2026-03-09", "2026-03-10"):  # the document came out on Wednesday the 4th
        written = page("政策解读", "新办法解读", 4, "解读的文件: 望民发〔2026〕2号\n解读单位: 望溪区民政局")
        files = {
            "content/policies/new.md": NEW,
            "content/policies/old.md": OLD,
            "content/interpretations/j.md": written.replace("发布日期: 2026-03-04", f"发布日期: {day}"),
        }
        found.append(codes(built(tmp_path / day, files)))
    assert found == [[], ["D732"]]


def test_a_document_of_another_body_is_named_and_led_to(tmp_path: Path) -> None:
    fields = "解读的外单位文件: [{名称: 某省办法, 网址: 'https://www.gov.cn/'}]\n解读单位: 望溪区民政局"
    site = built(tmp_path, {"content/interpretations/j.md": page("政策解读", "某省办法解读", 4, fields)})
    assert codes(site) == []
    assert '<a href="https://www.gov.cn/">某省办法</a>' in top_of(site, "interpretations/j.html")


GAZETTE = """\
类型: 政府公报
标题: 公报{year}年第{number}期
发布机构: 望溪区民政局
发布日期: {year}-03-05
公开目录: leaf
公开审查: {{审查人: 林望山, 日期: {year}-03-04, 依据: 条例第十七条}}
年份: {year}
期号: {number}
总期号: {total}
公报目录:
  - 栏目: 文件
    篇目: [{{内容: t/9, 页码: 3}}, {{标题: 别处的文件, 页码: 8}}]
"""


def test_an_issue_leads_to_what_it_holds_and_to_the_issues_around_it(tmp_path: Path) -> None:
    issues = {
        f"content/gazettes/{year}/{number}.yaml": GAZETTE.format(year=year, number=number, total=total)
        for year, number, total in ((2025, 11, 30), (2025, 12, 31), (2026, 1, 32))
    }
    site = built(tmp_path, {**issues, "content/items/i.md": item(number="t/9")})
    assert codes(site) == [], "the first issue of the site may have any number, and a new year begins at 1"
    html = output(site)["gazettes/2025/12.html"].decode()
    assert "2025年第12期（总第31期）" in html
    assert '<a href="../../items/i.html">关于做好工作的通知</a>' in html
    assert re.search(r"别处的文件.*第 8 页", html, re.DOTALL)
    assert 'href="../../gazettes/2025/11.html" rel="prev"' in html
    assert 'href="../../gazettes/2026/1.html" rel="next"' in html
    printed = re.search(r"<dt>载于</dt><dd>(.*?)</dd>", top_of(site, "items/i.html"))
    assert printed is not None
    assert re.findall(r">(公报[^<]*)<", printed[1]) == [
        "公报2026年第1期",
        "公报2025年第11期",
        "公报2025年第12期",
    ]


def test_questions_stand_by_group_and_lead_to_what_they_are_about(tmp_path: Path) -> None:
    faq = """\
类型: 政策问答
标题: 常见问题
发布机构: 望溪区民政局
发布日期: 2026-03-05
公开目录: leaf
公开审查: {审查人: 林望山, 日期: 2026-03-05, 依据: 条例第十七条}
问答:
  - {问: 多久, 答: 十天, 分类: 时限, 相关内容: t/9}
  - {问: 在哪里, 答: 街道, 分类: 地点}
  - {问: 多少钱, 答: 不收费, 分类: 时限}
"""
    site = built(tmp_path, {"content/faqs/a.yaml": faq, "content/items/i.md": item(number="t/9")})
    assert codes(site) == []
    html = output(site)["faqs/a.html"].decode()
    assert re.findall(r"<h[23][^>]*>(?:\d\. )?([^<]*)</h[23]>", html)[:5] == [
        "时限",
        "多久",
        "多少钱",
        "地点",
        "在哪里",
    ]
    assert "<dt>常见问题</dt>" in top_of(site, "items/i.html")


# ---------------------------------------------------------------- consultations, notices


def consultation(fields: str = "", ends: str = "2026-04-03") -> str:
    head = f"开始日期: 2026-03-05\n截止日期: {ends}\n起草说明: 需要规范。\n电话: 0100-2000002\n"
    return page("意见征集", "征求意见", 5, head + fields)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 3, 4), "尚未开始"),
        (date(2026, 3, 5), "征集中"),
        (date(2026, 4, 3), "征集中"),
        (date(2026, 4, 4), "已结束"),
    ],
)
def test_the_stage_of_a_consultation_follows_from_its_days(tmp_path: Path, day: date, stage: str) -> None:
    site = built(tmp_path, {"content/consultations/a.md": consultation()}, now=day)
    assert f'<strong class="tag">{stage}</strong>' in top_of(site, "consultations/a.html")
    ways = "怎样提出意见" in output(site)["consultations/a.html"].decode()
    assert ways == (stage in ("尚未开始", "征集中"))


def test_thirty_days_are_enough_counted_from_the_first_to_the_last(tmp_path: Path) -> None:
    now = date(2026, 3, 10)
    enough = {"content/consultations/a.md": consultation()}
    fewer = {"content/consultations/a.md": consultation(ends="2026-04-02")}
    explained = {"content/consultations/a.md": consultation("缩短期限的说明: 汛期将至", ends="2026-04-02")}
    assert codes(built(tmp_path / "a", enough, now=now)) == []
    assert codes(built(tmp_path / "b", fewer, now=now)) == ["K311"]
    assert codes(built(tmp_path / "c", explained, now=now)) == []


def test_feedback_is_owed_a_month_after_the_end_and_no_more_when_it_is_given(tmp_path: Path) -> None:
    on_time = built(tmp_path / "a", {"content/consultations/a.md": consultation()}, now=date(2026, 5, 3))
    late = built(tmp_path / "b", {"content/consultations/a.md": consultation()}, now=date(2026, 5, 4))
    given = {"content/consultations/a.md": consultation("反馈说明: 没有收到意见。")}
    answered = built(tmp_path / "c", given, now=date(2026, 5, 4))
    assert [codes(site) for site in (on_time, late, answered)] == [[], ["K316"], []]
    owed = []
    for site in (on_time, answered):
        assert site.site is not None
        entry = next(each for each in site.site.entries if each.kind == "consultation")
        owed.append([(each.key, each.on) for each in duties(entry, site.site)])
    assert owed == [[("feedback", date(2026, 5, 3))], []]


def test_opinions_are_counted_and_lead_to_the_document_that_came_of_them(tmp_path: Path) -> None:
    opinions = (
        "收到意见数: 6\n采纳意见数: 5\n出台的文件: [望民发〔2026〕2号]\n意见采纳情况:\n"
        "  - {意见: 甲, 采纳情况: 采纳, 条数: 4}\n"
        "  - {意见: 乙, 采纳情况: 部分采纳, 理由: 另有规定}\n"
        "  - {意见: 丙, 采纳情况: 未采纳, 理由: 没有依据}"
    )
    files = {
        "content/consultations/a.md": consultation(opinions),
        "content/policies/new.md": NEW,
        "content/policies/old.md": OLD,
    }
    site = built(tmp_path, files)
    assert codes(site) == []
    words = text_of(site, "consultations/a.html")
    assert "共收到意见 6 条：采纳 4 条，部分采纳 1 条，未采纳 1 条。" in words
    assert '<a href="../policies/new.html">新办法</a>' in top_of(site, "consultations/a.html")
    assert "<dt>征求意见情况</dt>" in top_of(site, "policies/new.html")


def test_a_notice_is_shown_for_its_period_and_then_only_its_address_is_left(tmp_path: Path) -> None:
    fields = (
        "公告种类: 公示\n公示开始日期: 2026-03-04\n公示截止日期: 2026-03-12\n意见反映方式: 书面反映到办公室"
    )
    files = {"content/notices/a.md": page("通知公告", "拟补助情况公示", 6, fields, body="拟补助五万元。")}
    shown = built(tmp_path / "a", files, now=date(2026, 3, 12))
    over = built(tmp_path / "b", files, now=date(2026, 3, 13))
    assert codes(shown) == []
    assert "公示期：2026年3月4日至2026年3月12日。" in top_of(shown, "notices/a.html")
    assert "拟补助五万元" in text_of(shown, "notices/a.html")
    assert "拟补助五万元" not in text_of(over, "notices/a.html")


# ---------------------------------------------------------------- the guide, and the form of an application

APPLICATION = page("依申请公开", "怎样申请", 7, "特殊帮助: 可以预约上门。", body="先查一查。")
APPLYING = SITE + (
    "applying: {office: 望溪区政府办公室, address: 听澜路1号, phone: 0100-2000010, "
    "email: sq@wangxi.example, online: 'https://www.wangxi.example/sq'}\n"
)


@pytest.fixture
def applying(tmp_path: Path) -> Built:
    return built(tmp_path, {"site.yaml": APPLYING, "content/applications/a.md": APPLICATION})


def test_a_form_takes_its_office_from_the_site_unless_it_names_one(applying: Built, tmp_path: Path) -> None:
    assert codes(applying) == []
    words = text_of(applying, "applications/a.html")
    assert "望溪区政府办公室" in words
    assert "https://www.wangxi.example/sq" in words
    own = APPLICATION.replace(
        "特殊帮助", "受理机构: 民政局办公室\n地址: 清溪路1号\n电话: 0100-2000002\n特殊帮助"
    )
    other = built(tmp_path / "own", {"site.yaml": APPLYING, "content/applications/a.md": own})
    assert codes(other) == []
    words = text_of(other, "applications/a.html")
    assert "民政局办公室" in words
    assert "听澜路1号" not in words, "an office's own form doesn't mix in another's address"


def test_the_page_and_the_word_file_ask_for_the_same(applying: Built) -> None:
    files = output(applying)
    paper = Document(io.BytesIO(files["applications/a.docx"]))
    html = files["applications/a.html"].decode()
    assert 'href="../applications/a.docx"' in html
    labels = {
        cell.text for row in paper.tables[0].rows for cell in row.cells if cell.text and "□" not in cell.text
    }
    assert {"姓名", "证件号码", "统一社会信用代码", "名称、文号或者便于查询的其他特征", "提供方式"} <= labels
    assert [label for label in labels if f">{label}</th>" not in html] == []
    assert "受理机构：望溪区政府办公室" in [each.text for each in paper.paragraphs]


def test_the_word_file_is_the_same_bytes_each_time_and_names_no_author_and_no_day(
    applying: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = output(applying)["applications/a.docx"]
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 0, 0))
    assert output(applying)["applications/a.docx"] == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}
    properties = Document(io.BytesIO(first)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


def test_the_form_prints_on_one_sheet(applying: Built, tmp_path: Path) -> None:
    publish(applying.files(), tmp_path / "public")
    with chromium() as browser:
        opened = browser.new_page()
        opened.goto((tmp_path / "public" / "applications" / "a.html").as_uri())
        sheet = PdfReader(io.BytesIO(opened.pdf(format="A4", prefer_css_page_size=True)))
    assert len(sheet.pages) == 1


def test_withheld_instructions_publish_no_file(tmp_path: Path) -> None:
    closed = APPLICATION.replace("特殊帮助", "公开方式: 依申请公开\n特殊帮助")
    site = built(tmp_path, {"site.yaml": APPLYING, "content/applications/a.md": closed})
    assert "applications/a.docx" not in output(site)


GUIDE = page(
    "公开指南",
    "公开指南",
    8,
    "信息分类: 三类\n编排体系: 按目录\n获取方式: [本平台]\n工作机构: 办公室\n办公地址: 清溪路1号\n办公时间: 工作日\n"
    "联系电话: 0100-2000002\n传真号码: 0100-2000003\n电子邮箱: a@wangxi.example\n申请说明: a",
)


def test_a_guide_is_asked_to_be_looked_at_after_a_year_and_not_before(tmp_path: Path) -> None:
    files = {
        "site.yaml": APPLYING,
        "content/disclosure-guides/g.md": GUIDE,
        "content/applications/a.md": APPLICATION,
    }
    assert codes(built(tmp_path / "a", files, now=date(2027, 3, 4))) == []
    assert codes(built(tmp_path / "b", files, now=date(2027, 3, 6))) == ["K321"]
    words = text_of(built(tmp_path / "c", files), "disclosure-guides/g.html")
    assert "20个工作日内" in words
    assert "怎样申请" in words


def test_what_the_article_names_is_asked_of_a_guide(tmp_path: Path) -> None:
    bare = page("公开指南", "公开指南", 8)
    assert codes(built(tmp_path, {"content/disclosure-guides/g.md": bare})) == ["K203"] * 9


# ---------------------------------------------------------------- posts, purchases, projects


def test_the_stages_of_a_purchase_lead_to_each_other(tmp_path: Path) -> None:
    call = page("政府采购", "采购公告", 11, "采购环节: 采购公告\n采购人: 民政局\n预算金额（元）: 100")
    award = page(
        "政府采购",
        "成交公告",
        12,
        "采购环节: 成交公告\n采购人: 民政局\n预算金额（元）: 100\n成交金额（元）: 100\n供应商: 某公司\n前面的环节: call",
    )
    site = built(tmp_path, {"content/procurements/call.md": call, "content/procurements/award.md": award})
    assert codes(site) == []
    assert re.search(r"<dt>后面的环节</dt><dd><a [^>]*>成交公告", top_of(site, "procurements/call.html"))
    assert "预算金额（元）" in text_of(site, "procurements/award.html")
