"""The kinds that are tables: permits, discretion, decisions, negative lists, standard catalogues, name lists, budgets."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from gkgen.types.enforcement_decision import last_day
from gkgen.types.standard_catalogue.deadlines import PublicationTime
from tests.sites import NOW, built, codes, corpus, output

HEAD = """\
发布机构: 望溪区民政局
发布日期: 2026-03-05
公开目录: leaf
公开审查: {审查人: 局办公室, 日期: 2026-03-04, 依据: 条例第十七条}
"""
POWERS = (
    "类型: 权责清单\n标题: 望溪区民政局权责清单\n"
    + HEAD
    + "职权:\n  - {职权编码: '000111001000', 事项名称: 慈善组织公开募捐资格审批, 职权类型: 行政许可}\n"
)


def permits(name: str) -> str:
    return (
        "类型: 行政许可事项清单\n标题: 望溪区行政许可事项清单\n"
        + HEAD
        + f"许可事项:\n  - {{序号: 1, 许可事项名称: {name}, 主管部门: 区民政局, 实施机关: 区民政局, "
        "设定和实施依据: 《慈善法》, 对应权责事项: '000111001000'}\n"
    )


def test_a_permit_and_its_power_go_by_one_name_and_lead_to_each_other(tmp_path: Path) -> None:
    files = {"content/power-lists/p.yaml": POWERS, "content/permit-lists/a.yaml": permits("公开募捐资格审批")}
    assert "K343" in codes(built(tmp_path, files))
    right = built(tmp_path, {**files, "content/permit-lists/a.yaml": permits("慈善组织公开募捐资格审批")})
    assert "K343" not in codes(right)
    page = output(right)["permits/a-1.html"].decode()
    assert 'href="../powers/000111001000.html"' in page
    assert "慈善法" in page


def test_amounts_that_meet_at_the_limit_and_grades_without_amounts_are_no_fault(tmp_path: Path) -> None:
    text = (
        "类型: 行政裁量基准\n标题: 裁量基准\n"
        + HEAD
        + """裁量事项:
  - 违法行为: 骗取救助金
    法律依据: 《社会救助暂行办法》第六十八条
    单位: 倍
    法定下限: 1
    法定上限: 3
    裁量等级:
      - {违法程度: 轻微, 裁量标准: 批评教育}
      - {违法程度: 较轻, 裁量标准: 一倍以上不满二倍, 下限: 1, 上限: 2}
      - {违法程度: 严重, 裁量标准: 二倍以上三倍以下, 下限: 2, 上限: 3}
"""
    )
    site = built(tmp_path, {"content/discretion-standards/d.yaml": text})
    assert [code for code in codes(site) if code.startswith("K3")] == []
    assert "二倍以上三倍以下" in output(site)["discretion/d-row1.html"].decode()


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        (date(2026, 3, 5), "三个月", date(2026, 6, 5)),
        (date(2026, 11, 30), "三个月", date(2027, 2, 28)),
        (date(2027, 11, 30), "三个月", date(2028, 2, 29)),
        (date(2028, 2, 29), "三年", date(2031, 2, 28)),
        (date(2026, 8, 31), "六个月", date(2027, 2, 28)),
        (date(2026, 12, 31), "一年", date(2027, 12, 31)),
    ],
)
def test_a_term_of_months_ends_on_the_same_day_or_on_the_last(start: date, term: str, end: date) -> None:
    assert last_day(start, term) == end


def test_a_decision_that_is_shown_no_longer_leaves_no_name_behind(tmp_path: Path) -> None:
    text = (
        "类型: 行政执法决定\n标题: 对甲乙丙丁公司的处罚\n"
        + HEAD
        + """公示截止日期: 2026-06-05
