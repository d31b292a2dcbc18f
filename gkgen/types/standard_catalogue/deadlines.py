"""公开时限 as the standard catalogues print it → what it means: how long after what, by which day, or always.

The phrases are those of published catalogues; the printed text is kept. What is no time limit but how often something
is brought up to date (`1年`) is told apart, because the catalogues often put it into this column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from gkgen.findings import Text
from gkgen.schema import Field

Manner: TypeAlias = Literal["期限内", "公示期", "实时", "及时", "长期", "按期更新", "定日", "其他"]

_LIMIT = re.compile(
    r"(?:自|在|经)?(?P<anchor>[^，,；;。\d]*?)(?:之日起|之日|后|起)?[，,]?(?P<number>\d{1,3})(?:个)?(?P<unit>工作日|日|天|个月|月|年)(?:以?内)?(?:予以)?(?:公开)?(?:内容)?(?:内)?(?:公开)?"
)
_SHOWN = re.compile(r"[，,；;]?公示(?P<number>\d{1,3})个?(?P<unit>工作日|日|天)")
_BY = re.compile(r"(?:每年|次年|当年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:底)?(?:以?前)")
_PERIOD = re.compile(r"(?P<number>\d{1,2})(?P<unit>年|个月|月|季度)|每(?:年|季度|半年|月)(?:更新)?")
_ALWAYS: dict[str, Manner] = {
    "实时公开": "实时",
    "实时": "实时",
    "及时公开": "及时",
    "及时": "及时",
    "永久公开": "长期",
    "长期公开": "长期",
    "长期": "长期",
    "永久": "长期",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationTime:
    """When something is to be disclosed. `text` is the phrase as it is printed.

    `number` and `unit` are the limit counted from `anchor`; `shown` is for how long it is shown after that, in the
    words of the phrase; `month` and `day` are the day by which it is due, day 0 being the end of the month.
    """

    WRITTEN: ClassVar[Text] = Text(
        "写成“信息形成或变更之日起20个工作日内”这样的一句话",
        "write a phrase like 信息形成或变更之日起20个工作日内",
    )

    text: Annotated[str, Field("原文")]
    manner: Annotated[Manner, Field("方式")] = "其他"
    number: Annotated[int | None, Field("数")] = None
    unit: Annotated[Literal["工作日", "日", "月", "年"] | None, Field("单位")] = None
    anchor: Annotated[str, Field("起算")] = ""
    shown: Annotated[str, Field("公示期")] = ""
    month: Annotated[int | None, Field("月份")] = None
    day: Annotated[int | None, Field("日期")] = None

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Never refuses: a phrase that isn't known is kept as it is (`其他`)."""
        printed = " ".join(text.split())
        bare = re.sub(r"\s+", "", text)
        if bare in _ALWAYS:
            return cls(text=printed, manner=_ALWAYS[bare])
        shown = _SHOWN.search(bare)
        rest = bare[: shown.start()] + bare[shown.end() :] if shown else bare
        words = f"{shown['number']}个{shown['unit']}" if shown else ""
        if shown and not rest:
            return cls(text=printed, manner="公示期", shown=words)
        by = _BY.fullmatch(rest)
        if by is not None:
            return cls(
                text=printed, manner="定日", month=int(by["month"]), day=int(by["day"] or 0), shown=words
            )
        if _PERIOD.fullmatch(rest):
            return cls(text=printed, manner="按期更新", shown=words)
        return cls._limit(printed, rest, words)

    @classmethod
    def _limit(cls, printed: str, bare: str, shown: str) -> Self:
        found = _LIMIT.fullmatch(bare)
        if found is None:
            return cls(text=printed, shown=shown)
        unit = {"天": "日", "个月": "月"}.get(found["unit"], found["unit"])
        return cls(
            text=printed,
            manner="期限内",
            number=int(found["number"]),
            unit=unit,  # type: ignore[arg-type]
            anchor=found["anchor"],
            shown=shown,
        )

    def said(self) -> str:
        return self.text
