"""The week and the grid of a month, as the locale's territory counts them; Monday is 0."""

from __future__ import annotations

import calendar
from functools import cache
from typing import Any, Literal

from babel.core import get_global, parse_locale
from babel.localedata import locale_identifiers

from polypub.cldr.babel_locale import babel_locale, resolved_data
from polypub.cldr.subtags import data_name, subtags
from polypub.cldr.tags import territory
from polypub.model.locale import Locale

WeekdayWidth = Literal["narrow", "short", "abbreviated", "wide"]


@cache
def first_weekday(locale: Locale) -> int:
    """The day that a week begins with, 0 for Monday to 6 for Sunday (`fa` 5, `en` 6)."""
    return int(_week(locale)["first_day"])


@cache
def weekend(locale: Locale) -> frozenset[int]:
    """The days of the weekend, 0 for Monday (`{5, 6}`; Friday and Saturday in Egypt)."""
    week = _week(locale)
    start, end = int(week["weekend_start"]), int(week["weekend_end"])
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))


@cache
def _week(locale: Locale) -> Any:
    # Babel files the week under locales with a territory; a bare `fa` has the world's Monday. Where a locale
    # inherits from another country's (`pt-AO` from Portugal), so does its week: those are asked last.
    borrowed = get_global("parent_exceptions")
    language = subtags(locale).language
    names = _locales_by_territory().get(territory(locale), [data_name(locale) or ""])
    name = min(names, key=lambda name: (name in borrowed, name.partition("_")[0] != language, len(name), name))
    return resolved_data(name)["week_data"]


@cache
def _locales_by_territory() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in locale_identifiers():
        if place := parse_locale(name)[1]:
            found.setdefault(place, []).append(name)
    return found


@cache
def weekday_row(locale: Locale, first: int, width: WeekdayWidth = "short") -> tuple[str, ...]:
    """The seven stand-alone day names in column order, the first column being `first`."""
    names = babel_locale(locale).days["stand-alone"][width]
    return tuple(str(names[(first + column) % 7]) for column in range(7))


@cache
def month_grid(year: int, month: int, first: int) -> tuple[tuple[int, ...], ...]:
    """The weeks of a month as rows of seven days of the month; 0 is a blank cell."""
    return tuple(map(tuple, calendar.Calendar(first).monthdayscalendar(year, month)))
