"""`polypub render`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from polypub.cli.console import counted, describe_finding, tell_waiting
from polypub.cli.context import Run, choose_editions
from polypub.cli.no_catalogs import find_no_catalogs

if TYPE_CHECKING:
    from polypub.config import Project
    from polypub.pipeline.comparison import Limit
    from polypub.pipeline.render import RenderOptions, RenderReport
    from polypub.render.shard import Shard
    from polypub.replay import Watch


_ALL = 100


class Format(StrEnum):
    """How the plan is shown."""

    table = "table"
    json = "json"


class Executor(StrEnum):
    """Who renders the pages."""

    local = "local"
    dask = "dask"


_Locales = Annotated[list[str] | None, typer.Argument(metavar="[LOCALE]...", help="Editions; all if none.")]
_Output = Annotated[Path | None, typer.Option("--output", "-o", help="Folder to write to; default: public.")]
_Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 for one per core.")]
_Force = Annotated[bool, typer.Option("--force", help="Write every page anew, over files of others too.")]
_Plan = Annotated[bool, typer.Option("--plan", help="Write nothing; tell which pages would change, and why.")]
_Format = Annotated[Format, typer.Option("--format", help="Of the plan: for people, or for scripts.")]
_Shard = Annotated[
    str | None, typer.Option("--shard", metavar="I/N", help="Write part I of N only, and remove nothing; see --finish.")
]
_Finish = Annotated[
    bool, typer.Option("--finish", help="Make the whole of all shards: remove what is stale, index it for search.")
]
_Drafts = Annotated[bool, typer.Option("--drafts", help="Articles that say `draft: true`, too.")]
_Base = Annotated[str | None, typer.Option("--base-url", metavar="URL", help="The site's address in this run.")]
_Executor = Annotated[Executor, typer.Option(help="Who renders: processes of this machine, or a Dask cluster.")]
_Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", envvar="DASK_SCHEDULER_ADDRESS", help="Of the Dask cluster.")
]
_Limit = Annotated[
    str | None, typer.Option(metavar="N|P%", help="Fail, and write nothing, if more pages would be withdrawn.")
]
_Review = Annotated[
    Path | None, typer.Option("--review", metavar="DIR", help="Write pages for reviewers instead: texts side by side.")
]


def render(
    context: typer.Context,
    locales: _Locales = None,
    output: _Output = None,
    jobs: _Jobs = 0,
    force: _Force = False,
    plan: _Plan = False,
    format_: _Format = Format.table,
    max_withdrawn: _Limit = None,
    shard: _Shard = None,
    finish: _Finish = False,
    executor: _Executor = Executor.local,
    scheduler: _Scheduler = None,
    review: _Review = None,
    drafts: _Drafts = False,
    base_url: _Base = None,
) -> int:
    """Write one complete edition of the site per language.

    Example: polypub render --plan --max-withdrawn 2%
    """
    from polypub.pipeline.validity import watch_site

    run: Run = context.obj
    if review is not None:
        return _review(run, context.params)
    project = run.project()
    watch = watch_site(project)
    project = project.at(base_url) if base_url else project
    project = project.with_drafts() if drafts else project
    options = _options(run, project, context.params)
    return _show_plan(run, project, options, format_) if plan else _render(run, project, options, watch)


def _options(run: Run, project: Project, given: Mapping[str, Any]) -> RenderOptions:
    """What the command line says, by the names of `render`'s parameters."""
    from polypub.pipeline.render import RenderOptions

    is_local = given["executor"] == Executor.local
    return RenderOptions(
        Path(given["output"] or project.output).absolute(),
        run.moment(project),
        choose_editions(project, given["locales"]) if given["locales"] else (),
        given["jobs"],
        given["force"],
        _limit(given["max_withdrawn"]),
        _shard(given["shard"], given["plan"] or given["finish"]),
        None if is_local else given["scheduler"] or "",
        given["finish"],
    )


def _limit(text: str | None) -> Limit | None:
    from polypub.errors import Problem, UsageError
    from polypub.pipeline.comparison import parse_limit

    limit = None if text is None else parse_limit(text)
    if limit and (limit.percent or 0) > _ALL:
        raise UsageError(Problem(f"--max-withdrawn is `{text}`", hint="Give a share from 0% to 100%."))
    return limit


def _shard(text: str | None, is_whole: bool) -> Shard:
    from polypub.errors import Problem, UsageError
    from polypub.render.shard import Shard, parse_shard

    if text is None:
        return Shard()
    found = parse_shard(text)
    if found is None:
        hint = "Give a part and their number, such as 3/16: a whole number from 1 to N, a slash, and N."
        raise UsageError(Problem(f"--shard is `{text}`", hint=hint))
    if is_whole:
        raise UsageError(Problem("--plan and --finish are about all shards", hint="Leave --shard out."))
    return found


def _review(run: Run, given: Mapping[str, Any]) -> int:
    from polypub.cli.bundling import Request, make_bundle

    names = ("plan", "shard", "finish", "output", "max_withdrawn")
    others = {f"--{name.replace('_', '-')}": given[name] for name in names}
    return make_bundle(run, Request(Path(given["review"]), given["locales"], given["force"], others))


def _render(run: Run, project: Project, options: RenderOptions, watch: Watch) -> int:
    from polypub.clock import is_fixed
    from polypub.pipeline.render import render_project
    from polypub.pipeline.validity import valid_until

    progress, folder = run.console.progress("page"), options.output
    try:
        report = render_project(project, options, progress)
    finally:
        progress.close()
    findings = (*find_no_catalogs(project), *report.findings)
    run.console.findings(findings)
    run.console.problems(report.problems)
    run.console.say(_summary(report, folder))
    if report.problems:
        return 1
    if not options.is_forced and options.shard.is_whole and not options.must_be_complete:
        again = "" if run.console.is_quiet else f"{_summary(replace(report, rendered=0, removed=0), folder)}\n"
        said = "".join(map(describe_finding, findings)) + again
        until = "" if is_fixed(run.now) else valid_until(report.dates, options.now)
        watch.keep(run.arguments, ("", said), {}, until, report.folders)
    return 0


def _show_plan(run: Run, project: Project, options: RenderOptions, format_: Format) -> int:
    from polypub.cli.plan_report import plan_lines
    from polypub.pipeline.comparison import change_table
    from polypub.pipeline.plan import plan_project

    found = plan_project(project, options)
    run.console.findings((*find_no_catalogs(project), *found.findings))
    if format_ is Format.json:
        run.console.result(json.dumps(change_table(found.comparison), indent=2, ensure_ascii=False))
    else:
        run.console.result("\n".join(plan_lines(found.comparison)))
    run.console.problems(found.problems)
    if options.limit:
        options.limit.check(found.comparison)
    return 1 if found.problems else 0


def _summary(report: RenderReport, folder: Path) -> str:
    names = ", ".join(f"{locale} {count:,}" for locale, count in report.editions.items())
    waiting = f"\n{tell_waiting(report.waiting)}" if report.waiting else ""
    pages = f"{counted(report.pages, 'page')} ({names})"
    return f"{pages}: {report.rendered:,} rendered, {report.removed:,} removed. {folder}{waiting}"
