"""Dates against the reference table, in any order of locales, and the ways to ask for one."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr import dates
from polypub.cldr.babel_locale import babel_locale, resolved_data
from polypub.cldr.dates import (
    capitalise_title,
    format_clock,
    format_day,
    format_moment,
    format_month_title,
    format_range,
)
from polypub.cldr.tags import known_locales
from polypub.model.locale import Locale

TABLE = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))
EXPECTED: dict[str, dict[str, Any]] = TABLE["babel"]
DAY = date(2017, 7, 5)
EN, BE, RU, AR, FA = map(Locale, ("en", "be", "ru", "ar-EG", "fa"))
SHUFFLED = [random.Random(seed).sample(list(EXPECTED), len(EXPECTED)) for seed in range(3)]  # no secret
ORDERS = [list(EXPECTED), list(reversed(EXPECTED)), *SHUFFLED]


def written(tag: str) -> dict[str, str]:
    """The columns of the reference table that are dates."""
    locale = Locale(tag)
    row = {width: format_day(DAY, locale, width) for width in ("short", "medium", "long", "full")}
    row |= {"yMMMM": format_month_title(2017, 7, locale), "MMMMd": format_day(DAY, locale, "MMMMd")}
    names = babel_locale(locale).months
    row |= {"month_standalone": names["stand-alone"]["wide"][7], "month_format": names["format"]["wide"][7]}
    return row | {"LLLL_y_wrong_for_titles": format_day(DAY, locale, "LLLL y")}


@pytest.mark.parametrize("order", ORDERS, ids=["table", "reverse", "seed 0", "seed 1", "seed 2"])
def test_dates_of_the_reference_table(order: list[str]) -> None:
    """Widths, month titles and datelines are CLDR's to the code point, whatever was formatted before."""
    for cached in (babel_locale, resolved_data, dates._apply, dates._pattern):
        cached.cache_clear()
    assert {tag: written(tag) for tag in order} == {
        tag: {column: EXPECTED[tag][column] for column in written(tag)} for tag in order
    }


@pytest.mark.parametrize("width", ["short", "medium", "long"])
def test_native_digits_are_those_of_icu(width: str) -> None:
    """An Egyptian date in native digits is what ICU writes."""
    assert format_day(DAY, AR, width, "native") == TABLE["icu_native"]["ar-EG"][width]


def test_native_month_titles() -> None:
    """The year of a title has native digits too."""
    assert format_month_title(2017, 7, FA, "native") == TABLE["icu_native"]["fa"]["yMMMM_gregory"]


@pytest.mark.parametrize(
    ("locale", "pattern", "expected"),
    [
        ("en", "yMMMd", "Jul 5, 2017"),
        ("en", "yMMMMd", "July 5, 2017"),
        ("en", "yMMMMEEEEd", "Wednesday, July 5, 2017"),
        ("es", "yMMMMd", "5 de julio de 2017"),
        ("be", "LLLL", "ліпень"),
        ("be", "MMMM", "ліпень"),
        ("be", "EEEE", "серада"),
        ("cs", "MMMMd", "5. července"),
        ("en", "d MMMM y", "5 July 2017"),
        ("en", "d.M.y", "5.7.2017"),
        ("en", "'y'd", "y5"),
        ("ja", "y年M月d日", "2017年7月5日"),
    ],
)
def test_patterns(locale: str, pattern: str, expected: str) -> None:
    """Letters alone are a skeleton, widened to the names it asks for; anything else is a pattern."""
    assert format_day(DAY, Locale(locale), pattern) == expected


@pytest.mark.parametrize("pattern", ["longg", "b", "HH:mm", "Hm", "d MMMM o'clock", "EEEEEEEE"])
def test_wrong_patterns_are_errors(pattern: str) -> None:
    """What is no width, skeleton or pattern of a day is refused, naming it."""
    with pytest.raises(ValueError, match=r"CLDR|quotation|length"):
        format_day(DAY, EN, pattern)


def test_a_moment_counts_as_its_day() -> None:
    """The day of a datetime is formatted as that day."""
    assert format_day(datetime(2017, 7, 5, 23, 59), EN) == "July 5, 2017"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ru", "Июль 2017\u202fг."),
        ("pl", "Lipiec 2017"),
        ("uk", "Липень 2017\u202fр."),
        ("fr", "Juillet 2017"),
        ("es", "Julio de 2017"),
        ("be", "ліпень 2017"),
        ("cs", "červenec 2017"),
        ("pt-BR", "julho de 2017"),
        ("de", "Juli 2017"),
        ("en-GB", "July 2017"),
        ("ja", "2017年7月"),
    ],
)
def test_month_titles_as_headings(tag: str, expected: str) -> None:
    """A heading has a capital where its language gives stand-alone months one, and only there."""
    assert capitalise_title(format_month_title(2017, 7, Locale(tag)), Locale(tag)) == expected


