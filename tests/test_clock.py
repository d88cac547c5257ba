"""The clock is read once, and can be told what time it is."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from polypub.clock import read_now
from polypub.errors import UsageError

MINSK = ZoneInfo("Europe/Minsk")


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2017-07-05", "2017-07-05T00:00:00+03:00"),
        ("2017-07-05T12:30", "2017-07-05T12:30:00+03:00"),
        ("2017-07-05T23:30+00:00", "2017-07-06T02:30:00+03:00"),
        ("2017-07-05T12:30Z", "2017-07-05T15:30:00+03:00"),
    ],
)
def test_a_given_moment(given: str, expected: str) -> None:
    """`--now` is in the site's time zone unless it says which it is in."""
    assert read_now(given, MINSK).isoformat() == expected


def test_the_epoch_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """`SOURCE_DATE_EPOCH` counts in seconds since 1970; `--now` goes before it; an empty one is none."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert read_now(None, MINSK).isoformat() == "1970-01-02T03:00:00+03:00"
    assert read_now("2017-07-05", MINSK).year == 2017
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert read_now(None, MINSK).year > 2000


@pytest.mark.parametrize("given", ["", None])
def test_the_clock_itself(given: str | None) -> None:
    """Without either it is now, in the site's time zone."""
    before = dt.datetime.now(dt.UTC)
    now = read_now(given, MINSK)
    assert before <= now <= dt.datetime.now(dt.UTC)
    assert now.utcoffset() == dt.timedelta(hours=3)


@pytest.mark.parametrize("given", ["today", "2017-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "١"])
def test_no_moment(given: str) -> None:
    """What is no moment, or none that calendars have, is wrong use."""
    with pytest.raises(UsageError, match="is not a moment"):
        read_now(given, MINSK)


@pytest.mark.parametrize("epoch", ["now", "-1", "1.5", "٣", "999999999999", " 1"])
def test_no_epoch(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong `SOURCE_DATE_EPOCH` is told, not ignored."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        read_now(None, MINSK)
