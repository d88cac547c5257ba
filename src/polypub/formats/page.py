"""What a finished page says of itself and leads to, read as browsers read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LEADING = {"a": "href", "area": "href", "img": "src", "link": "href", "script": "src", "source": "src"}
_NOT_FOLLOWED = frozenset({"alternate", "canonical", "preconnect", "dns-prefetch"})
"""Links for machines, which are absolute; they are read as alternates and canonical."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One HTML page."""

    addresses: tuple[str, ...]
    """Where its links, pictures, styles and scripts lead, without repetition, in order."""
    ids: frozenset[str]
    """What a fragment may name."""
    repeated: tuple[str, ...]
    """Ids that several elements have."""
    without_alt: tuple[str, ...]
    """Pictures that have no alternative text, not even an empty one."""
    canonical: str
    robots: str
    alternates: tuple[tuple[str, str], ...]
    """Language and address of each version that it names (`hreflang`), feeds left out."""


def read_page(html: str) -> PageFacts:
    """The facts of a page; never fails, for browsers never do."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    ids = Counter(_values(tree, "[id]", "id"))
    return PageFacts(
        addresses=tuple(dict.fromkeys(_addresses(tree))),
        ids=frozenset(ids).union(_values(tree, "a[name]", "name")),
        repeated=tuple(name for name, count in ids.items() if count > 1),
        without_alt=tuple(_values(tree, "img:not([alt])", "src")),
        canonical=next(_values(tree, "link[rel=canonical]", "href"), ""),
        robots=next(_values(tree, "meta[name=robots]", "content"), ""),
        alternates=tuple(_alternates(tree)),
    )


def read_ids(html: str) -> frozenset[str]:
    """What a fragment may name in a piece of HTML."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    return frozenset(_values(tree, "[id]", "id")).union(_values(tree, "a[name]", "name"))


def _values(tree: LexborHTMLParser, selector: str, name: str) -> Iterator[str]:
    return (node.attributes.get(name) or "" for node in tree.css(selector))


def _addresses(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("a[href], area[href], img[src], link[href], script[src], source[src]"):
        if node.tag != "link" or not _NOT_FOLLOWED & set(_words(node, "rel")):
            yield (node.attributes.get(_LEADING[str(node.tag)]) or "").strip()


def _alternates(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("link[hreflang]"):
        if "alternate" in _words(node, "rel") and not node.attributes.get("type"):
            yield node.attributes.get("hreflang") or "", node.attributes.get("href") or ""


def _words(node: LexborNode, name: str) -> list[str]:
    return (node.attributes.get(name) or "").lower().split()
