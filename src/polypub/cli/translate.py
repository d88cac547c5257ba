"""`polypub translate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from polypub.cli.console import counted
from polypub.cli.context import Run, choose_editions
from polypub.errors import Problem
from polypub.model.page import Finding

if TYPE_CHECKING:
    from polypub.pipeline.draft_report import DraftCount, EngineFault, TranslateReport

_Dry = Annotated[bool, typer.Option("--dry-run", help="Tell what would be sent; send and write nothing.")]
_Chars = Annotated[int | None, typer.Option(min=0, help="Send so many characters at the most.")]
_Cost = Annotated[float | None, typer.Option(min=0, help="Spend so much at the most, by the engines' `price`.")]


def translate(
    context: typer.Context,
    locales: Annotated[list[str] | None, typer.Argument(metavar="[LOCALE]...", help="Editions; all if none.")] = None,
    engine: Annotated[str | None, typer.Option(help="The engine; default: the one the site names.")] = None,
    only: Annotated[str, typer.Option(help="Only domains that match, such as 'content/news/*'.")] = "*",
    dry_run: _Dry = False,
    max_chars: _Chars = None,
    max_cost: _Cost = None,
    redo_drafts: Annotated[bool, typer.Option("--redo-drafts", help="Draft unread drafts anew, too.")] = False,
    drop_drafts: Annotated[bool, typer.Option("--drop-drafts", help="Empty unread drafts instead.")] = False,
) -> int:
    """Draft what nobody has translated, marked for a person to review.

    Example: polypub translate ar --engine pseudo
    """
    from polypub.pipeline.catalogs import Changes
    from polypub.pipeline.translate import TranslateOptions, translate_project

    run: Run = context.obj
    project = run.project()
    changes = Changes(project.root, is_dry=dry_run)
    options = TranslateOptions(
        now=run.moment(project),
        engine=engine,
        only=only,
        mode=_mode(redo_drafts, drop_drafts),
        is_dry=dry_run,
        max_chars=max_chars,
        max_cost=max_cost,
    )
    progress = run.console.progress("message")
    try:
        editions = choose_editions(project, locales)
        report = translate_project(project, editions, options, changes, progress=progress)
    finally:
        progress.close()
    _tell(run, report, options.mode, is_dry=dry_run)
    changes.raise_problems()
    return 0 if report.is_complete else 1


def _mode(redo: bool, drop: bool) -> Literal["draft", "redo", "drop"]:
    from polypub.errors import UsageError

    if redo and drop:
        hint = "Drop them first, then translate; or only make them anew."
        raise UsageError(Problem("--redo-drafts and --drop-drafts exclude each other", hint=hint))
    return "redo" if redo else "drop" if drop else "draft"


def _tell(run: Run, report: TranslateReport, mode: str, *, is_dry: bool) -> None:
    console = run.console
    console.findings(report.refused)
    console.findings([_warning(report.problem)] if report.problem else [])
    console.problems(map(_problem, report.faults.values()))
    if report.unaffordable:
        left = counted(report.unaffordable, "message is", "messages are")
        console.say(f"{left} left: the budget of this run is spent")
    if is_dry and mode != "drop":
        rows = [_row(locale, count) for locale, count in report.counts.items()]
        console.table(("locale", "engine", "messages", "exact", "similar", "to send", "characters", "cost"), rows)
        return
    for locale, count in report.counts.items():
        console.result(f"{locale}: {_dropped(count, is_dry) if mode == 'drop' else _drafted(count)}")


def _row(locale: str, count: DraftCount) -> tuple[str, ...]:
    numbers = (count.messages, count.exact, count.fuzzy, count.texts, count.chars)
    cost = "–" if count.cost is None else f"{count.cost:,.2f}"
    return (locale, count.engine, *(f"{number:,}" for number in numbers), cost)


def _drafted(count: DraftCount) -> str:
    recalled = f" ({count.recalled:,} from the memory)" if count.recalled else ""
    return f"{counted(count.written, 'draft')} by {count.engine}{recalled}"


def _dropped(count: DraftCount, is_dry: bool) -> str:
    return f"{counted(count.dropped, 'draft')} {'would be ' if is_dry else ''}emptied"


def _problem(fault: EngineFault) -> Problem:
    left = counted(fault.left, "message is", "messages are")
    return Problem(f"{fault.reason}; {left} left", hint=fault.remedy)


def _warning(problem: Problem) -> Finding:
    return Finding("replies-lost", "warning", problem.text, problem.path, hint=problem.hint)
