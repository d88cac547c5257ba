"""`polypub status`."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from polypub.cli.console import counted, describe_finding, table_text, tell_waiting
from polypub.cli.context import Run
from polypub.cli.no_catalogs import find_no_catalogs


class Format(StrEnum):
    """How the status is shown."""

    table = "table"
    json = "json"
    html = "html"


def status(
    context: typer.Context,
    page: Annotated[
        str | None, typer.Argument(metavar="[PAGE]", help="An article: its file, its id, or the address of its page.")
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="For people, for scripts, or a dashboard.")
    ] = Format.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The dashboard's file; default, and -: standard output.")
    ] = None,
) -> int:
    """Show how far every edition is: messages and words by state, pages by state; of a page, why it is in its state.

    Example: polypub status --format html --output status.html
    """
    if format_ is Format.html or output is not None:
        return _show_dashboard(context.obj, page, format_, output)
    if page is not None:
        return _explain(context.obj, page, format_)
    return _show(context.obj, format_)


def _show(run: Run, format_: Format) -> int:
    from polypub.cli.status_table import status_rows
    from polypub.clock import is_fixed
    from polypub.pipeline.status import project_status, status_table
    from polypub.pipeline.validity import valid_until, watch_site

    project = run.project()
    watch, now = watch_site(project), run.moment(project)
    found = project_status(project, now)
    is_json = format_ is Format.json
    text = json.dumps(status_table(found), indent=2, ensure_ascii=False) if is_json else table_text(*status_rows(found))
    run.console.result(text)
    said = "".join(map(describe_finding, find_no_catalogs(project)))
    said += f"{tell_waiting(found.waiting)}\n" if found.waiting and not is_json and not run.console.is_quiet else ""
    sys.stderr.write(said)
    run.console.problems(found.problems)
    if found.problems:
        return 1
    watch.keep(run.arguments, (f"{text}\n", said), {}, "" if is_fixed(run.now) else valid_until(found.dates, now))
    return 0


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


def _show_dashboard(run: Run, page: str | None, format_: Format, output: Path | None) -> int:
    from polypub.errors import Problem, UsageError
    from polypub.files import replace_file
    from polypub.pipeline.dashboard import make_dashboard
    from polypub.pipeline.own_files import refuse_own

    if page is not None:
        raise UsageError(Problem("the dashboard is about the whole site", hint="Name no page, or another --format."))
    if format_ is not Format.html:
        raise UsageError(Problem("--output is the file of a dashboard", hint="Add --format html."))
    project, output = run.project(), None if output == Path("-") else output
    if output is not None:
        refuse_own(project, output)
    text, problems = make_dashboard(project, run.moment(project))
    if output is None:
        run.console.result(text.removesuffix("\n"))
    else:
        replace_file(output, text.encode())
        run.console.say(f"{output}: {counted(len(project.editions), 'edition')}")
    run.console.problems(problems)
    return 1 if problems else 0
