"""A public site as static files: pages, a feed, a sitemap. It knows nothing but what `content.py` has a place for."""

from __future__ import annotations

from collections.abc import Iterator

from mediawatch.exporters.site.content import PublicSite
from mediawatch.exporters.site.feed import write_feed, write_sitemap
from mediawatch.exporters.site.pages import write_pages


def write_site(site: PublicSite) -> Iterator[tuple[str, str]]:
    """Every file of the site but the record: its path below the root, and its text."""
    paths = []
    for path, page in write_pages(site):
        paths.append(path)
        yield path, page
    if site.address:
        yield "feed.xml", write_feed(site)
        yield "sitemap.xml", write_sitemap(site, paths)
