"""The archive of an edition: days and months as its language writes them, and the calendar of a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from polypub.cldr.calendars import first_weekday, month_grid, weekday_row, weekend
from polypub.cldr.dates import capitalise_title, format_day, format_month_title
from polypub.cldr.numbers import localise_digits
from polypub.model.site import Edition
from polypub.render.routes import Routes
from polypub.render.views import Calendar, Day, Link, Text, Weekday

_PATTERNS = {"article": "long", "list": "medium", "dateline": "MMMMd", "label": "full", "day": "long"}
_ARCHIVE = frozenset({"label", "day"})
"""What is said of a page of the archive, whose months are Gregorian in every edition."""


def write_day(edition: Edition, day: dt.date, use: str) -> str:
    """A day as the edition writes it for one use."""
    calendar = "gregorian" if use in _ARCHIVE else edition.calendar
    pattern = edition.dates.get(use, _PATTERNS[use])
    return format_day(day, edition.formats, pattern, edition.digits, calendar=calendar)


def month_of(day: dt.date) -> str:
    """The name of a day's month: `2017-07`."""
    return day.isoformat()[:7]


def month_title(edition: Edition, month: str) -> str:
    """A month's name as a heading."""
    year, number = map(int, month.split("-"))
    return capitalise_title(format_month_title(year, number, edition.formats, edition.digits), edition.formats)


def year_title(edition: Edition, year: str) -> str:
    """A year as the edition writes it: `2017`, `2017年`."""
    return format_day(dt.date(int(year), 1, 1), edition.formats, "y", edition.digits)


def year_link(edition: Edition, routes: Routes, year: str) -> Link | None:
    """A link to a year; None for none."""
    return Link(Text(year_title(edition, year)), routes.url(routes.year(int(year)))) if year else None


def month_calendar(edition: Edition, routes: Routes, month: str, months: Mapping[str, Collection[dt.date]]) -> Calendar:
    """A month with links on the days that have articles, and to the months before and after it that have some."""
    year, number = map(int, month.split("-"))
    formats, days = edition.formats, frozenset(months.get(month, ()))
    first = first_weekday(formats) if edition.first_day is None else edition.first_day
    names = zip(weekday_row(formats, first, "short"), weekday_row(formats, first, "wide"), strict=True)

    def cell(day_of_month: int) -> Day | None:
        if not day_of_month:
            return None
        day = dt.date(year, number, day_of_month)
        return Day(
            number=localise_digits(str(day_of_month), formats, edition.digits),
            url=routes.url(routes.day(day)) if day in days else None,
            label=write_day(edition, day, "label") if day in days else "",
            weekend=day.weekday() in weekend(formats),
        )

    return Calendar(
        title=month_title(edition, month),
        weekdays=tuple(Weekday(*pair) for pair in names),
        weeks=tuple(tuple(map(cell, week)) for week in month_grid(year, number, first)),
        previous=month_link(edition, routes, max((m for m in months if m < month), default="")),
        next=month_link(edition, routes, min((m for m in months if m > month), default="")),
    )


def month_link(edition: Edition, routes: Routes, month: str) -> Link | None:
    """A link to a month; None for none."""
    if not month:
        return None
    year, number = map(int, month.split("-"))
    return Link(Text(month_title(edition, month)), routes.url(routes.month(year, number)))
