"""What stands around every page: titles, labels, the way back, the navigation, the foot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from gkgen.model import Link
from gkgen.schema import Config, Site
from gkgen.schema.config import Entrance, Kiosk
from gkgen.schema.content_type import resolve
from gkgen.schema.mounted import Mounted
from gkgen.stages.plan.writing import Writing, writing_of

HOME = "index.html"
CATALOGUE = "catalogue/index.html"
SEARCH = "search.html"
SITE_MAP = "map.html"
YEARS = "years/index.html"
LETTERS = "letters/index.html"
THEMES = "themes/index.html"
AUDIENCES = "audiences/index.html"
CHANGES = "changes.html"
MISSING = "404.html"
# More ways in than this on every page would stand between a keyboard and the text.
NAVIGATED = 5

ColumnType: TypeAlias = Literal["home", "list", "article"]


@dataclass(frozen=True, slots=True)
class Foot:
    """What 政府网站发展指引 asks for at the foot of every page."""

    sponsor: str
    organiser: str
    site_code: str
    icp: str
    police_number: str
    phone: str
    address: str
    email: str
    report_error: str
    ipv6: bool
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """`root` is the way from the page to the root of the site: "" or "../" and so on. `labels` are the names and
    contents of the page's meta labels; `canonical` is "" when the site's public address isn't told.
    `feeds` are those that follow the page, `linked` is what it is about, as JSON-LD.
    `writing` is in which characters it is written, and where it stands in the others. `kiosk` is None but on the
    pages for a touch screen in a hall, `host` None where no portal puts anything around them."""

    address: str
    root: str
    title: str
    site_name: str
    description: str
    labels: tuple[tuple[str, str], ...]
    canonical: str
    navigation: tuple[Link, ...]
    here: str
    breadcrumb: tuple[Link, ...]
    foot: Foot
    host_portal: str
    kind: ColumnType
    feeds: tuple[Link, ...] = ()
    linked: str = ""
    writing: Writing = field(default_factory=Writing)
    kiosk: Kiosk | None = None
    host: Mounted | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All that a template sees: `page`, the frame, and `view`, what the page itself shows."""

    page: Frame
    view: object


@dataclass(frozen=True, slots=True)
class Column:
    """The column in which a page stands, as its meta labels name it."""

    name: str
    description: str
    kind: str


@dataclass(frozen=True, slots=True)
class Framer:
    """Frames pages of one site: what is the same on all of them is made once."""

    config: Config
    navigation: tuple[Link, ...]
    foot: Foot
    host: Mounted | None

    def frame(  # noqa: PLR0913 — each is one of the things that differ between pages
        self,
        address: str,
        title: str,
        breadcrumb: tuple[Link, ...],
        *,
        kind: ColumnType,
        column: Column,
        description: str = "",
        keywords: tuple[str, ...] = (),
        article: tuple[tuple[str, str], ...] = (),
        here: str = "",
    ) -> Frame:
        config = self.config
        labels = [("SiteName", config.name), ("SiteDomain", config.domain), ("SiteIDCode", config.site_code)]
        if kind != "home":
            words = keywords or (column.name, config.name)
            labels += [
                ("ColumnName", column.name),
                ("ColumnDescription", column.description),
                ("ColumnKeywords", "、".join(words)),
                ("ColumnType", column.kind),
            ]
        return Frame(
            address=address,
            root=self._root(address),
            title=title,
            site_name=config.name,
            description=description or config.description,
            labels=(*labels, *article),
            canonical=f"{config.base_url.rstrip('/')}/{address}" if config.base_url else "",
            navigation=self.navigation,
            here=here,
            breadcrumb=breadcrumb,
            foot=self.foot,
            host_portal=config.host_portal,
            kind=kind,
            writing=writing_of(config, address),
            kiosk=config.kiosk,
            host=self.host,
        )

    def _root(self, address: str) -> str:
        """A host shows the page for a missing address at any depth: its way to the root begins at the host's."""
        if address == MISSING and self.config.base_url:
            return f"{urlsplit(self.config.base_url).path.rstrip('/')}/"
        return "../" * address.count("/")


def framer_of(site: Site) -> Framer:
    config = site.config
    fixed = (Link("首页", HOME), Link("公开目录", CATALOGUE))
    foot = Foot(
        sponsor=config.sponsor,
        organiser=config.organiser,
        site_code=config.site_code,
        icp=config.icp,
        police_number=config.police_number,
        phone=config.phone,
        address=config.address,
        email=config.email,
        report_error=config.report_error,
        ipv6=config.ipv6,
        links=entrances_of(config.foot_links, site),
    )
    own = tuple(
        each for each in entrances_of(config.entrances, site) if each.address not in {HOME, CATALOGUE}
    )
    return Framer(config, (*fixed, *own[:NAVIGATED]), foot, site.mounted)


def entrances_of(entrances: tuple[Entrance, ...], site: Site) -> tuple[Link, ...]:
    """The ways in that the settings name; one that leads nowhere is a finding, and isn't shown."""
    links = (Link(each.title, address_of(site, each.to), each.summary) for each in entrances)
    return tuple(each for each in links if each.address)


FIXED: Mapping[str, str] = {
    "catalogue": CATALOGUE,
    "公开目录": CATALOGUE,
    "search": SEARCH,
    "搜索": SEARCH,
    "map": SITE_MAP,
    "网站地图": SITE_MAP,
    "changes": CHANGES,
    "最近变动": CHANGES,
}


def address_of(site: Site, name: str) -> str:
    """Where a setting of the site points: a fixed page, a list of a type, a node of the catalogue or a file."""
    if name in FIXED:
        return FIXED[name]
    for each in site.types.values():
        if each.listed and name in (each.key, each.label):
            return f"{each.folder}/index.html"
    if name in site.catalogue:
        return site.catalogue[name].address
    path = resolve("content/index", name)
    return site.addresses.get(path, "")
