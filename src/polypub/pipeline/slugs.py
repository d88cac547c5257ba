"""Keep the addresses of editions that are made of translated titles, and those that they had before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from polypub.cldr.transliteration import Transliteration, transliterate
from polypub.config.project import Project
from polypub.files import read_if_there
from polypub.formats.date_placeables import fill_text
from polypub.model.message import Translations
from polypub.model.site import Article, Edition, Site
from polypub.pipeline.catalogs import Changes
from polypub.pipeline.judge import load_all
from polypub.render.judge import key_of
from polypub.render.slugs import slug_of
from polypub.site.load import load_site
from polypub.site.slugs import Slugs, slugs_file, write_slugs


def update_slugs(project: Project, locales: Collection[str], changes: Changes) -> None:
    """Give articles the slugs of their reviewed titles, in the editions that want it; each former one is kept.

    An article whose title is not translated, or not to be written in Latin letters, keeps the slug that it has.
    """
    if not any(edition.locale in locales and edition.makes_slugs for edition in project.editions):
        return
    site = load_site(project)
    translations, _ = load_all(project, site)
    for edition in site.editions:
        if edition.locale in locales and edition.makes_slugs and edition.locale != site.source:
            slugs = _name_all(site, edition, translations[edition.locale])
            path = slugs_file(project, edition.locale)
            before, data = read_if_there(path), write_slugs(slugs)
            if data != before and (slugs or before is not None):
                changes.write(path, data)


def _name_all(site: Site, edition: Edition, translations: Mapping[str, Translations]) -> Slugs:
    """Name them until nobody waits for a slug that another article has given up."""
    while (slugs := _name_articles(site, edition, translations)) != edition.slugs:
        edition = replace(edition, slugs=slugs)
    return slugs


def _name_articles(site: Site, edition: Edition, translations: Mapping[str, Translations]) -> Slugs:
    """Every article's slugs, the present one first; only those that differ from the source's are kept."""
    taken = {section.id for section in site.sections}
    taken |= {_address(article, edition.slug_of(article)) for article in site.articles}
    named: dict[str, tuple[str, ...]] = {}
    for article in site.articles:
        present = edition.slugs.get(article.id, (article.slug,))
        slug = _wanted(article, edition, translations.get(article.domain))
        if slug and slug != present[0] and _address(article, slug) not in taken:
            present = (slug, *(former for former in present if former != slug))
            taken.add(_address(article, slug))
        if present != (article.slug,):
            named[article.id] = present
    return dict(_without_collisions(site.articles, named))


def _without_collisions(articles: Iterable[Article], named: Slugs) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The slugs without former ones that are now another article's."""
    articles = tuple(articles)
    owners = {_address(article, named.get(article.id, (article.slug,))[0]): article.id for article in articles}
    for article in articles:
        if article.id in named:
            present, *former = named[article.id]
            kept = (slug for slug in former if owners.setdefault(_address(article, slug), article.id) == article.id)
            yield article.id, (present, *kept)


def _wanted(article: Article, edition: Edition, translations: Translations | None) -> str:
    """The slug of the article's title in an edition; empty where that has none to give."""
    found = translations.entries.get(key_of(article.title)) if translations else None
    if not found or not found.state.publishable:
        return ""
    method: Transliteration = "icu" if edition.slug_style == "icu" else "builtin"
    title = fill_text(found.targets[0], lambda day, _: day.isoformat())
    latin = transliterate(title, edition.locale, method)
    return slug_of(latin) if latin and any(map(str.isalnum, latin)) else ""


def _address(article: Article, slug: str) -> str:
    return article.address_of(slug)
