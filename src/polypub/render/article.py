"""An article's page: its text in the edition's language, its links led to the same edition."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup, escape

from polypub.cldr.numbers import format_percent
from polypub.cldr.tags import text_direction
from polypub.formats.body import render_body
from polypub.model.page import PageState
from polypub.model.site import Article, Edition
from polypub.model.text import Segment
from polypub.render.desk import Desk, quote_argument
from polypub.render.judge import Verdict, key_of
from polypub.render.notes import finish_notes
from polypub.render.pages import Plan
from polypub.render.reading import caption_pictures, count_minutes, read_contents
from polypub.render.views import ArticleView, Heading, Link, Stamp, Text
from polypub.site.links import linked_article, linked_file

_ADDRESS = re.compile(
    r"(<a(?:rea)?\b[^<>]*?\shref|<(?:img|source|audio|video|track)\b[^<>]*?\ssrc|<video\b[^<>]*?\sposter)"
    r'="([^"#:?]+)(\?[^"#]*)?(#[^"]*)?"'
)


def article_context(desk: Desk, plan: Plan) -> Mapping[str, Any]:
    """What `article.html` is given."""
    article = desk.article(plan.subject)
    asked = quote_argument(article.id)
    desk.source(asked), desk.verdict(asked), desk.messages(quote_argument(article.domain))
    return {"article": _view(desk, article, desk.verdict_of(article))}


def _view(desk: Desk, article: Article, verdict: Verdict) -> ArticleView:
    def text(segment: Segment | None) -> Text | None:
        return desk.field(article, segment) if segment else None

    place, agency = (article.dateline.place, article.dateline.agency) if article.dateline else (None, None)
    original, url = _original(desk, article)
    routes, body = desk.routes, _body(desk, article, verdict)
    return ArticleView(
        title=desk.field(article, article.title),
        summary=text(article.summary),
        date=desk.stamp(article, "article"),
        updated=_updated(desk, article),
        dateline_place=text(place),
        dateline_agency=text(agency),
        dateline_day=desk.format(article.day, "dateline") if article.day and article.dateline else None,
        body=Markup(body),  # noqa: S704 - the article's own HTML, translations gated
        authors=tuple(Link(desk.text("site", name), routes.url(routes.author(name))) for name in article.authors),
        tags=tuple(map(desk.tag_link, article.tags)),
        image=desk.picture(article, article.image) if article.image else None,
        state=verdict.state.value,
        source_url=url,
        source_autonym=original.autonym,
        source_locale=original.locale,
        make_share=lambda: format_percent(_floor(verdict.shown_share), desk.edition.formats, desk.edition.digits),
        make_related=lambda: desk.related(quote_argument(article.id)),
        make_contents=lambda: _contents(desk, article, body, verdict),
        count_minutes=lambda: count_minutes(body, (desk.locale, desk.press.site.language_of(article))),
        is_whole=verdict.coverage.reviewed + verdict.previous.messages == verdict.coverage.messages,
        outdated=_outdated(desk, verdict),
        extra=article.extra,
    )


def _original(desk: Desk, article: Article) -> tuple[Edition, str]:
    """Where the article stands as it was written; where the edition of that language has no such page, this edition."""
    language = desk.press.site.language_of(article)
    version = desk.cluster(quote_argument(article.id)).version(language)
    if version and version.state.written:
        return desk.press.site.edition(language), version.url
    return desk.edition, desk.routes.url(desk.routes.article(article))


def _floor(share: float) -> float:
    """Whole percents, so that only a complete page says 100 %."""
    return int(share * 100 + 1e-9) / 100  # 0.29 * 100 is 28.999999999999996


def _updated(desk: Desk, article: Article) -> Stamp | None:
    """The day of the last change, when it is a later one."""
    moment = article.updated
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    if article.day and day <= article.day:
        return None
    return Stamp(moment.isoformat(), desk.format(day, "article"))


def _outdated(desk: Desk, verdict: Verdict) -> Stamp | None:
    """The first day on which the original changed under a translation that the page still shows."""
    since = None if verdict.state is PageState.FALLBACK else verdict.previous.since
    return Stamp(since.isoformat(), desk.format(since, "article")) if since else None


def _body(desk: Desk, article: Article, verdict: Verdict) -> str:
    is_whole = verdict.state is PageState.FALLBACK
    source = desk.press.site.language_of(article)
    is_source = desk.locale == source
    language = f' lang="{source}" dir="{text_direction(source)}"'

    days, is_marked = verdict.previous.days, desk.press.is_marked
    lookup = _nothing if is_whole else desk.targets(article, verdict.state)
    foreign = "" if is_whole or is_source else language

    def attributes(segment: Segment, target: str | None) -> str:
        found = f' id="{escape(segment.anchor)}"' if segment.anchor else ""
        if is_marked:
            found += str(desk.mark_of(article, segment))  # as Markup it would escape what comes after it
        if target is None:
            return found + foreign
        changed = days.get(key_of(segment)) if days else None
        return f'{found} data-stale="{changed.isoformat()}"' if changed else found

    html = render_body(article.body, lookup, attributes, desk.writers_for(source))
    html = caption_pictures(_lead_links(desk, article, html))
    html = finish_notes(html)
    return f"<div{language}>{html}</div>" if is_whole and not is_source else html


def _nothing(segment: Segment) -> None:
    """No segment has a translation."""


def _contents(desk: Desk, article: Article, body: str, verdict: Verdict) -> tuple[Heading, ...]:
    """The article's headings; those of a text that is the original as a whole are in its language."""
    found, language = read_contents(body), desk.press.site.language_of(article)
    if verdict.state is not PageState.FALLBACK or desk.locale == language:
        return found

    def mark(heading: Heading) -> Heading:
        title = desk.foreign_text(heading.title.text, language)
        return Heading(title, heading.url, tuple(map(mark, heading.children)))

    return tuple(map(mark, found))


def _lead_links(desk: Desk, article: Article, html: str) -> str:
    """Links to other articles' files become links to their pages in this edition, or in the source's."""

    def lead(match: re.Match[str]) -> str:
        attribute, address = match[1], unquote(unescape(match[2]))
        rest = f"{match[3] or ''}{match[4] or ''}"
        if address.startswith("//"):
            return match[0]
        if address.startswith("/"):
            url = desk.routes.root(address[1:]) if match[3] else desk.asset(quote_argument(address))
            return f'{attribute}="{escape(url)}{rest}"'
        found = linked_article(article.path, address)
        if found is not None:
            return _link_to(desk, found, attribute, rest) or match[0]
        beside = linked_file(article.path, address)
        url = desk.bundled(quote_argument(beside)) if beside else ""
        return f'{attribute}="{escape(url.partition("?")[0] if match[3] else url)}{rest}"' if url else match[0]

    return _ADDRESS.sub(lead, html)


def _link_to(desk: Desk, article_id: str, attribute: str, rest: str) -> str | None:
    target = desk.linked(quote_argument(article_id))
    if target is None:
        return None
    other = f'" hreflang="{target.locale}' if target.locale != desk.locale else ""
    return f'{attribute}="{escape(target.url)}{rest}{other}"'
