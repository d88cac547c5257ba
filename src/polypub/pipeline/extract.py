"""`polypub extract`: sources to templates and catalogs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.header import new_template_header
from polypub.catalog.merge import Merge, merge_catalog
from polypub.catalog.po import blank_catalog, new_header, plural_count, write_template
from polypub.catalog.published import merge_article
from polypub.catalog.regroup import group_templates
from polypub.cldr.plurals import plural_forms
from polypub.cldr.tags import to_gettext
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.extract.article import extract_article
from polypub.extract.site import extract_site
from polypub.extract.template import extract_templates
from polypub.files import read_if_there
from polypub.formats.encoding import decode_utf8
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.model.site import Site
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.originals import SOURCE_LANGUAGE, correct_source, foreign_languages, wanted_domains
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
from polypub.pipeline.settled import Settled, hash_template, read_settled
from polypub.render.routes import Routes
from polypub.replay import Watch
from polypub.site.load import load_site

_CONFIGURATIONS = ("polypub.toml", "pyproject.toml")
_TEMPLATE_ENDINGS = (".html", ".xml", ".txt")


def extract_project(project: Project, locales: Iterable[Locale], now: dt.datetime, changes: Changes) -> list[Merge]:
    """Bring templates and catalogs of some editions up to date; `changes` says what was, or would be, written."""
    site = load_site(project)
    unfinished = find_unfinished(project.locales)
    folder = CatalogFolder(project.locales)
    templates = [blank_catalog(template, 2) for template in extract_messages(site, project, now)]
    alone = foreign_languages(site)
    groups = group_templates(templates, project.catalogs, alone)
    remove_templates(folder, [template.domain for template in groups], changes)
    work: list[_Work] = []
    for locale in locales:
        places = Places(folder, locale, now.date(), changes, edition=project.edition(locale), alone=alone)
        wanted = wanted_domains(site, (template.domain for template in templates), locale)
        if locale != site.source or alone or places.domains():
            left = _put_in_place(project, places, templates, wanted)
            work.append(_Work(project, places, left, _read_settled(project, str(locale))))
    _update_all(groups, work, _Templates(folder, changes, _read_settled(project, "pot")))
    if not changes.is_dry:
        remove_unfinished(unfinished)
    return [merge for one in work for merge in one.places.merges]


def _read_settled(project: Project, name: str) -> Settled:
    return read_settled(project.root / ".polypub" / "extract" / name)


def _update_all(groups: Iterable[Catalog], work: Sequence[_Work], templates: _Templates) -> None:
    """Template by template, each with its catalogs: what they have in common is then at hand."""
    for template in groups:
        mark = hash_template(template)
        templates.update(template, mark)
        for one in work:
            one.update(template, mark)
    for settled in () if templates.changes.is_dry else (templates.settled, *(one.settled for one in work)):
        settled.save()


@dataclass(frozen=True, slots=True)
class _Templates:
    """The templates' files."""

    folder: CatalogFolder
    changes: Changes
    settled: Settled

    def update(self, template: Catalog, mark: str) -> None:
        """Write one template anew when its messages changed; none is made for a domain without messages."""
        path = self.folder.template(template.domain)
        before = read_if_there(path)
        if (before is None and not template.messages) or (before is not None and self.settled.holds(mark, before)):
            return
        try:
            data = write_template(replace(template, path=self.changes.shown(path)), before)
        except PolypubError:
            data = write_template(template, None)  # a template is made from sources alone: a broken one is made anew
        if data != before:
            self.changes.write(path, data)
        if not self.changes.is_dry:
            self.settled.add(mark, data)


