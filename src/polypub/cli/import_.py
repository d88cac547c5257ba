"""`polypub import`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from polypub.cli.context import Run, choose_editions
from polypub.cli.importing import tell_import

_Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Translated documents, PO files, or folders.")]
_Source = Annotated[Path | None, typer.Option(help="The article that the one document translates; default: found.")]
_Unused = Annotated[Path | None, typer.Option(help="Write the messages of PO files that translate nothing here.")]


def import_command(
    context: typer.Context,
    locale: Annotated[str, typer.Argument(metavar="LOCALE", help="The edition that the texts are in.")],
    files: _Files,
    source: _Source = None,
    unused: _Unused = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be filled; write nothing.")] = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="For people, or for scripts.")] = "text",
) -> int:
    """Take over translations that exist: documents that people translated, or other tools' PO files.

    Example: polypub import ru old-site/posts --dry-run
    """
    from polypub.pipeline.bring_in import ImportOptions, import_translations
    from polypub.pipeline.catalogs import Changes
    from polypub.pipeline.own_files import refuse_own

    run: Run = context.obj
    project = run.project()
    changes = Changes(project.root, is_dry=dry_run)
    if unused:
        refuse_own(project, unused)
    options = ImportOptions(now=run.moment(project), source=source, unused=unused)
    progress = run.console.progress("file")
    try:
        (edition,) = choose_editions(project, [locale])
        report = import_translations(project, edition, files, options, changes, progress=progress)
    finally:
        progress.close()
    if form == "json":
        run.console.result(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        tell_import(run.console, report, unused, is_dry=dry_run)
    run.console.problems(report.problems)
    changes.raise_problems()
    return 1 if report.problems else 0
