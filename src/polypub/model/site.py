"""A site is sections of articles, and the editions it is published in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from polypub.model.locale import Locale
from polypub.model.text import Document, Segment


@dataclass(frozen=True, slots=True)
class Policy:
    """When a page of an edition is published, and what it shows."""

    min_translated: float = 0.8
    """Share (0 to 1) of an article's source words that must be reviewed for it to be published."""
    withdraw_below: float = 0.5
    """A page that was published stays so until its share falls below this."""
    unreviewed: Literal["hide", "mark"] = "hide"
    """Whether drafts are shown, marked, on pages that would otherwise be in the source language."""
    missing: Literal["omit", "source"] = "source"
    """What becomes of an article that is not translated enough: left out, or shown in the source language."""
    stale: Literal["source", "previous"] = "source"
    """What a passage whose source changed shows: the new source, or its last reviewed translation for a while."""
    grace_days: int = 30
    """How long that is, from the day that the change was noted."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The settings of one language of the site."""

    locale: Locale
    prefix: str
    """First part of its URLs, without slashes; empty for an edition at the root."""
    autonym: str
    """The language's own name, as the switcher shows it."""
    formats: Locale
    """The locale of dates and numbers: `en-GB` for an edition called `en`."""
    first_day: int | None = None
    """First column of calendars, 0 = Monday as in `datetime.weekday`; None for the territory's."""
    digits: Literal["latn", "native"] = "latn"
    calendar: Literal["gregorian", "persian", "buddhist", "japanese"] = "gregorian"
    """How the dates in its pages count days; addresses, the archive and what machines read are Gregorian."""
    collation: Literal["builtin", "icu"] = "builtin"
    """How its lists are sorted: by the alphabets that polypub has, or by ICU."""
    slug_style: Literal["source", "transliterate", "icu"] = "source"
    """What its articles' slugs are: the source's, or made of translated titles."""
    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Articles by id to slugs of their own in this edition, the present one first, then former ones."""
    policy: Policy = Policy()
    dates: Mapping[str, str] = field(default_factory=dict)
    """Use (`article`, `list`, `dateline`) to a CLDR width (`long`) or skeleton (`MMMMd`)."""
    sections: Mapping[str, Policy] = field(default_factory=dict)
    """Policies of sections, by id; each holds for the sections below it that have none."""
    domain: str = ""
    """Scheme and host of its own, `https://ru.example.org`; empty for an edition at the site's address."""

    @property
    def host(self) -> str:
        """Its own host, and its folder in the output; empty for an edition at the site's address."""
        return self.domain.partition("://")[2]

    @property
    def folder(self) -> str:
        """Where it lies in the output, without slashes around it; empty for the root."""
        return f"{self.host}/{self.prefix}".strip("/") if self.domain else self.prefix

    @property
    def makes_slugs(self) -> bool:
        """Whether translated titles become slugs."""
        return self.slug_style != "source"

    def slug_of(self, article: Article) -> str:
        """The last part of an article's address."""
        return self.slugs.get(article.id, (article.slug,))[0]

    @property
    def needs_icu(self) -> bool:
        """Whether its pages are made with ICU, which is an extra."""
        return self.calendar != "gregorian" or self.collation == "icu"

    def policy_of(self, section: str) -> Policy:
        """The policy for a section's articles: its own, that of the nearest section around it, or the edition's."""
        while section and section not in self.sections:
            section = section.rpartition("/")[0]
        return self.sections.get(section, self.policy)


def has_chooser(editions: Iterable[Edition]) -> bool:
    """Whether readers choose a language at the site's address: no edition lies at its root."""
    here = [edition for edition in editions if not edition.domain]
    return bool(here) and all(edition.prefix for edition in here)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and by whom an article was filed; the day is the article's."""

    place: Segment
    agency: Segment | None


