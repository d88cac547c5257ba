"""Editions in a pretence of translation, in memory: what layouts do to longer, accented or right-to-left texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from polypub.config.project import Project
from polypub.model.locale import Locale
from polypub.model.message import Key, Translation, Translations
from polypub.model.page import Cluster, PageState, Version
from polypub.model.site import Article, Edition, Site
from polypub.model.state import State
from polypub.render.judge import Verdict
from polypub.render.press import Press
from polypub.render.routes import Routes
from polypub.translate.engines.base import Ok, Query
from polypub.translate.engines.pseudo import PseudoEngine
from polypub.translate.shield import restore, shield

_FORMS = 6
"""As many plural forms as any language has."""
K = TypeVar("K")
V = TypeVar("V")


def pseudo_editions(project: Project) -> tuple[Edition, ...]:
    """Accents and length (`en-XA`), and right-to-left letters (`ar-XB`); not where an edition has that place."""
    source = next(edition for edition in project.editions if edition.locale == project.source)
    taken = {edition.prefix for edition in project.editions}
    language = project.source.partition("-")[0]
    found = []
    for tag, name in ((f"{language}-XA", "«Áƀć»"), ("ar-XB", "«اب»")):
        if tag not in taken:  # no tag that a site may use: the territory is one that everybody may give a meaning
            found.append(Edition(Locale(tag), tag, name, source.formats, collation=source.collation))
    return tuple(found)


def with_pseudo(project: Project, press: Press) -> Press:
    """The press with these editions beside the site's own; each of their pages is whole, and translated when asked."""
    editions = pseudo_editions(project)
    site = replace(press.site, editions=(*press.site.editions, *editions))
    locales = [edition.locale for edition in editions]
    whole = Verdict(PageState.REVIEWED)
    own = {(article.id, locale): whole for article in press.articles for locale in locales}
    articles = {article.id: article for article in press.articles}

    def cluster(article_id: str) -> Cluster:
        added = tuple(_version(site, articles[article_id], edition) for edition in editions)
        found = press.clusters[article_id]
        return replace(found, versions=(*found.versions, *added))

    catalogs = {locale: _catalogs(project.source, locale) for locale in locales}
    return replace(
        press,
        site=site,
        verdicts={**press.verdicts, **own},
        clusters=Lazy(press.clusters, cluster),
        translations={**press.translations, **catalogs},
        is_marked=False,
    )


def _version(site: Site, article: Article, edition: Edition) -> Version:
    routes = Routes(site, edition)
    return Version(edition.locale, routes.url(routes.article(article)), PageState.REVIEWED)


@dataclass(frozen=True, slots=True, eq=False)
class Lazy(Mapping[K, V]):
    """A mapping whose values are made when they are asked for."""

    keys_: Mapping[K, object]
    make: Callable[[K], V]

    def __getitem__(self, key: K) -> V:
        if key not in self.keys_:
            raise KeyError(key)
        return self.make(key)

    def __iter__(self) -> Iterator[K]:
        return iter(self.keys_)

    def __len__(self) -> int:
        return len(self.keys_)


class _All(Mapping[K, object]):
    """Every key is there, and none is listed."""

    def __getitem__(self, key: K) -> None:
        return None

    def __iter__(self) -> Iterator[K]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _catalogs(source: Locale, locale: Locale) -> Mapping[str, Translations]:
    """A catalog for every domain, with a translation for every message."""

    @cache
    def translation(key: Key) -> Translation:
        return Translation((disguise(key.source, source, locale),) * _FORMS, State.REVIEWED)

    entries: Mapping[Key, Translation] = Lazy(_All(), translation)
    return Lazy(_All(), lambda domain: Translations(domain, locale, "", entries))


def disguise(text: str, source: Locale, locale: Locale) -> str:
    """The text as the engine `pseudo` writes it, its markup and placeholders as they were."""
    hidden = shield(text)
    reply = PseudoEngine().translate([Query(hidden.text)], source, locale)[0]
    found = restore(hidden, reply.text) if isinstance(reply, Ok) and not hidden.wordless else None
    return text if found is None else found
