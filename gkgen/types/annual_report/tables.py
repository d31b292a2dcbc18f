"""Tables 2 to 4 of the annual report, as data: 国办公开办函〔2021〕30号, the format of the statutory report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated, ClassVar, Self

from gkgen.findings import Text
from gkgen.schema import Field

FORMAT = "国办公开办函〔2021〕30号"


class _Line:
    """A row that can be written in one line, its cells in the order of the form, or cell by cell under their names.

    What is no whole number of at least 0 is an empty cell: nothing is taken for 0.
    """

    __slots__ = ()

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        names = [each.name for each in fields(cls)]  # type: ignore[arg-type]
        cells = re.split(r"[\s,，、|]+", text.strip())
        if len(cells) != len(names):
            return None
        numbers = (int(cell) if re.fullmatch(r"\d{1,15}", cell, re.ASCII) else None for cell in cells)
        return cls(**dict(zip(names, numbers, strict=True)))

    def cells(self) -> tuple[int | None, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicants(_Line):
    """One row of table 3: applications by who applied."""

    WRITTEN: ClassVar[Text] = Text(
        "按表三的顺序写七个数：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计，例如 12 3 0 0 1 0 16",
        "write the seven numbers in the order of table 3, like 12 3 0 0 1 0 16",
    )

    persons: Annotated[int | None, Field("自然人")] = None
    companies: Annotated[int | None, Field("商业企业")] = None
    research: Annotated[int | None, Field("科研机构")] = None
    charities: Annotated[int | None, Field("社会公益组织")] = None
    lawyers: Annotated[int | None, Field("法律服务机构")] = None
    others: Annotated[int | None, Field("其他")] = None
    total: Annotated[int | None, Field("总计")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes(_Line):
    """One part of table 4: reconsiderations or lawsuits by how they ended."""

    WRITTEN: ClassVar[Text] = Text(
        "按表四的顺序写五个数：结果维持、结果纠正、其他结果、尚未审结、总计，例如 3 0 1 0 4",
        "write the five numbers in the order of table 4, like 3 0 1 0 4",
    )

    upheld: Annotated[int | None, Field("结果维持")] = None
    corrected: Annotated[int | None, Field("结果纠正")] = None
    other: Annotated[int | None, Field("其他结果")] = None
    pending: Annotated[int | None, Field("尚未审结")] = None
    total: Annotated[int | None, Field("总计")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents(_Line):
    """A row of the first block of table 2: documents made, abolished, in force."""

    WRITTEN: ClassVar[Text] = Text(
        "按顺序写三个数：本年制发件数、本年废止件数、现行有效件数，例如 2 0 11",
        "write three numbers: made, abolished, in force, like 2 0 11",
    )

    issued: Annotated[int | None, Field("本年制发件数")] = None
    abolished: Annotated[int | None, Field("本年废止件数")] = None
    in_force: Annotated[int | None, Field("现行有效件数")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosures:
    """Table 2: 主动公开政府信息情况, by the items of 条例第二十条."""

    rules: Annotated[Documents | None, Field("规章")] = None
    normative: Annotated[Documents | None, Field("行政规范性文件", aliases=("规范性文件",))] = None
    permits: Annotated[int | None, Field("行政许可")] = None
    penalties: Annotated[int | None, Field("行政处罚")] = None
    coercion: Annotated[int | None, Field("行政强制")] = None
    fees: Annotated[Decimal | None, Field("行政事业性收费", hint="本年收费金额，单位：万元")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applications:
    """Table 3: 收到和处理政府信息公开申请情况, its 25 rows in their order."""

    received: Annotated[
        Applicants | None, Field("本年新收", aliases=("一、本年新收政府信息公开申请数量",))
    ] = None
    carried_in: Annotated[
        Applicants | None, Field("上年结转", aliases=("二、上年结转政府信息公开申请数量",))
    ] = None
    granted: Annotated[Applicants | None, Field("予以公开")] = None
    partly: Annotated[Applicants | None, Field("部分公开")] = None
    secret: Annotated[Applicants | None, Field("属于国家秘密")] = None
    forbidden: Annotated[Applicants | None, Field("其他法律行政法规禁止公开")] = None
    stability: Annotated[Applicants | None, Field("危及“三安全一稳定”", aliases=("危及三安全一稳定",))] = None
    third_party: Annotated[Applicants | None, Field("保护第三方合法权益")] = None
    internal: Annotated[Applicants | None, Field("属于三类内部事务信息")] = None
    process: Annotated[Applicants | None, Field("属于四类过程性信息")] = None
    case_files: Annotated[Applicants | None, Field("属于行政执法案卷")] = None
    registry: Annotated[Applicants | None, Field("属于行政查询事项")] = None
    not_held: Annotated[Applicants | None, Field("本机关不掌握相关政府信息")] = None
    not_ready: Annotated[Applicants | None, Field("没有现成信息需要另行制作")] = None
    unclear: Annotated[Applicants | None, Field("补正后申请内容仍不明确")] = None
    petition: Annotated[Applicants | None, Field("信访举报投诉类申请")] = None
    repeated: Annotated[Applicants | None, Field("重复申请")] = None
    publication: Annotated[Applicants | None, Field("要求提供公开出版物")] = None
    mass: Annotated[Applicants | None, Field("无正当理由大量反复申请")] = None
    reissue: Annotated[Applicants | None, Field("要求行政机关确认或重新出具已获取信息")] = None
    not_corrected: Annotated[Applicants | None, Field("申请人无正当理由逾期不补正")] = None
    not_paid: Annotated[Applicants | None, Field("申请人逾期未按收费通知要求缴纳费用")] = None
    other: Annotated[Applicants | None, Field("其他处理", aliases=("其他",))] = None
    handled: Annotated[Applicants | None, Field("办理结果总计", aliases=("总计",))] = None
    carried_out: Annotated[Applicants | None, Field("结转下年度继续办理")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """Table 4: 因政府信息公开工作被申请行政复议、提起行政诉讼情况."""

    reconsideration: Annotated[Outcomes | None, Field("行政复议")] = None
    direct: Annotated[Outcomes | None, Field("未经复议直接起诉")] = None
    after: Annotated[Outcomes | None, Field("复议后起诉")] = None


RESULTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("（一）予以公开", (("granted", ""),)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (("partly", ""),)),
    (
        "（三）不予公开",
        (
            ("secret", "1．属于国家秘密"),
            ("forbidden", "2．其他法律行政法规禁止公开"),
            ("stability", "3．危及“三安全一稳定”"),
            ("third_party", "4．保护第三方合法权益"),
            ("internal", "5．属于三类内部事务信息"),
            ("process", "6．属于四类过程性信息"),
            ("case_files", "7．属于行政执法案卷"),
            ("registry", "8．属于行政查询事项"),
        ),
    ),
    (
        "（四）无法提供",
        (
            ("not_held", "1．本机关不掌握相关政府信息"),
            ("not_ready", "2．没有现成信息需要另行制作"),
            ("unclear", "3．补正后申请内容仍不明确"),
        ),
    ),
    (
        "（五）不予处理",
        (
            ("petition", "1．信访举报投诉类申请"),
            ("repeated", "2．重复申请"),
            ("publication", "3．要求提供公开出版物"),
            ("mass", "4．无正当理由大量反复申请"),
            ("reissue", "5．要求行政机关确认或重新出具已获取信息"),
        ),
    ),
    (
        "（六）其他处理",
        (
            ("not_corrected", "1．申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("not_paid", "2．申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("other", "3．其他"),
        ),
    ),
    ("（七）总计", (("handled", ""),)),
)
"""The results of table 3 by their heads: the field of each row, and its label below the head."""

ANSWERS = tuple(key for _, rows in RESULTS[:-1] for key, _ in rows)
"""The rows whose sum is （七）总计."""


def rows_of(table: Applications | Disputes) -> Iterator[tuple[str, Applicants | Outcomes | None]]:
    """Each row of a table by its key, None where nothing was written."""
    return ((each.name, getattr(table, each.name)) for each in fields(table))