def test_empty_title_stays_empty() -> None:
    """Capitalising nothing gives nothing."""
    assert capitalise_title("", RU) == ""


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en-GB", "5 July 2017, 15:30"),
        ("en-US", "July 5, 2017, 3:30\u202fPM"),
        ("be", "5 ліпеня 2017\u202fг., 15:30"),
        ("fa", "5 ژوئیهٔ 2017، ساعت 15:30"),
        ("zh-Hans", "2017年7月5日 15:30"),
    ],
)
def test_moments_in_the_zone(tag: str, expected: str) -> None:
    """A moment shows the zone's day and its hours and minutes, without seconds, joined as CLDR joins them."""
    moment = datetime(2017, 7, 5, 12, 30, tzinfo=UTC)
    assert format_moment(moment, Locale(tag), "long", timezone(timedelta(hours=3))) == expected


def test_moment_over_midnight() -> None:
    """The day is the zone's, which may be the next one."""
    text = format_moment(datetime(2017, 7, 4, 22, 0, tzinfo=UTC), Locale("de"), "short", timezone(timedelta(hours=3)))
    assert text == "05.07.17, 01:00"


def test_moment_without_zone_is_local() -> None:
    """A moment that names no zone is taken as the zone's own time."""
    text = format_moment(datetime(2017, 7, 5, 12, 30), AR, "short", UTC, digits="native")
    assert "١٢:٣٠" in text


@given(st.sampled_from(known_locales()), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_every_locale_writes_every_day(locale: Locale, day: date) -> None:
    """No locale fails on a day, its long form tells the year, and digits are a matter of spelling alone."""
    latin, native = format_day(day, locale), format_day(day, locale, digits="native")
    assert str(day.year) in latin
    assert len(native) == len(latin)


@pytest.mark.parametrize(
    ("tag", "one_month", "two_months", "two_years"),
    [
        ("en-GB", "6–7 Jul 2026", "30 Jul\u2009–\u20092 Aug 2026", "30 Dec 2026\u2009–\u20092 Jan 2027"),
        ("ru", "6–7 июл. 2026\u202fг.", "30 июл. – 2 авг. 2026\u202fг.", "30 дек. 2026\u202fг. – 2 янв. 2027\u202fг."),
        ("pl", "6–7 lip 2026", "30 lip–2 sie 2026", "30 gru 2026–2 sty 2027"),
        ("zh-Hans", "2026年7月6日至7日", "2026年7月30日至8月2日", "2026年12月30日至2027年1月2日"),
        ("ar", "6–7 يوليو 2026", "30 يوليو – 2 أغسطس 2026", "30 ديسمبر 2026 – 2 يناير 2027"),
    ],
)
def test_a_range_says_once_what_its_days_share(tag: str, one_month: str, two_months: str, two_years: str) -> None:
    """Month and year stand once where both days have them, in the locale's order."""
    ranges = [((2026, 7, 6), (2026, 7, 7)), ((2026, 7, 30), (2026, 8, 2)), ((2026, 12, 30), (2027, 1, 2))]

    assert [one_month, two_months, two_years] == [
        format_range(date(*first), date(*last), Locale(tag)) for first, last in ranges
    ]


def test_a_range_of_one_day_is_that_day() -> None:
    """An event of a single day has no dash."""
    assert format_range(DAY, DAY, Locale("en-GB")) == "5 Jul 2017"
    assert format_range(DAY, date(2017, 7, 6), Locale("fa"), "native") == "۵ تا ۶ ژوئیه ۲۰۱۷"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en-GB", "15:30"),
        ("en-US", "3:30\u202fPM"),
        ("be", "15:30"),
        ("fi", "15.30"),
        ("ar-EG", "٣:٣٠ م"),
        ("hi", "३:३० pm"),
        ("zh-Hant", "下午3:30"),
    ],
)
def test_the_time_of_day_by_the_locales_clock(tag: str, expected: str) -> None:
    """Twelve or twenty-four hours, as the territory counts; a moment is shown in the zone, a time as it is."""
    zone = timezone(timedelta(hours=3))
    moment = datetime(2017, 7, 5, 12, 30, tzinfo=UTC)
    assert format_clock(moment, Locale(tag), zone, "native") == expected
    assert format_clock(time(15, 30), Locale(tag), zone, "native") == expected
