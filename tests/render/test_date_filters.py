"""The filters `date` and `daterange`: a site's own dates in the edition's language."""

from __future__ import annotations

import datetime as dt

import pytest

from polypub.model.locale import Locale
from polypub.model.site import Edition
from polypub.render.date_filters import date_filters


def _edition(tag: str, digits: str = "latn") -> Edition:
    return Edition(Locale(tag), tag, tag, Locale(tag), digits=digits)


@pytest.mark.parametrize(
    ("tag", "expected"), [("en-GB", "6–7 Jul 2026"), ("zh-Hans", "2026年7月6日至7日"), ("be", "6–7 ліп 2026")]
)
def test_a_range_is_the_languages_own(tag: str, expected: str) -> None:
    """Two ISO texts of the front matter become one range."""
    assert date_filters(_edition(tag))["daterange"]("2026-07-06", "2026-07-07") == expected


def test_one_day_and_a_day_without_an_end() -> None:
    """Without an end, or with the same, a range is a day."""
    daterange = date_filters(_edition("en-GB"))["daterange"]

    assert daterange("2026-07-06") == daterange("2026-07-06", dt.date(2026, 7, 6)) == "6 Jul 2026"


def test_a_date_takes_a_pattern_and_the_editions_digits() -> None:
    """Widths and skeletons are CLDR's; moments count as their day."""
    date = date_filters(_edition("fa", "native"))["date"]

    assert date("2017-07-05", "MMMMd") == date(dt.datetime(2017, 7, 5, 12, 30), "MMMMd") == "۵ ژوئیه"


def test_what_is_no_date_is_shown() -> None:
    """A field that says `in autumn` stays as the author wrote it."""
    filters = date_filters(_edition("en-GB"))

    assert filters["date"]("in autumn") == "in autumn"
    assert filters["daterange"]("in autumn", "in winter") == "in autumn – in winter"
