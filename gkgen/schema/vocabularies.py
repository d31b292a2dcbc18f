"""The controlled vocabularies that every site begins with; a site adds its own words in `site.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from gkgen.schema.duties import ALL_DUTIES, PILOT_AREAS

Vocabularies: TypeAlias = Mapping[str, tuple[str, ...]]

CARRIERS = "carriers"
THEMES = "themes"
GENRES = "genres"
AUDIENCES = "audiences"
FUNDS = "funds"
APPROVALS = "approvals"
DUTIES = "duties"
AREAS = "areas"

STANDARD: Vocabularies = {
    # 基层政务公开标准目录，公开渠道和载体
    CARRIERS: (
        "政府网站",
        "政府公报",
        "两微一端",
        "发布会/听证会",
        "广播电视",
        "纸质媒体",
        "公开查阅点",
        "政务服务中心",
        "便民服务站",
        "入户/现场",
        "社区/企事业单位/村公示栏（电子屏）",
        "精准推送",
        "其他",
    ),
    # 国务院公文主题分类，一级
    THEMES: (
        "国务院组织机构",
        "综合政务",
        "国民经济管理、国有资产监管",
        "财政、金融、审计",
        "国土资源、能源",
        "农业、林业、水利",
        "工业、交通",
        "商贸、海关、旅游",
        "市场监管、安全生产监管",
        "城乡建设、环境保护",
        "科技、教育",
        "文化、广电、新闻出版",
        "卫生、体育",
        "人口与计划生育、妇女儿童工作",
        "劳动、人事、监察",
        "公安、安全、司法",
        "民政、扶贫、救灾",
        "民族、宗教",
        "对外事务",
        "港澳台侨工作",
        "国防",
        "其他",
    ),
    # 党政机关公文处理工作条例（2012）第八条的十五种，加上实务中的“其他”
    GENRES: (
        "决议",
        "决定",
        "命令（令）",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
        "其他",
    ),
    AUDIENCES: ("自然人", "法人", "其他组织"),
    FUNDS: (
        "缴入中央国库",
        "缴入省级国库",
        "缴入省国库",
        "缴入市级国库",
        "缴入县级国库",
        "缴入同级国库",
        "缴入中央和地方国库",
        "缴入中央财政专户",
        "缴入地方财政专户",
        "缴入同级财政专户",
        "缴入中央和地方财政专户",
    ),
    # 收费目录清单，立项级次
    APPROVALS: ("中央", "省级", "中央和省级"),
    DUTIES: tuple(ALL_DUTIES),
    AREAS: PILOT_AREAS,
}
