"""What `polypub render --review` does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from polypub.cli.console import counted
from polypub.cli.context import Run, choose_editions


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    folder: Path
    locales: list[str] | None
    is_forced: bool
    others: Mapping[str, object]
    """Options that say nothing of a bundle, by name, with what was given."""


def make_bundle(run: Run, request: Request) -> int:
    """Write the bundle; the exit code."""
    from polypub.errors import Problem, UsageError
    from polypub.pipeline.review_bundle import BundleOptions, write_bundle

    given = [name for name, value in request.others.items() if value]
    if given:
        hint = "Run it once with --review, and once without."
        raise UsageError(Problem(f"--review writes pages of its own, without {' and '.join(given)}", hint=hint))
    project, progress = run.project(), run.console.progress("page")
    editions = choose_editions(project, request.locales) if request.locales else ()
    folder = request.folder.absolute()
    try:
        report = write_bundle(
            project, BundleOptions(folder, run.moment(project), editions, request.is_forced), progress
        )
    finally:
        progress.close()
    names = ", ".join(f"{locale} {count:,}" for locale, count in report.pages.items())
    run.console.problems(report.problems)
    run.console.say(f"{counted(sum(report.pages.values()), 'page')} to review ({names}). {folder / 'index.html'}")
    return 1 if report.problems else 0
