"""When things happened, for machines: days stay days, and what needs a moment gets midnight in the site's time zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

Moment = dt.date | dt.datetime
"""A day, or an aware moment: as the author wrote it."""


def as_datetime(moment: Moment, zone: dt.tzinfo | None) -> dt.datetime:
    """The moment; of a day, its midnight in the zone."""
    return moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time.min, zone)


def newest_moment(moments: Iterable[Moment | None], zone: dt.tzinfo | None) -> Moment | None:
    """The latest of those that are there, a moment before a day that begins with it; None for none."""
    found = list(filter(None, moments))
    if len(found) < 2:
        return found[0] if found else None
    return max(
        found,
        key=lambda moment: (as_datetime(moment, zone), isinstance(moment, dt.datetime)),
    )


def iso(moment: Moment) -> str:
    """ISO 8601, to the second; a day stays a day."""
    return moment.isoformat(timespec="seconds") if isinstance(moment, dt.datetime) else moment.isoformat()
