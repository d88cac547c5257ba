"""Filters for dates and times in templates: a site's own fields, in the edition's language and the site's time zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from polypub.cldr.dates import DateWidth, format_clock, format_day, format_moment, format_range
from polypub.cldr.relative import format_relative
from polypub.model.site import Edition

Day = dt.date | str
"""A date, or its ISO 8601 text, as front matter has it."""
Filter = Callable[..., str]


def date_filters(edition: Edition, zone: dt.tzinfo, today: Callable[[], dt.date]) -> dict[str, Filter]:
    """`date`, `daterange`, `datetime`, `time` and `relative`; each shows a text that is no date as it is.

    `today` is asked only by `relative`, so that only a page that uses it depends on the day.
    """
    return {**_day_filters(edition, zone), **_time_filters(edition, zone), "relative": _relative(edition, zone, today)}


def _day_filters(edition: Edition, zone: dt.tzinfo) -> dict[str, Filter]:
    formats, digits, calendar = edition.formats, edition.digits, edition.calendar

    def date(value: Day, pattern: str = "long") -> str:
        """A day by a CLDR width (`long`), skeleton (`MMMMd`) or pattern."""
        day = _parse_day(value, zone)
        return str(value) if day is None else format_day(day, formats, pattern, digits, calendar=calendar)

    def daterange(first: Day, last: Day | None = None) -> str:
        """The days from the first to the last, what they share said once."""
        start, end = _parse_day(first, zone), _parse_day(first if last is None else last, zone)
        if start is None or end is None:
            return str(first) if last is None else f"{first} – {last}"
        return format_range(start, end, formats, digits, calendar=calendar)

    return {"date": date, "daterange": daterange}


def _time_filters(edition: Edition, zone: dt.tzinfo) -> dict[str, Filter]:
    formats, digits, calendar = edition.formats, edition.digits, edition.calendar

    def datetime(value: Day, width: DateWidth = "long") -> str:
        """A day with its hours and minutes; of a day without a time, the day alone."""
        moment = _parse(value)
        if isinstance(moment, dt.datetime):
            return format_moment(moment, formats, width, zone, digits=digits, calendar=calendar)
        return str(value) if moment is None else format_day(moment, formats, width, digits, calendar=calendar)

    def time(value: dt.time | Day) -> str:
        """Hours and minutes."""
        moment = value if isinstance(value, dt.time) else _parse(value) or _parse_time(value)
        if isinstance(moment, dt.datetime | dt.time):
            return format_clock(moment, formats, zone, digits)
        return str(value)

    return {"datetime": datetime, "time": time}


def _relative(edition: Edition, zone: dt.tzinfo, today: Callable[[], dt.date]) -> Filter:
    def relative(value: Day) -> str:
        """A day by its distance from today: `yesterday`, `in 3 days`."""
        day = _parse_day(value, zone)
        return str(value) if day is None else format_relative(day, today(), edition.formats, edition.digits)

    return relative


def _parse_day(value: Day, zone: dt.tzinfo) -> dt.date | None:
    """The day; of a moment that names its zone, the day it is in the site's."""
    moment = _parse(value)
    if isinstance(moment, dt.datetime):
        return (moment.astimezone(zone) if moment.tzinfo else moment).date()
    return moment


def _parse(value: Day) -> dt.date | None:
    """A day, or a moment where the text tells the time; None for a text that is neither."""
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    try:
        return dt.date.fromisoformat(text) if len(text) <= len("2017-07-05") else dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_time(value: object) -> dt.time | None:
    try:
        return dt.time.fromisoformat(str(value).strip())
    except ValueError:
        return None
