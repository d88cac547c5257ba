"""What lies at the root of the site and belongs to no edition: redirects, sitemap index, `robots.txt`, host files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from polypub.model.locale import Locale
from polypub.model.page import Page
from polypub.render.hosts import host_files
from polypub.render.redirects import root_redirects
from polypub.render.sitemaps import write_index
from polypub.render.wire import Wire

SITEMAP = "sitemap.xml"


def root_files(wires: Mapping[Locale, Wire]) -> Iterator[Page]:
    """The files beside the editions, all of which are named whatever editions are rendered.

    Every host has its own, of its editions. A `robots.txt` among the site's static files stays as it is.
    """
    hosts: dict[str, list[Wire]] = {}
    for wire in wires.values():
        hosts.setdefault(wire.edition.host, []).append(wire)
    if "" in hosts:
        first = hosts[""][0]
        yield from root_redirects(first.press, wires)
        yield from host_files(first.press, first.routes.root(""))
    for host, here in hosts.items():
        yield from _root_files_of(f"{host}/" if host else "", here)


def _root_files_of(folder: str, wires: Sequence[Wire]) -> Iterator[Page]:
    routes = wires[0].routes
    plans = (plan for wire in wires for plan in wire.plan_sitemaps())
    addresses = [routes.absolute(routes.root(plan.file)) for plan in plans]
    if addresses:
        yield Page(f"{folder}{SITEMAP}", write_index(addresses).encode())
    if "robots.txt" not in wires[0].press.assets:
        lines = ["User-agent: *", "Disallow:", ""]
        if addresses:
            lines += [f"Sitemap: {routes.absolute(routes.root(SITEMAP))}", ""]
        yield Page(f"{folder}robots.txt", "\n".join(lines).encode())
