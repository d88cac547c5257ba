"""What every command is given: the site, the moment, and how much to say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from polypub.cli.console import Console
from polypub.model.locale import Locale

if TYPE_CHECKING:
    from polypub.config import Project


@dataclass(frozen=True, slots=True)
class Run:
    """The global options."""

    folder: Path
    now: str | None
    console: Console
    arguments: tuple[str, ...] = ()
    """The whole command line, as it was typed."""

    def project(self) -> Project:
        """The project in the folder or the nearest one above it."""
        from polypub.config import find_project, load_project

        return load_project(find_project(self.folder))

    def moment(self, project: Project) -> dt.datetime:
        """The moment of this run, in the site's time zone."""
        from polypub.clock import read_now

        return read_now(self.now, project.timezone)

    def moment_anywhere(self) -> dt.datetime:
        """The moment of a run without a site, in UTC."""
        from zoneinfo import ZoneInfo

        from polypub.clock import read_now

        return read_now(self.now, ZoneInfo("UTC"))


def choose_editions(project: Project, names: list[str] | None) -> tuple[Locale, ...]:
    """The editions that were named, in any spelling; all when none was. UsageError for one the site does not have."""
    from polypub.cldr.tags import parse_locale
    from polypub.errors import Problem, UsageError

    if not names:
        return tuple(edition.locale for edition in project.editions)
    chosen = tuple(dict.fromkeys(map(parse_locale, names)))
    missing = [locale for locale in chosen if project.edition(locale) is None]
    if missing:
        known = ", ".join(f"`{edition.locale}`" for edition in project.editions)
        raise UsageError([Problem(f"the site has no edition `{name}`", hint=f"It has {known}.") for name in missing])
    return chosen
