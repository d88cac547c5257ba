"""Days and moments, as machines are told of them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from polypub.render.moments import as_datetime, iso, newest_moment

MINSK = ZoneInfo("Europe/Minsk")
DAY = dt.date(2026, 5, 2)
EVENING_BEFORE = dt.datetime(2026, 5, 1, 22, 30, tzinfo=dt.UTC)
"""In Minsk it is half past one of the next day."""


def test_a_day_begins_at_midnight_of_its_zone() -> None:
    """Only where a moment is needed; written for machines it stays a day."""
    assert as_datetime(DAY, MINSK).isoformat() == "2026-05-02T00:00:00+03:00"
    assert as_datetime(EVENING_BEFORE, MINSK) is EVENING_BEFORE
    assert (iso(DAY), iso(EVENING_BEFORE.replace(microsecond=7))) == ("2026-05-02", "2026-05-01T22:30:00+00:00")


def test_the_newest_keeps_its_form() -> None:
    """A day and a moment are compared in the site's zone; what is missing does not count."""
    assert newest_moment([DAY, None, EVENING_BEFORE], MINSK) is EVENING_BEFORE
    assert newest_moment([DAY, EVENING_BEFORE], dt.UTC) is DAY
    assert newest_moment([None], MINSK) is None


@given(
    st.lists(
        st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))
        | st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC)),
        min_size=1,
    )
)
def test_nothing_is_newer_than_the_newest(moments: list[dt.date | dt.datetime]) -> None:
    """Whatever their order."""
    newest = newest_moment(moments, MINSK)
    assert newest is not None
    assert newest == newest_moment(reversed(moments), MINSK)
    assert all(as_datetime(moment, MINSK) <= as_datetime(newest, MINSK) for moment in moments)
