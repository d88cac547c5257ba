"""The pages of a site as search engines see them: canonical addresses, versions in other languages, sitemap."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from polypub.check.site_rules import Spot
from polypub.model.locale import Locale
from polypub.model.page import Finding

_DEFAULT = "x-default"
_LATER = re.compile(r"/page/\d+/$")


@dataclass(frozen=True, slots=True)
class Node:
    """A page, by what it tells machines."""

    url: str
    """Absolute."""
    path: str
    """For people: its file, or the article it is made from."""
    locale: Locale | None
    canonical: str
    """Absolute; empty when it names none."""
    indexable: bool
    """Nothing asks search engines to leave it out."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Language (or `x-default`) and absolute address of each version, itself included."""

    @property
    def spot(self) -> Spot:
        """Where it is found."""
        return Spot(self.path, locale=self.locale)


def check_graph(nodes: Iterable[Node]) -> Iterator[Finding]:
    """What search engines would hold against the pages of a site, all of them given."""
    pages: dict[str, Node] = {}
    for node in nodes:
        other = pages.setdefault(node.url, node)
        if other is not node:
            yield node.spot.finding("same-url", f"its address {node.url} is already that of {other.path}")
    for node in pages.values():
        yield from _check_canonical(node, pages)
        yield from _check_alternates(node, pages)


def _check_canonical(node: Node, pages: Mapping[str, Node]) -> Iterator[Finding]:
    """A canonical address is that of a page which names itself, and which may be indexed."""
    if not node.canonical:
        return
    target = pages.get(node.canonical)
    if target is None:
        yield node.spot.finding("canonical", f"its canonical address {node.canonical} is that of no page")
    elif target.canonical != target.url:
        yield node.spot.finding("canonical", f"its canonical address {node.canonical} names another in its turn")
    elif target is not node and not (node.indexable and target.indexable):
        text = f"a canonical address ({node.canonical}) and `noindex` contradict each other"
        yield node.spot.finding("canonical", text)


def _check_alternates(node: Node, pages: Mapping[str, Node]) -> Iterator[Finding]:
    """Every version names all versions, itself included, each once; all of them are indexable and canonical."""
    if not node.alternates:
        return
    names = [name for name, _ in node.alternates]
    versions = {name: url for name, url in node.alternates if name != _DEFAULT}
    if len(set(names)) < len(names):
        yield node.spot.finding("hreflang", "it names two versions in one language")
    if node.url not in dict(node.alternates).values():
        yield node.spot.finding("hreflang", "it does not name itself among its versions")
    for name, url in versions.items():
        other = pages.get(url)
        if other is None:
            yield node.spot.finding("hreflang", f"its version in {name}, {url}, is not there")
        elif not other.indexable or other.canonical not in ("", other.url):
            yield node.spot.finding("hreflang", f"its version in {name}, {url}, is not to be indexed")
        elif other.locale is not None and name != other.locale:
            yield node.spot.finding("hreflang", f"{url} is not in {name}")
        elif set(other.alternates) != set(node.alternates):
            yield node.spot.finding("hreflang", f"{url} does not name the same versions")


def check_files(owners: Iterable[tuple[str, Spot]]) -> Iterator[Finding]:
    """Files of the output, each with what it is made from: no two share a path, and none is the folder of another."""
    files: dict[str, Spot] = {}
    for file, spot in owners:
        other = files.setdefault(file, spot)
        if other is not spot:
            text = f"it would be written to {file}, where {other.path} is written"
            yield spot.finding("same-url", text, "Rename one of the two, or give it another `slug`.")
    for file, spot in files.items():
        for parent in map(str, PurePosixPath(file).parents):
            if parent in files:
                text = f"it would be written to {file}, and {parent} is a file"
                yield spot.finding("same-url", text, "Rename one of the two.")


def check_sitemap(listed: Collection[str], nodes: Iterable[Node], spot: Spot) -> Iterator[Finding]:
    """Pages that the sitemap lacks, and addresses in it that are not to be indexed; later pages of lists may lack."""
    allowed = {node.url for node in nodes if node.indexable and node.canonical == node.url}
    wanted = {url for url in allowed if not _LATER.search(url)}
    for url in sorted(wanted - set(listed)):
        yield spot.finding("sitemap", f"{url} is missing")
    for url in sorted(set(listed) - allowed):
        yield spot.finding("sitemap", f"{url} is not a page that may be indexed")
