"""When time alone changes an output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from polypub.pipeline.validity import valid_until

NOW = dt.datetime(2026, 5, 10, 22, 0, tzinfo=ZoneInfo("Europe/Minsk"))


@pytest.mark.parametrize(
    ("date", "until"),
    [
        (dt.date(2020, 1, 1), "2026-05-11 00:00"),
        (dt.date(2026, 5, 20), "2026-05-11 00:00"),
        (dt.datetime(2026, 5, 10, 23, 30, tzinfo=NOW.tzinfo), "2026-05-10 23:30"),
        (dt.datetime(2026, 5, 10, 20, 30, tzinfo=dt.UTC), "2026-05-10 23:30"),
        (dt.datetime(2026, 5, 8, 22, 15, tzinfo=NOW.tzinfo), "2026-05-10 22:15"),
        (dt.datetime(2026, 5, 8, 21, 15, tzinfo=NOW.tzinfo), "2026-05-11 00:00"),
    ],
)
def test_an_output_stays_true_until_the_next_moment_that_counts(date: dt.date, until: str) -> None:
    """An article to come, the end of its two days as news, else the end of the day in the site's time zone."""
    expected = dt.datetime.fromisoformat(until).replace(tzinfo=NOW.tzinfo)
    assert dt.datetime.fromtimestamp(float(valid_until([date], NOW)), NOW.tzinfo) == expected


def test_rendering_again_is_answered_at_once(make_site: Callable[..., Any]) -> None:
    """With the findings of the first time, and until anything changes: an article, a page that was taken away."""
    site = make_site()
    site.article("news/a.md", "Lakes", "See [nothing](nowhere.md).\n")
    first, second = site.child("render"), site.child("render")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "nowhere.md" in second.stderr
    assert " 0 rendered, 0 removed" in second.stderr
    records = list((site.root / ".polypub/replay").iterdir())
    assert len(records) == 1
    (site.root / "public/en/news/a/index.html").unlink()
    assert " 1 rendered, 0 removed" in site.child("render").stderr
    site.article("news/a.md", "Rivers", "See nothing.\n")
    assert "nowhere.md" not in site.child("render").stderr
    assert "Rivers" in site.page("en/news/a")
