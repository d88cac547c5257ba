"""The shelves of one edition: its articles in the order that lists have them, by section, day, tag and author."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from polypub.model.site import Article, Edition
from polypub.render.archive import month_of
from polypub.render.moments import Moment, newest_moment
from polypub.render.press import Press
from polypub.render.texts import Texts

K = TypeVar("K")
Shelf = tuple[Article, ...]


class Shelves(Texts):
    """The articles that an edition has, newest first on every shelf."""

    def __init__(self, press: Press, edition: Edition) -> None:
        super().__init__(press, edition)
        self._articles = {article.id: article for article in press.articles}
        self._revised: dict[str, Moment | None] = {}

    def article(self, article_id: str) -> Article:
        """An article by its id."""
        return self._articles[article_id]

    @cached_property
    def listed(self) -> Shelf:
        """The edition's articles."""
        return tuple(article for article in self.press.articles if self.verdict_of(article).state.written)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Where each of them stands in that order, by id."""
        return {article.id: place for place, article in enumerate(self.listed)}

    @cached_property
    def by_section(self) -> Mapping[str, Shelf]:
        """Those of each section and of the sections below it."""
        return _shelve(self.listed, lambda article: accumulate(article.section.split("/"), "{}/{}".format))

    @cached_property
    def by_day(self) -> Mapping[dt.date, Shelf]:
        """Those of each day, newest first."""
        return _shelve(self.listed, lambda article: (article.day,) if article.day else ())

    @cached_property
    def by_tag(self) -> Mapping[str, Shelf]:
        """Those of each tag, by its name in the source language."""
        return _shelve(self.listed, lambda article: article.tags)

    @cached_property
    def by_author(self) -> Mapping[str, Shelf]:
        """Those of each author, by the name in the source language."""
        return _shelve(self.listed, lambda article: article.authors)

    @cached_property
    def months(self) -> Mapping[str, tuple[dt.date, ...]]:
        """The days that have articles, newest first, by month, newest first."""
        found: dict[str, list[dt.date]] = {}
        for day in self.by_day:
            found.setdefault(month_of(day), []).append(day)
        return {month: tuple(days) for month, days in found.items()}

    @cached_property
    def years(self) -> Mapping[str, tuple[str, ...]]:
        """The months that have articles, newest first, by year, newest first."""
        found: dict[str, list[str]] = {}
        for month in self.months:
            found.setdefault(month[:4], []).append(month)
        return {year: tuple(months) for year, months in found.items()}

    def shelf(self, kind: str, subject: str) -> Shelf:
        """What a page that lists has on all its pages together; a section without articles has an empty one."""
        if kind == "section":
            return self.by_section.get(subject, ())
        if kind == "year":
            months = (month for month in self.months if month[:4] == subject)
            return tuple(article for month in months for article in self.shelf("month", month))
        if kind == "month":
            return tuple(article for day in self.months[subject] for article in self.by_day[day])
        if kind == "day":
            return self.by_day[dt.date.fromisoformat(subject)]
        if kind in ("tag", "author"):
            return (self.by_tag if kind == "tag" else self.by_author)[subject]
        return self.listed

    def revised(self, article: Article) -> Moment | None:
        """When the article last changed in this edition: its own dates, or the last approval of one of its texts."""
        if article.id not in self._revised:
            zone, approved = self.press.now.tzinfo, self.verdict_of(article).approved
            review = dt.datetime.fromtimestamp(approved, zone) if approved else None
            self._revised[article.id] = newest_moment((article.date, article.updated, review), zone)
        return self._revised[article.id]

    def reported(self, section_id: str) -> Iterable[Article]:
        """The dated articles that feeds and news sitemaps tell of, in a section, or everywhere for the empty id."""
        shelf = self.by_section.get(section_id, ()) if section_id else self.listed
        return (article for article in shelf if article.date and self.verdict_of(article).state.indexable)


def _shelve(articles: Shelf, places: Callable[[Article], Iterable[K]]) -> dict[K, Shelf]:
    """Every place with its articles in their order; an article that names a place twice stands there once."""
    found: dict[K, list[Article]] = {}
    for article in articles:
        for place in dict.fromkeys(places(article)):
            found.setdefault(place, []).append(article)
    return {place: tuple(shelf) for place, shelf in found.items()}
