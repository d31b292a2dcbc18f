"""One new file: the example of its type with the next index number, an organisation and a node of the site."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from gkgen.canonical import canonical
from gkgen.findings import Text, UsageError
from gkgen.model import Entry
from gkgen.names import name_faults
from gkgen.scaffold.examples import Filling, filled, title_of
from gkgen.scaffold.files import create
from gkgen.scaffold.numbers import next_index_number, organ_of, written_in
from gkgen.scaffold.rows import with_next_numbers, with_own_codes
from gkgen.schema import ContentType, Site
from gkgen.schema.content_type import CATALOGUE_NODE, PUBLISHER
from gkgen.schema.forms import SLUG_PATH
from gkgen.schema.nearest import nearest


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor has said of the new file; "" leaves it to the site.

    `organisation` and `node` are named by id, code or title.
    """

    ident: str = ""
    title: str = ""
    organisation: str = ""
    node: str = ""


def new(folder: Path, type_key: str, site: Site, wanted: Wanted = Wanted()) -> Path:
    """Write `content/<folder of the type>/<id>`, which validates as it is, and return its path.

    The day is the site's. Raises UsageError when the type, the organisation or the node isn't there, and when
    the id can't be one or is taken: nothing is overwritten.
    """
    kind = _type(type_key, site)
    ident = _ident(wanted.ident, folder, kind, site)
    organisation = _organisation(wanted.organisation, kind, site)
    filling = Filling(
        index_number=_index_number(organisation, folder, site) if "{index_number}" in kind.example else "",
        organisation=_name(organisation, site) if organisation is not None else "",
        node=_node(wanted.node, kind, site),
        today=site.now,
        first=_first(site),
    )
    path = path_of(kind, ident)
    text = filled(kind, filling, wanted.title or _free_title(kind, site))
    own = with_own_codes(with_next_numbers(text, kind, site), path, ident, kind, site)
    create(folder, path, canonical(own, kind.suffix, kind.fields))
    return folder / path


def path_of(kind: ContentType, ident: str) -> str:
    return "/".join(part for part in ("content", kind.folder, f"{ident}{kind.suffix}") if part)


def _type(name: str, site: Site) -> ContentType:
    for each in site.types.values():
        if name in (each.key, each.label):
            return each
    near = nearest(name, [each.label for each in site.types.values()])
    raise UsageError(Text(f"没有“{name}”这个类型；{near.zh}", f"there is no type “{name}”; {near.en}"))


def _ident(ident: str, folder: Path, kind: ContentType, site: Site) -> str:
    """The id that was asked for, or `<type>-<year>-<number>` with the first number that is free."""
    if not ident:
        numbers = (f"{kind.key}-{site.now.year}-{number}" for number in count(1))
        return next(each for each in numbers if _is_free(each, folder, kind, site))
    if not SLUG_PATH.accepts(ident):
        raise UsageError(
            Text(
                f"“{ident}”不能做标识：只用小写字母、数字和连字符，例如 dibao-2026",
                f"“{ident}” can't be an id: use small letters, digits and hyphens, like dibao-2026",
            )
        )
    if fault := next(name_faults(path_of(kind, ident)), None):
        raise UsageError(Text(fault.wrong("zh"), fault.wrong("en")))
    if not _is_free(ident, folder, kind, site):
        raise UsageError(Text(f"标识“{ident}”已经有了，换一个", f"the id “{ident}” is taken; choose another"))
    return ident


def _is_free(ident: str, folder: Path, kind: ContentType, site: Site) -> bool:
    return (kind.key, ident) not in site.subjects and not (folder / path_of(kind, ident)).exists()


def _organisation(name: str, kind: ContentType, site: Site) -> Entry | None:
    """The organisation that was named, else the site's first; None where the type has no use for one."""
    if name:
        found = site.find(PUBLISHER, name)
        if found is None:
            near = nearest(name, [each.fields.title for each in site.entries if each.kind == PUBLISHER])
            raise UsageError(
                Text(f"没有机构“{name}”；{near.zh}", f"there is no organisation “{name}”; {near.en}")
            )
        return found.entry
    first = next((each for each in site.entries if each.kind == PUBLISHER), None)
    if first is None and "{organisation}" in kind.example:
        raise UsageError(
            Text(
                f"站点里还没有机构，先建一个：gkgen new {PUBLISHER}",
                f"the site has no organisation yet; make one: gkgen new {PUBLISHER}",
            )
        )
    return first


def _name(organisation: Entry, site: Site) -> str:
    """Its title, or its id where the title names several."""
    found = site.find(PUBLISHER, organisation.fields.title)
    return organisation.fields.title if found and found.entry is organisation else organisation.id


def _index_number(organisation: Entry | None, folder: Path, site: Site) -> str:
    organ = organ_of(organisation) if organisation is not None else ""
    return next_index_number(site, organ, written_in(folder))


def _node(name: str, kind: ContentType, site: Site) -> str:
    """The code of the node that was named, else of the catalogue's first leaf."""
    leaves = [node for node in site.catalogue.values() if not node.children]
    if not name:
        if not leaves and "{node}" in kind.example:
            said = "站点里还没有公开目录，先建一个：gkgen new catalogue"
            raise UsageError(Text(said, "the site has no catalogue yet; make one: gkgen new catalogue"))
        return leaves[0].code if leaves else ""
    found = site.find(CATALOGUE_NODE, name)
    if found is None:
        near = nearest(name, [node.code for node in leaves])
        raise UsageError(Text(f"没有目录“{name}”；{near.zh}", f"there is no node “{name}”; {near.en}"))
    if found.id in site.catalogue and site.catalogue[found.id].children:
        below = "、".join(site.catalogue[found.id].children[:12])
        said = f"目录“{name}”下面还有子目录，写最末一级：{below}"
        raise UsageError(Text(said, f"node “{name}” has nodes below it; name a leaf: {below}"))
    return found.id


def _first(site: Site) -> dict[str, str]:
    """By kind, the id of the first thing that can be named."""
    found: dict[str, str] = {}
    for subject in site.subjects.values():
        found.setdefault(subject.kind, subject.id)
    return found


def _free_title(kind: ContentType, site: Site) -> str:
    """The example's title, with a number where the site has it: a title that two share names neither."""
    title = title_of(kind)
    titles = {each.fields.title for each in site.entries if each.kind == kind.key}
    if title not in titles:
        return ""
    return next(each for number in count(2) if (each := f"{title}（{number}）") not in titles)
