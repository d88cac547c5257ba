"""Sitemaps (sitemaps.org, protocol 0.9): the pages that search engines may show, each with its other languages.

What is said of a page is what the page says of itself: the same addresses, the same alternates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from polypub.cldr.subtags import likely_subtags, subtags
from polypub.model.locale import Locale
from polypub.model.site import Article
from polypub.render.desk import Desk, quote_argument
from polypub.render.frame import alternates, find_cluster
from polypub.render.moments import as_datetime, iso, newest_moment
from polypub.render.pages import Plan, plan_pages
from polypub.render.xml import document, element, empty_elements

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_LINK = '<xhtml:link rel="alternate" hreflang="%s" href="%s"/>'
_MOST_URLS = 50_000
_MOST_BYTES = 50_000_000
"""The protocol's limits of one file."""
_MOST_NEWS = 1000
NEWS_DAYS = dt.timedelta(days=2)
"""How long an article is news to search engines."""
_ONE_DAY = dt.timedelta(days=1)
_CHINESE = {"Hans": "zh-cn", "Hant": "zh-tw"}
"""News sitemaps name languages by ISO 639, and these two by country."""


def indexable_pages(desk: Desk) -> tuple[Plan, ...]:
    """The edition's pages that search engines may show."""
    return tuple(plan for plan in plan_pages(desk) if plan.kind != "notfound" and _is_indexable(desk, plan))


def _is_indexable(desk: Desk, plan: Plan) -> bool:
    version = find_cluster(desk, plan).version(desk.locale)
    return version is not None and version.state.indexable


def part_size(desk: Desk, pages: Sequence[Plan]) -> int:
    """How many pages a file holds so that neither limit is passed, whatever the addresses."""
    routes, editions = desk.routes, desk.press.site.editions
    longest = max((len(routes.absolute(routes.url(plan.path))) for plan in pages), default=0)
    prefix = max(len(edition.prefix) + len(edition.domain) for edition in editions)
    entry = (len(editions) + 2) * (longest + prefix + len('<xhtml:link rel="alternate" hreflang="" href=""/>') + 20)
    return max(1, min(_MOST_URLS, _MOST_BYTES // (entry + 200)))


def write_sitemap(desk: Desk, pages: Sequence[Plan], number: int) -> str:
    """A part of the edition's sitemap, `number` from 1."""
    size = part_size(desk, pages)
    part = pages[(number - 1) * size : number * size]
    return document("urlset", {"xmlns": _NAMESPACE, "xmlns:xhtml": _XHTML}, (_url(desk, plan) for plan in part))


def _url(desk: Desk, plan: Plan) -> str:
    return "".join(("<url>\n", *_url_parts(desk, plan), "</url>\n"))


def _url_parts(desk: Desk, plan: Plan) -> Iterator[str]:
    yield element("loc", desk.routes.absolute(desk.routes.url(plan.path)))
    changed = newest_moment(map(desk.revised, _articles(desk, plan)), desk.press.now.tzinfo)
    if changed:
        yield element("lastmod", iso(changed))
    others = alternates(desk, plan, find_cluster(desk, plan))
    yield empty_elements(_LINK, [(other.hreflang, other.href) for other in others])


def _articles(desk: Desk, plan: Plan) -> Sequence[Article]:
    """What a page shows of articles."""
    if plan.kind == "article":
        return (desk.article(plan.subject),)
    shelf = desk.shelf(plan.kind, plan.subject)
    if plan.kind not in ("section", "tag", "author"):
        return shelf
    size = desk.press.page_size
    return shelf[(plan.number - 1) * size : plan.number * size]


def recent_articles(desk: Desk) -> tuple[Article, ...]:
    """What a news sitemap may tell of: the last two days, a thousand articles at most."""
    since = desk.press.now - NEWS_DAYS
    dated = takewhile(lambda article: article.day and article.day >= since.date() - _ONE_DAY, desk.reported(""))
    return tuple(islice((article for article in dated if _moment(desk, article) >= since), _MOST_NEWS))


def _moment(desk: Desk, article: Article) -> dt.datetime:
    return as_datetime(article.date or dt.date.min, desk.press.now.tzinfo)


def write_news_sitemap(desk: Desk) -> str:
    """The edition's articles of the last two days, for news search."""
    urls = (_news(desk, article) for article in recent_articles(desk))
    return document("urlset", {"xmlns": _NAMESPACE, "xmlns:news": _NEWS}, urls)


def _news(desk: Desk, article: Article) -> str:
    card, name = desk.card(quote_argument(article.id)), desk.text("site", desk.press.site.name)
    parts = (
        element("loc", desk.routes.absolute(card.url)),
        "<news:news>\n<news:publication>\n",
        element("news:name", name.text),
        element("news:language", news_language(desk.locale)),
        "</news:publication>\n",
        element("news:publication_date", iso(article.date or dt.date.min)),
        element("news:title", card.title.text),
        "</news:news>\n",
    )
    return f"<url>\n{''.join(parts)}</url>\n"


def news_language(locale: Locale) -> str:
    """The language as news sitemaps name it."""
    parts = likely_subtags(subtags(locale))
    return _CHINESE[parts.script] if parts.language == "zh" and parts.script in _CHINESE else parts.language


def write_index(addresses: Iterable[str]) -> str:
    """The index of sitemaps at these absolute addresses."""
    entries = (f"<sitemap>\n{element('loc', address)}</sitemap>\n" for address in addresses)
    return document("sitemapindex", {"xmlns": _NAMESPACE}, entries)
