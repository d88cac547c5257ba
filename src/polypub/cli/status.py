"""`polypub status`."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from polypub.cli.context import Run


class Format(StrEnum):
    """How the status is shown."""

    table = "table"
    json = "json"


def status(
    context: typer.Context,
    format_: Annotated[Format, typer.Option("--format", help="For people, or for scripts.")] = Format.table,
) -> int:
    """Show how far every edition is: messages and words by state, pages by state.

    Example: polypub status --format json
    """
    from polypub.cli.status_table import status_rows
    from polypub.pipeline.status import project_status, status_table

    run: Run = context.obj
    project = run.project()
    found = project_status(project, run.moment(project))
    if format_ is Format.json:
        run.console.result(json.dumps(status_table(found), indent=2, ensure_ascii=False))
    else:
        run.console.table(*status_rows(found))
    run.console.problems(found.problems)
    return 1 if found.problems else 0
