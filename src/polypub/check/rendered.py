"""Rendered pages: what they link to is there, ids are unique, and they agree on what search engines are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit

from polypub.check.graph import Node
from polypub.check.site_rules import Spot
from polypub.formats.page import PageFacts
from polypub.model.page import Finding


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder of rendered pages, read."""

    pages: Mapping[str, PageFacts]
    """By path below the folder."""
    files: frozenset[str]
    """All of its files."""
    base_url: str
    """Where the folder will be served: absolute, without a final slash."""
    shown: str = ""
    """The folder as people know it, with a final slash."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """Folders that are served at addresses of their own, with a final slash, to these addresses without one."""

    def url_of(self, path: str) -> str:
        """The absolute address of a page."""
        folder = next((folder for folder in self.hosts if path.startswith(folder)), "")
        base = self.hosts.get(folder, self.base_url)
        return f"{base}/{quote(path.removeprefix(folder).removesuffix('index.html'))}"

    def find(self, address: str, path: str) -> tuple[str, str] | None:
        """The file that an address in a page leads to, empty where there is none, and its fragment; None outside."""
        try:
            whole = urlsplit(urljoin(self.url_of(path), address))
        except ValueError:
            return None
        for folder, base in (*self.hosts.items(), ("", self.base_url)):
            own = urlsplit(base)
            if (whole.scheme, whole.netloc) == (own.scheme, own.netloc) and whole.path.startswith(f"{own.path}/"):
                inside = folder + unquote(whole.path.removeprefix(f"{own.path}/"))
                candidates = (inside, f"{inside.rstrip('/')}/index.html".lstrip("/"))
                return next((file for file in candidates if file in self.files), ""), unquote(whole.fragment)
        return None


def check_tree(tree: Tree) -> Iterator[Finding]:
    """Dead links and anchors, repeated ids and pictures without alternative text, each told once for all its pages."""
    found: dict[Finding, list[str]] = {}
    for path, facts in tree.pages.items():
        for finding in _check_page(tree, path, facts):
            found.setdefault(finding, []).append(path)
    for finding, paths in found.items():
        more = f" (and on {len(paths) - 1} more)" if len(paths) > 1 else ""
        spot = Spot(f"{tree.shown}{paths[0]}")
        yield spot.finding(finding.rule, f"{finding.text}{more}", finding.hint)


def _check_page(tree: Tree, path: str, facts: PageFacts) -> Iterator[Finding]:
    """Findings that know no page, so that those of a template are the same on each."""
    for address in facts.addresses:
        target = tree.find(address, path)
        if target is None:
            continue
        file, fragment = target
        if not file:
            yield Spot("").finding("internal-link", f"`{address}` leads to no file")
        elif fragment and not _has_anchor(tree.pages.get(file), fragment):
            yield Spot("").finding("anchor", f"`{address}` leads to no place in {file}")
    for name in facts.repeated:
        yield Spot("").finding("duplicate-id", f"the id `{name}` is there twice")
    for src in facts.without_alt:
        yield Spot("").finding("missing-alt", f"the picture `{src}` has no alternative text")


def _has_anchor(facts: PageFacts | None, fragment: str) -> bool:
    """Of a file that is no page, nobody knows."""
    name = fragment.partition(":~:")[0]
    return facts is None or not name or name.lower() == "top" or name in facts.ids


def tree_nodes(tree: Tree) -> Iterator[Node]:
    """The pages that name an address of theirs, as search engines see them."""
    for path, facts in tree.pages.items():
        if facts.canonical or facts.alternates:
            indexable = "noindex" not in facts.robots
            shown = f"{tree.shown}{path}"
            yield Node(tree.url_of(path), shown, None, facts.canonical, indexable, facts.alternates)