执法类别: 行政处罚
决定书文号: 望民罚〔2026〕9号
相对人名称: 甲乙丙丁公司
相对人类别: 法人及非法人组织
依据: 《养老机构管理办法》第四十六条
处罚种类: [通报批评]
决定内容: 通报批评
决定日期: 2026-03-03
公示期: 三个月
执法机关: 望溪区民政局
"""
    )
    site = built(tmp_path, {"content/enforcement-decisions/d.yaml": text})
    pages = output(site)
    assert "enforcement-decisions/d.html" in pages
    assert not [address for address, content in pages.items() if "甲乙丙丁".encode() in content]
    shown = built(tmp_path, {"content/enforcement-decisions/d.yaml": text}, now=date(2026, 6, 5))
    assert "甲乙丙丁".encode() in output(shown)["enforcement-decisions/d.html"]


def test_every_phrase_of_a_time_limit_in_published_catalogues_is_understood() -> None:
    phrases = (corpus() / "vocab" / "deadline_phrases.txt").read_text(encoding="utf-8").splitlines()
    phrases = [each for each in phrases if each and not each.startswith("#")]
    assert len(phrases) == 27
    unknown = [each for each in phrases if PublicationTime.from_text(each).manner == "其他"]
    assert unknown == ["同上"]
    both = PublicationTime.from_text("制定或获取信息之日起10个工作日内,公示7个工作日")
    assert (both.number, both.unit, both.anchor, both.shown) == (10, "工作日", "制定或获取信息", "7个工作日")
    assert PublicationTime.from_text("经本级人民代表大会批准后20日内").unit == "日"


def test_real_rows_of_a_standard_catalogue_are_drawn_with_both_states_in_words(tmp_path: Path) -> None:
    with (corpus() / "standard-catalogue" / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    site = built(tmp_path, {"content/standard-catalogues/real.yaml": catalogue_of(rows)})
    assert site.errors == 0, [each.wrong("zh") for each in site.findings if each.rule.severity == "error"]
    page = output(site)["standard-catalogues/real.html"].decode()
    assert page.count('<th scope="row" class="long"') == len(rows) == 21
    assert '<span aria-hidden="true">■</span><span class="unseen">采用：</span>政府网站' in page
    assert '<span aria-hidden="true">□</span><span class="unseen">未采用：</span>政府公报' in page
    assert '<span aria-hidden="true">√</span><span class="unseen">是</span>' in page


def catalogue_of(rows: list[dict[str, str]]) -> str:
    """The rows as an editor writes them: values, not marks."""
    said = "类型: 标准目录\n标题: 社会救助领域标准目录\n" + HEAD + "领域: 社会救助\n目录条目:\n"
    for number, row in enumerate(rows, 1):
        used = re.findall(r"■\s*([^■□]+)", row["公开渠道和载体"])
        said += f"  - 序号: {number}\n    一级事项: {row['一级事项'] or '综合'}\n"
        cells = {
            "二级事项": "".join(row["二级事项"].split()),
            "公开内容": row["公开内容（要素）"],
            "公开依据": row["公开依据"],
            "公开时限": row["公开时限"],
            "公开主体": row["公开主体"],
        }
        said += "".join(f"    {key}: '{value.strip()}'\n" for key, value in cells.items() if value.strip())
        said += f"    公开渠道和载体: {[each.strip() for each in used]}\n" if used else ""
        said += "    公开对象: 全社会\n" if row["全社会"] else ""
        said += "    公开方式: 主动\n" if row["主动"] else ""
        levels = [name for name, key in (("县级", "县级"), ("乡级", "乡级/村级")) if row[key]]
        said += f"    公开层级: {levels}\n" if levels else ""
    return said


def test_same_as_above_is_drawn_as_what_stands_above(tmp_path: Path) -> None:
    text = (
        "类型: 标准目录\n标题: 社会救助领域标准目录\n"
        + HEAD
        + """领域: 社会救助
目录条目:
  - {序号: 1, 一级事项: 低保, 二级事项: 政策, 公开内容: [政策全文], 公开依据: 《甲办法》, 公开时限: 20个工作日内, 公开主体: 区民政局}
  - {序号: 2, 一级事项: 低保, 二级事项: 指南, 公开内容: [指南], 公开依据: 同上, 公开时限: 同上, 公开主体: 同上}
"""
    )
    page = output(built(tmp_path, {"content/standard-catalogues/c.yaml": text}))[
        "standard-catalogues/c.html"
    ].decode()
    assert "同上" not in page
    assert page.count("《甲办法》") == 2
    assert '<th scope="rowgroup" rowspan="2" id="r-1">低保</th>' in page
    assert 'headers="r-1 r-2-name c-number">2<' in page


def test_budget_tables_that_add_up_are_clean_and_drawn_to_the_item(tmp_path: Path) -> None:
    text = (
        "类型: 财政预决算\n标题: 望溪区民政局2026年部门预算\n"
        + HEAD
        + """年度: 2026
种类: 部门预算
批准日期: 2026-02-20
情况说明: 收支总体平衡。
三公经费: {总数: 3.5, 因公出国（境）费: 0, 公务用车购置费: 0, 公务用车运行费: 2.5, 公务接待费: 1.0}
表格:
  - 表名: 支出表
    明细:
      - {科目编码: 208, 科目名称: 社会保障和就业支出, 合计: 120.10, 基本支出: 100.10, 项目支出: 20}
      - {科目编码: 20802, 科目名称: 民政管理事务, 合计: 120.1, 基本支出: 100.1, 项目支出: 20}
      - {科目编码: 2080201, 科目名称: 行政运行, 合计: 120.1, 基本支出: 100.1, 项目支出: 20}
  - 表名: 政府性基金预算支出表
    说明: 本年度没有政府性基金预算收支。
