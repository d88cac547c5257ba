"""`polypub extract`: sources to templates and catalogs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.merge import Merge, merge_catalog
from polypub.catalog.po import new_header, write_template
from polypub.catalog.regroup import group_templates
from polypub.cldr.plurals import plural_forms
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.extract.article import extract_article
from polypub.extract.site import extract_site
from polypub.extract.template import extract_templates
from polypub.files import read_if_there, replace_file
from polypub.formats.encoding import decode_utf8
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.model.site import Site
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.places import (
    Places,
    Wanted,
    follow_moves,
    is_article,
    needs_grouping,
    remove_templates,
    update_groups,
)
from polypub.pipeline.removal import find_unfinished, remove_unfinished
from polypub.render.routes import Routes
from polypub.site.load import load_site

_TEMPLATE_ENDINGS = (".html", ".xml", ".txt")


def extract_project(project: Project, locales: Iterable[Locale], now: dt.datetime, changes: Changes) -> list[Merge]:
    """Bring templates and catalogs of some editions up to date; `changes` says what was, or would be, written."""
    site = load_site(project)
    unfinished = find_unfinished(project.locales)
    folder = CatalogFolder(project.locales)
    templates = list(extract_messages(site, project, now))
    groups = group_templates(templates, project.catalogs)
    for template in groups:
        _write_template(template, folder.template(template.domain), changes)
    remove_templates(folder, [template.domain for template in groups], changes)
    languages = {article.domain: article.languages for article in site.articles}
    merges: list[Merge] = []
    for locale in locales:
        if locale != project.source:
            places = Places(folder, locale, now.date(), changes)
            wanted = {t.domain for t in templates if locale in (languages.get(t.domain) or (locale,))}
            _update_locale(project, places, templates, wanted)
            merges += places.merges
    if not changes.is_dry:
        remove_unfinished(unfinished)
    return merges


def extract_messages(site: Site, project: Project, now: dt.datetime) -> Iterator[Catalog]:
    """The template of every domain: `theme` for a site that is a theme, else `ui`; `site`; one for each article."""
    header = template_header(project, now)
    domain = "theme" if project.theme_root == project.root else "ui"
    yield Catalog(domain, None, extract_templates(_read_templates(project)), header)
    yield replace(extract_site(site, project.config_path.name), header=header)
    routes = Routes(site, site.source_edition)
    for article in site.articles:
        yield replace(extract_article(article, routes.url(routes.article(article))), header=header)


def template_header(project: Project, now: dt.datetime) -> dict[str, str]:
    """The header of a template."""
    header = new_header(project.source, project.source, "", f"{now:%Y-%m-%d %H:%M%z}")
    del header["Plural-Forms"]
    return {**header, "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE", "Language": ""}


def _read_templates(project: Project) -> Iterator[tuple[str, str]]:
    if project.templates.is_dir():
        for path in sorted(project.templates.rglob("*")):
            if path.suffix in _TEMPLATE_ENDINGS and path.is_file():
                shown = path.relative_to(project.root).as_posix()
                yield shown, decode_utf8(read_if_there(path) or b"", shown)


def _write_template(template: Catalog, path: Path, changes: Changes) -> None:
    before = read_if_there(path)
    if before is None and not template.messages:
        return
    try:
        data = write_template(replace(template, path=changes.shown(path)), before)
    except PolypubError:
        data = write_template(template, None)  # a template is made from sources alone: a broken one is made anew
    if data != before:
        changes.changed.append(changes.shown(path))
        if not changes.is_dry:
            replace_file(path, data)


def _update_locale(project: Project, places: Places, templates: Sequence[Catalog], wanted: Collection[str]) -> None:
    """Bring one locale's catalogs to their places and up to date; an article that is not wanted there is left alone."""
    alone = [template for template in templates if template.domain in wanted]
    if needs_grouping(places, templates, project.catalogs):
        articles = {template.domain: template for template in templates if is_article(template.domain)}
        fresh = {t.domain: new_catalog(project, t, places.locale) for t in articles.values() if t.domain in wanted}
        update_groups(places, Wanted(articles, fresh, project.catalogs))
        alone = [template for template in alone if template.domain not in articles]
    else:
        follow_moves(places, templates)
    for template in alone:
        _update(project, places, template)


def _update(project: Project, places: Places, template: Catalog) -> None:
    def change(catalog: Catalog | None) -> Catalog | None:
        if catalog is None:
            return new_catalog(project, template, places.locale) if template.messages else None
        merge = merge_catalog(catalog, template, places.today)
        places.merges.append(merge)
        return merge.catalog

    change_catalog(places.changes, places.path(template.domain), template.domain, places.locale, change)


def new_catalog(project: Project, template: Catalog, locale: Locale) -> Catalog:
    """A catalog with every message of its template and no translation."""
    created = template.header["POT-Creation-Date"]
    header = new_header(locale, project.source, plural_forms(locale), created)
    empty = Catalog(template.domain, locale, (), header)
    return merge_catalog(empty, template, dt.date.min).catalog
