"""Atom feeds (RFC 4287): the newest articles of an edition or a section, as lists show them.

A feed has what is published in its language and nothing else: no drafts, no texts in the source's language.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote, urlsplit

from polypub.model.site import Article
from polypub.render.desk import Desk, quote_argument
from polypub.render.moments import Moment, as_datetime, newest_moment
from polypub.render.slugs import slug_of
from polypub.render.views import Text
from polypub.render.xml import document, element, write_attributes

_SIZE = 20
_NAMESPACE = "http://www.w3.org/2005/Atom"


def write_feed(desk: Desk, section_id: str) -> str:
    """The feed of a section and of those below it; of the edition for the empty id."""
    articles = tuple(islice(desk.reported(section_id), _SIZE))
    attributes = {"xmlns": _NAMESPACE, "lang": str(desk.locale)}
    return document("feed", attributes, (*_head(desk, section_id, articles), *(_entry(desk, a) for a in articles)))


def _head(desk: Desk, section_id: str, articles: tuple[Article, ...]) -> Iterator[str]:
    routes, site = desk.routes, desk.press.site
    url = routes.absolute(routes.root(routes.feed(section_id)))
    section = desk.section(quote_argument(section_id)) if section_id else None
    title, name = desk.text("site", section.title) if section else None, desk.text("site", site.name)
    home = routes.section(section_id) if section_id else routes.home()
    yield element("id", url)
    yield _text("title", name) if title is None else element("title", f"{_isolate(title)} – {_isolate(name)}")
    if summary := section.summary if section else site.tagline:
        yield _text("subtitle", desk.text("site", summary))
    yield element("link", rel="self", type="application/atom+xml", href=url)
    page = routes.absolute(routes.url(home))
    yield element("link", rel="alternate", type="text/html", hreflang=str(desk.locale), href=page)
    newest = newest_moment((desk.revised(article) for article in articles), desk.press.now.tzinfo)
    yield element("updated", _stamp(desk, newest))
    yield _author(name)


def _entry(desk: Desk, article: Article) -> str:
    return "".join(("<entry>\n", *_entry_parts(desk, article), "</entry>\n"))


def _entry_parts(desk: Desk, article: Article) -> Iterator[str]:
    routes, card = desk.routes, desk.card(quote_argument(article.id))
    yield element("id", entry_id(desk, article))
    yield _text("title", card.title)
    url = routes.absolute(card.url)
    yield element("link", rel="alternate", type="text/html", hreflang=str(desk.locale), href=url)
    if article.date:
        yield element("published", _stamp(desk, article.date))
    yield element("updated", _stamp(desk, desk.revised(article)))
    yield from (_author(desk.text("site", author)) for author in article.authors)
    for tag in article.tags:
        yield _category(desk, f"tags/{slug_of(tag)}", desk.text("site", tag))
    if card.section:
        yield _category(desk, article.section, card.section.title)
    if card.summary:
        yield _text("summary", card.summary)


def entry_id(desk: Desk, article: Article) -> str:
    """What an article is known by for good: a `tag:` URI (RFC 4151) of host, year, edition and source file.

    Another slug changes nothing in it.
    """
    site = urlsplit(desk.press.site.base_url)
    year = article.day.year if article.day else desk.press.now.year
    return f"tag:{site.hostname},{year:04}:{site.path}/{desk.locale}/{quote(article.id)}"


def _stamp(desk: Desk, moment: Moment | None) -> str:
    return as_datetime(moment or desk.press.now, desk.press.now.tzinfo).isoformat(timespec="seconds")


def _author(name: Text) -> str:
    # The schema has no attributes on `name`.
    return f"<author{write_attributes({'lang': name.lang})}>\n{element('name', name.text)}</author>\n"


def _text(name: str, text: Text) -> str:
    return element(name, text.text, lang=text.lang)


def _category(desk: Desk, term: str, label: Text) -> str:
    """A section or tag; its scheme is the edition, so that the two are never taken for each other."""
    scheme = desk.routes.absolute(desk.routes.url(desk.routes.home()))
    return element("category", lang=label.lang, term=term, scheme=scheme, label=label.text)


def _isolate(text: Text) -> str:
    """A text among others of another language: it may run the other way."""
    return f"\u2068{text}\u2069" if text.lang else str(text)
