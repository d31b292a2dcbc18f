"""What must not be published: private numbers, marks of secrecy and of drafts, in every text of every entry.

条例第十四条 (国家秘密), 第十五条 (个人隐私), 第十六条 (内部事务信息、过程性信息); 个人信息保护法第二十五条、第二十八条;
保守国家秘密法第三十五条. A whole identity number and a classification mark stop publication; the rest is told.
A finding never holds a number, only its masked form: findings are printed where everybody reads them.

Not counted: masked numbers, codes of organisations and matters, the telephone numbers of fields made for them, and what
a page doesn't show (of an entry that isn't disclosed its metadata alone is looked at). Addresses, illnesses and the
like can't be told from office words, and stay with the reviewer.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from datetime import date

from gkgen.findings import Finding, Place, Rule, Text, error, warning
from gkgen.model import Entry
from gkgen.privacy import (
    Kind,
    Sight,
    draft_name,
    draft_of,
    draft_on_top,
    private_numbers,
    secrecy_marks,
)
from gkgen.schema import Attachment, Common, ContentType, Passage, passages_of
from gkgen.schema.common import OPEN
from gkgen.schema.forms import PHONE
from gkgen.schema.references import FILE

IDENTITY_NUMBER = error(
    "P801",
    Text(
        "{where}有完整的身份证号码 {said}{more}",
        "there is a whole identity number, {said}, {where}{more}",
    ),
    Text(
        "确需公开的，遮去中间几位，如 420106********1234；已经推送过的，还要从历史版本里删去",
        "mask it like 420106********1234, or leave it out; once pushed, it must leave the history too",
    ),
    "条例第十五条；个人信息保护法第二十五条",
)
DOUBTFUL_NUMBER = warning(
    "P802",
    Text(
        "{where}的号码 {said} 写作身份证号，校验码不对{more}",
        "{said}, {where}, is announced as an identity number; its check character is wrong{more}",
    ),
    Text(
        "真号码遮去中间几位；示例写成 420106********1234",
        "mask a true number; write a sample as 420106********1234",
    ),
    "条例第十五条；个人信息保护法第二十五条",
)
MOBILE_NUMBER = warning(
    "P803",
    Text(
        "{where}的手机号码 {said} 像是个人的{more}",
        "the mobile number {said}, {where}, looks like a person's own{more}",
    ),
    Text(
        "个人的写成 139****1234；单位对外的，在前面写明“咨询电话”“监督电话”或“联系人”",
        "mask a person's as 139****1234; before an office's write 咨询电话, 监督电话 or 联系人",
    ),
    "条例第十五条；个人信息保护法第二十五条",
)
BANK_CARD = warning(
    "P804",
    Text(
        "{where}的 {said} 像是个人的银行账号{more}", "{said}, {where}, looks like a person's bank card{more}"
    ),
    Text(
        "遮去中间几位；单位的账户，写明户名",
        "mask it; of an office's account give the name of its holder (户名)",
    ),
    "条例第十五条；个人信息保护法第二十八条",
)
SECRET = error(
    "P811",
    Text("{where}有密级标志“{said}”{more}", "there is a mark of classification, “{said}”, {where}{more}"),
    Text(
        "立即停止公开，交保密工作机构核查；已经解密的，删去标志并在“公开审查”里写明依据",
        "don't publish it; ask the office for secrecy. If it is declassified, remove the mark, and say so in the review",
    ),
    "条例第十四条；保守国家秘密法第三十五条",
)
INTERNAL = warning(
    "P812",
    Text("{where}写着“{said}”{more}", "“{said}” is written {where}{more}"),
    Text(
        "内部资料不公开；可以公开的，删去这几个字",
        "what is internal isn't published; if it may be, remove the words",
    ),
    "条例第十六条第一款",
)
DRAFT = warning(
    "P813",
    Text(
        "{where}写着“{said}”，像是没有定稿{more}",
        "“{said}” is written {where}: this looks like a draft{more}",
    ),
    Text(
        "换成定稿；公开征求意见的，标题写明“征求意见”",
        "put the final text here; if the public is asked, let the title say 征求意见",
    ),
    "条例第十六条第二款",
)
PROCESS_GENRE = warning(
    "P814",
    Text("“{said}”一般是内部事务或过程性信息", "a {said} is as a rule internal, or a step of a process"),
    Text(
        "核对是否应当公开；应当公开的，在“公开审查”里写明依据，用批复、通知等结果文件代替更好",
        "see whether it is to be disclosed; better publish the reply or the notice that came of it",
    ),
    "条例第十六条",
)
DRAFT_WITH_NUMBER = warning(
    "P815",
    Text(
        "标题说是“征求意见稿”，却有文号 {number}",
        "the title says 征求意见稿, and the document has the number {number}",
    ),
    Text(
        "正式印发的，换成定稿，从标题里删去“征求意见稿”",
        "if it was issued, put the final text here and remove 征求意见稿 from the title",
    ),
    "条例第十六条第二款",
)
RULES: dict[Kind, Rule] = {
    "identity": IDENTITY_NUMBER,
    "doubtful": DOUBTFUL_NUMBER,
    "mobile": MOBILE_NUMBER,
    "card": BANK_CARD,
    "secret": SECRET,
    "internal": INTERNAL,
    "draft": DRAFT,
}
HERE = Text("这里", "here")
_UNSHOWN = {"body", "attachments", "related", "changes", "late_reason"}
_CONSULTING = ("征求意见", "征集意见", "意见稿", "听证", "公开征求")
_PROCESS = ("请示", "会议纪要", "纪要")


def own(entry: Entry, kind: ContentType, now: date) -> Iterator[Finding]:
    """What an entry must not say."""
    shown = tuple(_shown(entry, kind))
    for passage in shown:
        yield from _numbers(passage, now)
        yield from _told(secrecy_marks(passage.text), passage)
    yield from _drafts(entry, shown)
    yield from _genre(entry)


def asks_the_day(finding: Finding) -> bool:
    """Whether it is told of a number that may hold a date of birth."""
    return finding.rule in (IDENTITY_NUMBER, DOUBTFUL_NUMBER)


def more_of(count: int) -> Text:
    """What is said behind the first of several."""
    return Text(f"（共 {count} 处）", f" ({count} in all)") if count > 1 else Text("", "")


def _shown(entry: Entry, kind: ContentType) -> Iterator[Passage]:
    if entry.fields.disclosure == OPEN:
        yield from passages_of(entry, kind.fields)
        return
    for passage in passages_of(entry, Common):
        if passage.path[0] not in _UNSHOWN:
            yield passage


def _numbers(passage: Passage, now: date) -> Iterator[Finding]:
    """A date of birth that hasn't come is no one's."""
    sights = private_numbers(passage.text, passage.spec.about.label)
    contact = passage.spec.about.form is PHONE
    yield from _told(
        [
            each
            for each in sights
            if not (contact and each.kind == "mobile") and (each.born is None or each.born <= now)
        ],
        passage,
    )


def _told(sights: Iterable[Sight], passage: Passage) -> Iterator[Finding]:
    """Errors each at their place; of the rest the first of a kind in a text, with how many there are."""
    found = list(sights)
    seen: set[Kind] = set()
    for sight in found:
        stops = sight.kind in ("identity", "secret")
        if sight.kind in seen and not stops:
            continue
        seen.add(sight.kind)
        count = 1 if stops else sum(each.kind == sight.kind for each in found)
        yield RULES[sight.kind].at(passage.at(sight.start), where=HERE, said=sight.said, more=more_of(count))


def _drafts(entry: Entry, shown: Iterable[Passage]) -> Iterator[Finding]:
    """An entry that asks the public may well hold drafts: 重大行政决策程序暂行条例第十五条."""
    fields: Common = entry.fields
    if fields.title.rstrip("）)").endswith("征求意见稿") and fields.document_number not in ("", "无"):
        yield DRAFT_WITH_NUMBER.at(entry.place("title"), number=fields.document_number)
    if fields.disclosure != OPEN or is_consulting(entry):
        return
    if said := draft_of(fields.title):
        yield _draft(entry.place("title"), Text("标题里", "in the title"), said)
    for index, attachment in enumerate(fields.attachments):
        yield from _draft_attachment(entry, index, attachment)
    for passage in shown:
        if passage.path == ("body",):
            yield from _told(draft_on_top(passage.text), passage)


def is_consulting(entry: Entry) -> bool:
    return any(word in entry.fields.title for word in _CONSULTING)


def _draft_attachment(entry: Entry, index: int, attachment: Attachment) -> Iterator[Finding]:
    if any(word in attachment.title + attachment.file for word in _CONSULTING):
        return
    if said := draft_of(attachment.title):
        yield _draft(
            entry.place("attachments", index, "title"), Text("附件名称里", "in the attachment's title"), said
        )
    elif said := draft_name(posixpath.basename(attachment.file)):
        yield _draft(
            entry.place("attachments", index, FILE), Text("附件的文件名里", "in the file's name"), said
        )


def _draft(place: Place, where: Text, said: str) -> Finding:
    return DRAFT.at(place, where=where, said=said, more=more_of(1))


def _genre(entry: Entry) -> Iterator[Finding]:
    """By the genre that the entry names, or by the last words of its title."""
    fields: Common = entry.fields
    if fields.disclosure != OPEN:
        return
    if fields.genre in _PROCESS:
        yield PROCESS_GENRE.at(entry.place("genre"), said=fields.genre)
    elif fields.title.endswith(("的请示", "会议纪要")):
        yield PROCESS_GENRE.at(entry.place("title"), said=fields.title[-4:].removeprefix("的"))
