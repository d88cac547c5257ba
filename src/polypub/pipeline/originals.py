"""Articles that were first written in another language than the site's: which catalogs they have, and in what language.

Such an article shares no catalog with others, whatever the site's grouping: a file of gettext has one source language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from polypub.catalog.regroup import group_domain
from polypub.config.project import Project
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.model.site import Article, Site

SOURCE_LANGUAGE = "X-Source-Language"
"""The header's field, in the spelling of gettext."""


def catalog_domain(project: Project, article: Article) -> str:
    """The domain of the catalog that an article's messages lie in."""
    return article.domain if article.language else group_domain(article.domain, project.catalogs)


def foreign_languages(site: Site) -> Mapping[str, Locale]:
    """The articles that were first written in another language than the site's, by domain: those catalogs alone."""
    return {article.domain: article.language for article in site.articles if article.language}


def wanted_domains(site: Site, domains: Iterable[str], locale: Locale) -> frozenset[str]:
    """Of the templates' domains those that an edition translates.

    It needs no catalog for what was written in its language, nor for articles that it leaves out.
    """
    unwanted = {
        article.domain
        for article in site.articles
        if site.language_of(article) == locale or (article.languages and locale not in article.languages)
    }
    if locale == site.source:
        unwanted |= {"theme", "ui", "site"}
    return frozenset(domain for domain in domains if domain not in unwanted)


def named_source(catalog: Catalog, project: Project) -> Locale:
    """The language of a catalog's messages: the edition that its header names, else the site's."""
    from polypub.cldr.tags import to_gettext

    named = catalog.header.get(SOURCE_LANGUAGE)
    return next((locale for locale in project.languages if to_gettext(locale) == named), project.source)


def correct_source(catalog: Catalog, template: Catalog | None, editions: Iterable[Locale]) -> Catalog:
    """An article's catalog whose header names the language that the article is written in.

    Only the language of another edition is corrected: `en_GB` is a translator's own word for what the site calls `en`.
    """
    from polypub.cldr.tags import to_gettext

    wanted, named = template and template.header.get(SOURCE_LANGUAGE), catalog.header.get(SOURCE_LANGUAGE)
    if not wanted or not named or named == wanted or named not in map(to_gettext, editions):
        return catalog
    return replace(catalog, header={**catalog.header, SOURCE_LANGUAGE: wanted})
