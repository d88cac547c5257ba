"""Numbers, percentages and digits as a locale writes them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from polypub.cldr.babel_locale import babel_locale
from polypub.model.locale import Locale

Digits = Literal["latn", "native"]
"""An edition's digits: Latin ones, or those of its own script where it has some."""

Calendar = Literal["gregorian", "persian", "buddhist", "japanese"]
"""How an edition counts days."""

_ZERO = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "gujr": 0x0AE6,
    "guru": 0x0A66,
    "hmnp": 0x1E140,
    "java": 0xA9D0,
    "khmr": 0x17E0,
    "knda": 0x0CE6,
    "laoo": 0x0ED0,
    "mlym": 0x0D66,
    "mong": 0x1810,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "orya": 0x0B66,
    "tamldec": 0x0BE6,
    "telu": 0x0C66,
    "thai": 0x0E50,
    "tibt": 0x0F20,
    "vaii": 0xA620,
}
"""Where the ten digits of a CLDR numbering system begin in Unicode; Chinese numerals are words, and not here."""


@cache
def native_numbering(locale: Locale) -> str:
    """The numbering system of the locale's own digits: CLDR's default, else its native one, else `latn`."""
    data = babel_locale(locale)
    candidates = (data.default_numbering_system, data.other_numbering_systems.get("native", "latn"))
    return next((system for system in candidates if system in _ZERO), "latn")


def localise_digits(text: str, locale: Locale, digits: Digits) -> str:
    """The text with its ASCII digits in the locale's own; unchanged for Latin digits."""
    return text if digits == "latn" else text.translate(_digit_table(locale))


@cache
def _digit_table(locale: Locale) -> dict[int, int]:
    zero = _ZERO.get(native_numbering(locale), ord("0"))
    return {ord("0") + digit: zero + digit for digit in range(10)}


@cache
def _symbols(locale: Locale, digits: Digits) -> str:
    """The numbering system whose separators go with the digits, as far as the locale has them."""
    system = "latn" if digits == "latn" else native_numbering(locale)
    known = babel_locale(locale).number_symbols
    return next((name for name in (system, "latn") if name in known), "default")


def format_number(number: float | Decimal, locale: Locale, digits: Digits = "latn") -> str:
    """A number with the locale's grouping and decimal sign (`1 234,5`)."""
    from babel.numbers import format_decimal

    data = babel_locale(locale)
    text = format_decimal(number, locale=data, numbering_system=_symbols(locale, digits))
    return localise_digits(text, locale, digits)


@lru_cache(maxsize=4096)
def format_percent(share: float | Decimal, locale: Locale, digits: Digits = "latn") -> str:
    """A share of 1 as whole percents, with the locale's sign and spacing (`88 %` for 0.875)."""
    from babel import numbers

    data, system = babel_locale(locale), _symbols(locale, digits)
    text = numbers.format_percent(share, locale=data, numbering_system=system)
    # Babel leaves the pattern's own sign, where Arabic has `٪` and marks of direction.
    sign = data.number_symbols.get(system, {}).get("percentSign", "%")
    return localise_digits(text.replace("%", sign), locale, digits)
