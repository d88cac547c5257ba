"""`polypub merge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from polypub.cli.context import Run

_Catalog = Annotated[Path, typer.Argument(metavar="IN.po", help="The catalog; a new one is made where there is none.")]
_Template = Annotated[Path, typer.Argument(metavar="OUT.pot", help="The template that it follows.")]
_Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to another file; default: IN.po itself.")]
_Locale = Annotated[str | None, typer.Option(help="Language of a new catalog; default: what its name says.")]
_Check = Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if the catalog is out of date.")]


def merge(
    context: typer.Context,
    catalog: _Catalog,
    template: _Template,
    output: _Output = None,
    locale: _Locale = None,
    check: _Check = False,
) -> int:
    """Bring a catalog up to date with a template, without a site; every human word is kept.

    Example: polypub merge po/ru.po po/docs.pot
    """
    from polypub.cldr.tags import parse_locale
    from polypub.pipeline.catalogs import Changes
    from polypub.pipeline.merge import MergeOrder, merge_files

    run: Run = context.obj
    known = parse_locale(locale) if locale else None
    changes = Changes(Path.cwd(), is_dry=check)
    order = MergeOrder(catalog, template, output or catalog, known, run.moment_anywhere().date())
    counts = merge_files(order, changes)
    run.console.files(changes.changed, is_asked=check)
    changes.raise_problems()
    if counts:
        run.console.say(f"{order.output}: {counts}.")
    if check and changes.changed:
        run.console.say("The catalog is out of date; run `polypub merge` without --check.")
        return 1
    return 0
