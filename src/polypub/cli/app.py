"""The Typer application: global options, one command per module, one place that handles errors."""

from __future__ import annotations

import functools
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from polypub.cli import (
    check,
    engines,
    extract,
    import_,
    init,
    localize,
    memory,
    merge,
    render,
    review,
    serve,
    status,
    translate,
)
from polypub.cli.console import Console
from polypub.cli.context import Run
from polypub.errors import PolypubError

app = typer.Typer(
    name="polypub",
    help="Publish one site in many languages: gettext catalogs, drafts for review, one edition per language.",
    epilog="Start with: polypub init my-site --edition be --edition ar",
    rich_markup_mode=None,  # rich costs more than the rest of --help together
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        from polypub import __version__

        typer.echo(f"polypub {__version__}")
        raise typer.Exit


@app.callback()
def _globals(
    context: typer.Context,
    site: Annotated[Path, typer.Option("--site", "-C", help="Folder of the site, or one inside it.")] = Path(),
    now: Annotated[str | None, typer.Option(help="The moment to build for (2017-07-05); default: the clock.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but results and errors.")] = False,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    context.obj = Run(site, now, Console(is_quiet=quiet, is_verbose=verbose), context.obj or ())


def _guard(command: Callable[..., int]) -> Callable[..., None]:
    """A command whose errors are words and an exit code: 1 content, 2 wrong use, 3 a bug of ours, 130 Ctrl-C."""

    @functools.wraps(command)
    def guarded(*args: object, **kwargs: object) -> None:
        try:
            code = command(*args, **kwargs)
            sys.stdout.flush()
        except PolypubError as error:
            Console().problems(error.problems)
            code = error.exit_code
        except KeyboardInterrupt:
            sys.stderr.write("stopped\n")
            code = 130
        except BrokenPipeError:
            _leave_silently()
            code = 0
        except Exception as error:  # the last resort: a bug of ours is told as one
            code = _report_bug(error)
        raise typer.Exit(code)

    return guarded


def _leave_silently() -> None:
    """The reader of our output has left: what is still buffered goes nowhere, or Python would complain at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug(error: Exception) -> int:
    import platform
    import traceback

    from polypub import __version__

    sys.stderr.write("".join(traceback.format_exception(error)))
    sys.stderr.write(
        f"\nThis is a bug in polypub {__version__} (Python {platform.python_version()}, {platform.system()}), not in "
        "your site.\nPlease report it with the lines above. Nothing was left half written.\n"
    )
    return 3


for _command in (
    init.init,
    extract.extract,
    merge.merge,
    translate.translate,
    engines.engines,
    check.check,
    status.status,
    render.render,
    serve.serve,
    review.review,
    localize.localize,
):
    app.command(_command.__name__)(_guard(_command))
app.command("import")(_guard(import_.import_command))
for _name, _member in memory.COMMANDS.items():
    memory.app.command(_name)(_guard(_member))
app.add_typer(memory.app)


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a letter stops no work
    try:
        app(arguments, prog_name="polypub", obj=tuple(arguments))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(bool(leaving.code))
    except KeyboardInterrupt:  # before a command has begun
        return 130
    return 0
