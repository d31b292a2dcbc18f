"""sitemap.xml and robots.txt: every page for the crawlers, where the site's public address is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from gkgen.model import File, Page
from gkgen.schema import Site
from gkgen.schema.exports import first_page, pages_dated
from gkgen.traditional import tree_address

MOST_ADDRESSES = 50_000
"""What one file may hold (sitemaps.org); a larger site has several, and an index of them."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_files(pages: Iterable[Page], site: Site, most: int = MOST_ADDRESSES) -> Iterator[File]:
    """Nothing without a public address: the protocol asks for whole addresses. A page is as new as what it shows, and
    so is its twin: that the two are one is said on themselves, by `hreflang`."""
    root = site.config.base_url.rstrip("/")
    if not root:
        return
    dated = pages_dated(site)
    sought = [page.address for page in pages if page.sought and page.address != "404.html"]
    twice = site.config.traditional_tree() is not None
    urls = [
        _url(f"{root}/{standing}", dated.get(first_page(address)))
        for address in sought
        for standing in ((address, tree_address(address)) if twice else (address,))
    ]
    parts = [urls[start : start + most] for start in range(0, len(urls), most)]
    if len(parts) > 1:
        for number, part in enumerate(parts, 1):
            yield File(f"sitemap-{number}.xml", _url_set(part))
        yield File("sitemap.xml", _index(root, len(parts)))
    else:
        yield File("sitemap.xml", _url_set(urls))
    yield File("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n".encode())


def _url(address: str, day: date | None) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"


def _url_set(urls: Sequence[str]) -> bytes:
    return f"{_HEAD}<urlset {_NAMESPACE}>\n{''.join(urls)}</urlset>\n".encode()


def _index(root: str, count: int) -> bytes:
    maps = "".join(
        f"<sitemap><loc>{escape(f'{root}/sitemap-{number}.xml')}</loc></sitemap>\n"
        for number in range(1, count + 1)
    )
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{maps}</sitemapindex>\n".encode()
