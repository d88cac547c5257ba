"""The desk of one edition: answers everything its pages ask, in the edition's language."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, partial
from itertools import islice

from msgspec.structs import replace

from polypub.cldr.collation import sort_key
from polypub.cldr.numbers import localise_digits
from polypub.cldr.tags import text_direction
from polypub.model.locale import Locale
from polypub.model.message import Key
from polypub.model.page import Cluster, Coverage, PageState, Version
from polypub.model.site import Article, Edition, Image, Section
from polypub.render.archive import month_calendar, month_link, write_day, year_link
from polypub.render.press import Press
from polypub.render.queries import query
from polypub.render.related import find_related
from polypub.render.routes import SEARCH_FOLDER, Routes
from polypub.render.shelves import Shelves
from polypub.render.views import (
    Alternate,
    Calendar,
    Card,
    Choice,
    FeedLink,
    Link,
    Picture,
    SiteView,
    Stamp,
    Text,
    YearMonth,
    YearView,
)
from polypub.site.links import file_names, linked_file


class Desk(Shelves):
    """One edition's answers; spaces never occur in a query's arguments, so ids with spaces travel quoted."""

    def __init__(self, press: Press, edition: Edition) -> None:
        super().__init__(press, edition)
        self.dir = text_direction(edition.locale)
        self.routes = Routes(press.site, edition)
        self.peers: Mapping[Locale, Desk] = {edition.locale: self}
        """The desks of all editions, this one's included."""
        self.marked_calendars: dict[dt.date, Calendar] = {}
        """Calendars with a day marked: the very same for all pages of that day, so that they are rendered once."""
        self.alternate_sets: dict[tuple[str, str, int], tuple[Alternate, ...]] = {}
        """By kind, cluster and number of a page: it names them, and so does the sitemap."""
        self._sections = {section.id: section for section in press.site.sections}
        self._section_links: dict[str, Link] = {}
        self._listings: dict[tuple[str, str], Cluster] = {}
        self.format = cache(partial(write_day, edition))
        """A day as the edition writes it for one use."""
        self.month_link = cache(partial(month_link, edition, self.routes))
        self.year_link = cache(partial(year_link, edition, self.routes))
        """A link to a month, to a year; None for none."""
        self.tag_link = cache(self._tag_link)
        """A link to the articles with a tag."""

    # what a page depends on as a whole

    @query
    def settings(self) -> str:
        """Digest of the configuration and of polypub itself."""
        return self.press.settings_digest

    @query
    def templates(self) -> str:
        """Digest of all templates."""
        return self.press.templates_digest

    @query
    def today(self) -> dt.date:
        """The day that it is, in the site's time zone; what asks is made again on the next one."""
        return self.press.now.date()

    @query
    def messages(self, domain: str) -> str:
        """Digest of a domain's catalog; empty without one."""
        found = self.translations(unquote_argument(domain))
        return found.digest if found else ""

    @query
    def source(self, article_id: str) -> str:
        """Digest of an article's file."""
        return self.article(unquote_argument(article_id)).digest

    @query
    def verdict(self, article_id: str) -> tuple[PageState, Coverage, tuple[Key, ...], tuple[tuple[Key, dt.date], ...]]:
        """An article's state in this edition, and what led to it, in an order that is the same in every run."""
        verdict = self.verdict_of(self.article(unquote_argument(article_id)))
        blocked, previous = sorted(verdict.blocked, key=repr), sorted(verdict.previous.days.items(), key=repr)
        return verdict.state, verdict.coverage, tuple(blocked), tuple(previous)

    @query
    def cluster(self, article_id: str) -> Cluster:
        """An article in all editions."""
        return self.press.clusters[unquote_argument(article_id)]

    @query
    def linked(self, article_id: str) -> Version | None:
        """Where a link to an article leads: to this edition's page, the source's, any other; None for no article."""
        cluster = self.press.clusters.get(unquote_argument(article_id))
        return nearest_version(cluster, self.locale) if cluster else None

    @query
    def listing(self, kind: str, subject: str) -> Cluster:
        """A page that lists, in all editions."""
        return self.first_peer.find_listing(kind, subject)

    @property
    def first_peer(self) -> Desk:
        """The desk that keeps what is the same in all editions, so that it is made once."""
        return next(iter(self.peers.values()))

    def find_listing(self, kind: str, subject: str) -> Cluster:
        """The same, for all desks to use."""
        found = self._listings.get((kind, subject))
        if found is None:
            versions = tuple(desk.version(kind, unquote_argument(subject)) for desk in self.peers.values())
            found = self._listings[kind, subject] = Cluster(f"{kind}:{subject}", versions, self.press.site.source)
        return found

    @query
    def asset(self, path: str) -> str:
        """The URL of a static file, the edition's own if it has one, with a digest so that caches notice a new one."""
        path = unquote_argument(path).removeprefix("/")
        own = f"@{self.locale}/{path}"
        path = own if own in self.press.assets else path
        digest = self.press.assets.get(path)
        return self.routes.root(path) + (f"?v={digest[:8]}" if digest else "")

    @query
    def bundled(self, path: str) -> str:
        """The URL of a file beside an article, by its path below `content/`: the edition's own if it has one.

        With a digest, as those of static files; empty where there is no such file.
        """
        names = file_names(unquote_argument(path), self.locale)
        found = next((one for name in names if (one := self.press.bundled.get(name))), None)
        return f"{found.url}?v={found.digest[:8]}" if found else ""

    def version(self, kind: str, subject: str) -> Version:
        """This edition's version of a page that lists; where there is none, its front page in state NONE."""
        found = self._counterpart(kind, subject)
        if found is None:
            return Version(self.locale, self.routes.shared(self.routes.url(self.routes.home())), PageState.NONE)
        return Version(self.locale, self.routes.shared(self.routes.url(found)), self._list_state(kind, subject))

    def _counterpart(self, kind: str, subject: str) -> str | None:
        if kind == "section":
            return self.routes.section(subject)
        if kind == "tag" and subject in self.by_tag:
            return self.routes.tag(subject)
        if kind == "author" and subject in self.by_author:
            return self.routes.author(subject)
        if kind == "year" and subject in self.years:
            return self.routes.year(int(subject))
        if kind == "month" and subject in self.months:
            year, month = map(int, subject.split("-"))
            return self.routes.month(year, month)
        if kind == "day" and (day := dt.date.fromisoformat(subject)) in self.by_day:
            return self.routes.day(day)
        return self.routes.home() if kind in ("home", "notfound") else None

    def _list_state(self, kind: str, subject: str) -> PageState:
        """A list takes the state of its own title; a date is a title in every language."""
        if self.locale == self.press.site.source:
            return PageState.SOURCE
        titles = {"home": self.press.site.name, "tag": subject, "author": subject}
        title = self._sections[subject].title if kind == "section" else titles.get(kind)
        is_other = title is not None and bool(self.text("site", title).lang)
        return PageState.FALLBACK if is_other else PageState.REVIEWED

    # articles

    @query
    def card(self, article_id: str) -> Card:
        """An article as lists show it."""
        article = self.article(unquote_argument(article_id))
        verdict = self.verdict_of(article)
        is_other = verdict.state is PageState.FALLBACK
        return Card(
            title=self.reviewed(article, article.title),
            url=self.routes.url(self.routes.article(article)),
            date=self.stamp(article, "list"),
            summary=self.reviewed(article, article.summary) if article.summary else None,
            section=self.section_link(article.section) if article.section else None,
            state=verdict.state.value,
            hreflang=self.press.site.language_of(article) if is_other else None,
            image=Picture(self._source_of(article, article.image)) if article.image else None,  # silent in a list
            extra=article.extra,
        )

    @query
    def cards(self, kind: str, subject: str) -> tuple[Card, ...]:
        """All articles of a section, of a tag, by an author or of a day, newest first."""
        return tuple(self.card(quote_argument(article.id)) for article in self.shelf(kind, unquote_argument(subject)))

    @query
    def related(self, article_id: str) -> tuple[Card, ...]:
        """Articles that are near another in subject and in time."""
        found = find_related(self, self.article(unquote_argument(article_id)))
        return tuple(self.card(quote_argument(article.id)) for article in found)

    @query
    def latest(self, count: str) -> tuple[Card, ...]:
        """The newest articles, the lead story before the others: the newest one in the edition's own language."""
        listed = [article for article in self.listed if not article.is_standalone]
        own = (article for article in listed if self.verdict_of(article).state.indexable)
        lead = next(own, listed[0]) if listed else None
        others = (article for article in listed if article is not lead)
        chosen = [lead, *islice(others, int(count) - 1)] if lead else []
        return tuple(self.card(quote_argument(article.id)) for article in chosen)

    def picture(self, article: Article, image: Image) -> Picture:
        """An article's picture with its texts, as its own page shows it."""
        alt, caption, credit = (
            self.field(article, segment) if segment else None for segment in (image.alt, image.caption, image.credit)
        )
        return Picture(self._source_of(article, image), alt, caption, credit)

    def _source_of(self, article: Article, image: Image) -> str:
        if image.src.startswith("/"):
            return self.asset(quote_argument(image.src))
        beside = linked_file(article.path, image.src)
        return (self.bundled(quote_argument(beside)) if beside else "") or image.src

    def stamp(self, article: Article, use: str) -> Stamp | None:
        """An article's date for machines and for people."""
        if article.date is None or article.day is None:
            return None
        return Stamp(article.date.isoformat(), self.format(article.day, use))

    # sections, switcher, calendar

    @query
    def section(self, section_id: str) -> Section:
        """A section by its id."""
        return self._sections[unquote_argument(section_id)]

    def section_link(self, section_id: str) -> Link:
        """A link to a section."""
        section = self.section(quote_argument(section_id))  # is asked even when the link is there
        found = self._section_links.get(section_id)
        if found is None:
            found = Link(self.text("site", section.title), self.routes.url(self.routes.section(section_id)))
            self._section_links[section_id] = found
        return found

    def _tag_link(self, tag: str) -> Link:
        return Link(self.text("site", tag), self.routes.url(self.routes.tag(tag)))

    @query
    def feeds(self, section_id: str) -> tuple[FeedLink, ...]:
        """The edition's feed and a section's, where they tell of an article."""
        places = dict.fromkeys(("", unquote_argument(section_id)))
        return tuple(self.feed_link(place) for place in places if any(True for _ in self.reported(place)))

    def feed_link(self, section_id: str) -> FeedLink:
        """A link to the feed of a section; to the edition's for the empty id."""
        title = self.text("site", self._sections[section_id].title) if section_id else None
        return FeedLink(title, self.routes.root(self.routes.feed(section_id)))

    @query
    def children(self, section_id: str) -> tuple[str, ...]:
        """The ids of the sections directly below one, by `order`, then by title; of the top ones for the empty id."""
        parent = unquote_argument(section_id)
        below = [section for id_, section in self._sections.items() if id_ and id_.rpartition("/")[0] == parent]
        by_title = sort_key(self.locale, self.edition.collation)
        below.sort(key=lambda section: (section.order, by_title(self.text("site", section.title).text)))
        return tuple(section.id for section in below)

    @query
    def site(self, current: str) -> SiteView:
        """Name, menu and footer; `current` is the section the page belongs to, empty for none."""
        current = unquote_argument(current)

        def link(section_id: str) -> Link:
            below = tuple(map(link, self.children(quote_argument(section_id)))) if "/" not in section_id else ()
            here = f"{current}/".startswith(f"{section_id}/")
            return replace(self.section_link(section_id), current=here, children=below)

        site = self.press.site
        return SiteView(
            name=self.text("site", site.name),
            tagline=self.text("site", site.tagline) if site.tagline else None,
            home=self.routes.url(self.routes.home()),
            menu=(*map(link, self.children("")), *self._article_links(site.menu)),
            year=localise_digits(str(self.press.now.year), self.edition.formats, self.edition.digits),
            search=self.routes.root(SEARCH_FOLDER) if self.press.has_search and not self.edition.domain else "",
            footer=tuple(self._article_links(site.footer)),
        )

    def _article_links(self, ids: Iterable[str]) -> Iterator[Link]:
        """Links to those of the articles that the edition has."""
        for article in (self._articles[id_] for id_ in ids if id_ in self._articles):
            if self.verdict_of(article).state.written:
                title = self.reviewed(article, article.title)
                yield Link(title, self.routes.url(self.routes.article(article)))

    @query
    def calendar(self, month: str) -> Calendar:
        """A month (`2017-07`) with links on the days that have articles."""
        return month_calendar(self.edition, self.routes, month, self.months)

    @query
    def beside(self, iso: str) -> tuple[Link | None, Link | None]:
        """The days with articles before and after one."""
        day = dt.date.fromisoformat(iso)
        before, after = bisect_left(self._days, day), bisect_right(self._days, day)
        return self._day_link(self._days[:before][-1:]), self._day_link(self._days[after : after + 1])

    @cached_property
    def _days(self) -> list[dt.date]:
        return sorted(self.by_day)

    def _day_link(self, days: list[dt.date]) -> Link | None:
        return Link(Text(self.format(days[0], "day")), self.routes.url(self.routes.day(days[0]))) if days else None

    @query
    def year(self, year: str) -> YearView:
        """A year of the archive."""
        links = ((self.month_link(month), month) for month in reversed(self.years[year]))
        return YearView(
            months=tuple(YearMonth(link, self.calendar(month)) for link, month in links if link),
            previous=self.year_link(max((y for y in self.years if y < year), default="")),
            next=self.year_link(min((y for y in self.years if y > year), default="")),
        )

    @query
    def newest_month(self) -> str:
        """The newest month with articles; empty when no article has a date."""
        return max(self.months, default="")

    @query
    def month_days(self, month: str) -> tuple[dt.date, ...]:
        """The days of a month that have articles, newest first."""
        return self.months[month]

    def choice(self, edition: Edition, url: str | None, state: str) -> Choice:
        """One language of the switcher."""
        locale = edition.locale
        return Choice(edition.autonym, locale, text_direction(locale), url, locale == self.locale, state)


def nearest_version(cluster: Cluster, locale: Locale) -> Version | None:
    """The version of a document to lead readers of an edition to: its own, the source's, else the first there is."""
    preferred = (cluster.version(locale), cluster.version(cluster.source), *cluster.versions)
    return next((version for version in preferred if version and version.state.written), None)


def quote_argument(text: str) -> str:
    """An id as an argument of a query, which holds no spaces."""
    return text.replace("%", "%25").replace(" ", "%20")


def unquote_argument(text: str) -> str:
    """The id again."""
    return text.replace("%20", " ").replace("%25", "%")
