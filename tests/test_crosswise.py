"""Rules among guides, powers, fees, charts and documents: what must be found stands in broken/cross-*.txt; here is what must not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gkgen.build import Options, build
from gkgen.built import Built
from gkgen.importing import import_folder, import_table
from gkgen.schema import TimeLimit
from gkgen.schema.codes import credit_code_is_true, organisation_code_is_true
from gkgen.types.crosswise.limits import certainly_longer, limits_said, total
from tests.sites import CATALOGUE, NOW, ORGANISATION, SITE, built, corpus, output

REVIEW = "公开审查: {审查人: 林望山, 日期: 2026-03-05, 依据: 条例第十七条}\n"
GUIDE = (
    "类型: 办事指南\n标题: 低保金申领指南\n发布机构: 望溪区民政局\n发布日期: 2026-03-05\n公开目录: leaf\n"
    + REVIEW
    + "设定依据: [《社会救助暂行办法》第九条]\n申请条件: [收入低于标准]\n"
    "办理材料: [{材料名称: 身份证, 材料类型: 原件核验, 材料形式: 纸质, 份数: 1}]\n"
    "办理机构: 望溪区民政局\n办理地点: 清溪路1号\n办理时间: 周一至周五 9:00-17:00\n联系电话: 0100-2000002\n"
)
POWERS = (
    "类型: 权责清单\n标题: 民政局权责清单\n发布机构: 望溪区民政局\n发布日期: 2026-03-05\n公开目录: leaf\n"
    + REVIEW
    + "职权:\n  - 职权编码: p1\n    事项名称: 低保金审核\n    职权类型: 行政许可\n"
    "    实施依据: [《社会救助暂行办法》第九条]\n    责任事项: {duties}\n"
    "    追责情形: [不予受理的]\n    救济途径: 行政复议\n"
)
FEES = (
    "类型: 收费清单\n标题: 收费目录清单\n发布机构: 望溪区民政局\n发布日期: 2026-03-05\n公开目录: leaf\n"
    + REVIEW
    + "收费项目:\n  - {序号: 1, 标识: zheng, 项目名称: 证书工本费, 收费标准: 每证20元，每增加一本加收5元, "
    "分档标准: [{情形: 换领, 金额: 20, 单位: 元/证}, {情形: 补领, 金额: 40, 单位: 元/证}], 状态: 在征}\n"
)
STEPS = "办理流程: [{环节: 受理, 内容: 收下材料}]\n"


def limit(text: str) -> TimeLimit:
    found = TimeLimit.from_text(text)
    assert found is not None
    return found


def crossings(site: Built) -> list[str]:
    return [each.rule.code for each in site.findings if each.rule.code.startswith("X")]


def guide(tmp_path: Path, rest: str, **files: str) -> list[str]:
    text = (
        GUIDE
        + ("" if "办理流程" in rest else STEPS)
        + ("" if "是否收费" in rest else "是否收费: 否\n")
        + rest
    )
    named = {"content/" + name.replace("__", "/") + ".yaml": content for name, content in files.items()}
    return crossings(built(tmp_path, {"content/guides/g.yaml": text, **named}))


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("longer", "other"),
    [
        ("21个工作日", "20个工作日"),
        ("3个月", "20个工作日"),
        ("1年", "60日"),
        ("2个月", "10个工作日"),
        ("48小时", "1小时"),
        ("30日", "即时办结"),
    ],
)
def test_a_limit_is_longer_where_it_is_so_on_every_calendar(longer: str, other: str) -> None:
    assert certainly_longer(limit(longer), limit(other))
    assert not certainly_longer(limit(other), limit(longer))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30个工作日", "3个月"),  # the case of 白城
        ("60个工作日", "2个月"),
        ("15个工作日", "20日"),
        ("20日", "20个工作日"),  # 行政许可法第八十二条: the days of a licence are working days
        ("22个工作日", "1个月"),
        ("2个月", "60日"),
        ("1年", "12个月"),
        ("即时办结", "1个工作日"),
    ],
)
def test_what_depends_on_the_calendar_is_neither_longer_nor_shorter(one: str, other: str) -> None:
    assert not (certainly_longer(limit(one), limit(other)) and certainly_longer(limit(other), limit(one)))
    assert not certainly_longer(limit(one), limit(other))


def test_limits_are_added_in_their_own_unit_or_as_the_days_they_take_at_least() -> None:
    added = total([limit("5个工作日"), limit("即时办结"), limit("3个工作日")], limit("20个工作日"))
    assert added == limit("8个工作日")
    mixed = total([limit("5个工作日"), limit("30日")], limit("20个工作日"))
    assert mixed == limit("35日")
    assert total([], limit("1日")) is None


@pytest.mark.parametrize(
    "text",
    [
        "自受理之日起5个工作日内作出是否受理的决定",
        "公示期5个工作日",
        "法定节假日除外，周一至周五办理",
        "自收到决定书之日起六十日内申请行政复议",
        "在10个工作日内补正",
    ],
)
def test_a_limit_of_a_step_is_no_limit_of_the_whole(text: str) -> None:
    assert list(limits_said(text)) == []


@pytest.mark.parametrize(
    "rest",
    [
        "法定办结时限: 3个月\n承诺办结时限: 30个工作日\n",
        "法定办结时限: 20日\n承诺办结时限: 20个工作日\n",
        "承诺办结时限: 20个工作日\n内容概述: 承诺办结时限为20个工作日。\n",
        "承诺办结时限: 20个工作日\n内容概述: 急难情形自受理之日起1个工作日内办结。\n",
        "承诺办结时限: 20个工作日\n内容概述: 情况复杂的，经批准自受理之日起60个工作日内办结。\n",
        "承诺办结时限: 5个工作日\n特殊环节: [{环节名称: 公告, 时限: 15个工作日}]\n"
        "办理流程: [{环节: 受理, 时限: 2个工作日}, {环节: 公告, 时限: 15个工作日}, {环节: 办结, 时限: 3个工作日}]\n",
        "承诺办结时限: 即时办结\n办理流程: [{环节: 登记, 时限: 1个工作日}]\n",
    ],
)
def test_times_that_can_be_right_are_left_alone(tmp_path: Path, rest: str) -> None:
    assert guide(tmp_path, rest) == []


# ---------------------------------------------------------------- charges


@pytest.mark.parametrize(
    "said",
    [
        "领证时缴纳工本费，每证20元",
        "补领的缴纳工本费40元/证",
        "每增加一本加收5元",
        "遗失登报的罚款每证100元",  # other money
        "每户补贴每证200元",
        "低收入家庭减半收取，每证10元",
        "证书压膜每张8元，收费由打印店收取",  # another unit
        "原收费每证30元已经调整",
    ],
)
def test_other_money_and_the_schedules_own_amounts_are_left_alone(tmp_path: Path, said: str) -> None:
    rest = f"是否收费: 是\n收费标准: [zheng]\n内容概述: {said}\n"
    assert guide(tmp_path, rest, **{"fee-schedules__f": FEES}) == []


def test_another_amount_is_told_where_it_stands_with_what_the_schedule_says(tmp_path: Path) -> None:
    text = f"{GUIDE}{STEPS}是否收费: 是\n收费标准: [zheng]\n常见问题: [{{问: 收多少, 答: 收费为每证25元}}]\n"
    found = built(tmp_path, {"content/guides/g.yaml": text, "content/fee-schedules/f.yaml": FEES}).findings
    (told,) = (each for each in found if each.rule.code == "X812")
    assert "每证25元" in told.wrong("zh")
    assert "换领 20 元/证、补领 40 元/证" in told.mend("zh")


# ---------------------------------------------------------------- powers and charts


def test_a_kind_in_other_words_is_the_same_kind(tmp_path: Path) -> None:
    powers = POWERS.replace("{duties}", "[受理：收下材料]").replace("行政许可", "其他行政权力")
    assert guide(tmp_path, "对应权责事项: p1\n事项类型: 其他职权\n", **{"power-lists__p": powers}) == []
    assert guide(tmp_path, "对应权责事项: p1\n事项类型: 依申请事项\n", **{"power-lists__p": powers}) == []


def test_a_body_under_the_one_that_exercises_the_power_may_handle_it(tmp_path: Path) -> None:
    below = ORGANISATION.replace("标题: 望溪区民政局", "标题: 望溪区救助中心") + "上级机构: 望溪区民政局\n"
    files = {"power-lists__p": POWERS.replace("{duties}", "[受理：收下材料]"), "organisations__jz": below}
    rest = "对应权责事项: p1\n"
    text = (
        GUIDE.replace("办理机构: 望溪区民政局", "办理机构: 望溪区救助中心") + STEPS + "是否收费: 否\n" + rest
    )
    named = {"content/" + name.replace("__", "/") + ".yaml": content for name, content in files.items()}
    assert crossings(built(tmp_path, {"content/guides/g.yaml": text, **named})) == []


CHART = (
    "类型: 流程图\n标题: 流程图\n发布机构: 望溪区民政局\n发布日期: 2026-03-05\n公开目录: leaf\n"
    + REVIEW
    + "对应事项: p1\n步骤:\n"
    "  - {标识: a, 名称: 提出申请, 种类: 开始}\n"
    "  - {标识: b, 名称: 窗口接收材料, 时限: 2个工作日}\n"
    "  - {标识: c, 名称: 材料是否齐全, 种类: 判断}\n"
    "  - {标识: d, 名称: 补正材料, 时限: 90日}\n"
    "  - {标识: e, 名称: 初审, 时限: 9个工作日}\n"
    "  - {标识: h, 名称: 听证, 时限: 30个工作日}\n"
    "  - {标识: f, 名称: 准予的颁发证书, 种类: 结束, 时限: 4个工作日}\n"
    "流向: [a → b, b → c, c → d（不齐）, d → b, c → e（齐全）, e → h, h → f]\n"
)


def test_a_duty_is_found_under_the_words_that_charts_use_and_what_comes_after_is_no_step(
    tmp_path: Path,
) -> None:
    duties = "[受理：甲, 审查：乙, 决定：丙, 送达：丁, 事后监管责任：戊]"
    files = {"power-lists__p": POWERS.replace("{duties}", duties), "flowcharts__c": CHART}
    assert guide(tmp_path, "", **files) == []


def test_a_way_back_and_a_special_step_take_no_time_of_the_promise(tmp_path: Path) -> None:
    files = {"power-lists__p": POWERS.replace("{duties}", "[受理：甲]"), "flowcharts__c": CHART}
    rest = "对应权责事项: p1\n流程图: c\n承诺办结时限: {}\n特殊环节: [{{环节名称: 听证, 时限: 30个工作日}}]\n"
    assert guide(tmp_path / "long", rest.format("15个工作日"), **files) == []
    assert guide(tmp_path / "short", rest.format("14个工作日"), **files) == ["X805"]


def test_a_chart_of_a_guide_may_be_used_by_the_power_that_the_guide_handles(tmp_path: Path) -> None:
    powers = POWERS.replace("{duties}", "[受理：甲]") + "    流程图: c\n"
    files = {"power-lists__p": powers, "flowcharts__c": CHART.replace("对应事项: p1", "对应事项: g")}
    assert guide(tmp_path, "对应权责事项: p1\n流程图: c\n", **files) == []


# ---------------------------------------------------------------- codes and counts


@pytest.mark.parametrize("code", ["11440100007482575H", "11511301008778183N", "11511300MB1A21304N"])
def test_codes_of_real_bodies_are_true_and_a_changed_place_is_not(code: str) -> None:
    assert credit_code_is_true(code)
    assert organisation_code_is_true(code[8:17])
    for place in range(17):
        other = code[:place] + ("1" if code[place] == "0" else "0") + code[place + 1 :]
        assert not credit_code_is_true(other)


@pytest.mark.parametrize(
    "said",
    [
        "区民政局行使的权力共1项。",
        "共1项，含子项2项。",
        "新增共5项，取消3项，减少行政许可2项。",
        "2025年原有行政许可8项；本次调整后行政许可1项。",
        "按照共203项任务的要求推进，较上年增加。",
        "行政许可法第二十条规定的事项。",
    ],
)
def test_counts_of_changes_and_true_counts_are_left_alone(tmp_path: Path, said: str) -> None:
    powers = POWERS.replace("{duties}", "[受理：收下材料]").replace("职权:", f"内容概述: {said}\n职权:")
    assert guide(tmp_path, "", **{"power-lists__p": powers}) == []


# ---------------------------------------------------------------- documents


DOCUMENT = (
    "---\n类型: 信息公开条目\n标题: 望溪区低保办法\n索引号: wx/1\n文号: 望溪民发〔2026〕1号\n发布机构: 望溪区民政局\n"
    f"成文日期: 2026-03-02\n发布日期: 2026-03-05\n公开目录: leaf\n{REVIEW}---\n\n正文。\n"
)


def test_a_basis_leads_to_the_document_of_the_site_by_title_and_by_number(tmp_path: Path) -> None:
    bases = "《低保条例》第一条, 《望溪区低保办法》第二条, 《办法》（望溪民发〔2026〕1号）第三条"
    text = GUIDE.replace("《社会救助暂行办法》第九条", bases) + STEPS + "是否收费: 否\n"
    site = built(tmp_path, {"content/guides/g.yaml": text, "content/items/d.md": DOCUMENT})
    assert crossings(site) == []
    page = output(site)["guides/g.html"].decode()
    assert page.count('<a href="../items/d.html">') == 2
    assert "《低保条例》第一条" in page


# ---------------------------------------------------------------- the real material


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Powers, guides, fees, laws and documents of real offices in one site, with the form of Liaoning's codes."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "content" / "catalogues").mkdir(parents=True)
    form = '职权编码格式: "{origin:2}{kind:2}{department:2}{serial:3}{sub:3}"\n'
    (folder / "site.yaml").write_text(SITE + form, encoding="utf-8")
    (folder / "content" / "catalogues" / "main.yaml").write_text(CATALOGUE, encoding="utf-8")
    for path, kind, given in (
        ("power-list/liaoning.csv", "power-list", {"发布机构": "某厅"}),
        ("district-service-guides.jsonl", "guide", {"公开目录": "leaf"}),
        ("fees/dawa-2021.csv", "fee-schedule", {"发布机构": "某局"}),
        ("fees/national-2025.csv", "fee-schedule", {"发布机构": "某局"}),
        ("fees/panyu-2021.csv", "fee-schedule", {"发布机构": "某局"}),
        ("state-council-documents.jsonl", "item", {"公开目录": "leaf"}),
    ):
        import_table(corpus() / path, folder, kind, given, id_prefix=Path(path).stem.replace(".", "-"))
    import_folder(corpus() / "laws", folder, "item", {"公开目录": "leaf"}, id_prefix="law")
    return build(Options(folder, NOW, drafts=True))


def test_the_codes_of_fifteen_real_powers_say_their_kind_and_their_department(real: Built) -> None:
    assert real.site is not None
    powers = [row.value for entry in real.site.entries for row in entry.rows if row.kind == "power"]
    assert len(powers) == 15
    assert [each.code[4:6] == each.department for each in powers] == [True] * 15


def test_no_rule_among_types_finds_anything_in_the_real_material(real: Built) -> None:
    """One thousand three hundred things that nobody linked: each code of these rules would be a false alarm here,
    but for bases that name a law of the site which lapsed, of which there is none."""
    assert real.site is not None
    assert len(real.site.entries) > 1200
    found = Counter(each.rule.code for each in real.findings if each.rule.code[0] in "XV")
    assert found == Counter()
