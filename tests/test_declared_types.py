"""Types and fields that a site declares in site.yaml get what the built-in ones get."""

from __future__ import annotations

import re
from pathlib import Path

from gkgen.build import Options, build
from gkgen.emit.searchable import search_documents
from gkgen.scaffold import new
from gkgen.schema import fields_of
from gkgen.types import TYPES
from tests.sites import NOW, SITE, built, codes, output

DECLARED = """\
内容类型:
  - 代码: village-notice
    名称: 村务公开
    文件夹: villages
    字段:
      - {代码: village, 名称: 村（社区）, 必填: 是, 别名: [村名]}
      - {代码: shown, 名称: 公示期, 形式: 时限, 要求: 村民委员会组织法}
      - {代码: way, 名称: 公开形式, 形式: 词表, 词: [公示栏, 会议]}
      - {代码: contact, 名称: 咨询电话, 形式: 电话}
      - {代码: duty, 名称: 承办机构, 形式: 引用, 引用: organisation}
      - {代码: table_file, 名称: 登记表, 形式: 附件}
      - 代码: people
        名称: 补贴名单
        形式: 表格
        列:
          - {代码: name, 名称: 户主, 必填: 是}
          - {代码: amount, 名称: 补贴金额, 形式: 金额}
          - {代码: paid, 名称: 发放日期, 形式: 日期}
补充字段:
  - 类型: 信息公开条目
    字段:
      - {代码: hall, 名称: 公开专区, 形式: 文字}
  - 类型: 标准目录
    加在: 目录条目
    字段:
      - {代码: five, 名称: 五公开, 形式: 词表, 词: [决策, 执行, 管理, 服务, 结果]}
"""
HEAD = """\
发布机构: 望溪区民政局
发布日期: 2026-03-05
公开目录: leaf
公开审查: {审查人: 局办公室, 日期: 2026-03-04, 依据: 条例第十七条}
"""
NOTICE = (
    "类型: 村务公开\n标题: 石桥村补贴发放情况\n"
    + HEAD
    + """村名: 石桥村
公示期: 7日
公开形式: 公示栏
咨询电话: 0100-2000002
承办机构: 望溪区民政局
登记表: /files/table.csv
补贴名单:
  - {户主: 王*, 补贴金额: 350.50, 发放日期: 2026-03-01}
"""
)
FILES: dict[str, str | bytes] = {
    "site.yaml": SITE + DECLARED,
    "content/villages/a.yaml": NOTICE,
    "content/files/table.csv": "a,b\n1,2\n",
}


def test_a_type_of_the_site_is_checked_listed_shown_and_found(tmp_path: Path) -> None:
    site = built(tmp_path, FILES)
    assert codes(site) == []
    pages = output(site)
    page = pages["villages/a.html"].decode()
    for words in ("村（社区）", "石桥村", "7日", "公示栏", "350.50", "2026年3月1日", "补贴名单"):
        assert words in page
    assert 'href="tel:01002000002"' in page
    assert 'href="../organisations/mzj.html"' in page
    assert 'href="../files/files/table.csv"' in page
    assert "石桥村补贴发放情况" in pages["villages/index.html"].decode()
    assert "石桥村补贴发放情况" in pages["catalogue/leaf.html"].decode()
    assert site.site is not None
    found = {each.address: each for each in search_documents(site.site)}
    assert found["villages/a.html"].kind == "村务公开"
    assert "王*" in found["villages/a.html"].blocks


def test_its_faults_are_told_like_those_of_any_type(tmp_path: Path) -> None:
    faulty = NOTICE.replace("村名: 石桥村\n", "").replace("公示期: 7日\n", "").replace("公示栏", "广播")
    faulty = (
        faulty.replace("350.50", "很多")
        .replace("0100-2000002", "不详")
        .replace("望溪区民政局\n登记", "某局\n登记")
    )
    told = codes(built(tmp_path, {**FILES, "content/villages/a.yaml": faulty}))
    assert {"K202", "K203", "K205", "K207", "K223"} <= set(told)
    without = NOTICE.replace("承办机构: 望溪区民政局", "承办机构: 没有的局")
    assert [
        code
        for code in codes(built(tmp_path, {**FILES, "content/villages/a.yaml": without}))
        if code[0] == "R"
    ]


def test_gkgen_new_writes_a_file_of_it_that_builds(tmp_path: Path) -> None:
    site = built(tmp_path, FILES).site
    assert site is not None
    path = new(tmp_path, "村务公开", site)
    after = build(Options(tmp_path, NOW))
    assert path.parent.name == "villages"
    assert after.errors == 0
    assert "补贴名单" in path.read_text(encoding="utf-8")


def test_a_field_that_is_added_to_a_type_is_shown_and_checked(tmp_path: Path) -> None:
    text = "---\n类型: 信息公开条目\n标题: 通知\n索引号: wx/2026-00001\n成文日期: 2026-03-02\n" + HEAD
    site = built(tmp_path, {**FILES, "content/items/a.md": text + "公开专区: 一楼大厅\n---\n\n正文。\n"})
    assert codes(site) == []
    page = output(site)["items/a.html"].decode()
    assert "公开专区" in page
    assert "一楼大厅" in page
    wrong = built(tmp_path, {**FILES, "content/items/a.md": text + "公开专厅: 一楼大厅\n---\n\n正文。\n"})
    assert codes(wrong) == ["K201"]
    assert "公开专区" in next(each.mend("zh") for each in wrong.findings)


def test_a_column_of_the_sites_own_stands_in_the_table_of_a_list(tmp_path: Path) -> None:
    text = (
        "类型: 标准目录\n标题: 社会救助领域标准目录\n"
        + HEAD
        + "领域: 社会救助\n目录条目:\n"
        + "  - {序号: 1, 一级事项: 低保, 公开内容: [政策], 公开依据: 《甲办法》, 公开时限: 20个工作日内, 公开主体: 区民政局, "
        "公开渠道和载体: [政府网站], 公开对象: 全社会, 公开方式: 主动, 五公开: 服务}\n"
    )
    site = built(tmp_path, {**FILES, "content/standard-catalogues/c.yaml": text})
    assert codes(site) == []
    page = output(site)["standard-catalogues/c.html"].decode()
    assert re.search(r'<th [^>]*rowspan="2"[^>]*>五公开</th>', page)
    assert re.search(r"<td[^>]*>服务</td>", page)


def test_the_same_settings_give_the_same_classes_and_other_sites_are_not_touched(tmp_path: Path) -> None:
    one, other = (built(tmp_path, FILES).site for _ in range(2))
    assert one is not None
    assert other is not None
    assert one.types["village-notice"].fields is other.types["village-notice"].fields
    item = next(each for each in TYPES if each.key == "item")
    assert "hall" not in {spec.key for spec in fields_of(item.fields)}
    assert "hall" in {spec.key for spec in fields_of(one.types["item"].fields)}


def test_a_faulty_declaration_is_told_and_the_rest_of_the_site_is_still_checked(tmp_path: Path) -> None:
    site = built(
        tmp_path, {**FILES, "site.yaml": SITE + DECLARED.replace("文件夹: villages", "文件夹: items")}
    )
    assert "K283" in codes(site)
    assert "K272" in codes(site)
