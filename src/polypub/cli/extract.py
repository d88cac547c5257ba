"""`polypub extract`."""

from __future__ import annotations

from typing import Annotated

import typer

from polypub.cli.context import Run, choose_editions

_NOTHING = "Everything is up to date."


def extract(
    context: typer.Context,
    locales: Annotated[list[str] | None, typer.Argument(metavar="[LOCALE]...", help="Editions; all if none.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a file is out of date.")] = False,
) -> int:
    """Bring templates and catalogs up to date with the sources.

    Example: polypub extract --check
    """
    from polypub.pipeline.catalogs import Changes
    from polypub.pipeline.extract import extract_project, watch_sources
    from polypub.pipeline.slugs import update_slugs

    run: Run = context.obj
    project = run.project()
    watch = watch_sources(project)
    changes = Changes(project.root, is_dry=check)
    chosen = choose_editions(project, locales)
    merges = extract_project(project, chosen, run.moment(project), changes)
    update_slugs(project, chosen, changes)
    for path in changes.changed:
        run.console.result(path)
    for merge in merges:
        for link in merge.links:
            run.console.say(f"{merge.catalog.path}: the link {link.old} is now {link.new}, as in the source")
    changes.raise_problems()
    if check and changes.changed:
        run.console.say("These files are out of date; run `polypub extract` and commit them.")
        return 1
    run.console.say(f"{len(changes.changed)} files written." if changes.changed else _NOTHING)
    if not check:
        watch.keep(run.arguments, ("", "" if run.console.is_quiet else f"{_NOTHING}\n"), changes.written)
    return 0
