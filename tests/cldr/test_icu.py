"""Other calendars: the same days as other people count them, with expected strings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.dates import format_day, format_moment, format_range
from polypub.cldr.icu import calendar_day, has_icu, to_latin
from polypub.cldr.numbers import Calendar
from polypub.errors import UsageError
from polypub.model.locale import Locale

NATIVE = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))["icu_native"]
DAY = date(2017, 7, 5)
FA, TH, JA = map(Locale, ("fa", "th", "ja"))
Require = Callable[[bool, str], None]


@pytest.fixture(autouse=True)
def _icu(request: pytest.FixtureRequest, require: Require) -> None:
    if "without" not in request.node.name:
        require(has_icu(), "icu is not installed")


@pytest.mark.parametrize("column", ["short", "medium", "long", "full", "yMMMM"])
def test_persian_dates_of_the_reference_table(column: str) -> None:
    """Widths and skeletons of the Persian calendar, with the language's digits."""
    assert format_day(DAY, FA, column, "native", calendar="persian") == NATIVE["fa"][column]


@pytest.mark.parametrize("column", ["short", "medium", "long", "full", "yMMMM"])
def test_thai_dates_of_the_reference_table(column: str) -> None:
    """Widths and skeletons of the Buddhist calendar."""
    assert format_day(DAY, TH, column, calendar="buddhist") == NATIVE["th"][column]


@pytest.mark.parametrize(
    ("tag", "calendar", "pattern", "expected"),
    [
        ("fa", "persian", "long", "14 تیر 1396"),
        ("fa", "persian", "MMMMd", "14 تیر"),
        ("fa", "persian", "d MMMM", "14 تیر"),
        ("th", "buddhist", "long", "5 กรกฎาคม 2560"),
        ("ja", "japanese", "long", "平成29年7月5日"),
        ("ja", "japanese", "yMMMd", "平成29年7月5日"),
        ("ja", "japanese", "full", "平成29年7月5日水曜日"),
        ("en", "japanese", "long", "July 5, 29 Heisei"),
    ],
)
def test_calendars(tag: str, calendar: Calendar, pattern: str, expected: str) -> None:
    """5 July 2017, as it is written where the calendar is used."""
    assert format_day(DAY, Locale(tag), pattern, calendar=calendar) == expected


def test_ranges_and_moments() -> None:
    """A range says once what its days share, and a moment has its clock after the day of the zone."""
    assert format_range(DAY, date(2017, 7, 8), FA, "native", calendar="persian") == "۱۴ تا ۱۷ تیر ۱۳۹۶"
    assert format_range(DAY, DAY, TH, calendar="buddhist") == "5 ก.ค. 2560"
    evening = datetime(2017, 7, 4, 22, 30, tzinfo=UTC)
    text = format_moment(evening, FA, "long", timezone(timedelta(hours=3)), digits="native", calendar="persian")
    assert text == "۱۴ تیر ۱۳۹۶، ساعت ۱:۳۰"


@pytest.mark.parametrize("pattern", ["longg", "HH:mm", "d MMMM o'clock"])
def test_wrong_patterns_are_errors_in_every_calendar(pattern: str) -> None:
    """What is no pattern of a day is refused, as it is in the Gregorian calendar."""
    with pytest.raises(ValueError, match=r"CLDR|quotation"):
        format_day(DAY, FA, pattern, calendar="persian")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_the_buddhist_year_is_543_ahead(day: date) -> None:
    """Days and months are those of the Gregorian calendar."""
    assert format_day(day, TH, "d/M/y", calendar="buddhist") == f"{day.day}/{day.month}/{day.year + 543}"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 30)))
def test_every_day_has_a_morrow(day: date) -> None:
    """The Persian day grows by one from one day to the next, or begins a month anew."""
    today, morrow = (int(calendar_day(some, FA, "d d", "persian").split()[0]) for some in (day, day + timedelta(1)))
    assert morrow == today + 1 or (today >= 29 and morrow == 1)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tehran"])
def test_the_machines_time_zone_does_not_matter(zone: str) -> None:
    """A day is the same day wherever the site is built."""
    code = (
        "from datetime import date; from polypub.cldr.icu import calendar_day, calendar_range; "
        "from polypub.model.locale import Locale; day = date(2017, 7, 5); "
        "days = calendar_range(day, date(2017, 7, 6), Locale('th'), 'buddhist'); "
        "print(ascii(calendar_day(day, Locale('en'), 'd MMM', 'persian') + days))"
    )
    environment = {**os.environ, "TZ": zone}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ascii("14 Tir5–6 ก.ค. 2560")


def test_transforms_to_latin() -> None:
    """Any script becomes ASCII letters."""
    assert to_latin("Мірскі замак, 北京") == "Mirski zamak, bei jing"


def test_without_icu_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A calendar that is not there is an error with the remedy."""
    monkeypatch.setitem(sys.modules, "icu", None)
    with pytest.raises(UsageError, match=r"polypub\[icu\]"):
        format_range(DAY, date(2017, 7, 9), JA, calendar="japanese")
