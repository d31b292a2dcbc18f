"""sitemap.xml and robots.txt: every page for the crawlers, where the site's public address is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from gkgen.model import File, Page


def sitemap_files(pages: Iterable[Page], base_url: str) -> Iterator[File]:
    """Nothing without a public address: the protocol asks for whole addresses (sitemaps.org)."""
    if not base_url:
        return
    root = base_url.rstrip("/")
    urls = "".join(
        f"<url><loc>{escape(f'{root}/{page.address}')}</loc></url>\n"
        for page in pages
        if page.address != "404.html"
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield File("sitemap.xml", f"{head}{urls}</urlset>\n".encode())
    yield File("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n".encode())
