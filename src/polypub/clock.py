"""The one place that reads the clock; everything else is told what time it is."""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

from polypub.errors import Problem, UsageError


def is_fixed(given: str | None) -> bool:
    """Whether the moment of a run is given: the same command then means the same moment."""
    return bool(given or os.environ.get("SOURCE_DATE_EPOCH"))


def read_now(given: str | None, zone: ZoneInfo) -> dt.datetime:
    """The moment of a run, aware, in the site's time zone: `--now`, else `SOURCE_DATE_EPOCH`, else the clock's.

    `given` is ISO 8601; without an offset it is in the site's time zone. Raises UsageError when it is not.
    """
    if given:
        try:
            moment = dt.datetime.fromisoformat(given)
            return moment.replace(tzinfo=moment.tzinfo or zone).astimezone(zone)
        except (ValueError, OverflowError):
            hint = "Write it as 2017-07-05 or 2017-07-05T12:30+03:00."
            raise UsageError(Problem(f"`{given}` is not a moment", hint=hint)) from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not epoch.isascii() or not epoch.isdigit() or len(epoch) > 11:
            raise UsageError(
                Problem(f"SOURCE_DATE_EPOCH is `{epoch}`", hint="Set it to seconds since 1970, or unset it.")
            )
        return dt.datetime.fromtimestamp(int(epoch), zone)
    return dt.datetime.now(zone)
