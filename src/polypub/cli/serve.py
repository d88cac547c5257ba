"""`polypub serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from polypub.cli.context import Run

_Port = Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port on this machine; 0 for any free one.")]
_Open = Annotated[bool, typer.Option("--open", help="Open the preview in the browser.")]


def serve(context: typer.Context, port: _Port = 8000, is_opened: _Open = False) -> int:
    """Show the site in the browser as it is now, in every edition, and renew the page with each change on disk.

    Nothing is written. Example: polypub serve --port 8080
    """
    from polypub.clock import read_now
    from polypub.review.extras import check_extras

    check_extras("the preview")
    from polypub.review.preview import Preview
    from polypub.review.server import make_app, run_server

    run: Run = context.obj
    project = run.project()
    preview = Preview(project, lambda: read_now(run.now, project.timezone))
    run.console.warnings(preview.problems())

    def say(address: str) -> None:
        run.console.say(f"Preview at {address} (Ctrl-C ends it)")
        if is_opened:
            typer.launch(address)

    run_server(make_app(preview, host_port=port), port, say)
    return 0
