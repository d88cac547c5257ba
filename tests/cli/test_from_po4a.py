"""docs/from-po4a.md, followed on a project of po4a, from the catalogs that po4a has written."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import polib
import pytest
from markdown_it import MarkdownIt

from polypub.cli.app import run

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "tests" / "sites" / "po4a"
"""Made with po4a 0.69; in `made/` lies what it wrote for each language."""
READER = MarkdownIt("commonmark").enable("table")


def _commands() -> list[list[str]]:
    page = (ROOT / "docs" / "from-po4a.md").read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    return [shlex.split(line.replace("docs/*.md", "docs/index.md docs/tyres.md"))[1:] for line in lines]


def _body(path: Path) -> str:
    """A file's page, white space aside."""
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    return " ".join(READER.render(text).split())


def test_the_switch_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of the page leave every message translated, and the pages read as those that po4a wrote."""
    project = shutil.copytree(PROJECT, tmp_path / "project")
    monkeypatch.chdir(project)
    for command in _commands():
        assert run(["--now", "2026-11-24", *command]) == 0
    for locale in ("de", "be"):
        catalog = polib.pofile(f"po/{locale}.po")
        assert catalog.percent_translated() == 100
        for name in ("index.md", "tyres.md"):
            assert _body(project / locale / name) == _body(PROJECT / "made" / locale / name)


def test_a_second_round_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the switch, template and catalogs are up to date, and stay as they are."""
    project = shutil.copytree(PROJECT, tmp_path / "project")
    monkeypatch.chdir(project)
    for command in _commands():
        assert run(["--now", "2026-11-24", *command]) == 0
    for command in _commands()[:3]:
        assert run(["--now", "2026-12-24", *command, "--check"]) == 0
