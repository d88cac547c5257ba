"""Rendered pages: dead links and anchors, repeated ids, pictures without words."""

from __future__ import annotations

from polypub.check.rendered import Tree, check_tree, tree_nodes
from polypub.formats.page import read_page


def _tree(pages: dict[str, str], *files: str, base: str = "https://a.example/sub") -> Tree:
    read = {path: read_page(html) for path, html in pages.items()}
    return Tree(read, frozenset([*pages, *files]), base, "public/")


def _found(tree: Tree) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.path, finding.text) for finding in check_tree(tree)]


def test_what_is_there_is_silent() -> None:
    """Folders with a page, files, anchors, the site's own absolute addresses; other hosts are not asked."""
    links = (
        "../b/ ../b ../b/index.html /sub/b/#x https://a.example/sub/b/?q=1 /sub/x%20y.png #x ? # #top #x:~:text=a "
        "//a.example/sub/ https://other.example/no /other-site/ mailto:a@b.c javascript:x data:x https://[".split()
    )
    page = "".join(f"<a href='{address}'>a</a>" for address in links)
    pages = {
        "a/index.html": f"<p id=x>{page}<img src=/sub/x%20y.png alt=''>",
        "b/index.html": "<p id=x>",
        "index.html": "",
    }

    assert _found(_tree(pages, "x y.png")) == []


def test_dead_ends_are_told() -> None:
    """A file that is not there, an anchor that its page does not have, a name in vain."""
    pages = {"index.html": "<a href=no/>a</a><a href=b/#y>a</a><img src=x.png><p id=t><p id=t>", "b/index.html": ""}

    assert _found(_tree(pages)) == [
        ("internal-link", "public/index.html", "`no/` leads to no file"),
        ("anchor", "public/index.html", "`b/#y` leads to no place in b/index.html"),
        ("internal-link", "public/index.html", "`x.png` leads to no file"),
        ("duplicate-id", "public/index.html", "the id `t` is there twice"),
        ("missing-alt", "public/index.html", "the picture `x.png` has no alternative text"),
    ]


def test_a_templates_fault_is_told_once() -> None:
    """What every page has is one finding, at the first, with the number of the others."""
    pages = {f"{name}/index.html": "<a href=/sub/no/>a</a>" for name in "abc"}

    assert _found(_tree(pages)) == [
        ("internal-link", "public/a/index.html", "`/sub/no/` leads to no file (and on 2 more)")
    ]


def test_a_page_is_known_by_its_address() -> None:
    """`index.html` is no part of an address, and letters are encoded."""
    page = "<link rel=canonical href='https://a.example/sub/%D0%B0/'>"
    (node,) = tree_nodes(_tree({"а/index.html": page, "404.html": ""}))

    assert node.url == node.canonical == "https://a.example/sub/%D0%B0/"
