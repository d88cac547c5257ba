"""The hooks for pre-commit: commands that exist, run for the files of a site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from polypub.cli.app import app

HOOKS = yaml.safe_load((Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_that_there_is(hook: dict[str, str]) -> None:
    """Its entry is a command with options that it has; no names of files are added to it."""
    name, *options = hook["entry"].removeprefix("polypub ").split()
    shown = CliRunner().invoke(app, [name, "--help"])

    assert shown.exit_code == 0
    assert [option for option in options if option not in shown.output] == []
    assert hook["pass_filenames"] is False
    assert hook["language"] == "python"


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_for_what_makes_a_site(hook: dict[str, str]) -> None:
    """Articles, templates, catalogs, static files and configuration, wherever the site lies; nothing else."""
    files = re.compile(hook["files"])
    site = "content/a.md templates/x.html locales/be/LC_MESSAGES/a.po static/x.png polypub.toml pyproject.toml".split()

    assert [path for path in (*site, *(f"docs/{path}" for path in site)) if not files.search(path)] == []
    assert [
        path for path in ("README.md", "src/x.py", "mycontent/x.md", "polypub.toml.bak") if files.search(path)
    ] == []
