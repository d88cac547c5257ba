"""What lies at the root of the site and belongs to no edition: redirects, sitemap index, `robots.txt`, host files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from polypub.model.locale import Locale
from polypub.model.page import Page
from polypub.render.hosts import host_files
from polypub.render.redirects import root_redirects
from polypub.render.sitemaps import write_index
from polypub.render.wire import Wire

SITEMAP = "sitemap.xml"


def root_files(wires: Mapping[Locale, Wire]) -> Iterator[Page]:
    """The files beside the editions, all of which are named whatever editions are rendered.

    A `robots.txt` among the site's static files stays as it is.
    """
    wire = next(iter(wires.values()))
    yield from root_redirects(wire.press, wires)
    yield from host_files(wire.press, wire.routes.root(""))
    plans = (plan for other in wires.values() for plan in other.plan_sitemaps())
    addresses = [wire.routes.absolute(wire.routes.root(plan.file)) for plan in plans]
    if addresses:
        yield Page(SITEMAP, write_index(addresses).encode())
    if "robots.txt" not in wire.press.assets:
        lines = ["User-agent: *", "Disallow:", ""]
        if addresses:
            lines += [f"Sitemap: {wire.routes.absolute(wire.routes.root(SITEMAP))}", ""]
        yield Page("robots.txt", "\n".join(lines).encode())
