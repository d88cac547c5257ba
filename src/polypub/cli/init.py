"""`polypub init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from polypub.cli.context import Run


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or an empty one.")],
    source: Annotated[str, typer.Option(help="The language that articles are written in.")] = "en",
    edition: Annotated[list[str] | None, typer.Option(help="A language to publish in; again for each.")] = None,
) -> int:
    """Make a small site that renders at once.

    Example: polypub init my-site --source en --edition ru --edition ar
    """
    from polypub.pipeline.init import init_site

    run: Run = context.obj
    paths = init_site(folder, source, edition or [], run.now)
    run.console.files((str(folder / path) for path in paths), is_asked=False)
    run.console.say(
        f"\nNext:\n  cd {folder}\n  polypub render          writes public/\n"
        "  polypub extract         after each change of an article\n"
        "  polypub status          shows what is left to translate, in locales/"
    )
    return 0
