"""Numbers, percentages and digits."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr import numbers
from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.numbers import format_number, format_percent, localise_digits, native_numbering
from polypub.cldr.tags import known_locales
from polypub.model.locale import Locale

EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))["babel"]


@pytest.mark.parametrize("tag", EXPECTED)
def test_numbering_of_the_reference_table(tag: str) -> None:
    """CLDR's default numbering is the table's, and is the native one where it isn't Latin."""
    system = EXPECTED[tag]["numbering"]
    assert babel_locale(Locale(tag)).default_numbering_system == system
    assert system in ("latn", native_numbering(Locale(tag)))


@pytest.mark.parametrize("system", numbers._ZERO)
def test_digits_are_unicodes(system: str) -> None:
    """Each numbering system begins at a digit zero and goes on to nine."""
    assert [unicodedata.digit(chr(numbers._ZERO[system] + n)) for n in range(10)] == list(range(10))


@pytest.mark.parametrize(
    ("tag", "text"),
    [("ar", "٥/٧/٢٠١٧"), ("fa", "۵/۷/۲۰۱۷"), ("bn", "৫/৭/২০১৭"), ("mr", "५/७/२०१७"), ("my", "၅/၇/၂၀၁၇"),
     ("th", "๕/๗/๒๐๑๗"),
     ("be", "5/7/2017"), ("zh-Hans", "5/7/2017")],
)  # fmt: skip
def test_native_digits(tag: str, text: str) -> None:
    """Native digits replace ASCII ones; a locale without any keeps them, Chinese too, whose numerals are words."""
    assert localise_digits("5/7/2017", Locale(tag), "native") == text
    assert localise_digits("5/7/2017", Locale(tag), "latn") == "5/7/2017"


@pytest.mark.parametrize(
    ("tag", "digits", "number", "percent"),
    [
        ("en", "latn", "1,234,567.5", "88%"),
        ("de", "latn", "1.234.567,5", "88\u00a0%"),
        ("be", "latn", "1\u00a0234\u00a0567,5", "88\u00a0%"),
        ("fr", "latn", "1\u202f234\u202f567,5", "88\u00a0%"),
        ("hi", "native", "१२,३४,५६७.५", "८८%"),
        ("ar-EG", "native", "١٬٢٣٤٬٥٦٧٫٥", "٨٨٪\u061c"),
        ("fa", "native", "۱٬۲۳۴٬۵۶۷٫۵", "۸۸٪"),
        ("fa", "latn", "1,234,567.5", "88%"),
    ],
)
def test_numbers(tag: str, digits: numbers.Digits, number: str, percent: str) -> None:
    """Separators and signs go with the digits."""
    assert format_number(1234567.5, Locale(tag), digits) == number
    assert format_percent(0.875, Locale(tag), digits) == percent


@given(st.sampled_from(known_locales()), st.integers(0, 10**12))
def test_every_locale_writes_every_number(locale: Locale, number: int) -> None:
    """A number's digits, read back, are the number, in both kinds of digits."""
    for digits in ("latn", "native"):
        text = format_number(number, locale, digits)
        assert int("".join(str(unicodedata.digit(char)) for char in text if char.isdecimal())) == number
