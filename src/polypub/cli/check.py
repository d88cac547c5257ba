"""`polypub check`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from polypub.cli.context import Run, choose_editions


class Format(StrEnum):
    """How findings are reported."""

    text = "text"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"


class FailOn(StrEnum):
    """The mildest severity that fails."""

    error = "error"
    warning = "warning"
    never = "never"


_Locales = Annotated[list[str] | None, typer.Argument(metavar="[LOCALE]...", help="Editions; all if none.")]
_Baseline = Annotated[Path | None, typer.Option(metavar="FILE", help="Say nothing of the findings that it knows.")]
_Write = Annotated[Path | None, typer.Option(metavar="FILE", help="Note all findings of now in a baseline.")]
_Output = Annotated[Path | None, typer.Option("--output", "-o", help="Check the pages rendered there, too.")]


def check(
    context: typer.Context,
    locales: _Locales = None,
    format_: Annotated[Format, typer.Option("--format", help="For people, scripts, or CI servers.")] = Format.text,
    fail_on: Annotated[FailOn, typer.Option(help="Exit 1 for findings as bad as this, or worse.")] = FailOn.error,
    baseline: _Baseline = None,
    write_baseline: _Write = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended in unread drafts, then check.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="With --fix: show what would be mended, as a patch.")] = False,
    output: _Output = None,
) -> int:
    """Judge catalogs, links and pages; write nothing.

    Example: polypub check be --fail-on warning
    """
    from polypub.cli import checking

    run: Run = context.obj
    project = run.project()
    editions = choose_editions(project, locales)
    options = checking.Options(format_.value, fail_on.value, baseline, write_baseline, output)
    checking.refuse_contradictions(options, bool(locales), (fix, diff))
    if diff:
        return checking.show_patch(project, editions)
    if fix:
        checking.mend(run, project, editions)
    return checking.report(run, project, editions, options)
