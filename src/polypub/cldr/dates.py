"""Dates as a locale writes them: by CLDR's widths, by skeleton, or by a site's own pattern."""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from functools import cache
from typing import Literal

from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.numbers import Calendar, Digits, localise_digits
from polypub.cldr.subtags import subtags
from polypub.model.locale import Locale

DateWidth = Literal["short", "medium", "long", "full"]

_WIDTHS = ("short", "medium", "long", "full")
_SKELETON = re.compile(r"[GyYuUrQqMLwWdDFgEecahHKkjJmsSzZOvVXx]+")
_QUOTED_OR_NAME = re.compile(r"'[^']*'|([ML])\1{2,}|([Eec])\2*")
"""In a pattern: quoted text, a month that is a name, a day of the week."""

_TITLECASED_MONTHS = frozenset("es fr it nl pl ru uk".split())
"""Languages whose stand-alone months begin with a capital in headings: CLDR's contextTransforms, which Babel lacks."""


def format_day(
    day: date, locale: Locale, pattern: str = "long", digits: Digits = "latn", *, calendar: Calendar = "gregorian"
) -> str:
    """A day by a CLDR width (`long`), a skeleton (`yMMMd`), or a CLDR pattern (`d MMMM`, `d.M.y`, `''yy`).

    A pattern is what has anything but letters in it; letters alone are a width or a skeleton. Raises ValueError
    for a word that is neither and for a pattern that CLDR does not define or that asks for the time of day.
    Other calendars than the Gregorian need ICU: UsageError without it.
    """
    plain = day.date() if isinstance(day, datetime) else day
    return localise_digits(_count(plain, locale, pattern, calendar), locale, digits)


def format_range(
    first: date, last: date, locale: Locale, digits: Digits = "latn", *, calendar: Calendar = "gregorian"
) -> str:
    """The days from the first to the last, what they share said once: `6–7 Jul 2026`, `2026年7月6日至7日`."""
    return localise_digits(_apply_range(first, last, locale, calendar), locale, digits)


def format_month_title(year: int, month: int, locale: Locale, digits: Digits = "latn") -> str:
    """The title of a month's calendar (`ліпень 2017`), in the case that a sentence would have it in."""
    return format_day(date(year, month, 1), locale, "yMMMM", digits)


def capitalise_title(text: str, locale: Locale) -> str:
    """A month title as a heading: `Июль 2017 г.`, but `ліпень 2017`, each as its language has it."""
    return text[:1].title() + text[1:] if subtags(locale).language in _TITLECASED_MONTHS else text


def format_moment(
    moment: datetime,
    locale: Locale,
    width: DateWidth,
    zone: tzinfo,
    *,
    digits: Digits = "latn",
    calendar: Calendar = "gregorian",
) -> str:
    """A day of that width with hours and minutes, in the zone; a moment that names no zone is the zone's own."""
    from babel.dates import get_datetime_format

    local = _in_zone(moment, zone)
    # The joining pattern is literal text around {0} and {1}, with CLDR's quotes.
    frame = str(get_datetime_format(width, locale=babel_locale(locale))).replace("'", "")
    text = frame.replace("{0}", _clock(local.time(), locale)).replace(
        "{1}", _count(local.date(), locale, width, calendar)
    )
    return localise_digits(text, locale, digits)


def format_clock(moment: datetime | time, locale: Locale, zone: tzinfo, digits: Digits = "latn") -> str:
    """Hours and minutes, of 12 or of 24 hours as the locale counts: `15:30`, `3:30 PM`; a moment's in the zone."""
    clock = moment if isinstance(moment, time) else _in_zone(moment, zone).time()
    return localise_digits(_clock(clock, locale), locale, digits)


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


@cache
def _clock(clock: time, locale: Locale) -> str:
    from babel.dates import format_time

    return format_time(clock.replace(tzinfo=None), "short", locale=babel_locale(locale))


def _count(day: date, locale: Locale, pattern: str, calendar: Calendar) -> str:
    text = _apply(day, locale, pattern)  # whatever the calendar, a wrong pattern is an error
    if calendar == "gregorian":
        return text
    from polypub.cldr.icu import calendar_day

    return calendar_day(day, locale, pattern, calendar)


@cache
def _apply(day: date, locale: Locale, pattern: str) -> str:
    from babel.dates import format_date

    try:
        return format_date(day, _pattern(locale, pattern), locale=babel_locale(locale))
    except (AttributeError, KeyError) as error:
        raise ValueError(f"{pattern!r} is not a CLDR pattern of a day") from error


@cache
def _apply_range(first: date, last: date, locale: Locale, calendar: Calendar) -> str:
    from babel.dates import format_interval

    if first == last:
        return _count(first, locale, "yMMMd", calendar)
    if calendar != "gregorian":
        from polypub.cldr.icu import calendar_range

        return calendar_range(first, last, locale, calendar)
    return format_interval(first, last, "yMMMd", locale=babel_locale(locale))


@cache
def _pattern(locale: Locale, wanted: str) -> str:
    if wanted in _WIDTHS:
        return str(babel_locale(locale).date_formats[wanted].pattern)
    if wanted.isascii() and wanted.isalpha():
        return _skeleton_pattern(locale, wanted)
    if wanted.count("'") % 2:
        raise ValueError(f"{wanted!r} opens a quotation mark that it does not close; a literal one is written ''")
    return wanted


def _skeleton_pattern(locale: Locale, skeleton: str) -> str:
    from babel.dates import match_skeleton

    known = babel_locale(locale).datetime_skeletons
    skeleton = skeleton.replace("L", "M")  # CLDR's own skeletons always say M, and their patterns choose
    match = skeleton if skeleton in known else None
    if match is None and _SKELETON.fullmatch(skeleton):
        match = match_skeleton(skeleton, known)
    if match is None:
        raise ValueError(f"{skeleton!r} is neither a width ({', '.join(_WIDTHS)}) nor a CLDR skeleton such as yMMMd")
    return _widened(str(known[match].pattern), skeleton)


def _widened(pattern: str, skeleton: str) -> str:
    """The pattern with its names of days and months as long as the skeleton has them (UTS #35, matching skeletons)."""
    month = skeleton.count("M")
    weekday = sum(map(skeleton.count, "Eec"))

    def widen(found: re.Match[str]) -> str:
        length = month if found[1] else weekday
        letter = found[1] or found[2]
        return letter * length if letter and length >= 3 else found[0]

    return _QUOTED_OR_NAME.sub(widen, pattern)
