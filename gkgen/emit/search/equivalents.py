"""Words that mean the same: what people say, and what documents write."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

# Said and written for one and the same thing everywhere in the country. What means the same in one place only, or
# nearly the same, is the site's to say.
KNOWN: tuple[tuple[str, ...], ...] = (
    ("低保", "最低生活保障"),
    ("公租房", "公共租赁住房"),
    ("廉租房", "廉租住房"),
    ("经适房", "经济适用房", "经济适用住房"),
    ("二手房", "存量房"),
    ("公积金", "住房公积金"),
    ("社保", "社会保险"),
    ("社保卡", "社会保障卡"),
    ("医保", "医疗保险"),
    ("失业金", "失业保险金"),
    ("新农合", "新型农村合作医疗"),
    ("身份证", "居民身份证"),
    ("户口本", "户口簿", "居民户口簿"),
    ("驾照", "驾驶证", "机动车驾驶证"),
    ("行驶证", "机动车行驶证"),
    ("残疾证", "残疾人证"),
    ("村委会", "村民委员会"),
    ("居委会", "居民委员会"),
    ("村医", "乡村医生"),
    ("高校", "高等学校"),
    ("环评", "环境影响评价"),
    ("发改委", "发展和改革委员会", "发展改革委"),
    ("发改局", "发展和改革局", "发展改革局"),
    ("住建局", "住房和城乡建设局"),
    ("人社局", "人力资源和社会保障局", "人力资源社会保障局"),
    ("卫健委", "卫生健康委员会"),
    ("卫健局", "卫生健康局"),
    ("市场监管局", "市场监督管理局"),
    ("自然资源局", "自然资源和规划局"),
    ("教体局", "教育体育局", "教育和体育局"),
    ("文旅局", "文化和旅游局"),
    ("应急局", "应急管理局"),
    ("医保局", "医疗保障局"),
    ("城管局", "城市管理局"),
    ("行政审批局", "行政审批服务局"),
    ("残联", "残疾人联合会"),
    ("妇联", "妇女联合会"),
    ("工商联", "工商业联合会"),
    ("疾控中心", "疾病预防控制中心"),
)


def equivalents(own: Iterable[Sequence[str]], names: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The groups of words of which each is looked for with the others: the site's own, the names of its
    organisations with their short names, and those known everywhere. Groups with a word in common are one.

    A short name that its long name holds is left out, as 民政局 in 望溪区民政局: it is found anyway, and whoever asks for
    the long name doesn't mean every office of the kind.
    """
    apart = (names_apart for group in names if len(names_apart := tuple(_apart(group))) > 1)
    groups: list[dict[str, str]] = []
    for group in (*own, *apart, *KNOWN):
        words = {bare(word): word.strip() for word in group if bare(word)}
        touched = [each for each in groups if not each.keys().isdisjoint(words)]
        merged = {key: word for each in (*touched, words) for key, word in each.items()}
        groups = [*(each for each in groups if each not in touched), merged]
    return tuple(sorted(tuple(each.values()) for each in groups if len(each) > 1))


def _apart(group: Sequence[str]) -> Iterator[str]:
    for word in group:
        if not any(bare(word) in bare(other) for other in group if bare(other) != bare(word)):
            yield word


def bare(word: str) -> str:
    """A word as it is compared: width and case aside."""
    return "".join(unicodedata.normalize("NFKC", word).lower().split())
