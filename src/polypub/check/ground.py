"""What the links of a site may lead to: articles, their anchors, and the files of the output."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote, urljoin, urlsplit

from polypub.formats.body import render_body
from polypub.formats.page import read_ids
from polypub.model.locale import Locale
from polypub.model.site import Article
from polypub.model.text import Segment
from polypub.site.links import linked_article

_NOTES = ("note-", "note-ref-")
"""How the anchors of footnotes begin."""


@dataclass(frozen=True, slots=True)
class Ground:
    """All that is known when links are judged."""

    articles: Mapping[str, Article]
    """Those that are published, by id."""
    waiting: Collection[str] = ()
    """Ids of drafts and of articles whose day has not come."""
    urls: Mapping[tuple[str, Locale], str] = field(default_factory=dict)
    """The path of each article's page in each edition that has it."""
    files: Collection[str] | None = None
    """Every file of the output, relative to its root; None when they are not known, and nothing is said of them."""
    beside: Collection[str] = ()
    """Files beside articles, by path below `content/`."""
    base: str = ""
    """The path that the site lies at on its host, without a final slash."""
    frame: Collection[str] = ()
    """The anchors that templates give to every page."""
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    def has_anchor(self, article_id: str, name: str) -> bool:
        """Whether an article's page has an element of this id; the top of a page has a name in every browser."""
        name = name.partition(":~:")[0]
        if not name or name.lower() == "top" or name in self.frame or name.startswith(_NOTES):
            return True
        if article_id not in self._anchors:
            self._anchors[article_id] = find_anchors(self.articles[article_id])
        return name in self._anchors[article_id]

    def has_file(self, path: str) -> bool:
        """Whether the output has a file, or a folder with a page, at this path below the site's root."""
        assert self.files is not None, "asked only where they are known"  # noqa: S101 - for the type checker
        inside = path.strip("/")
        return inside in self.files or (f"{inside}/index.html" if inside else "index.html") in self.files


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address leads."""

    article: str | None
    """The id that it names, whether there is such an article or not."""
    path: str | None
    """The path below the site's root, for an address that names no article; None outside the site."""
    fragment: str


def read_address(address: str, article: Article, url: str, base: str) -> Address | None:
    """An address in an article whose page is at `url`; None for one that leads out of the site or runs a program."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None  # what browsers make of it is theirs
    if parts.scheme or parts.netloc or address.startswith(("//", "/\\")):
        return None
    fragment = unquote(parts.fragment)
    if not parts.path:
        return Address(article.id, None, fragment)
    path = unquote(parts.path)
    found = linked_article(article.path, path)
    if found is not None:
        return Address(found, None, fragment)
    return Address(None, _below_root(path, url, base), fragment)


def read_file(address: str, url: str, base: str) -> Address:
    """The same for an address of the site that is known to name no article."""
    parts = urlsplit(address)
    return Address(None, _below_root(unquote(parts.path), url, base), unquote(parts.fragment))


def _below_root(path: str, url: str, base: str) -> str | None:
    """A path from the root is the site's own root, wherever that lies on its host; any other starts at the page."""
    if path.startswith("/"):
        return path.lstrip("/")
    whole = unquote(urljoin(url, path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")))
    return whole.removeprefix(f"{base}/") if whole.startswith(f"{base}/") else None


def find_anchors(article: Article) -> frozenset[str]:
    """The ids that a fragment may name in an article's page: they are the same in every edition."""

    def attributes(segment: Segment, _: str | None) -> str:
        return f' id="{escape(segment.anchor)}"' if segment.anchor else ""

    return read_ids(render_body(article.body, lambda _: None, attributes))
