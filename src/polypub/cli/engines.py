"""`polypub engines`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from polypub.cli.context import Run, choose_editions

if TYPE_CHECKING:
    from polypub.config import Project
    from polypub.pipeline.engines import EngineReport

_NO_PROBE = "Ask no engine whether it answers: nothing leaves the machine."


class Format(StrEnum):
    """How engines are listed."""

    text = "text"
    json = "json"


def engines(
    context: typer.Context,
    locales: Annotated[list[str] | None, typer.Argument(metavar="[LOCALE]...", help="Editions; all if none.")] = None,
    no_probe: Annotated[bool, typer.Option("--no-probe", help=_NO_PROBE)] = False,
    format_: Annotated[Format, typer.Option("--format", help="For people, or for scripts.")] = Format.text,
) -> int:
    """Show which translation engines there are, what each needs, and whether it answers now; no text is sent.

    Example: polypub engines --no-probe
    """
    from polypub.model.locale import Locale
    from polypub.pipeline.engines import Survey, survey_engines

    run: Run = context.obj
    project = _project(run)
    if project is None:
        survey, settings, used = Survey(Locale("en"), (), not no_probe), {}, []
    else:
        targets = tuple(one for one in choose_editions(project, locales) if one != project.source)
        survey = Survey(project.source, targets, not no_probe)
        settings = dict(project.engine_settings)
        used = [name for target in targets if (name := project.engine_for(target))]
    reports = survey_engines(settings, used, survey)
    if format_ is Format.json:
        run.console.result(_json(reports, survey.targets))
    else:
        for report in reports:
            _show(run, report)
    return 0


def _project(run: Run) -> Project | None:
    """The site's project; None outside a site."""
    from polypub.config import find_project, load_project
    from polypub.errors import ConfigError, UsageError

    try:
        root = find_project(run.folder)
    except ConfigError:
        raise
    except UsageError:
        return None
    return load_project(root)


def _show(run: Run, report: EngineReport) -> None:
    kind = "" if report.name == report.engine else f" ({report.engine})"
    state = {True: "answers", False: "does not answer", None: "was not asked"}[report.answers]
    state = state if report.is_ready else "is not ready"
    run.console.result(f"{report.name}{kind} {state}{', and drafts this site' if report.is_used else ''}")
    lines = (
        ("needs", report.needs),
        ("" if report.is_ready else "lacks", report.note),
        ("limits", _limits(report)),
        ("languages", _languages(report)),
    )
    for name, text in lines:
        if text:
            run.console.result(f"  {name + ': ' if name else ''}{text}")


def _limits(report: EngineReport) -> str:
    limits = report.limits
    if limits is None:
        return ""
    parts = (
        (limits.max_chars, "{:,} characters a text"),
        (limits.max_url_bytes, "{:,} bytes as it stands in an address"),
        (limits.max_batch if limits.max_batch > 1 else 0, "{:,} texts at once"),
        (limits.workers if limits.workers > 1 else 0, "{} requests at once"),
        (limits.pause, "a request every {:g} s"),
    )
    return ", ".join(text.format(value) for value, text in parts if value)


def _languages(report: EngineReport) -> str:
    if not report.languages:
        return ""
    lacking = [locale for locale, knows in report.knows if not knows]
    has = f"all {len(report.knows)} of this site" if not lacking else f"not {', '.join(lacking)}"
    return f"{len(report.languages)}" + (f", {has}" if report.knows else "")


def _json(reports: list[EngineReport], targets: tuple[str, ...]) -> str:
    import json

    rows: list[dict[str, Any]] = []
    for report in reports:
        limits = report.limits
        rows.append(
            {
                "name": report.name,
                "engine": report.engine,
                "configured": report.is_configured,
                "used": report.is_used,
                "ready": report.is_ready,
                "answers": report.answers,
                "needs": report.needs,
                "note": report.note,
                "limits": {name: getattr(limits, name) for name in limits.__slots__} if limits else None,
                "languages": list(report.languages),
                "knows": dict(report.knows),
            }
        )
    return json.dumps({"targets": list(targets), "engines": rows}, ensure_ascii=False, indent=2)
