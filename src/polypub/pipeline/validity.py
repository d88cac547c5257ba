"""How long an output stays what it is: what it was made from, and the moment at which time alone changes it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from polypub.config.project import Project
from polypub.render.sitemaps import NEWS_DAYS
from polypub.replay import Watch


def watch_site(project: Project) -> Watch:
    """A watch over all that rendering reads; it is asked before anything is read."""
    root = project.root
    folders = (project.content, project.templates, project.static, project.locales, root / "polypub.toml")
    theme = (project.theme_root / name for name in ("templates", "static/theme", "locales"))
    places = dict.fromkeys((*folders, root / "pyproject.toml", *theme))
    return Watch(str(root), (_shown(path, root) for path in places))


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def valid_until(dates: Iterable[dt.date | dt.datetime], now: dt.datetime) -> str:
    """The next moment at which time alone changes a page, in seconds since 1970.

    An article dated later comes out, one is no news any more, a day is over, and with it the grace of a previous
    translation.
    """
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), now.tzinfo)
    moments = (moment for date in dates for moment in _moments(date, now) if moment > now)
    return str(min((midnight, *moments)).timestamp())


def _moments(date: dt.date | dt.datetime, now: dt.datetime) -> Iterator[dt.datetime]:
    moment = date if isinstance(date, dt.datetime) else dt.datetime.combine(date, dt.time(), now.tzinfo)
    yield moment
    yield moment + NEWS_DAYS


def find_folders(output: Path) -> Iterator[str]:
    """Every folder of an output."""
    return (folder for folder, _, _ in os.walk(output))
