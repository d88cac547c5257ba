"""A folder of rendered pages, read from disk to be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from polypub.check.graph import check_graph, check_sitemap
from polypub.check.rendered import Tree, check_tree, tree_nodes
from polypub.check.site_rules import Spot
from polypub.config.project import Project
from polypub.errors import Problem, UsageError
from polypub.files import read_if_there
from polypub.formats.page import PageFacts, read_page
from polypub.model.page import Finding
from polypub.model.site import has_chooser

_LOCATION = re.compile(r"<loc>\s*([^<]*?)\s*</loc>")


def check_output(project: Project, folder: Path) -> Iterator[Finding]:
    """What is wrong with rendered pages; UsageError where there are none."""
    tree = _read_tree(project, folder)
    if not tree.pages:
        raise UsageError(Problem("there are no rendered pages", str(folder), hint="Run `polypub render` before."))
    yield from check_tree(tree)
    nodes = list(tree_nodes(tree))
    yield from check_graph(nodes)
    listed = set(_read_sitemaps(folder, tree))
    if listed:
        chooser = tree.url_of("index.html") if has_chooser(project.editions) else ""  # in no language, so in no sitemap
        yield from check_sitemap(
            listed, [node for node in nodes if node.url != chooser], Spot(f"{tree.shown}sitemap.xml")
        )


def _read_tree(project: Project, folder: Path) -> Tree:
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages: dict[str, PageFacts] = {}
    for path in files:
        if path.endswith(".html"):
            pages[path] = read_page((read_if_there(folder / path) or b"").decode("utf-8", "replace"))
    root, absolute = project.root, folder.resolve()
    shown = absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else folder.as_posix()
    hosts = {f"{edition.host}/": edition.domain for edition in project.editions if edition.domain}
    return Tree(pages, frozenset(files), project.base_url, f"{shown}/", hosts)


def _read_sitemaps(folder: Path, tree: Tree) -> Iterator[str]:
    """The addresses of pages in all sitemaps; those of other sitemaps, which an index lists, left out."""
    for path in sorted(tree.files):
        if re.search(r"(?:^|/)sitemap[^/]*\.xml$", path):
            text = (read_if_there(folder / path) or b"").decode("utf-8", "replace")
            yield from (unescape(address) for address in _LOCATION.findall(text) if not address.endswith(".xml"))
