"""A whole load of a site for keeping in memory: sources, catalogs, and the verdicts of a preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from polypub.config.project import Project
from polypub.errors import Problem
from polypub.model.locale import Locale
from polypub.model.message import Translations
from polypub.model.page import Cluster
from polypub.model.site import Article, Section, Site
from polypub.pipeline.assets import find_assets
from polypub.pipeline.bundles import Bundles, find_bundles
from polypub.pipeline.judge import catalog_files, load_all, refuse_hostile, theme_words
from polypub.pipeline.preview_states import Bench, open_editions, open_verdict
from polypub.pipeline.screen import Screen, make_screen
from polypub.pipeline.verdicts import Court
from polypub.render.judge import Verdict
from polypub.site.load import load_site
from polypub.site.permalinks import place_articles
from polypub.site.sections import complete_sections

Spot = tuple[str, Locale]
"""An article's id and an edition."""
Groups = dict[Locale, dict[str, Translations]]
Broken = dict[str, tuple[Problem, ...]]
"""What is wrong with files, by their path as people are told it."""


@dataclass(slots=True)
class LiveState:
    """All that is known of a site."""

    project: Project
    site: Site
    """With the site's own policies."""
    screen: Screen
    translations: Groups
    """By edition and domain, every article with the catalog that its messages share."""
    verdicts: dict[Spot, Verdict]
    clusters: dict[str, Cluster]
    files: dict[Path, list[tuple[Locale, str]]]
    """Catalogs, with the editions and domains they are read for."""
    assets: dict[str, tuple[Path, str]]
    bundles: Bundles
    theme_words: Mapping[str, Any]


def load_live(project: Project, now: dt.datetime) -> tuple[LiveState, Broken]:
    """Everything, and what is wrong with catalogs and the glossary, which stop nothing."""
    project = project.on_one_host()
    site = load_site(project)
    loaded, problems = load_all(project, site)
    translations, _ = refuse_hostile(loaded)
    screen = make_screen(project)
    open_site = replace(site, editions=open_editions(site.editions))
    court = Court(open_site, screen, project.root / ".polypub" / "preview", now.date())
    court.judge(site.articles, translations)
    court.save()
    articles = {article.id: article for article in site.articles}
    verdicts = {
        (id_, locale): open_verdict(verdict, articles[id_], translations[locale].get(articles[id_].domain))
        for (id_, locale), verdict in court.verdicts.items()
    }
    bench = Bench(open_site, translations, screen, now.date())
    clusters = {article.id: bench.cluster(article, verdicts) for article in site.articles}
    files, assets = catalog_uses(project, site), dict(find_assets(project))
    bundles = find_bundles(project, open_site, site.articles, clusters)
    broken: Broken = {}
    for problem in (*problems, *screen.problems):
        broken[problem.path] = (*broken.get(problem.path, ()), problem)
    known = project, site, screen, translations, verdicts, clusters, files, assets, bundles
    return LiveState(*known, theme_words(project, site)), broken


def catalog_uses(project: Project, site: Site) -> dict[Path, list[tuple[Locale, str]]]:
    """Every catalog's file, which need not be there, with the editions and domains that it is read for."""
    found: dict[Path, list[tuple[Locale, str]]] = {}
    for edition in site.editions:
        for domain, path in catalog_files(project, site, edition.locale).items():
            found.setdefault(path, []).append((edition.locale, domain))
    return found


def site_of(project: Project, site: Site, sources: Iterable[Article | Section]) -> Site:
    """The site with other articles and sections."""
    sources = tuple(sources)
    articles = [source for source in sources if isinstance(source, Article)]
    sections = complete_sections({part.id: part for part in sources if isinstance(part, Section)}, articles)
    placed = place_articles(articles, sections, project.permalink)
    return replace(site, articles=tuple(sorted(placed, key=lambda article: article.path)), sections=sections)
