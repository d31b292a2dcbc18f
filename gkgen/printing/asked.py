"""What was asked for: types, nodes of the catalogue and entries by any of their names, and the sheets that they give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gkgen.findings import Text, UsageError
from gkgen.model import CatalogueNode, Entry
from gkgen.printing.board import board_of, board_of_entry
from gkgen.printing.card import card_of
from gkgen.printing.chart import chart_of
from gkgen.printing.listing import list_of, list_of_entry, of_node
from gkgen.printing.official import document_of, gazette_of
from gkgen.printing.sheets import Format, PaperSize, Selection, Sheet
from gkgen.printing.shown import Shown
from gkgen.schema import ContentType, Site
from gkgen.schema.common import OPEN
from gkgen.schema.content_type import Subject
from gkgen.schema.nearest import nearest
from gkgen.schema.printed import PaperForm

Thing: TypeAlias = ContentType | CatalogueNode | Subject

SIZES: dict[PaperForm, tuple[PaperSize, ...]] = {
    "list": ("A4", "A3"),
    "card": ("A4", "A5", "A3"),
    "document": ("A4",),
    "issue": ("A4",),
    "chart": ("A4", "A3"),
    "board": ("A3", "A4"),
}
"""The sheets on which a form can be printed, the usual one first. GB/T 9704 knows A4 alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How it is to be printed; `form` and `paper` are None where the content decides. `count` are the newest that a
    board shows, `title` stands above a list or a board, `family` is the face of pictures."""

    form: PaperForm | None = None
    paper: PaperSize | None = None
    turned: bool | None = None
    count: int = 6
    title: str = ""
    family: str = ""

    def on(self, form: PaperForm) -> Format:
        if self.paper is not None and self.paper not in SIZES[form]:
            known = "、".join(SIZES[form])
            raise UsageError(
                Text(
                    f"{form} 不能印在 {self.paper} 上，可用：{known}",
                    f"{form} can't be printed on {self.paper}",
                )
            )
        return Format(self.paper or SIZES[form][0], self.turned)


def sheets_of(names: Sequence[str], asked: Asked, shown: Shown) -> Iterator[Sheet]:
    """The sheets of all that is named. Raises UsageError for a name that nothing has, and for what can't be printed
    so."""
    things = [thing_named(each, shown.site) for each in names]
    chosen = [each for each in things if isinstance(each, Subject)]
    if asked.form in ("board", "list") and len(chosen) == len(things) > 1:
        title = asked.title or ("公开栏" if asked.form == "board" else "目录")
        yield _listed(Selection(title, "chosen", "index.html", (("", tuple(chosen)),)), asked, shown)
        return
    for thing in things:
        if isinstance(thing, Subject):
            yield _sheet(thing, asked.form, asked, shown)
        elif asked.form in (None, "list", "board"):
            yield _listed(_selection(thing, asked, shown), asked, shown)
        else:
            yield from _each(thing, asked.form, asked, shown)


def _each(thing: ContentType | CatalogueNode, form: PaperForm, asked: Asked, shown: Shown) -> Iterator[Sheet]:
    """A sheet for each entry that can be printed so."""
    subjects = [each for _, held in _groups(thing, shown) for each in held]
    whole = [each for each in dict.fromkeys(subjects) if each.row is None]
    fitting = [each for each in whole if _can(each, form, shown) and each.entry.fields.disclosure == OPEN]
    if not fitting:
        raise UsageError(_cannot(_title(thing), form))
    for each in fitting:
        yield _sheet(each, form, asked, shown)


def _sheet(subject: Subject, form: PaperForm | None, asked: Asked, shown: Shown) -> Sheet:
    entry = subject.entry
    printed = shown.site.types[entry.kind].printed
    form = form or printed.form
    on = asked.on(form)
    shown.view(entry)
    if form == "list":
        return list_of_entry(subject, shown, on)
    if form == "board":
        return board_of_entry(subject, shown, on)
    if form == "document":
        return document_of(subject, shown)
    if form == "card" and printed.card is not None:
        return card_of(printed.card(entry, shown.site), subject, shown, on)
    if form == "issue" and printed.issue is not None:
        return gazette_of(printed.issue(entry, shown.site), subject, shown)
    drawn = printed.chart(entry, shown.site) if form == "chart" and printed.chart is not None else None
    if drawn is None:
        raise UsageError(_cannot(subject.title, form))
    return chart_of(drawn, subject, shown, on, asked.family)


def _can(subject: Subject, form: PaperForm, shown: Shown) -> bool:
    printed = shown.site.types[subject.entry.kind].printed
    own = {"card": printed.card, "issue": printed.issue, "chart": printed.chart}
    return form not in own or own[form] is not None


def _cannot(title: str, form: PaperForm) -> Text:
    return Text(f"“{title}”不能印成 {form}", f"“{title}” can't be printed as a {form}")


# ---------------------------------------------------------------- lists


def _listed(selection: Selection, asked: Asked, shown: Shown) -> Sheet:
    if not any(subjects for _, subjects in selection.groups):
        raise UsageError(Text(f"“{selection.title}”里没有内容", f"“{selection.title}” holds nothing"))
    if asked.form == "board":
        return board_of(selection, shown, asked.on("board"))
    return list_of(selection, shown, asked.on("list"))


def _selection(thing: ContentType | CatalogueNode, asked: Asked, shown: Shown) -> Selection:
    title, groups = asked.title or _title(thing), _groups(thing, shown)
    if asked.form == "board":
        every = dict.fromkeys(each for _, subjects in groups for each in subjects)
        groups = (("", tuple(sorted(every, key=_newest))[: asked.count]),)
    if isinstance(thing, CatalogueNode):
        return Selection(title, f"catalogue-{thing.code}", thing.address, groups)
    return Selection(title, thing.folder or thing.key, f"{thing.folder}/index.html", groups)


def _groups(thing: ContentType | CatalogueNode, shown: Shown) -> tuple[tuple[str, tuple[Subject, ...]], ...]:
    if isinstance(thing, CatalogueNode):
        groups = tuple(of_node(thing, shown))
        return groups if len(groups) > 1 else tuple(("", subjects) for _, subjects in groups)
    entries = (shown.site.subjects[each.kind, each.id] for each in shown.site.of_kind(thing.key))
    return (("", tuple(sorted(entries, key=_newest))),)


def _newest(subject: Subject) -> tuple[int, str]:
    day = subject.entry.fields.published
    return (-day.toordinal() if day else 0, subject.address)


def _title(thing: ContentType | CatalogueNode) -> str:
    return thing.label if isinstance(thing, ContentType) else thing.title


# ---------------------------------------------------------------- names


def thing_named(name: str, site: Site) -> Thing:
    """A type by its key, name or folder; a node by its code or name; an entry by its file, address, id, title or
    number. Raises UsageError where nothing, or more than one thing, has the name."""
    for kind in site.types.values():
        if name in (kind.key, kind.label) or (kind.folder and name.rstrip("/") == kind.folder):
            return kind
    if name in site.catalogue:
        return site.catalogue[name]
    found = _entries(name, site)
    nodes = [each for each in site.catalogue.values() if each.title == name]
    if len(found) + len(nodes) == 1:
        return found[0] if found else nodes[0]
    if found or nodes:
        ways = "、".join([*(each.entry.path for each in found), *(each.code for each in nodes)])
        raise UsageError(
            Text(f"“{name}”不止一个，写明是哪个：{ways}", f"several things are called “{name}”: {ways}")
        )
    raise UsageError(_unknown(name, site))


def _entries(name: str, site: Site) -> list[Subject]:
    path = name.replace("\\", "/").removeprefix("./")
    entries = [site.subjects[each.kind, each.id] for each in site.entries if path in _names(each)]
    if entries:
        return entries
    named = site.find("*", name)
    return [named] if named is not None and named.row is None else []


def _names(entry: Entry) -> tuple[str, ...]:
    within = entry.path.removeprefix("content/")
    return (entry.path, within, entry.address, entry.id, f"{entry.kind}/{entry.id}")


def _unknown(name: str, site: Site) -> Text:
    path = name.replace("\\", "/").removeprefix("./")
    if any(path in _names(each.entry) for each in site.stubs):
        return Text(f"“{name}”的内容已经撤下，不能打印", f"the content of “{name}” was taken down")
    known = [each.id for each in site.entries] + [each.label for each in site.types.values()]
    near = nearest(name, known)
    return Text(f"没有“{name}”；{near.zh}", f"there is no “{name}”; {near.en}")
