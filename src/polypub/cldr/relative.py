"""Days as seen from another one: yesterday, in 3 days, 2 months ago."""

from __future__ import annotations

import datetime as dt
from functools import cache

from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.dates import format_day
from polypub.cldr.day_words import day_words
from polypub.cldr.numbers import Digits, localise_digits
from polypub.model.locale import Locale


def format_relative(day: dt.date, today: dt.date, locale: Locale, digits: Digits = "latn") -> str:
    """A day by its distance from today in whole days, weeks, months or years: `yesterday`, `in 3 days`, `2 weeks ago`.

    Weeks begin at seven days, months and years at whole ones of the calendar. The date itself, in its long form,
    where CLDR has no words of the language.
    """
    number, unit = _distance(today, day)
    words = day_words(locale)
    if unit == "day" and words and abs(number) <= 1:
        return words[number + 1]
    pattern = _pattern(locale, unit, number) if number else ""
    if not pattern:
        return format_day(day, locale, "long", digits)
    return localise_digits(pattern.replace("{0}", str(abs(number))), locale, digits)


def _distance(today: dt.date, day: dt.date) -> tuple[int, str]:
    """The largest unit that fits in between at least once, and how often it does; negative for the past."""
    days = (day - today).days
    sign, before, after = (-1, day, today) if days < 0 else (1, today, day)
    months = (after.year - before.year) * 12 + after.month - before.month - (after.day < before.day)
    for number, unit in ((months // 12, "year"), (months, "month"), (abs(days) // 7, "week")):
        if number:
            return sign * number, unit
    return days, "day"


@cache
def _pattern(locale: Locale, unit: str, number: int) -> str:
    """What CLDR says of that number of units, with `{0}` for the number; empty where it says so in no language."""
    data = babel_locale(locale)
    fields = data._data["date_fields"].get(unit, {})
    forms = fields.get("past" if number < 0 else "future", {})
    pattern = forms.get(data.plural_form(abs(number))) or forms.get("other", "")
    # The root's own patterns are signs and letters (`-3 d`), the same in every language.
    return "" if pattern.startswith(("+{0}", "-{0}", "\u2212{0}")) else str(pattern)
