"""What a tree of pages has: how many of each kind, what is on them, and what articles say.

Two generators are compared only where these agree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ARCHIVE = re.compile(r"archive/\d{4}(/\d\d)?(/\d\d)?")
_KINDS = ("year", "month", "day")


@dataclass(frozen=True)
class Census:
    """Counts of one output."""

    pages: Counter[str] = field(default_factory=Counter)
    """HTML files by kind: `home`, `section`, `article`, `year`, `month`, `day`, `tag`, `404`, `root`, `other`."""
    features: Counter[str] = field(default_factory=Counter)
    """What is on the pages: pages with a `calendar`, with a choice of `languages`, `alternates`, and in other files
    `feeds`, their `entries`, `urls` of sitemaps, `url alternates`."""
    size: int = 0
    """Bytes of all files."""

    @property
    def total(self) -> int:
        """HTML files."""
        return self.pages.total()


def count_pages(output: Path, articles: frozenset[str], locales: Sequence[str]) -> Census:
    """The census of an output; `articles` are `section/slug`."""
    pages: Counter[str] = Counter()
    features: Counter[str] = Counter()
    size = 0
    for path in output.rglob("*"):
        if path.is_file():
            size += path.stat().st_size
            address = path.relative_to(output).as_posix()
            if path.suffix == ".html":
                kind = _kind(address, articles, locales)
                pages[kind] += 1
                if kind not in ("root", "404"):
                    features.update(_on_page(path.read_text()))
            elif path.suffix == ".xml":
                features.update(_in_feed(path.read_text()))
    return Census(pages, features, size)


def _kind(address: str, articles: frozenset[str], locales: Sequence[str]) -> str:
    locale, _, rest = address.partition("/")
    if locale not in locales:
        return "root"
    place = rest.removesuffix(".html").removesuffix("index").strip("/")
    place = re.sub(r"/page/\d+$", "", place)
    archive = _ARCHIVE.fullmatch(place)
    if archive:
        return _KINDS[sum(map(bool, archive.groups()))]
    if place in articles:
        return "article"
    if place.startswith("tags/"):
        return "tag"
    sections = {article.partition("/")[0] for article in articles}
    return "home" if not place else "404" if place == "404" else "section" if place in sections else "other"


def _on_page(text: str) -> Iterator[str]:
    yield from ["alternates"] * sum("application/atom" not in link for link in _links(text))
    if re.search(r'class="?calendar', text):
        yield "calendar"
    if re.search(r"<a [^>]*hreflang=", text):
        yield "languages"


def _links(head: str) -> list[str]:
    return re.findall(r"<link [^>]*hreflang=[^>]*>", head.partition("</head>")[0])


def _in_feed(text: str) -> Iterator[str]:
    if "<feed" in text:
        yield "feeds"
        yield from ["entries"] * text.count("<entry>")
    yield from ["urls"] * text.count("<url>")
    yield from ["url alternates"] * text.count("<xhtml:link")


def differences(one: Census, other: Census) -> list[str]:
    """What two outputs have more or less of, in words."""
    return [
        f"{name}: {left[name]} and {right[name]}"
        for left, right in ((one.pages, other.pages), (one.features, other.features))
        for name in sorted(left | right)
        if left[name] != right[name] and name != "root"
    ]


def read_body(page: Path, name: str) -> list[str]:
    """An article's text as a list of tags and words: no ids, no white space, no `thead` and `tbody`."""
    node = LexborHTMLParser(page.read_text()).css_first(f".{name}")
    if node is None:
        raise SystemExit(f"{page} has no element of class {name!r}")
    return list(_words(node))[1:]


def _words(node: LexborNode) -> Iterator[str]:
    if node.tag == "-text":
        yield from (node.text_content or "").split()
        return
    if node.tag not in ("thead", "tbody"):
        yield f"<{node.tag} {node.attributes.get('href') or ''}>"
    for child in node.iter(include_text=True):
        yield from _words(child)


def read_texts(page: Path, within: str = "") -> set[str]:
    """The paragraphs of a page, or of the element with a class, as words and one space between."""
    tree = LexborHTMLParser(page.read_text())
    return {" ".join(node.text().split()) for node in tree.css(f".{within} p" if within else "p")}
