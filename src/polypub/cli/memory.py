"""`polypub memory`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from polypub.cli.console import counted
from polypub.cli.context import Run


def build(
    context: typer.Context,
    anew: Annotated[bool, typer.Option("--anew", help="Forget what was imported from TMX files, too.")] = False,
) -> int:
    """Make the memory anew from the reviewed messages of all catalogs.

    Example: polypub memory build
    """
    from polypub.pipeline.memory import build_memory, forget_imports

    run: Run = context.obj
    project = run.project()
    if anew:
        forget_imports(project)
    report = build_memory(project)
    run.console.result(f"{counted(report.entries, 'translation')} from {counted(report.catalogs, 'catalog')}")
    run.console.problems(report.problems)
    return 1 if report.problems else 0


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.tmx", help="A TMX file of any translation tool.")],
) -> int:
    """Put a TMX file into the memory; a file of the same name is replaced.

    Example: polypub memory import agency.tmx
    """
    from polypub.pipeline.memory import import_tmx

    run: Run = context.obj
    report = import_tmx(run.project(), file)
    run.console.result(f"{counted(report.entries, 'translation')} from {file.name}")
    run.console.problems(report.problems)
    return 1 if report.problems else 0


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.tmx", help="Where to write.")],
) -> int:
    """Write the memory as a TMX file, for other translation tools.

    Example: polypub memory export site.tmx
    """
    from polypub.pipeline.memory import export_tmx

    run: Run = context.obj
    report = export_tmx(run.project(), file)
    run.console.result(f"{counted(report.entries, 'translation')} in {file}")
    run.console.problems(report.problems)
    return 1 if report.problems else 0


def stats(context: typer.Context) -> int:
    """Show what is in the memory: languages, where it is from, who made it.

    Example: polypub memory stats
    """
    from polypub.pipeline.memory import memory_counts

    run: Run = context.obj
    project = run.project()
    counts = memory_counts(project)
    rows = [
        (f"{count.pair.source} → {count.pair.target}", count.shelf, count.origin, f"{count.entries:,}")
        for count in counts
    ]
    run.console.table(("languages", "from", "origin", "translations"), rows)
    if not counts:
        run.console.say("The memory is empty; fill it with `polypub memory build`.")
    return 0


app = typer.Typer(
    name="memory",
    help="The translation memory: what people have approved, for drafts and for other tools.\n\n"
    "Example: polypub memory build",
    rich_markup_mode=None,
    no_args_is_help=True,
)
COMMANDS: dict[str, Callable[..., int]] = {"build": build, "import": import_, "export": export, "stats": stats}
