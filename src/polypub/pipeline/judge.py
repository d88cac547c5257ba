"""From a project to a press: everything that is known before the first page is rendered."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from polypub import __version__
from polypub.catalog.folders import CatalogFolder, nearest_locales
from polypub.catalog.po import read_catalog
from polypub.catalog.store import Store
from polypub.check.ground import Ground
from polypub.check.site_links import View, check_article_links
from polypub.cldr.icu import icu_version
from polypub.config.project import Project
from polypub.errors import PolypubError, Problem
from polypub.files import prepare_cache, read_if_there
from polypub.model.locale import Locale
from polypub.model.message import Translations
from polypub.model.page import Cluster, Finding, Version
from polypub.model.site import Article, Site
from polypub.pipeline.assets import find_assets, find_stray_assets, place_assets
from polypub.pipeline.bundles import find_bundles
from polypub.pipeline.garbage import unswept
from polypub.pipeline.originals import catalog_domain
from polypub.pipeline.processes import count_cores
from polypub.pipeline.readings import Readings
from polypub.pipeline.screen import make_screen
from polypub.pipeline.verdicts import Court, Translated
from polypub.pipeline.warming import Caches, bare_site, warm
from polypub.render.judge import (
    Verdict,
    find_blocked_strings,
    find_blocked_words,
)
from polypub.render.press import Press, sort_articles
from polypub.render.routes import Routes
from polypub.site.load import load_site, published_articles

THEME_LANGUAGE = Locale("en")
"""What the theme that polypub brings along is written in; a theme that a site names has the same rule."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A press, what was found on the way, and catalogs that could not be read."""

    press: Press
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    assets: Mapping[str, Path]
    """Static files, and those beside articles, by their path in the output."""


def judge_project(project: Project, now: dt.datetime, jobs: int = 0) -> Judgement:
    """Load a project and decide the state of every article in every edition.

    `jobs` is the number of processes, 0 for one per core: a site that is new to the caches is read by all of them.
    """
    with unswept():
        return _judge(project, now, jobs or count_cores())


def _judge(project: Project, now: dt.datetime, jobs: int) -> Judgement:
    readings, stores, screen = Readings(project), open_stores(project), make_screen(project)
    court = Court(bare_site(project), screen, project.root / ".polypub" / "judged", now.date())
    warm(Caches(readings, stores, court), project, jobs)
    site = load_site(project, readings)
    readings.save()
    articles = sort_articles(published_articles(site, now, shows_drafts=project.shows_drafts))
    loaded, problems = load_from(stores, project, site)
    translations, refused = refuse_hostile(loaded)
    court.judge(articles, translations)
    court.save()
    assets = dict(find_assets(project))
    routes = tuple((edition.locale, Routes(site, edition)) for edition in site.editions)
    clusters = {article.id: _cluster(site, article, court.verdicts, routes) for article in articles}
    bundles = find_bundles(project, site, articles, clusters)
    press = Press(
        site=site,
        articles=articles,
        verdicts=court.verdicts,
        clusters=clusters,
        translations=translations,
        now=now,
        page_size=project.page_size,
        templates_digest=_digest_files(template_folders(project)),
        settings_digest=f"{project.digest} {_versions(site)}",
        assets={path: digest for path, (_, digest) in assets.items()},
        bundled={path: bundled for path, (_, bundled) in bundles.items()},
        theme=project.theme_options,
        hosts=project.hosts,
        has_search=project.has_search,
        **theme_words(project, site),
    )
    ground = Ground({article.id: article for article in articles})
    links = (
        finding
        for article in articles
        for finding in check_article_links(View(article, "", ground), readings.named(article))
    )
    files = {path: file for path, (file, _) in place_assets(site.editions, assets).items()}
    files |= {bundled.place: file for file, bundled in bundles.values()}
    return Judgement(
        press, (*refused, *court.findings, *links, *find_stray_assets(project)), (*problems, *screen.problems), files
    )


def _versions(site: Site) -> str:
    """What else decides a page's bytes: this program, and the libraries that write dates, templates and Markdown."""
    icu = icu_version() if any(edition.needs_icu for edition in site.editions) else ""
    return " ".join((__version__, *(version(name) for name in ("babel", "jinja2", "pyromark")), icu))


def theme_words(project: Project, site: Site) -> dict[str, Any]:
    """What the press is told of a theme that is not written in the site's language."""
    if site.source == THEME_LANGUAGE or project.theme_root == project.root:
        return {}
    path = CatalogFolder(project.theme_root / "locales").template("theme")
    data = read_if_there(path)
    template = read_catalog(data, str(path)) if data else None
    keys = frozenset(message.key for message in template.messages) if template else frozenset()
    return {"theme_language": THEME_LANGUAGE, "theme_keys": keys}


def load_all(project: Project, site: Site) -> tuple[dict[Locale, dict[str, Translations]], tuple[Problem, ...]]:
    """The compiled catalogs of every edition, and what is wrong with those that cannot be read."""
    return load_from(open_stores(project), project, site)


