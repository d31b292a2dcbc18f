"""How an entry stands on the day of the site, in words: at the top of its page, and beside it in a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gkgen.model import Entry
from gkgen.schema import Common, Site, Subject
from gkgen.schema.common import OPEN, document_number_of
from gkgen.schema.showing import day_in_words


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know before reading: the word for it, and a sentence with its day and reason."""

    word: str
    text: str


def notices(entry: Entry, site: Site) -> Iterator[Notice]:
    """Draft or to come, in force or not, changed, shown for a time: each with its date and reason."""
    fields: Common = entry.fields
    if fields.draft:
        yield Notice("草稿", "这是草稿，尚未发布。")
    elif fields.published is not None and fields.published > site.now:
        yield Notice("待发布", f"定于{day_in_words(fields.published)}发布，现在还没有公开。")
    validity = site.validity_of(entry)
    this = "本文件" if has_validity(fields) else "本页内容"
    if validity == "废止" and fields.abolished is not None:
        yield Notice(
            validity,
            f"{this}已于{day_in_words(fields.abolished.on)}废止，依据：{clause(fields.abolished.by)}。",
        )
    elif validity == "失效" and fields.expires is not None:
        yield Notice(validity, f"{this}的有效期到{day_in_words(fields.expires)}届满，现已失效。")
    elif validity == "尚未生效" and fields.effective is not None:
        yield Notice(validity, f"{this}自{day_in_words(fields.effective)}起生效。")
    elif validity == "已修改":
        yield Notice(validity, f"{this}{_last_change(entry, site)}")
    if fields.shown_until is not None:
        yield Notice("限期公示", f"本页内容公示至{day_in_words(fields.shown_until)}，期满后撤下。")


def status_of(subject: Subject, site: Site) -> str:
    """The word in a list; what is in force has none. That a list of powers was changed isn't told of each power."""
    fields: Common = subject.entry.fields
    if fields.disclosure != OPEN:
        return fields.disclosure
    if fields.draft:
        return "草稿"
    if fields.published is not None and fields.published > site.now:
        return f"定于{day_in_words(fields.published)}发布"
    validity = site.validity_of(subject.entry)
    if validity == "已修改" and (subject.row is not None or not has_validity(fields)):
        return ""
    return "" if validity == "有效" else validity


def has_validity(fields: Common) -> bool:
    """Whether 有效性 can be told of it: a document, or something with days of its own."""
    dated = fields.effective or fields.expires or fields.abolished
    return bool(dated or document_number_of(fields))


def _last_change(entry: Entry, site: Site) -> str:
    last = site.last_change(entry)
    assert last is not None, "only what was changed is 已修改"
    changes = [each for each in entry.fields.changes if each.on == last]
    if not changes:
        return f"于{day_in_words(last)}更新。"
    said = "；".join(clause(each.what) for each in changes)
    why = "；".join(dict.fromkeys(clause(each.why) for each in changes if each.why))
    return f"于{day_in_words(last)}修改：{said}。" + (f"原因：{why}。" if why else "")


def clause(text: str) -> str:
    """The author's words inside a sentence of ours: on one line, without a stop at the end."""
    return " ".join(text.split()).rstrip("。.；;，,")
