"""`polypub render`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from polypub.cli.context import Run, choose_editions


def render(
    context: typer.Context,
    locales: Annotated[list[str] | None, typer.Argument(metavar="[LOCALE]...", help="Editions; all if none.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder to write to; default: public.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 for one per core.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Write every page anew, over files of others too.")] = False,
) -> int:
    """Write one complete edition of the site per language.

    Example: polypub render be ar --output public
    """
    from polypub.pipeline.render import RenderOptions, render_project

    run: Run = context.obj
    project = run.project()
    editions = choose_editions(project, locales) if locales else ()
    folder = (output or project.output).absolute()
    options = RenderOptions(folder, run.moment(project), editions, jobs, force)
    progress = run.console.progress("page")
    try:
        report = render_project(project, options, progress)
    finally:
        progress.close()
    run.console.findings(report.findings)
    run.console.problems(report.problems)
    names = ", ".join(f"{locale} {count}" for locale, count in report.editions.items())
    run.console.say(f"{report.pages} pages ({names}): {report.rendered} rendered, {report.removed} removed. {folder}")
    return 1 if report.problems else 0
