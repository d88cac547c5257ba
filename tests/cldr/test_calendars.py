"""Weeks and month grids."""

from __future__ import annotations

import calendar
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.calendars import first_weekday, month_grid, weekday_row, weekend
from polypub.cldr.tags import known_locales
from polypub.model.locale import Locale

EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))["babel"]


@pytest.mark.parametrize("tag", EXPECTED)
def test_week_of_the_reference_table(tag: str) -> None:
    """The first day, the weekend and the header rows in every width are those of the reference table."""
    row, locale = EXPECTED[tag], Locale(tag)
    first = first_weekday(locale)
    assert first == row["first_week_day"]
    start, end = row["weekend"]
    assert weekend(locale) == frozenset({start, end})
    for width in ("short", "abbreviated", "narrow", "wide"):
        assert list(weekday_row(locale, first, width)) == row[f"week_{width}"]


@pytest.mark.parametrize("tag", EXPECTED)
def test_grid_of_the_reference_table(tag: str) -> None:
    """July 2017 has the rows of the reference table."""
    assert [list(week) for week in month_grid(2017, 7, first_weekday(Locale(tag)))] == EXPECTED[tag]["grid_2017_07"]


@pytest.mark.parametrize("tag", EXPECTED)
def test_babels_own_first_day(tag: str) -> None:
    """The table's raw column is what Babel says without a territory: the reason to fill it in."""
    assert babel_locale(Locale(tag)).first_week_day == EXPECTED[tag]["first_week_day_babel_raw"]


@pytest.mark.parametrize(
    ("tag", "first"),
    [("en", 6), ("pt", 6), ("ar", 5), ("hi", 6), ("ko", 6), ("zh-Hant", 6), ("ne", 6), ("ur", 6), ("am", 6), ("my", 6),
     ("id", 6), ("ta", 6), ("fa", 5), ("he", 6), ("th", 6), ("ja", 6), ("bn", 6), ("mr", 6), ("eo", 0), ("be-PL", 0),
     ("pt-AO", 0), ("ru", 0)],
)  # fmt: skip
def test_bare_languages_have_their_likely_territorys_week(tag: str, first: int) -> None:
    """A language without a territory counts as the likely one does, and a country never as its former ruler."""
    assert first_weekday(Locale(tag)) == first


@pytest.mark.parametrize(("tag", "days"), [("ar", {4, 5}), ("hi", {6}), ("ta", {6}), ("fa", {4}), ("de", {5, 6})])
def test_weekends(tag: str, days: set[int]) -> None:
    """Weekends are the territory's."""
    assert weekend(Locale(tag)) == days


@given(st.integers(1, 9998), st.integers(1, 12), st.integers(0, 6))
def test_every_grid_is_the_month(year: int, month: int, first: int) -> None:
    """Rows have seven columns, each day stands once and in the column of its weekday, no row is blank."""
    grid = month_grid(year, month, first)
    length = calendar.monthrange(year, month)[1]
    assert [day for week in grid for day in week if day] == list(range(1, length + 1))
    assert all(len(week) == 7 and any(week) for week in grid)
    for week in grid:
        for column, day in enumerate(week):
            assert not day or calendar.weekday(year, month, day) == (first + column) % 7


@given(st.sampled_from(known_locales()), st.integers(0, 6))
def test_every_locale_has_a_week(locale: Locale, first: int) -> None:
    """Rows have seven names and turn with their first column; weekends are one to three days."""
    row = weekday_row(locale, first, "wide")
    assert (*row[-first % 7 :], *row[: -first % 7]) == weekday_row(locale, 0, "wide")
    assert all(row)
    assert 0 <= first_weekday(locale) <= 6
    assert 1 <= len(weekend(locale)) <= 3
