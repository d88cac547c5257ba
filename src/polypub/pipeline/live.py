"""A site kept in memory: a change on disk is followed by reading what changed, and judging anew what depends on it.

What comes of it is what a whole load would give. A file that cannot be read leaves what was read of it before, and is
told; it is tried again with every change until it is mended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from polypub.catalog.store import load_translations
from polypub.config.load import load_project
from polypub.config.project import Project
from polypub.errors import PolypubError, Problem, SourceError
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.site import Article, Section, Site
from polypub.pipeline.assets import find_assets
from polypub.pipeline.bundles import find_bundles
from polypub.pipeline.judge import Judgement, refuse_hostile
from polypub.pipeline.live_load import Broken, Spot, catalog_uses, load_live, site_of
from polypub.pipeline.live_paths import describe, sort_paths
from polypub.pipeline.originals import catalog_domain
from polypub.pipeline.preview_states import Bench, RealState, open_editions, open_verdict, real_state
from polypub.pipeline.verdicts import word_counts
from polypub.render.press import Press, sort_articles
from polypub.site.addresses import address_problems
from polypub.site.load import load_file
from polypub.site.permalinks import undated_problems

_OWN = ("theme", "ui", "site")
"""Domains that belong to no article."""
_FEW = 50
"""So many articles are judged sooner than it is found out which of them a shared catalog tells something new of."""
_MANY = 200
"""So many files are followed sooner by a whole load, which has caches."""
_ADDRESSES = ""
"""In place of a file, for what is wrong between articles."""


class Live:
    """A site, kept up to date; PolypubError when it cannot be read to begin with."""

    def __init__(self, project: Project, now: dt.datetime) -> None:
        self._now = now
        self._broken: Broken = {}
        self._waiting: set[str] = set()
        """Sources that could not be taken over."""
        self._is_stale = False
        """A whole load has failed."""
        self._plain: set[Path] = set()
        """Shared catalogs that silence no check."""
        self._state, self._broken = load_live(project, now)
        self.judgement = self._judge()

    @property
    def project(self) -> Project:
        """The project as its configuration is by now."""
        return self._state.project

    @property
    def site(self) -> Site:
        """The site with its own policies."""
        return self._state.site

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that cannot be read."""
        return tuple(dict.fromkeys(problem for found in self._broken.values() for problem in found))

    def real_state(self, article: Article, locale: Locale) -> RealState:
        """The state that an article's page has for readers."""
        return real_state(self._bench(self._state.site), article, locale, self._now)

    def update(self, paths: Collection[Path], now: dt.datetime) -> None:
        """Take over what changed at these absolute paths; a folder stands for all that lies in it."""
        is_next_day, self._now = now.date() != self._now.date(), now
        changed = sort_paths(self.project, paths, self._known)
        before = self._state.clusters
        is_much = len(changed.sources) + len(changed.catalogs) > _MANY
        if changed.is_whole or is_next_day or is_much or self._is_stale:
            self._load_again()
        else:
            self._take_over(changed.sources, changed.catalogs)
        if changed.has_assets:
            self._state.assets = dict(find_assets(self.project))
        if changed.has_bundled or self._state.clusters is not before:
            self._state.bundles = find_bundles(
                self.project, self._open_site(), self.site.articles, self._state.clusters
            )
        self.judgement = self._judge()

    def _known(self) -> Iterable[Path]:
        """Every file that was read."""
        sources = [article.path for article in self.site.articles] + [part.path for part in self.site.sections]
        return (*self._state.files, *(self.project.root / path for path in sources if path))

    def _load_again(self) -> None:
        """Everything anew; where that fails, everything stays as it was."""
        try:
            self._state, self._broken = load_live(load_project(self.project.root), self._now)
            self._waiting, self._is_stale = set(), False
        except PolypubError as error:
            self._broken, self._is_stale = {_ADDRESSES: error.problems}, True

    def _take_over(self, sources: set[Path], catalogs: set[Path]) -> None:
        names = {self._shown(path) for path in sources} | self._waiting
        spots = self._read_sources(names) if names else set()
        for path in catalogs | {self.project.root / name for name in self._broken if name.endswith(".po")}:
            for locale, domain in self._state.files.get(path, ()):
                spots |= self._read_catalog(path, locale, domain)
        if catalogs - self._state.files.keys() and catalog_uses(self.project, self.site) != self._state.files:
            self._load_again()  # a folder in another spelling, or a catalog that goes before the theme's
        else:
            self._judge_anew(spots)

    # sources

    def _read_sources(self, names: set[str]) -> set[Spot]:
        """Read articles and sections; what is then to be judged."""
        self._broken = {name: found for name, found in self._broken.items() if name not in {*names, _ADDRESSES}}
        before = {article.path: article for article in self.site.articles}
        sources: dict[str, Article | Section] = {**before}
        sources |= {section.path: section for section in self.site.sections if section.path}
        for name in names:
            try:
                _read_source(self.project, sources, name)
            except SourceError as error:
                self._broken[name] = error.problems
        wrong = self._set_sources(sources)
        self._waiting = names if wrong else {name for name in names if name in self._broken}
        if wrong:
            self._broken[_ADDRESSES] = wrong
            return set()
        return self._follow_articles(before)

    def _set_sources(self, sources: Mapping[str, Article | Section]) -> tuple[Problem, ...]:
        """Make the site of these sources, unless two pages would share an address: then say which."""
        site = site_of(self.project, self.site, sources.values())
        before, folders = {article.id: article for article in self.site.articles}, _folders(self.site)
        is_new = self._waiting or _folders(site) != folders
        if is_new or any(_is_elsewhere(before.get(article.id), article) for article in site.articles):
            pages = address_problems(site.articles, site.sections, self.project.editions)
            wrong = (*undated_problems(site.articles), *pages)
            if wrong:
                return wrong
        self._state.site = site
        return ()

    def _follow_articles(self, before: Mapping[str, Article]) -> set[Spot]:
        """Forget articles that are gone, and get the catalogs of those that are new; what is to be judged."""
        old = {article.id: article for article in before.values()}
        changed = [article for article in self.site.articles if old.get(article.id) is not article]
        gone = old.keys() - {article.id for article in self.site.articles}
        homes = {self._home(old[article.id]) for article in changed if article.id in old}
        moved = {self._home(article) for article in changed} - homes
        if gone or moved:
            self._follow_catalogs({domain for _, domain, _ in moved})
            state = self._state
            state.verdicts = {spot: verdict for spot, verdict in state.verdicts.items() if spot[0] not in gone}
            state.clusters = {id_: cluster for id_, cluster in state.clusters.items() if id_ not in gone}
        return {(article.id, edition.locale) for article in changed for edition in self.site.editions}

    def _home(self, article: Article) -> tuple[str, str, Locale | None]:
        """Where an article's messages lie, and of what language they are; nowhere for one that is not translated."""
        return article.id, catalog_domain(self.project, article) if article.translate else "", article.language

    def _follow_catalogs(self, domains: set[str]) -> None:
        """Give every article the catalogs that it has by now; those of some domains may never have been read."""
        state = self._state
        state.files = catalog_uses(self.project, self.site)
        uses = {use: path for path, found in state.files.items() for use in found}
        for (locale, domain), path in uses.items():
            if domain in domains:
                self._read_catalog(path, locale, domain)
        homes = [(a.domain, catalog_domain(self.project, a)) for a in self.site.articles if a.translate]
        for locale, found in state.translations.items():
            kept = {*_OWN, *(domain for domain, home in homes if (locale, home) in uses)}
            state.translations[locale] = {domain: catalog for domain, catalog in found.items() if domain in kept}

    # catalogs

    def _read_catalog(self, path: Path, locale: Locale, domain: str) -> set[Spot]:
        """Read a catalog; the articles that it tells something new of."""
        found, wrong = load_translations({domain: path}, locale, None)
        self._broken.pop(self._shown(path), None)
        if wrong:
            self._broken[self._shown(path)] = tuple(replace(problem, path=self._shown(path)) for problem in wrong)
            return set()
        cleaned, _ = refuse_hostile({locale: {domain: replace(found[domain], path=self._shown(path))}})
        new = cleaned[locale][domain]
        domains = self._state.translations[locale]
        articles = [a for a in self.site.articles if a.translate and catalog_domain(self.project, a) == domain]
        is_shared = len(articles) > _FEW and not self._silences(path)
        changed = {a.id for a in articles if not is_shared or _differs(a, domains.get(a.domain), new)}
        own = {domain: new} if domain in _OWN else {}
        self._state.translations = {
            **self._state.translations,
            locale: {**domains, **own, **dict.fromkeys((article.domain for article in articles), new)},
        }
        return {(id_, locale) for id_ in changed}

    def _silences(self, path: Path) -> bool:
        """Whether comments in a catalog may silence checks, or may have done when it was last read."""
        did = path not in self._plain
        does = b"ignore" in (read_if_there(path) or b"")
        (self._plain.discard if does else self._plain.add)(path)
        return does or did

    def _shown(self, path: Path) -> str:
        root = self.project.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    # verdicts

    def _open_site(self) -> Site:
        """The site with policies that withhold nothing."""
        return replace(self.site, editions=open_editions(self.site.editions))

    def _bench(self, site: Site) -> Bench:
        return Bench(site, self._state.translations, self._state.screen, self._now.date())

    def _judge_anew(self, spots: set[Spot]) -> None:
        state, bench = self._state, self._bench(self._open_site())
        verdicts, articles = dict(state.verdicts), {article.id: article for article in self.site.articles}
        for id_, locale in spots:
            article = articles[id_]
            verdicts[id_, locale] = open_verdict(bench.judge(article, locale), article, bench.catalog(article, locale))
        state.verdicts = verdicts
        clusters = {id_: bench.cluster(articles[id_], verdicts) for id_ in {id_ for id_, _ in spots}}
        if any(state.clusters.get(id_) != cluster for id_, cluster in clusters.items()):
            state.clusters = {**state.clusters, **clusters}

    def _judge(self) -> Judgement:
        """The press of the site as it is; findings are for `polypub check` to tell."""
        state, project = self._state, self._state.project
        press = Press(
            site=self._open_site(),
            articles=sort_articles(state.site.articles),
            verdicts=state.verdicts,
            clusters=state.clusters,
            translations=state.translations,
            now=self._now,
            page_size=project.page_size,
            assets={path: digest for path, (_, digest) in state.assets.items()},
            bundled={path: bundled for path, (_, bundled) in state.bundles.items()},
            theme=project.theme_options,
            is_marked=True,
            **state.theme_words,
        )
        files = {path: file for path, (file, _) in state.assets.items()}
        files |= {bundled.place: file for file, bundled in state.bundles.values()}
        return Judgement(press, (), self.problems, files)


def _read_source(project: Project, sources: dict[str, Article | Section], name: str) -> None:
    """Put what the file holds now among the sources, or take it away when there is no such file; SourceError."""
    path = project.root / name
    if path.is_file():
        sources[name] = load_file(project, describe(project, path))
    else:
        sources.pop(name, None)


def _folders(site: Site) -> set[str]:
    return {section.id for section in site.sections}


def _is_elsewhere(old: Article | None, new: Article) -> bool:
    """Whether an article's page or file lies where it did not lie before, or may not lie there any more."""
    if old is None or old is new:
        return old is None
    return (old.path, old.draft, old.address_of(old.slug)) != (new.path, new.draft, new.address_of(new.slug))


def _differs(article: Article, old: Translations | None, new: Translations) -> bool:
    """Whether a catalog says something else of an article than it did."""
    if old is None:
        return True
    keys: list[Key] = [key for key, _ in word_counts(article)]
    return old.published.get(article.domain) != new.published.get(article.domain) or any(
        old.entries.get(key) != new.entries.get(key)
        or old.approved.get(key) != new.approved.get(key)
        or old.stale.get(key) != new.stale.get(key)
        for key in keys
    )
