"""What there is to review in one edition: messages in document order, the newest articles first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.po import read_catalog
from polypub.config.project import Project
from polypub.errors import PolypubError, Problem
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, state_of
from polypub.model.site import Article, Site
from polypub.model.state import State, hash_source
from polypub.model.text import Segment
from polypub.pipeline.judge import site_catalogs
from polypub.pipeline.originals import catalog_domain
from polypub.pipeline.review_check import Placed
from polypub.render.routes import Routes

_SHARED = {"site": "Names of the site", "ui": "Strings of the site's templates", "theme": "Strings of the theme"}


@dataclass(frozen=True, slots=True)
class Part:
    """One article, or what stands on many pages: `site`, `ui`, `theme`."""

    domain: str
    """The article's, however its catalogs are grouped."""
    title: str
    """In the source language."""
    path: Path
    """The catalog that its messages are in."""
    catalog: str
    """That catalog's domain."""
    language: Locale
    """What its messages are translated from."""
    url: str = ""
    """Of its page in the edition; empty where it has no page of its own."""
    day: dt.date | None = None
    segments: Mapping[Key, Segment] | None = field(default=None, compare=False)
    """An article's blocks in document order; None for the others, whose whole catalog it is."""


@dataclass(frozen=True, slots=True)
class Item:
    """One message on the list."""

    part: Part
    id: str
    """The hash of context and source that the page's blocks carry too."""
    message: Message

    @property
    def name(self) -> str:
        """How pages and clients call it: `content/news/x#1a2b3c4d`."""
        return f"{self.part.domain}#{self.id}"

    @property
    def state(self) -> State:
        """The message's state."""
        return state_of(self.message)

    @property
    def segment(self) -> Segment | None:
        """The block of the article that it was read from."""
        return (self.part.segments or {}).get(self.message.key)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part with its messages as its catalog has them now."""

    part: Part
    catalog: Catalog
    items: tuple[Item, ...]
    missing: int = 0
    """Texts of the article that the catalog does not have yet: `polypub extract` has not been run."""
    problem: Problem | None = None
    """Why the catalog cannot be read."""

    def place(self, item: Item) -> Placed:
        """One of its messages where it stands."""
        return Placed(item.message, self.catalog, self.part.language, item.segment)

    def find(self, id_: str) -> Item | None:
        """The message of that id."""
        return next((item for item in self.items if item.id == id_), None)


def list_parts(project: Project, site: Site, locale: Locale) -> tuple[Part, ...]:
    """The parts of an edition: articles by day, the newest first, then the site's names, its strings, the theme's.

    A theme that polypub brings along is not the site's to review.
    """
    files = site_catalogs(project, site, locale)
    shared = [(domain, files[domain]) for domain in _SHARED if domain in files and files[domain].is_file()]
    return (
        *(_of_article(project, site, article, locale) for article in _articles(site, locale)),
        *(Part(domain, _SHARED[domain], path, domain, site.source) for domain, path in shared),
    )


def _articles(site: Site, locale: Locale) -> list[Article]:
    """Those that the edition translates, newest first."""
    asked = [a for a in site.articles if a.translate and locale in (a.languages or (locale,))]
    own = [article for article in asked if site.language_of(article) != locale]
    return sorted(own, key=lambda article: (-(article.day or dt.date.min).toordinal(), article.path))


def _of_article(project: Project, site: Site, article: Article, locale: Locale) -> Part:
    routes, domain = Routes(site, site.edition(locale)), catalog_domain(project, article)
    segments: dict[Key, Segment] = {}
    for segment in article.segments:
        segments.setdefault(Key(segment.context, segment.source), segment)
    return Part(
        article.domain,
        article.title.source,
        CatalogFolder(project.locales).catalog(locale, domain),
        domain,
        site.language_of(article),
        routes.url(routes.article(article)),
        article.day,
        segments,
    )


class WorkList:
    """The messages of one edition, read from its catalogs when they are asked for and again when those change."""

    def __init__(self, project: Project, site: Site, locale: Locale) -> None:
        self.site = site
        self._root, self._locale = project.root, locale
        self.parts = {part.domain: part for part in list_parts(project, site, locale)}
        self._catalogs: dict[Path, tuple[object, Catalog | Problem]] = {}
        self._sheets: dict[str, tuple[object, Sheet]] = {}

    def sheet(self, domain: str) -> Sheet | None:
        """A part with its messages; None where there is no such part."""
        part = self.parts.get(domain)
        if part is None:
            return None
        catalog = self._catalog(part)
        known, sheet = self._sheets.get(domain, (None, None))
        if sheet is None or known is not catalog:
            sheet = make_sheet(part, catalog)
            self._sheets[domain] = catalog, sheet
        return sheet

    def sheets(self) -> Iterator[Sheet]:
        """All parts in order."""
        return (sheet for domain in self.parts if (sheet := self.sheet(domain)))

    def find(self, name: str) -> tuple[Sheet, Item] | None:
        """The message of that name with what stands around it; None where there is none."""
        domain, _, id_ = name.rpartition("#")
        sheet = self.sheet(domain)
        item = sheet.find(id_) if sheet else None
        return (sheet, item) if sheet and item else None

    def shown(self, path: Path) -> str:
        """A catalog's path as people know it."""
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path)

    def _catalog(self, part: Part) -> Catalog | Problem:
        """The catalog as it is on disk; the very same object as long as the file is the same."""
        mark = mark_of(part.path)
        known, found = self._catalogs.get(part.path, (None, None))
        if found is None or known != mark:
            found = self._read(part)
            self._catalogs[part.path] = mark, found
        return found

    def _read(self, part: Part) -> Catalog | Problem:
        shown = self.shown(part.path)
        try:
            data = read_if_there(part.path)
            if data is None:
                return Catalog(part.catalog, self._locale, (), path=shown)
            return read_catalog(data, shown, part.catalog, self._locale)
        except PolypubError as error:
            return error.problems[0]


def mark_of(path: Path) -> object:
    """What changes whenever a file does: an atomic replacement brings another inode."""
    try:
        found = path.stat()
    except OSError:
        return "missing"
    return found.st_mtime_ns, found.st_size, found.st_ino


def make_sheet(part: Part, catalog: Catalog | Problem) -> Sheet:
    """A part's messages in the article's order; in the catalog's where the part is no article."""
    if isinstance(catalog, Problem):
        return Sheet(part, Catalog(part.catalog, None, ()), (), problem=catalog)
    live = {message.key: message for message in catalog.messages if not message.obsolete}
    wanted = live if part.segments is None else part.segments
    found = [live[key] for key in wanted if key in live]
    return Sheet(part, catalog, tuple(_items(part, found)), len(wanted) - len(found))


def _items(part: Part, messages: list[Message]) -> Iterator[Item]:
    """Each with an id of its own: where two hashes are the same, which is rare, the second is numbered."""
    seen: dict[str, int] = {}
    for message in messages:
        id_ = hash_source(message.key.source, message.key.context)
        seen[id_] = seen.get(id_, 0) + 1
        yield Item(part, id_ if seen[id_] == 1 else f"{id_}-{seen[id_]}", message)
