"""Filters for dates and times: a site's own fields in the edition's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

import pytest

from polypub.model.locale import Locale
from polypub.model.site import Edition
from polypub.render.date_filters import date_filters

MINSK = dt.timezone(dt.timedelta(hours=3))
TODAY = dt.date(2017, 7, 5)


def _filters(tag: str, digits: Literal["latn", "native"] = "latn") -> dict[str, Callable[..., str]]:
    return date_filters(Edition(Locale(tag), tag, tag, Locale(tag), digits=digits), MINSK, lambda: TODAY)


@pytest.mark.parametrize(
    ("tag", "expected"), [("en-GB", "6–7 Jul 2026"), ("zh-Hans", "2026年7月6日至7日"), ("be", "6–7 ліп 2026")]
)
def test_a_range_is_the_languages_own(tag: str, expected: str) -> None:
    """Two ISO texts of the front matter become one range."""
    assert _filters(tag)["daterange"]("2026-07-06", "2026-07-07") == expected


def test_one_day_and_a_day_without_an_end() -> None:
    """Without an end, or with the same, a range is a day."""
    daterange = _filters("en-GB")["daterange"]

    assert daterange("2026-07-06") == daterange("2026-07-06", dt.date(2026, 7, 6)) == "6 Jul 2026"


def test_a_date_takes_a_pattern_and_the_editions_digits() -> None:
    """Widths and skeletons are CLDR's; moments count as their day."""
    date = _filters("fa", "native")["date"]

    assert date("2017-07-05", "MMMMd") == date(dt.datetime(2017, 7, 5, 12, 30), "MMMMd") == "۵ ژوئیه"


def test_what_is_no_date_is_shown() -> None:
    """A field that says `in autumn` stays as the author wrote it."""
    filters = _filters("en-GB")

    assert filters["date"]("in autumn") == "in autumn"
    assert filters["daterange"]("in autumn", "in winter") == "in autumn – in winter"


def test_a_moment_is_of_the_sites_day() -> None:
    """A moment that names its zone is shown by day and clock of the site's; one without is the site's own."""
    filters = _filters("en-GB")

    assert filters["date"]("2017-07-04T22:30Z") == filters["date"](dt.datetime(2017, 7, 4, 22, 30, tzinfo=dt.UTC))
    assert filters["date"]("2017-07-04T22:30Z") == "5 July 2017"
    assert filters["datetime"]("2017-07-04T22:30Z", "medium") == "5 Jul 2017, 01:30"
    assert filters["datetime"]("2017-07-04 22:30") == "4 July 2017, 22:30"
    assert filters["time"]("2017-07-04T22:30Z") == "01:30"


def test_a_day_has_no_midnight() -> None:
    """Of a day without a time, `datetime` shows the day, and `time` has nothing to say but the field itself."""
    filters = _filters("en-GB")

    assert filters["datetime"]("2017-07-05") == filters["datetime"](TODAY) == "5 July 2017"
    assert filters["time"]("2017-07-05") == "2017-07-05"
    assert filters["time"]("9:05") == "9:05"
    assert filters["time"]("09:05") == filters["time"](dt.time(9, 5)) == "09:05"


def test_relative_days() -> None:
    """A day is told from the day that it is, in words."""
    relative = _filters("ru")["relative"]

    assert [relative(f"2017-07-{day:02}") for day in (4, 5, 6, 10)] == ["вчера", "сегодня", "завтра", "через 5 дней"]
    assert relative("2017-07-04T22:30Z") == "сегодня"
    assert relative("летом") == "летом"


def test_only_relative_asks_for_the_day() -> None:
    """A page that shows dates alone does not depend on when it is made."""
    asked: list[str] = []

    def today() -> dt.date:
        asked.append("today")
        return TODAY

    filters = date_filters(Edition(Locale("be"), "be", "be", Locale("be")), MINSK, today)
    for name in ("date", "daterange", "datetime", "time"):
        filters[name]("2017-07-05T12:30+03:00")
    assert not asked
    filters["relative"]("2017-07-05")
    assert asked
