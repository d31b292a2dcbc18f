"""What the statute asks to be disclosed, item by item, and the fields of the standard catalogues: words for the catalogue's nodes.

Sources: 条例第二十条、第二十一条; 国办发〔2019〕54号 (the 26 pilot fields; a site adds those that came later).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

ARTICLE_20: Mapping[str, str] = {
    "第二十条第（一）项": "行政法规、规章和规范性文件",
    "第二十条第（二）项": "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "第二十条第（三）项": "规划及相关政策",
    "第二十条第（四）项": "统计信息",
    "第二十条第（五）项": "行政许可和其他对外管理服务事项的依据、条件、程序及办理结果",
    "第二十条第（六）项": "行政处罚、行政强制的依据、条件、程序及有一定社会影响的处罚决定",
    "第二十条第（七）项": "财政预算、决算信息",
    "第二十条第（八）项": "行政事业性收费项目及其依据、标准",
    "第二十条第（九）项": "政府集中采购项目的目录、标准及实施情况",
    "第二十条第（十）项": "重大建设项目的批准和实施情况",
    "第二十条第（十一）项": "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "第二十条第（十二）项": "突发公共事件的应急预案、预警信息及应对情况",
    "第二十条第（十三）项": "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "第二十条第（十四）项": "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "第二十条第（十五）项": "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
}
_DISTRICT = ("市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助")
_TOWN = (
    "农业农村政策",
    "农田水利工程",
    "土地承包经营权流转",
    "宅基地审核",
    "土地征收",
    "房屋征收",
    "筹资筹劳",
    "社会救助",
)


def _article_21(subjects: tuple[str, ...]) -> dict[str, str]:
    return {f"第二十一条（{subject}）": subject for subject in subjects}


ALL_DUTIES: Mapping[str, str] = {**ARTICLE_20, **_article_21(_DISTRICT), **_article_21(_TOWN)}

PILOT_AREAS = (
    "重大建设项目",
    "公共资源交易",
    "财政预决算",
    "义务教育",
    "户籍管理",
    "社会救助",
    "养老服务",
    "公共法律服务",
    "就业",
    "社会保险",
    "国土空间规划",
    "农村集体土地征收",
    "生态环境",
    "国有土地上房屋征收与补偿",
    "保障性住房",
    "农村危房改造",
    "市政服务",
    "城市综合执法",
    "涉农补贴",
    "公共文化服务",
    "医疗卫生",
    "安全生产",
    "救灾",
    "税收管理",
    "食品药品监管",
    "扶贫",
)


def duties_of_level(level: str | None) -> Mapping[str, str]:
    """What article 21 adds for a body of a level: of a city, a county and their departments, or of a town.

    A province has nothing of it, and a site that doesn't tell its level is asked for nothing.
    """
    return _article_21(
        {"市": _DISTRICT, "县": _DISTRICT, "部门": _DISTRICT, "乡": _TOWN}.get(level or "", ())
    )


def duties_said(basis: str) -> Iterator[str]:
    """The items of article 20 that a basis of a node names: 《政府信息公开条例》第二十条第（五）项."""
    for items in re.findall(
        r"政府信息公开条例》?第二十条((?:[、和]?第（[一二三四五六七八九十]+）项)+)", basis
    ):
        for item in re.findall(r"第（[一二三四五六七八九十]+）项", items):
            word = f"第二十条{item}"
            if word in ARTICLE_20:
                yield word