"""
    )
    site = built(tmp_path, {"content/budgets/b.yaml": text})
    assert [code for code in codes(site) if code.startswith("K3")] == []
    page = output(site)["budgets/b.html"].decode()
    assert "2080201" in page
    assert "120.10" in page
    assert "本年度没有政府性基金预算收支。" in page


def test_masked_names_bodies_and_named_grounds_pass(tmp_path: Path) -> None:
    def names(*said: str, more: str = "") -> list[str]:
        text = (
            "类型: 公示名单\n标题: 石桥村名单\n"
            + HEAD
            + "公示截止日期: 2026-12-31\n名单种类: 惠农补贴\n标准: 每亩 80 元\n政策依据: 《补贴办法》\n监督电话: 0100-2000003\n"
            + more
            + "名单:\n"
            + "".join(f"  - {{姓名: {each}}}\n" for each in said)
        )
        return [
            code
            for code in codes(built(tmp_path, {"content/name-lists/n.yaml": text}))
            if code.startswith("K39")
        ]

    assert names("王*", "欧阳**", "李某", "石桥村", "望溪区青禾合作社", "王*明等 3 户") == []
    assert names("高山青") == ["K391"]
    assert names("高山青", more="全名依据: 《惠农补贴公示办法》第五条\n") == []


def test_today_is_after_the_publication_in_these_cases() -> None:
    assert date(2026, 3, 5) < NOW


DECISION = (
    "类型: 行政执法决定\n标题: {title}\n"
    + HEAD.replace("{", "{{").replace("}", "}}")
    + """公示截止日期: 2029-03-05
执法类别: 行政处罚
决定书文号: 望民罚〔2026〕9号
相对人名称: {party}
相对人类别: 自然人
依据: 《社会救助暂行办法》第六十八条
处罚种类: [罚款, 没收违法所得]
决定内容: {content}
罚款金额: 5000
没收金额: 12000
决定日期: {decided}
公示期: 三年
执法机关: 望溪区民政局
"""
)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"party": "赵某某"}, []),
        ({"party": "赵某"}, []),
        ({"party": "赵××"}, []),
        ({"party": "高山青"}, ["K361"]),
        ({"party": "钱*", "title": "对钱多多骗取救助金的处罚决定"}, ["K365"]),
        ({"party": "钱*", "title": "对钱*骗取救助金的处罚决定"}, []),
        ({"party": "钱某某", "title": "对钱某某骗取救助金的处罚决定"}, []),
        ({"content": "罚款500元，没收违法所得1.2万元"}, ["K366"]),
        ({"content": "罚款5,000元，没收违法所得1万元"}, ["K366"]),
        ({"content": "没收违法所得12000元，并处罚款人民币5000元"}, []),
        ({"content": "按违法所得12000元的比例处罚"}, []),
        ({"decided": "2026-03-06"}, ["K367"]),
    ],
)
def test_what_a_decision_says_of_itself_agrees(
    tmp_path: Path, changed: dict[str, str], told: list[str]
) -> None:
    words = {
        "title": "处罚决定",
        "party": "钱*",
        "content": "罚款5000元，没收违法所得1.2万元",
        "decided": "2026-03-03",
    }
    text = DECISION.format(**{**words, **changed})
    site = built(tmp_path, {"content/enforcement-decisions/d.yaml": text}, now=date(2026, 4, 1))
    assert [code for code in codes(site) if code.startswith("K3")] == told


def test_grades_reach_from_one_end_of_the_statutory_range_to_the_other(tmp_path: Path) -> None:
    def told(lower: int, upper: int) -> list[str]:
        text = (
            "类型: 行政裁量基准\n标题: 裁量基准\n"
            + HEAD
            + f"""裁量事项:
  - 违法行为: 骗取救助金
    法律依据: 《社会救助暂行办法》第六十八条
    单位: 元
    法定下限: 100
    法定上限: 1000
    裁量等级:
      - {{违法程度: 减轻, 裁量标准: 不满一百元, 上限: 100}}
      - {{违法程度: 较轻, 裁量标准: 少罚, 下限: {lower}, 上限: 500}}
      - {{违法程度: 严重, 裁量标准: 多罚, 下限: 500, 上限: {upper}}}
"""
        )
        found = codes(built(tmp_path, {"content/discretion-standards/d.yaml": text}))
        return [code for code in found if code.startswith("K35")]

    assert told(100, 1000) == []
    assert "K356" in told(150, 1000)
    assert told(100, 900) == ["K356"]


def test_a_permit_is_given_by_the_body_that_has_the_power(tmp_path: Path) -> None:
    power = POWERS.replace("职权类型: 行政许可", "职权类型: 行政许可, 行使主体: 望溪区民政局")
    right = permits("慈善组织公开募捐资格审批").replace("实施机关: 区民政局", "实施机关: mzj")
    files = {"content/power-lists/p.yaml": power, "content/permit-lists/a.yaml": right}
    assert "K344" not in codes(built(tmp_path, files))
    other = right.replace("实施机关: mzj", "实施机关: 区卫生健康局")
    assert "K344" in codes(built(tmp_path, {**files, "content/permit-lists/a.yaml": other}))
