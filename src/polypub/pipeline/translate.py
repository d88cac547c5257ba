"""`polypub translate`: drafts for what nobody has translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import partial

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.regroup import group_templates
from polypub.config.project import Project
from polypub.errors import Problem, UsageError
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.model.page import Finding
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.extract import extract_messages
from polypub.site.load import load_site
from polypub.translate.drafts import draft_catalog
from polypub.translate.engines.base import Engine
from polypub.translate.engines.find import find_engine


@dataclass(slots=True)
class TranslateReport:
    """What was drafted, and what was not and why."""

    written: dict[Locale, int] = field(default_factory=dict)
    refused: list[Finding] = field(default_factory=list)
    engines: dict[Locale, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """What to draft, and with what."""

    now: dt.datetime
    engine: str | None = None
    """None for the one that the configuration names."""
    only: str = "*"
    """A pattern that domains must match: `content/news/*`."""


def translate_project(
    project: Project, locales: Iterable[Locale], options: TranslateOptions, changes: Changes
) -> TranslateReport:
    """Draft the untranslated messages of some editions; each catalog is written as soon as it is done."""
    engines = _engines(project, [locale for locale in locales if locale != project.source], options.engine)
    templates = group_templates(extract_messages(load_site(project), project, options.now), project.catalogs)
    domains = [template.domain for template in templates if fnmatchcase(template.domain, options.only)]
    report = TranslateReport(engines={locale: engine.name for locale, engine in engines.items()})
    folder = CatalogFolder(project.locales)
    for locale, engine in engines.items():
        report.written[locale] = 0
        change = partial(_draft, engine=engine, source=project.source, run=(options.now.date(), report))
        for domain in domains:
            change_catalog(changes, folder.catalog(locale, domain), domain, locale, change)
    return report


def _draft(
    catalog: Catalog | None, engine: Engine, source: Locale, run: tuple[dt.date, TranslateReport]
) -> Catalog | None:
    today, report = run
    if catalog is None or catalog.locale is None:
        return None
    drafts = draft_catalog(catalog, engine, source, today)
    report.written[catalog.locale] += drafts.written
    report.refused.extend(drafts.refused)
    return drafts.catalog


def _engines(project: Project, locales: Iterable[Locale], given: str | None) -> dict[Locale, Engine]:
    """The engine of every edition; UsageError with all that have none."""
    names = {locale: given or project.engine_for(locale) for locale in locales}
    hint = "Name one with --engine, or as `engine` in the configuration; text leaves this machine only then."
    path = project.config_path.name
    missing = [
        Problem(f"no engine is set for `{locale}`", path, hint=hint) for locale, name in names.items() if not name
    ]
    if missing:
        raise UsageError(missing)
    return {locale: find_engine(name) for locale, name in names.items() if name}
