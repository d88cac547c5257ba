"""Dates as a locale writes them: by CLDR's widths, by skeleton, or by a site's own pattern."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Literal

from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.numbers import Digits, localise_digits
from polypub.cldr.subtags import subtags
from polypub.model.locale import Locale

DateWidth = Literal["short", "medium", "long", "full"]

_WIDTHS = ("short", "medium", "long", "full")
_SKELETON = re.compile(r"[GyYuUrQqMLwWdDFgEecahHKkjJmsSzZOvVXx]+")
_QUOTED_OR_NAME = re.compile(r"'[^']*'|([ML])\1{2,}|([Eec])\2*")
"""In a pattern: quoted text, a month that is a name, a day of the week."""

_TITLECASED_MONTHS = frozenset("es fr it nl pl ru uk".split())
"""Languages whose stand-alone months begin with a capital in headings: CLDR's contextTransforms, which Babel lacks."""


def format_day(day: date, locale: Locale, pattern: str = "long", digits: Digits = "latn") -> str:
    """A day by a CLDR width (`long`), a skeleton (`yMMMd`), or a CLDR pattern (`d MMMM`, `d.M.y`, `''yy`).

    A pattern is what has anything but letters in it; letters alone are a width or a skeleton. Raises ValueError
    for a word that is neither and for a pattern that CLDR does not define or that asks for the time of day.
    """
    plain = day.date() if isinstance(day, datetime) else day
    return localise_digits(_apply(plain, locale, pattern), locale, digits)


def format_range(first: date, last: date, locale: Locale, digits: Digits = "latn") -> str:
    """The days from the first to the last, what they share said once: `6–7 Jul 2026`, `2026年7月6日至7日`."""
    return localise_digits(_apply_range(first, last, locale), locale, digits)


def format_month_title(year: int, month: int, locale: Locale, digits: Digits = "latn") -> str:
    """The title of a month's calendar (`ліпень 2017`), in the case that a sentence would have it in."""
    return format_day(date(year, month, 1), locale, "yMMMM", digits)


def capitalise_title(text: str, locale: Locale) -> str:
    """A month title as a heading: `Июль 2017 г.`, but `ліпень 2017`, each as its language has it."""
    return text[:1].title() + text[1:] if subtags(locale).language in _TITLECASED_MONTHS else text


def format_moment(moment: datetime, locale: Locale, width: DateWidth, zone: tzinfo, *, digits: Digits = "latn") -> str:
    """A day of that width with hours and minutes, in the zone; a moment that names no zone is the zone's own."""
    from babel.dates import format_time, get_datetime_format

    data = babel_locale(locale)
    local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    clock = format_time(local, "short", tzinfo=zone, locale=data)
    # The joining pattern is literal text around {0} and {1}, with CLDR's quotes.
    frame = str(get_datetime_format(width, locale=data)).replace("'", "")
    text = frame.replace("{0}", clock).replace("{1}", _apply(local.date(), locale, width))
    return localise_digits(text, locale, digits)


@cache
def _apply(day: date, locale: Locale, pattern: str) -> str:
    from babel.dates import format_date

    try:
        return format_date(day, _pattern(locale, pattern), locale=babel_locale(locale))
    except (AttributeError, KeyError) as error:
        raise ValueError(f"{pattern!r} is not a CLDR pattern of a day") from error


@cache
def _apply_range(first: date, last: date, locale: Locale) -> str:
    from babel.dates import format_interval

    if first == last:
        return _apply(first, locale, "yMMMd")
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
