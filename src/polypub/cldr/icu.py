"""The one door to ICU, which the extra `icu` brings: collation, other calendars, transliteration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

from polypub.cldr.numbers import Calendar
from polypub.errors import Problem, UsageError
from polypub.model.locale import Locale

INSTALL = 'Install it: pip install "polypub[icu]".'
_WIDTHS = ("full", "long", "medium", "short")
"""In ICU's order, from 0."""
_DAY = 86_400.0
_EPOCH = dt.date(1970, 1, 1).toordinal()


@cache
def has_icu() -> bool:
    """Whether ICU is installed and can be loaded."""
    try:
        import icu  # noqa: F401 - to see whether it is there
    except ImportError:
        return False
    return True


def icu_version() -> str:
    """The version of ICU and with it of its locale data."""
    return str(_icu().ICU_VERSION)


def collation_key(locale: Locale) -> Callable[[str], tuple[bytes, str]]:
    """A key for `sorted` by the Unicode Collation Algorithm, tailored to the locale (UTS #35); ties by code point."""
    icu = _icu()
    collator = icu.Collator.createInstance(icu.Locale.forLanguageTag(locale))
    return lambda text: (bytes(collator.getSortKey(text)), text)


def calendar_day(day: dt.date, locale: Locale, pattern: str, calendar: Calendar) -> str:
    """A day by another calendar in a width, skeleton or pattern, with Latin digits."""
    return str(_day_format(locale, pattern, calendar).format(_noon(day)))


def calendar_range(first: dt.date, last: dt.date, locale: Locale, calendar: Calendar) -> str:
    """The days from the first to the last by another calendar, with Latin digits; what they share is said once."""
    icu = _icu()
    shape = icu.DateIntervalFormat.createInstance("yMMMd", _locale(locale, calendar))
    return str(shape.format(icu.DateInterval(_noon(first), _noon(last))))


def to_latin(text: str) -> str:
    """The text in ASCII letters, by ICU's transforms of its scripts."""
    return str(_transform("Any-Latin; Latin-ASCII").transliterate(text))


@cache
def _transform(rules: str) -> Any:
    return _icu().Transliterator.createInstance(rules)


@cache
def _day_format(locale: Locale, pattern: str, calendar: Calendar) -> Any:
    icu, place = _icu(), _locale(locale, calendar)
    if pattern in _WIDTHS:
        return icu.DateFormat.createDateInstance(_WIDTHS.index(pattern), place)
    if pattern.isascii() and pattern.isalpha():
        pattern = icu.DateTimePatternGenerator.createInstance(place).getBestPattern(pattern)
    return icu.SimpleDateFormat(pattern, place)


def _locale(locale: Locale, calendar: Calendar) -> Any:
    return _icu().Locale.forLanguageTag(f"{locale}-u-ca-{calendar}-nu-latn")


def _noon(day: dt.date) -> float:
    """The middle of the day in the zone that ICU takes for its own: its formats of ranges cannot be given another."""
    noon = (day.toordinal() - _EPOCH) * _DAY + _DAY / 2
    ahead, summer = _icu().TimeZone.createDefault().getOffset(noon, True)  # of local time
    return noon - float(ahead + summer) / 1000


def _icu() -> Any:
    try:
        import icu
    except ImportError as error:
        raise UsageError(Problem("ICU is not installed", hint=INSTALL)) from error
    return icu
