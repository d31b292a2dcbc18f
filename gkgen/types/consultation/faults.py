"""What is wrong with a consultation, and what it makes the office owe.

Days are counted from the first to the last, both among them: the count that is kindest to the office.
"""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.findings import Finding, Text, warning
from gkgen.model import Entry
from gkgen.schema import Site
from gkgen.schema.owing import Duty
from gkgen.types.consultation.fields import (
    PROCEDURE,
    Consultation,
    counts_of,
    days_of,
    is_answered,
    month_after,
)
from gkgen.types.periods import reversed_period

WEIGHED = "重大行政决策程序暂行条例第十八条"
FEEDBACK = "国办秘函〔2019〕19号"
DAYS = 30

TOO_SHORT = warning(
    "K311",
    Text(
        "征求意见只有 {count} 天，一般不少于 {days} 天，又没有说明为什么缩短",
        "{count} days to comment are less than the usual {days}, and no reason is given",
    ),
    Text("延长“截止日期”，或者写“缩短期限的说明”", "end it later, or give the reason in 缩短期限的说明"),
    PROCEDURE,
)
NO_WAY = warning(
    "K312",
    Text("没有写怎样提出意见", "no way to give an opinion is told"),
    Text(
        "写通信地址、电子邮箱、电话或者网上提交的网址",
        "give an address, an e-mail, a telephone or a web address",
    ),
    PROCEDURE,
)
NO_DRAFT = warning(
    "K313",
    Text("没有公布草案：没有正文，也没有附件", "there is no draft: neither a text nor a file"),
    Text("把草案写进正文，或者放进附件", "put the draft into the body or attach it"),
    PROCEDURE,
)
CLAIMED_OPINIONS = warning(
    "K314",
    Text(
        "“{label}”写的是 {claimed}，列出的意见合计 {count}",
        "{label} claims {claimed}; the opinions listed make {count}",
    ),
    Text(
        "核对意见采纳情况；每条意见可以写“条数”",
        "check the list; an opinion may have a number of its own (条数)",
    ),
)
NO_REASON = warning(
    "K315",
    Text("{adopted}的意见没有写理由", "an opinion that was “{adopted}” has no reason"),
    Text("补上“理由: …”", "add “理由: …”"),
    WEIGHED,
)
NO_FEEDBACK = warning(
    "K316",
    Text(
        "征集在 {end} 结束，过了一个月还没有公开意见采纳情况",
        "it ended on {end}; a month later nothing is said of what became of the opinions",
    ),
    Text(
        "写“意见”和“采纳情况”，没有收到意见的也写明",
        "fill in 意见 and 反馈说明; say so too when nobody wrote",
    ),
    FEEDBACK,
)


def check(entry: Entry, site: Site) -> Iterator[Finding]:
    fields = entry.fields
    if not isinstance(fields, Consultation):
        return
    yield from reversed_period(entry, "starts", "ends")
    if 0 < days_of(fields) < DAYS and not fields.short_reason:
        yield TOO_SHORT.at(entry.place("ends"), count=days_of(fields), days=DAYS)
    if not any((fields.address, fields.email, fields.phone, fields.online)):
        yield NO_WAY.at(entry.place())
    if entry.prose is None and not fields.attachments:
        yield NO_DRAFT.at(entry.place())
    if site.now > month_after(fields.ends) and not is_answered(fields):
        yield NO_FEEDBACK.at(entry.place("ends"), end=str(fields.ends))
    yield from _opinion_faults(entry)


def _opinion_faults(entry: Entry) -> Iterator[Finding]:
    fields: Consultation = entry.fields
    counts = counts_of(fields)
    claims = (
        ("received", "收到意见数", fields.received, counts.total()),
        ("taken", "采纳意见数", fields.taken, counts["采纳"] + counts["部分采纳"]),
    )
    for key, label, claimed, count in claims:
        if fields.opinions and claimed is not None and claimed != count:
            yield CLAIMED_OPINIONS.at(entry.place(key), label=label, claimed=claimed, count=count)
    for index, each in enumerate(fields.opinions):
        if each.adopted != "采纳" and not each.reason:
            yield NO_REASON.at(entry.place("opinions", index, "adopted"), adopted=each.adopted)


def duties(entry: Entry, _site: Site) -> Iterator[Duty]:
    """What became of the opinions is owed a month after the last day."""
    fields = entry.fields
    if isinstance(fields, Consultation) and not is_answered(fields):
        yield Duty(
            on=month_after(fields.ends),
            key="feedback",
            what=Text("公开征求意见的采纳情况", "publish what became of the opinions"),
            subject=fields.title,
            basis=FEEDBACK,
            address=entry.address,
            place=entry.place("ends"),
        )
