"""`polypub review`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from polypub.cli.context import Run

_Locale = Annotated[str, typer.Argument(metavar="LOCALE", help="The edition.")]
_Port = Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port on this machine; 0 for any free one.")]
_As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who reviews; default: git's user name.")]
_Export = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the records of approvals (.csv, .json).")]
_Open = Annotated[bool, typer.Option("--open", help="Open the review in the browser.")]


def review(
    context: typer.Context,
    locale: _Locale,
    port: _Port = 8001,
    name: _As = None,
    export: _Export = None,
    is_opened: _Open = False,
) -> int:
    """Review an edition in the browser, on its real pages; approvals go into the catalogs.

    Example: polypub review be --as anna
    """
    from polypub.cli.reviewing import export_reviews, open_review

    run: Run = context.obj
    if export is not None:
        return export_reviews(run, locale, export)
    return open_review(run, locale, name, (port, is_opened))
