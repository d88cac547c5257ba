"""Links and pictures of articles and of their translations: where each leads, and whether there is anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from polypub.check.ground import Address, Ground, read_address, read_file
from polypub.check.site_rules import Spot
from polypub.formats.flood import check_size
from polypub.formats.links import Link, find_html_links, find_links
from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.page import Finding
from polypub.model.site import Article
from polypub.model.text import Document, Segment
from polypub.site.links import file_names, linked_article, linked_file

_FROM_HERE = "Correct the path, which is relative to this article's folder."
_FROM_ROOT = (
    "Put the file below static/, and name it from the root: /images/x.jpg; or beside the article, in a folder of its "
    "own with an index.md."
)
_RAW_HTML = frozenset({"html", "attribute"})
_FILE = re.compile(r"""[^\s()<>"'#?:]+\.(?:md|markdown|html?)(?=[\s()<>"'#?])""")
"""What may be the file of an article, wherever it stands."""
_PAGE = re.compile(r"\.html?(?=[?#]|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class View:
    """An article in one edition, as its links see the site."""

    article: Article
    url: str
    """Of its page in that edition."""
    ground: Ground
    locale: Locale | None = None

    def has_beside(self, link: Link) -> bool:
        """Whether a link names a file that lies beside an article."""
        path = linked_file(self.article.path, unquote(link.address.partition("#")[0].partition("?")[0]))
        if path is None:
            return False
        names = file_names(path, self.locale) if self.locale else (path,)
        return any(name in self.ground.beside for name in names)

    def read(self, link: Link) -> Address | None:
        """Where a link leads; None when it leaves the site.

        The file of an HTML page that is no article may be one of the output.
        """
        found = read_address(link.address, self.article, self.url, self.ground.base)
        if found and found.article and _PAGE.search(link.address) and not self._is_article(found.article):
            return read_file(link.address, self.url, self.ground.base)
        return found

    def _is_article(self, id_: str) -> bool:
        return id_ in self.ground.articles or id_ in self.ground.waiting


def check_links(view: View) -> Iterator[Finding]:
    """What is wrong with the links and pictures of an article's source."""
    article = view.article
    first = _first_line(article.body)
    for link in _document_links(article.body):
        spot = Spot(article.path, first + link.line if first else 0)
        yield from _check_alternative(link, spot)
        yield from _check_target(view, link, spot)
    if article.image:
        yield from _check_target(view, Link("image", article.image.src, 0), Spot(article.path))


def named_files(article: Article) -> Iterable[str]:
    """What in an article's body may be the file of another one, link or not, each once."""
    return dict.fromkeys(match[0] for match in _FILE.finditer(article.body.text))


def check_article_links(view: View, named: Iterable[str]) -> Iterator[Finding]:
    """Links of an article's source to articles that are not there; cheap where there are none, for every build.

    `named` is what `named_files` gives.
    """
    ids = (linked_article(view.article.path, unquote(name)) for name in named)
    if any(id_ is not None and id_ not in view.ground.articles for id_ in ids):
        yield from (finding for finding in check_links(view) if finding.rule == "internal-link")


def check_translated_links(view: View, translations: Translations) -> Iterator[Finding]:
    """What is wrong with the links of an article's translations that their source has not, each with its line.

    A stale text is left alone: the link is its old source's, and whoever brings it up to date meets it then.
    """
    for key, segment in {Key(segment.context, segment.source): segment for segment in view.article.segments}.items():
        translation = translations.entries.get(key)
        if translation is None or translation.state.coarse == "stale":
            continue
        target = translation.targets[0]
        if check_size(key.source, target):
            continue  # it is refused whole, unread
        links = list(_segment_links(segment, target))
        if links:
            own = set(_of_any_line(_segment_links(segment, segment.source)))
            addresses = {link.address for link in own}
            spot = Spot(translations.path, translation.line, translations.locale, key.source, target)
            for link in _of_any_line(links):
                if link not in own:
                    yield from _check_alternative(link, spot)
                if link.address not in addresses:
                    yield from _check_target(view, link, spot)


def check_other_editions(view: View, locales: Iterable[Locale]) -> Iterator[Finding]:
    """Links of an article that lead readers of some editions to a page in another language."""
    urls, article = view.ground.urls, view.article
    here = [locale for locale in locales if (article.id, locale) in urls]
    first = _first_line(article.body)
    for link in _document_links(article.body):
        target = view.read(link)
        if target is None or target.article not in view.ground.articles:
            continue
        missing = [locale for locale in here if (target.article, locale) not in urls]
        if missing:
            text = f"`{link.address}` is not in {', '.join(missing)}, where the link leads to another edition's page"
            yield Spot(article.path, first + link.line if first else 0).finding("other-edition", text)


def _of_any_line(links: Iterable[Link]) -> Iterator[Link]:
    return (link._replace(line=0) for link in links)


def _check_alternative(link: Link, spot: Spot) -> Iterator[Finding]:
    if not link.has_alt:
        hint = 'Say what it shows; of a picture that only adorns, write <img alt="">.'
        text = f"the picture `{link.address}` has no alternative text"
        yield spot.finding("missing-alt", text, hint, _part(link, spot))


def _part(link: Link, spot: Spot) -> str:
    """The address as it stands there; nothing where it is written otherwise."""
    return link.address if not spot.target or link.address in spot.target else ""


def _check_target(view: View, link: Link, spot: Spot) -> Iterator[Finding]:
    target = view.read(link)
    if target is None:
        return
    if target.article is not None:
        yield from _check_article(view, link, target, spot)
    elif view.has_beside(link):
        return
    elif view.ground.files is not None and target.path is not None and not view.ground.has_file(target.path):
        what = ("missing-file", "picture") if link.kind == "image" else ("internal-link", "link")
        text = f"the {what[1]} `{link.address}` leads to no file of the site"
        yield spot.finding(what[0], text, _FROM_ROOT, _part(link, spot))


def _check_article(view: View, link: Link, target: Address, spot: Spot) -> Iterator[Finding]:
    ground, id_, part = view.ground, target.article or "", _part(link, spot)
    if id_ in ground.articles:
        if not ground.has_anchor(id_, target.fragment):
            where = "this article" if id_ == view.article.id else ground.articles[id_].path
            text = f"the link `{link.address}` leads to no place in {where}"
            yield spot.finding("anchor", text, "A heading's anchor is made of its words, in the source.", part)
    elif id_ in ground.waiting:
        text = f"the link `{link.address}` leads to an article that is not published yet"
        yield spot.finding("internal-link", text, "Publish the two together, or take the link away.", part)
    else:
        text = f"the link `{link.address}` leads to no article"
        yield spot.finding("internal-link", text, _FROM_HERE, part)


def _document_links(document: Document) -> Iterator[Link]:
    return find_links(document.text) if document.format == "markdown" else find_html_links(document.text)


def _segment_links(segment: Segment, text: str) -> Iterator[Link]:
    kind = segment.place.kind
    if kind == "field":
        return iter(())
    return find_html_links(text) if kind in _RAW_HTML else find_links(text.strip())


def _first_line(document: Document) -> int:
    """The line that a document starts at in its file; 0 when nothing in it tells."""
    above = 0
    for piece in document.pieces:
        if isinstance(piece, Segment):
            return piece.line - above if piece.line else 0
        above += piece.raw.count("\n")
    return 0
