"""Make docs/cli.md from the help texts of the command line."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from polypub.cli.app import app

PAGE = Path(__file__).with_name("cli.md")
OPENING = """\
<!-- Made by docs/make_cli.py from the commands in src/polypub/cli/: change their help texts there. -->

# Command line

Results go to standard output, talk to standard error. Global options stand before the command:
`polypub --site DIR render`. Colours and progress are left out when standard error is not a terminal; `NO_COLOR` is
honoured. `SOURCE_DATE_EPOCH` is read where `--now` is not given.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a catalog, an article or a template stopped the work or needs attention; a file is out of date |
| 2 | wrong use: an unknown option, edition or configuration key |
| 3 | a bug in polypub, printed with what to report |
| 130 | stopped by Ctrl-C |
"""


def make_page() -> str:
    """The whole page."""
    group: Any = typer.main.get_command(app)
    parts = [OPENING, f"## polypub\n\n{_table(group)}"]
    parts += [part for name, command in group.commands.items() for part in _parts(name, command)]
    return "\n".join(parts)


def _parts(name: str, command: Any, level: str = "##") -> Iterator[str]:
    """A command; of a group its help, and each of its commands one heading below."""
    if not hasattr(command, "commands"):
        yield _command(name, command, level)
        return
    yield f"{level} polypub {name}\n\n{_help(command)}\n"
    for inner, member in command.commands.items():
        yield from _parts(f"{name} {inner}", member, f"{level}#")


def _command(name: str, command: Any, level: str) -> str:
    usage = " ".join(_usage(command))
    return f"{level} polypub {name}\n\n`polypub {name} {usage}`\n\n{_help(command)}\n\n{_table(command)}"


def _help(command: Any) -> str:
    """What a command does, and its example."""
    summary, _, example = inspect.cleandoc(command.help or "").partition("Example: ")
    return f"{summary.strip()}\n\n```sh\n{example.strip()}\n```"


def _usage(command: Any) -> Iterator[str]:
    yield "[OPTIONS]"
    yield from (parameter.metavar for parameter in command.params if parameter.param_type_name == "argument")


def _table(command: Any) -> str:
    rows = [row for parameter in command.params if (row := _row(parameter))]
    return "\n".join(["| option or argument | default | meaning |", "|---|---|---|", *rows, ""])


def _row(parameter: Any) -> str:
    text = parameter.help or ""
    if parameter.param_type_name == "argument":
        return f"| `{parameter.metavar}` | | {text} |"
    names = ", ".join(f"`{name}`" for name in sorted(parameter.opts, key=len, reverse=True))
    choices = getattr(parameter.type, "choices", None)
    words = " or ".join(f"`{getattr(choice, 'value', choice)}`" for choice in choices or ())
    default = getattr(parameter.default, "value", parameter.default)
    shown = "" if default is None or isinstance(default, bool) else f"`{default}`"
    return f"| {names} | {shown} | {text}{f' ({words})' if words else ''} |"


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