@dataclass(frozen=True, slots=True)
class Image:
    """An article's picture."""

    src: str
    alt: Segment | None = None
    caption: Segment | None = None
    credit: Segment | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A folder of articles."""

    id: str
    """Its folder below `content/`, with `/`; empty for the site's root."""
    title: str
    """In the source language; a message of domain `site`."""
    summary: str = ""
    order: int = 0
    template: str = "section.html"
    path: str = ""
    """Its `_section.toml`, or empty."""
    title_line: int = 0
    summary_line: int = 0
    permalink: str = ""
    """The pattern of its articles' addresses, and of those below it; empty for that around it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text of the site, cut for translation."""

    id: str
    """Its path below `content/` without ending, with `/`: `news/opinions/x`."""
    path: str
    """Its file, relative to the site."""
    section: str
    """The id of its section."""
    slug: str
    title: Segment
    body: Document
    digest: str
    """Content hash of its file."""
    summary: Segment | None = None
    date: dt.date | dt.datetime | None = None
    """A `date` when no time was given: never a made-up midnight."""
    updated: dt.date | dt.datetime | None = None
    dateline: Dateline | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: Image | None = None
    draft: bool = False
    template: str = "article.html"
    translate: bool = True
    language: Locale | None = None
    """The language it was first written in; None for the site's. `Site.language_of` is the one to ask."""
    languages: tuple[Locale, ...] = ()
    """The editions it appears in; empty for all."""
    aliases: tuple[str, ...] = ()
    note: str = ""
    fields: tuple[tuple[str, Segment], ...] = ()
    """The site's own translatable fields, by name, in the file's order."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """The site's other fields, as they were read."""
    permalink: str = ""
    """The pattern of its address, such as `/{section}/{year}/{slug}/`; empty for `/{section}/{slug}/`."""

    @property
    def is_standalone(self) -> bool:
        """Whether it is a page of the site (about, contact) and no part of what is new: no section, no date."""
        return not self.section and self.date is None

    def address_of(self, slug: str) -> str:
        """The path of its page with that slug, below the edition's first folder, without slashes around it."""
        if not self.permalink:
            return f"{self.section}/{slug}" if self.section else slug
        year, month, day = (self.day.isoformat() if self.day else "--").split("-")
        found = self.permalink.format(section=self.section, slug=slug, id=self.id, year=year, month=month, day=day)
        return "/".join(filter(None, found.split("/")))

    @property
    def domain(self) -> str:
        """The domain of its messages."""
        return f"content/{self.id}"

    @property
    def day(self) -> dt.date | None:
        """The calendar day of `date`."""
        return self.date.date() if isinstance(self.date, dt.datetime) else self.date

    @property
    def segments(self) -> Iterator[Segment]:
        """All there is to translate: title, summary, dateline, image, own fields, body."""
        dateline, image = self.dateline, self.image
        heads = (
            self.title,
            self.summary,
            dateline and dateline.place,
            dateline and dateline.agency,
            image and image.alt,
            image and image.caption,
            image and image.credit,
        )
        yield from (segment for segment in heads if segment)
        yield from (segment for _, segment in self.fields)
        yield from self.body.segments


@dataclass(frozen=True, slots=True)
class Site:
    """Everything a person wrote, read once."""

    name: str
    """In the source language; a message of domain `site`."""
    base_url: str
    """Absolute, without a final slash."""
    source: Locale
    editions: tuple[Edition, ...]
    """In the order of the switcher; the source's is among them."""
    sections: tuple[Section, ...]
    """In order; every folder with an article has one, the root's (`""`) is left out."""
    articles: tuple[Article, ...]
    """By path; drafts and future ones included."""
    tagline: str = ""
    menu: tuple[str, ...] = ()
    """Ids of articles that the main menu leads to, after the sections."""
    footer: tuple[str, ...] = ()
    """Ids of articles that the foot of every page leads to."""

    @property
    def source_edition(self) -> Edition:
        """The edition in the source language."""
        return self.edition(self.source)

    def edition(self, locale: Locale) -> Edition:
        """The settings of one language; StopIteration when the site has no such edition."""
        return next(edition for edition in self.editions if edition.locale == locale)

    def language_of(self, article: Article) -> Locale:
        """The language that an article is written in: its own, or the site's; one of the editions'."""
        return article.language or self.source

    @property
    def has_foreign(self) -> bool:
        """Whether an article was first written in another language than the site's."""
        return any(article.language for article in self.articles)
