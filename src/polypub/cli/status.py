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
    page: Annotated[
        str | None, typer.Argument(metavar="[PAGE]", help="An article: its file, its id, or the address of its page.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="For people, or for scripts.")] = Format.table,
) -> int:
    """Show how far every edition is: messages and words by state, pages by state; of a page, why it is in its state.

    Example: polypub status content/news/election.md
    """
    if page is not None:
        return _explain(context.obj, page, format_)
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


def _explain(run: Run, page: str, format_: Format) -> int:
    from polypub.cli.page_report import page_lines
    from polypub.pipeline.explain import explain_page, page_table

    project = run.project()
    found = explain_page(project, run.moment(project), page)
    if format_ is Format.json:
        run.console.result(json.dumps(page_table(found), indent=2, ensure_ascii=False))
    else:
        run.console.result("\n".join(page_lines(found)))
    run.console.problems(found.problems)
    return 1 if found.problems else 0
