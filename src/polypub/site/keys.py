"""The fields of an article's front matter and the keys of `_section.toml`: names, types, limits, defaults.

Dates are `2017-07-05`, `2017-07-05 12:30` or `2017-07-05T12:30+03:00`.
A time without an offset is in the site's time zone.
The reference of front matter is made from this module: the text under a field is its documentation.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

Text = Annotated[str, Meta(pattern=r"\S", description="a text that is not empty")]
Slug = Annotated[
    str,
    Meta(
        pattern=r"^(?!\.{0,2}\Z)[^/\\?#\x00-\x1f\x7f]*\Z",
        description="one part of an address, without `/`, `\\`, `?` or `#`",
    ),
]
Alias = Annotated[
    str,
    Meta(
        pattern=r"^/(?!/)(?!(.*/)?\.{1,2}(/|\Z))[^\\?#\x00-\x1f\x7f]*\Z",
        description="an address on the site that begins with `/`",
    ),
]
_MOMENT = re.compile(
    r"""
    ([0-9]{4}-[0-9]{2}-[0-9]{2})
    (?: [Tt\ ]\ *  ([0-9]{2}:[0-9]{2} (?: :[0-9]{2} (?:\.[0-9]{1,6})? )?)  \ *([Zz] | [+-][0-9]{2}:?[0-9]{2})? )?
    """,
    re.VERBOSE,
)


class Moment:
    """A day, or a day with a time, as an author wrote it; no dataclass, for msgspec would take it apart."""

    expected: ClassVar[str] = "a date such as 2017-07-05, 2017-07-05 12:30 or 2017-07-05T12:30+03:00"

    def __init__(self, value: dt.date | dt.datetime) -> None:
        self.value = value

    def within(self, zone: dt.tzinfo) -> dt.date | dt.datetime:
        """The same, with the zone where a time has no offset of its own."""
        if isinstance(self.value, dt.datetime) and self.value.tzinfo is None:
            return self.value.replace(tzinfo=zone)
        return self.value


def convert_moment(wanted: type, content: object) -> object:
    """A Moment of a text or of TOML's own dates; ValueError for anything else."""
    if wanted is not Moment:
        raise NotImplementedError(wanted)
    if isinstance(content, dt.date):
        return Moment(content)
    match = _MOMENT.fullmatch(content.strip()) if isinstance(content, str) else None
    if match is None:
        raise ValueError(Moment.expected)
    day, time, offset = match.groups()
    try:
        if time is None:
            return Moment(dt.date.fromisoformat(day))
        return Moment(dt.datetime.fromisoformat(f"{day}T{time}{(offset or '').upper()}"))
    except ValueError:
        raise ValueError(Moment.expected) from None


class DatelineKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`dateline`: where and by whom an article was filed; a text alone is the place."""

    place: Text
    """The place as it is printed: `MINSK`; translated."""
    agency: str = ""
    """The agency; translated."""


class ImageKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`image`: an article's picture; a text alone is its file."""

    src: Text
    """Its file: beside the article, or from the site's root with a leading `/`."""
    alt: str = ""
    """What it shows, for those who do not see it; translated."""
    caption: str = ""
    """The line under it; translated."""
    credit: str = ""
    """Who made it; translated."""


class ArticleKeys(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of an article; any other field passes to templates as it is."""

    title: Text
    """The headline; translated."""
    summary: str = ""
    """One or two sentences for lists, feeds and search engines; translated."""
    date: Moment | None = None
    """The day, or the moment, of publication; an article whose date lies in the future is not published yet."""
    updated: Moment | None = None
    """When the text last changed in a way that readers should know of."""
    dateline: DatelineKeys | None = None
    """Place and agency before the first sentence; the day is `date`."""
    authors: tuple[Text, ...] = ()
    """Who signs it; translated."""
    tags: tuple[Text, ...] = ()
    """What it is about; translated."""
    image: ImageKeys | None = None
    """Its picture."""
    slug: Slug = ""
    """The last part of its address. Default: the name of its file or folder."""
    draft: bool = False
    """Whether it is kept from every edition."""
    template: Text = "article.html"
    """The template that shows it."""
    translate: bool = True
    """`false` keeps its text out of the catalogs."""
    language: str = ""
    """The language it was first written in, one of the editions'. Default: the site's."""
    languages: tuple[Text, ...] = ()
    """The editions it appears in. Default: all."""
    aliases: tuple[Alias, ...] = ()
    """Former addresses, which lead to it."""
    note: str = ""
    """A word to translators."""


class SectionKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`_section.toml`: what a folder of articles is called and how it is shown."""

    title: Text | None = None
    """Its title, in the source language; translated. Default: made from the folder's name."""
    summary: str = ""
    """A line about it; translated."""
    order: int = 0
    """Its place among its neighbours: lower comes first, equals by name."""
    template: Text = "section.html"
    """The template that shows it."""
    permalink: str = ""
    """The pattern of its articles' addresses: `/{section}/{year}/{slug}/`. Default: that of the section around it, or
    the site's."""
