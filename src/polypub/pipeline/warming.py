"""Find out what no cache knows of articles, their catalogs and verdicts: in several processes, or alone.

Each process is given a stretch of the articles, reads them with their catalogs in every edition and judges them; what
it brings home are rows of the caches. Whoever reads and judges the site afterwards finds them there, as if they came
from an earlier run: what is wrong, and what is to be told, it meets by itself. So nothing hangs on the number of
processes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.store import Store, Stored
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.model.locale import Locale
from polypub.model.message import Translations
from polypub.model.site import Article, Site
from polypub.pipeline.docket import Docket
from polypub.pipeline.garbage import swept
from polypub.pipeline.originals import catalog_domain
from polypub.pipeline.processes import divide, run_in_processes
from polypub.pipeline.readings import Readings
from polypub.pipeline.readings import Stored as StoredArticle
from polypub.pipeline.screen import Screen
from polypub.pipeline.verdicts import Court
from polypub.site.folders import Found, walk_content
from polypub.site.load import load_file

_FEW = 100
"""Fewer articles than this are read sooner by one process than two are started."""
_PIECES = 8
"""Of each process's share: so often it brings home what it has, and forgets it."""


@dataclass(frozen=True, slots=True)
class Caches:
    """What is known of a site from earlier runs."""

    readings: Readings
    stores: Mapping[Locale, Store]
    court: Court


@dataclass(frozen=True, slots=True)
class _Rows:
    """What one process has found out."""

    articles: dict[str, StoredArticle]
    catalogs: dict[Locale, dict[str, Stored]]
    verdicts: dict[Locale, Docket]


def warm(caches: Caches, project: Project, jobs: int) -> None:
    """Fill the caches with that many processes, where there is work enough for them, or alone.

    Catalogs that articles share are read by one process: each of several would have to read them all.
    """
    if _fill(caches, project, jobs):
        caches.readings.settle()
        for store in caches.stores.values():
            store.settle()


def _fill(caches: Caches, project: Project, jobs: int) -> bool:
    """Whether there was anything to do."""
    lacking = [found for found in walk_content(project.root, []) if not _is_known(found, caches)]
    terms = (project, caches.court.screen, caches.court.today)
    if jobs < 2 or len(lacking) < _FEW or project.catalogs != "article":
        work = _Work(*terms, caches.readings, caches.stores)
        work.do(lacking)
        _take_verdicts(caches, work.court.dockets)
        return bool(lacking)
    stretches = [share for stretch in divide(lacking, jobs) for share in divide(stretch, _PIECES)]
    for rows in run_in_processes(_find_out, [(*terms, list(stretch)) for stretch in stretches], jobs):
        caches.readings.take(rows.articles)
        for locale, store in caches.stores.items():
            store.take(rows.catalogs[locale])
        _take_verdicts(caches, rows.verdicts)
    return True


def _take_verdicts(caches: Caches, found: Mapping[Locale, Docket]) -> None:
    for locale, docket in caches.court.dockets.items():
        docket.take(found[locale].new)


def bare_site(project: Project) -> Site:
    """The site without its articles: what one is judged by that knows nothing of the others."""
    return Site(project.name, project.base_url, project.source, project.editions, (), ())


def _is_known(found: Found, caches: Caches) -> bool:
    return found.describes_section or caches.readings.knows(found.path)


def _find_out(project: Project, screen: Screen, today: dt.date, stretch: Sequence[Found]) -> _Rows:
    """Read and judge some articles in a process of its own."""
    stores = {edition.locale: Store(edition.locale, None, f"{project.root}/") for edition in project.editions}
    work = _Work(project, screen, today, Readings(project), stores)
    with swept():
        work.do(stretch)
    return _Rows(work.readings.new, {locale: store.new for locale, store in stores.items()}, work.court.dockets)


class _Work:
    """Reads and judges one article after the other, so that each is in memory once."""

    def __init__(
        self,
        project: Project,
        screen: Screen,
        today: dt.date,
        readings: Readings,
        stores: Mapping[Locale, Store],
    ) -> None:
        folder = CatalogFolder(project.locales)
        self.project, self.readings, self.stores = project, readings, stores
        self.court = Court(bare_site(project), screen, None, today)
        self._homes = {locale: folder.home(locale) for locale in stores}
        self._last: dict[Locale, tuple[str, Translations]] = {}

    def do(self, stretch: Iterable[Found]) -> None:
        """Find out about some articles; what is wrong is told by whoever loads the site."""
        for found in stretch:
            try:
                article = load_file(self.project, found, self.readings)
            except PolypubError:
                continue
            if isinstance(article, Article):
                self.court.judge((article,), self._catalogs(article))

    def _catalogs(self, article: Article) -> Mapping[Locale, Mapping[str, Translations]]:
        """An article's own, in every edition but that of its language."""
        domain, language = catalog_domain(self.project, article), self.court.site.language_of(article)
        is_read = {locale: article.translate and locale != language for locale in self.stores}
        return {
            locale: {article.domain: self._load(locale, domain)} if wanted else {} for locale, wanted in is_read.items()
        }

    def _load(self, locale: Locale, domain: str) -> Translations:
        """The last one is kept open: the next article may share it."""
        last = self._last.get(locale)
        if last is None or last[0] != domain:
            found = self.stores[locale].load(domain, f"{self._homes[locale]}/{domain}.po")
            last = self._last[locale] = (domain, replace(found, entries=found.open()))
        return last[1]
