"""Filters for dates in templates: a site's own fields, in the edition's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from polypub.cldr.dates import format_day, format_range
from polypub.model.site import Edition

Day = dt.date | str
"""A date, or its ISO 8601 text, as front matter has it."""


def date_filters(edition: Edition) -> dict[str, Callable[..., str]]:
    """`date` and `daterange`; a text that is no date is shown as it is."""

    def date(value: Day, pattern: str = "long") -> str:
        """A day by a CLDR width (`long`), skeleton (`MMMMd`) or pattern."""
        day = _parse(value)
        return str(value) if day is None else format_day(day, edition.formats, pattern, edition.digits)

    def daterange(first: Day, last: Day | None = None) -> str:
        """The days from the first to the last, what they share said once."""
        start, end = _parse(first), _parse(first if last is None else last)
        if start is None or end is None:
            return str(first) if last is None else f"{first} – {last}"
        return format_range(start, end, edition.formats, edition.digits)

    return {"date": date, "daterange": daterange}


def _parse(value: Day) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
