"""What templates see: ready-made values, nothing to compute and no address to build.

They are structs: a page is given some fifty of them, and a frozen dataclass takes ten times as long to make.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from markupsafe import Markup, escape
from msgspec import Struct, field

_NOTHING = Markup("")


class Text(Struct, frozen=True):
    """A text that may be in another language than the page around it."""

    text: str
    lang: str = ""
    """BCP 47, when it differs from the page's."""
    dir: str = ""
    mark: str = ""
    """In a preview, attributes that name its message."""

    def __str__(self) -> str:
        return self.text

    @property
    def attrs(self) -> Markup:
        """` lang="…" dir="…"` for the text's own element, or nothing; a preview adds its mark."""
        if not self.lang and not self.mark:
            return _NOTHING
        language = Markup(' lang="{}" dir="{}"').format(self.lang, self.dir) if self.lang else _NOTHING
        return language + Markup(self.mark)  # noqa: S704 - made of digests and names of states

    @property
    def span(self) -> Markup:
        """The text, in a `<span>` of its language when that is not the page's."""
        attrs = self.attrs
        return Markup("<span{}>{}</span>").format(attrs, self.text) if attrs else escape(self.text)


class Link(Struct, frozen=True):
    """A place to go to."""

    title: Text
    url: str | None
    current: bool = False
    children: tuple[Link, ...] = ()


class FeedLink(Struct, frozen=True):
    """An Atom feed."""

    title: Text | None
    """The section's; None for the edition's own feed."""
    url: str


class Stamp(Struct, frozen=True):
    """A date for machines and for people."""

    iso: str
    text: str


class Picture(Struct, frozen=True):
    """An image."""

    src: str
    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None
    width: int | None = None
    height: int | None = None


class Card(Struct, frozen=True):
    """An article in a list."""

    title: Text
    url: str
    date: Stamp | None
    summary: Text | None
    section: Link | None
    state: str
    hreflang: str | None
    image: Picture | None
    extra: Mapping[str, object] = field(default_factory=dict)
    """The article's fields that only the site knows, as they were written."""


class Choice(Struct, frozen=True):
    """An edition in the language switcher."""

    autonym: str
    locale: str
    dir: str
    url: str | None
    current: bool
    state: str


class Alternate(Struct, frozen=True):
    """One `hreflang` link."""

    hreflang: str
    href: str


class Weekday(Struct, frozen=True):
    """The head of a calendar's column."""

    short: str
    wide: str


class Day(Struct, frozen=True):
    """A day in a calendar."""

    number: str
    url: str | None
    label: str
    weekend: bool
    current: bool = False


class Calendar(Struct, frozen=True):
    """A month of the archive."""

    title: str
    weekdays: tuple[Weekday, ...]
    weeks: tuple[tuple[Day | None, ...], ...]
    previous: Link | None
    next: Link | None


class Pager(Struct, frozen=True):
    """Where a list continues."""

    number: str
    total: str
    previous: Link | None = None
    next: Link | None = None


class SiteView(Struct, frozen=True):
    """What every page says of the site."""

    name: Text
    tagline: Text | None
    home: str
    menu: tuple[Link, ...]
    year: str
    search: str = ""
    """The folder of the search index; empty for a site without one."""
    footer: tuple[Link, ...] = ()
    """Articles that the foot of every page leads to, as the configuration names them."""


class EditionView(Struct, frozen=True):
    """The edition a page belongs to."""

    locale: str
    dir: str
    autonym: str


class PageView(Struct, frozen=True, dict=True):
    """What every page says of itself; what not every template shows is made when one asks for it."""

    kind: str
    title: Text
    url: str
    canonical: str
    breadcrumb: tuple[Link, ...] = ()
    description: Text | None = None
    robots: str = ""
    alternates: tuple[Alternate, ...] = ()
    state: str = ""
    feeds: tuple[FeedLink, ...] = ()
    make_og: Callable[[PageView], tuple[tuple[str, str], ...]] = lambda _view: ()
    make_jsonld: Callable[[PageView], Markup | None] = lambda _view: None

    @cached_property
    def og(self) -> tuple[tuple[str, str], ...]:
        """Open Graph: properties and contents."""
        return self.make_og(self)

    @cached_property
    def jsonld(self) -> Markup | None:
        """Statements for search engines, for a script element."""
        return self.make_jsonld(self)


class ListView(Struct, frozen=True):
    """The articles with a tag or by an author."""

    title: Text
    cards: tuple[Card, ...]
    pager: Pager


class SectionView(Struct, frozen=True):
    """A section's page."""

    title: Text
    summary: Text | None
    children: tuple[Link, ...]
    cards: tuple[Card, ...]
    pager: Pager


class Block(Struct, frozen=True):
    """A section on the front page."""

    link: Link
    cards: tuple[Card, ...]


class ArchiveDay(Struct, frozen=True):
    """A day's articles."""

    date: Stamp
    url: str
    cards: tuple[Card, ...]


class DayView(Struct, frozen=True):
    """A day's page."""

    date: Stamp
    cards: tuple[Card, ...]
    previous: Link | None
    next: Link | None


class MonthView(Struct, frozen=True):
    """A month's page."""

    calendar: Calendar
    days: tuple[ArchiveDay, ...]


class YearMonth(Struct, frozen=True):
    """A month on its year's page."""

    link: Link
    calendar: Calendar


class YearView(Struct, frozen=True):
    """A year's page: its months that have articles, the first one first, and the years beside it."""

    months: tuple[YearMonth, ...]
    previous: Link | None
    next: Link | None


class Heading(Struct, frozen=True):
    """An entry of an article's contents."""

    title: Text
    url: str
    """`#` and the heading's anchor."""
    children: tuple[Heading, ...] = ()


class ArticleView(Struct, frozen=True, dict=True):
    """An article's page; what not every template shows is made when one asks for it."""

    title: Text
    summary: Text | None
    date: Stamp | None
    updated: Stamp | None
    dateline_place: Text | None
    dateline_agency: Text | None
    dateline_day: str | None
    body: Markup
    authors: tuple[Link, ...]
    tags: tuple[Link, ...]
    image: Picture | None
    state: str
    source_url: str
    source_autonym: str
    source_locale: str
    make_share: Callable[[], str]
    make_related: Callable[[], tuple[Card, ...]]
    make_contents: Callable[[], tuple[Heading, ...]]
    count_minutes: Callable[[], int]
    is_whole: bool = True
    """A person has translated every text of it, be it in an earlier version."""
    outdated: Stamp | None = None
    """The first day on which the original changed under a translation that the page still shows."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """The article's fields that only the site knows, as they were written."""

    @cached_property
    def share(self) -> str:
        """How much of it a person has translated, in percent, as the edition writes it."""
        return self.make_share()

    @cached_property
    def related(self) -> tuple[Card, ...]:
        """Other articles that are near it in subject and in time."""
        return self.make_related()

    @cached_property
    def contents(self) -> tuple[Heading, ...]:
        """Its headings."""
        return self.make_contents()

    @cached_property
    def minutes(self) -> int:
        """How long reading takes; 0 for an article without words."""
        return self.count_minutes()
