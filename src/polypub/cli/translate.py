"""`polypub translate`."""

from __future__ import annotations

from typing import Annotated

import typer

from polypub.cli.context import Run, choose_editions


def translate(
    context: typer.Context,
    locales: Annotated[list[str] | None, typer.Argument(metavar="[LOCALE]...", help="Editions; all if none.")] = None,
    engine: Annotated[str | None, typer.Option(help="The engine; default: the one the site names.")] = None,
    only: Annotated[str, typer.Option(help="Only domains that match, such as 'content/news/*'.")] = "*",
) -> int:
    """Draft what nobody has translated, marked for a person to review.

    Example: polypub translate ar --engine pseudo
    """
    from polypub.pipeline.catalogs import Changes
    from polypub.pipeline.translate import TranslateOptions, translate_project

    run: Run = context.obj
    project = run.project()
    changes = Changes(project.root)
    options = TranslateOptions(run.moment(project), engine, only)
    report = translate_project(project, choose_editions(project, locales), options, changes)
    run.console.findings(report.refused)
    for locale, count in report.written.items():
        run.console.result(f"{locale}: {count} drafts by {report.engines[locale]}")
    changes.raise_problems()
    return 1 if report.refused else 0