def load_from(
    stores: Mapping[Locale, Store], project: Project, site: Site
) -> tuple[dict[Locale, dict[str, Translations]], tuple[Problem, ...]]:
    """The same from stores that may hold something already."""
    translations: dict[Locale, dict[str, Translations]] = {}
    problems: list[Problem] = []
    for locale, store in stores.items():
        found = {domain: store.load(domain, place) for domain, place in _catalog_places(project, site, locale).items()}
        store.save()
        translations[locale] = _by_article(project, site, found)
        problems.extend(replace(problem, path=_relative(project, problem.path)) for problem in store.problems)
    return translations, tuple(problems)


def open_stores(project: Project) -> dict[Locale, Store]:
    """The compiled catalogs that there are, by edition."""
    cache = _prepare_cache(project)
    return {edition.locale: Store(edition.locale, cache, f"{project.root}/") for edition in project.editions}


def _prepare_cache(project: Project) -> Path | None:
    """The folder of compiled catalogs, in a cache that git ignores; None where nothing can be written."""
    cache = project.root / ".polypub"
    try:
        prepare_cache(cache)
    except (OSError, PolypubError):
        return None
    return cache / "catalogs"


def prepare_templates(project: Project) -> Path | None:
    """The folder of compiled templates beside it."""
    catalogs = _prepare_cache(project)
    folder = catalogs.with_name("templates") if catalogs else None
    try:
        if folder:
            folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return folder


def _by_article(project: Project, site: Site, groups: Mapping[str, Translations]) -> dict[str, Translations]:
    """Every article with the catalog that its messages share."""
    found = {domain: groups[domain] for domain in ("theme", "ui", "site") if domain in groups}
    for article in site.articles:
        group = groups.get(catalog_domain(project, article))
        if article.translate and group:
            found[article.domain] = group
    return found


def refuse_hostile(translations: Translated) -> tuple[dict[Locale, dict[str, Translations]], list[Finding]]:
    """The same without what must not reach a page of the strings of templates and of the site's names."""
    findings: list[Finding] = []

    def cleaned(domain: str, found: Translations) -> Translations:
        find = _FIND_BLOCKED.get(domain)
        blocked = list(find(found)) if find else []
        findings.extend(finding for _, finding in blocked)
        keys = {key for key, _ in blocked}
        return replace(found, entries={k: e for k, e in found.entries.items() if k not in keys}) if keys else found

    return {
        locale: {domain: cleaned(domain, found) for domain, found in domains.items()}
        for locale, domains in translations.items()
    }, findings


_FIND_BLOCKED = {"theme": find_blocked_strings, "ui": find_blocked_strings, "site": find_blocked_words}


def catalog_files(project: Project, site: Site, locale: Locale) -> dict[str, Path]:
    """The file of every domain in one edition; the theme's may be its own or the site's.

    What was written in the edition's own language has none; a theme may be written in another one than its site.
    """
    return {domain: Path(place) for domain, place in _catalog_places(project, site, locale).items()}


def _catalog_places(project: Project, site: Site, locale: Locale) -> dict[str, str]:
    """Their paths as text, for there are as many as pages."""
    folder = CatalogFolder(project.locales)
    home, language_of = folder.home(locale), site.language_of
    articles = (article for article in site.articles if article.translate and language_of(article) != locale)
    own = () if locale == site.source else ("ui", "site")
    domains = (*own, *(catalog_domain(project, article) for article in articles))
    files = {domain: f"{home}/{domain}.po" for domain in domains}
    theme = CatalogFolder(project.theme_root / "locales")
    candidates = (f.catalog(near, "theme") for near in nearest_locales(locale) for f in (folder, theme))
    found = next((path for path in candidates if path.is_file()), None)
    return {**files, "theme": str(found)} if found else files


def site_catalogs(project: Project, site: Site, locale: Locale) -> dict[str, Path]:
    """Those of the site itself: not of a theme that polypub brings along, or that is in the site's own language."""
    files = catalog_files(project, site, locale)
    if locale == site.source:
        files.pop("theme", None)
    return {domain: path for domain, path in files.items() if path.is_relative_to(project.root)}


def _relative(project: Project, path: str) -> str:
    return path.removeprefix(f"{project.root}/")


def _cluster(
    site: Site,
    article: Article,
    verdicts: Mapping[tuple[str, Locale], Verdict],
    routes: Iterable[tuple[Locale, Routes]],
) -> Cluster:
    versions = tuple(
        Version(locale, at.shared(at.url(at.article(article))), verdicts[article.id, locale].state)
        for locale, at in routes
    )
    return Cluster(article.id, versions, site.language_of(article))


def template_folders(project: Project) -> tuple[Path, ...]:
    """Where templates are looked for: the site's own folder, then the theme's."""
    folders = (project.templates, project.theme_root / "templates")
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def _digest_files(folders: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(
                    path.relative_to(folder).as_posix().encode() + b"\0" + (read_if_there(path) or b"") + b"\0"
                )
    return digest.hexdigest()[:32]
