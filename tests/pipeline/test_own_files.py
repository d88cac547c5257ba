"""No report is written over a part of the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from polypub.cli.app import run

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("command", "file"),
    [
        ("status --format html -o", "polypub.toml"),
        ("status --format html -o", "content/news/a.md"),
        ("review be --export", "locales/glossary.csv"),
        ("import be content/news/a.md --unused", "locales/be/LC_MESSAGES/site.po"),
    ],
)
def test_a_part_of_the_site_is_no_output(
    make_site: Make, monkeypatch: pytest.MonkeyPatch, command: str, file: str
) -> None:
    """The command is refused as wrong usage, and the file is what it was."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article("news/a.md", "First", date="2026-05-01")
    assert site.run("extract") == 0
    path = site.root / file
    before = path.read_bytes() if path.exists() else None
    monkeypatch.chdir(site.root)
    assert run([*command.split(), str(path)]) == 2
    assert (path.read_bytes() if path.exists() else None) == before
