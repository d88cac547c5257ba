"""What is known when the last state is decided and before the first page is rendered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.page import Cluster
from polypub.model.site import Article, Site
from polypub.render.judge import Verdict


@dataclass(frozen=True, slots=True)
class Bundled:
    """A file beside an article."""

    article: str
    """The article's file."""
    place: str
    """Where it is written, below the root of the output: once for all editions."""
    url: str
    """As pages of all editions may use it."""
    digest: str
    """Of its bytes."""


@dataclass(frozen=True, slots=True)
class Press:
    """A site, judged: the same for every page of every edition."""

    site: Site
    articles: tuple[Article, ...]
    """Those whose day has come; newest first, undated last, then by id."""
    verdicts: Mapping[tuple[str, Locale], Verdict]
    clusters: Mapping[str, Cluster]
    """By article id."""
    translations: Mapping[Locale, Mapping[str, Translations]]
    """By edition and domain."""
    now: dt.datetime
    page_size: int = 20
    templates_digest: str = ""
    settings_digest: str = ""
    assets: Mapping[str, str] = field(default_factory=dict)
    """Static files by path below the site's root, to a digest of their bytes."""
    bundled: Mapping[str, Bundled] = field(default_factory=dict)
    """Files beside articles, by path below `content/`."""
    hosts: tuple[str, ...] = ()
    """Hosts that files are written for, as the configuration names them."""
    has_search: bool = False
    """Whether pages have a search box."""
    theme: Mapping[str, object] = field(default_factory=dict)
    """What the configuration tells templates: `[theme.options]`."""
    theme_language: Locale | None = None
    """The language of the theme's own strings, when it is not the site's source language."""
    theme_keys: frozenset[Key] = frozenset()
    """The theme's strings, then."""
    is_marked: bool = False
    """Whether elements name the message that they show and its state: in a preview, never in what is published."""

    def language_of(self, key: Key) -> Locale:
        """The language that a string of a template is written in."""
        return self.theme_language if self.theme_language and key in self.theme_keys else self.site.source


def sort_articles(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Newest first, by day and then by time, those without one after the others; undated last; equal ones by id."""
    by_id = sorted(articles, key=lambda article: article.id)
    return tuple(sorted(by_id, key=_moment, reverse=True))


def _moment(article: Article) -> tuple[dt.date, dt.time]:
    date = article.date
    return article.day or dt.date.min, date.time() if isinstance(date, dt.datetime) else dt.time.min