@dataclass(frozen=True, slots=True)
class _Work:
    """The catalogs of one locale that are brought up to date one by one."""

    project: Project
    places: Places
    domains: frozenset[str]
    settled: Settled

    def update(self, template: Catalog, mark: str) -> None:
        """Merge one template into its catalog, or make a new one."""
        path = self.places.path(template.domain)
        if template.domain not in self.domains:
            return
        before, mark = read_if_there(path), f"{mark} {self.places.policy(template.domain)}"
        if before is not None and self.settled.holds(mark, before):
            return

        def change(catalog: Catalog | None) -> Catalog | None:
            if catalog is None:
                return new_catalog(self.project, template, self.places.locale) if template.messages else None
            places = self.places
            if is_article(template.domain):
                merge = merge_article(catalog, template, places.today, places.policy(template.domain))
                named = correct_source(merge.catalog, template, self.project.languages)
                merge = merge if named is merge.catalog else replace(merge, catalog=named)
            else:
                merge = merge_catalog(catalog, template, places.today)
            places.merges.append(merge)
            return merge.catalog

        data = change_catalog(self.places.changes, path, template.domain, self.places.locale, change)
        if data is not None:
            self.settled.add(mark, data)


def watch_sources(project: Project) -> Watch:
    """A watch over all that extraction reads and writes."""
    folders = (project.content, project.templates, project.locales)
    return Watch(str(project.root), (*_CONFIGURATIONS, *(folder.name for folder in folders)))


def extract_messages(site: Site, project: Project, now: dt.datetime) -> Iterator[Catalog]:
    """The template of every domain: `theme` for a site that is a theme, else `ui`; `site`; one for each article."""
    header = template_header(project, now)
    domain = "theme" if project.theme_root == project.root else "ui"
    yield Catalog(domain, None, extract_templates(_read_templates(project)), header)
    yield replace(extract_site(site, project.config_path.name), header=header)
    routes = {edition.locale: Routes(site, edition) for edition in site.editions}
    for article in site.articles:
        language = site.language_of(article)
        at, own = routes[language], header if language == site.source else _in_language(header, language)
        yield replace(extract_article(article, at.shared(at.url(at.article(article)))), header=own)


def template_header(project: Project, now: dt.datetime) -> dict[str, str]:
    """The header of a template."""
    return new_template_header(project.source, f"{now:%Y-%m-%d %H:%M%z}")


def _in_language(header: Mapping[str, str], language: Locale) -> dict[str, str]:
    return {**header, SOURCE_LANGUAGE: to_gettext(language)}


def _read_templates(project: Project) -> Iterator[tuple[str, str]]:
    if project.templates.is_dir():
        for path in sorted(project.templates.rglob("*")):
            if path.suffix in _TEMPLATE_ENDINGS and path.is_file():
                shown = path.relative_to(project.root).as_posix()
                yield shown, decode_utf8(read_if_there(path) or b"", shown)


def _put_in_place(
    project: Project, places: Places, templates: Sequence[Catalog], wanted: Collection[str]
) -> frozenset[str]:
    """Bring one locale's catalogs to their places; the domains that are then to be brought up to date one by one.

    An article that is not wanted in that locale is left alone.
    """
    if not needs_grouping(places, templates, project.catalogs):
        follow_moves(places, templates)
        return frozenset(wanted)
    articles = {template.domain: template for template in templates if is_article(template.domain)}
    fresh = {t.domain: new_catalog(project, t, places.locale) for t in articles.values() if t.domain in wanted}
    update_groups(places, Wanted(articles, fresh, project.catalogs, project.languages))
    return frozenset(wanted) - articles.keys()


def new_catalog(project: Project, template: Catalog, locale: Locale) -> Catalog:
    """A catalog with every message of its template and no translation."""
    header = new_header(locale, project.source, plural_forms(locale), template.header["POT-Creation-Date"])
    if SOURCE_LANGUAGE in template.header:
        header[SOURCE_LANGUAGE] = template.header[SOURCE_LANGUAGE]
    empty = Catalog(template.domain, locale, (), header)
    return replace(empty, messages=blank_catalog(template, plural_count(empty)).messages)
