"""`polypub memory`: the catalogs of a site become its memory, and TMX files go in and out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from polypub.config import load_project
from polypub.model.locale import Locale
from polypub.translate.memory import Entry, Match, Pair, open_memory

_BE, _AR = Pair(Locale("en"), Locale("be")), Pair(Locale("en"), Locale("ar"))


@pytest.fixture
def site(make_site: Callable[..., Any]) -> Any:
    """A site with an article, partly translated."""
    site = make_site()
    site.article("castle.md", "The castle", "It was built in 1520 by the old duke.\n\nIt has `5` towers.\n")
    assert site.run("extract") == 0
    site.translate("be", "content/castle", {"The castle": "Замак", "It has `5` towers.": "У ім `5` вежаў."})
    built = {"It was built in 1520 by the old duke.": "Яго пабудаваў у 1520 годзе стары князь."}
    site.translate("be", "content/castle", built, fuzzy=True)
    site.translate("ar", "content/castle", {"The castle": "القلعة"})
    site.translate("be", "site", {"Hill": "Узгорак"})
    return site


def _entries(site: Any) -> list[Entry]:
    with open_memory(load_project(site.root).memory) as memory:
        return memory.entries()


def _exact(site: Any, source: str, pair: Pair) -> Match | None:
    with open_memory(load_project(site.root).memory) as memory:
        return memory.exact(source, None, pair)


def test_a_memory_is_built_from_all_catalogs(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Reviewed messages of every domain and edition are in it, with where they stand; drafts are not."""
    assert site.run("memory", "build") == 0
    assert capsys.readouterr().out.startswith("4 translations from ")
    assert [(entry.pair.target, entry.target, entry.domain) for entry in _entries(site)] == [
        ("ar", "القلعة", "content/castle"),
        ("be", "Узгорак", "site"),
        ("be", "У ім `5` вежаў.", "content/castle"),
        ("be", "Замак", "content/castle"),
    ]
    found = _exact(site, "The castle", _BE)
    assert found is not None
    assert found.file == "locales/be/LC_MESSAGES/content/castle.po"
    assert site.read(".polypub/.gitignore") == "*\n"


def test_what_is_no_longer_approved_leaves_it(site: Any) -> None:
    """A build forgets what the catalogs no longer say, and keeps what has become obsolete."""
    assert site.run("memory", "build") == 0
    site.translate("be", "content/castle", {"The castle": ""})
    site.replace("content/castle.md", "\n\nIt has `5` towers.", "")
    assert site.run("extract") == 0
    assert site.run("memory", "build") == 0
    assert _exact(site, "The castle", _BE) is None
    assert _exact(site, "The castle", _AR) is not None
    assert _exact(site, "It has `5` towers.", _BE) is not None


def test_a_broken_catalog_is_reported_and_the_others_go_on(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 1, the file and line are named, and the rest is there."""
    site.write("locales/be/LC_MESSAGES/site.po", 'msgid "Hill"\nmsgstr "\n')
    assert site.run("memory", "build") == 1
    assert "locales/be/LC_MESSAGES/site.po:2" in capsys.readouterr().err
    assert len(_entries(site)) == 3


def test_sites_share_a_memory_by_path(site: Any, tmp_path: Path) -> None:
    """Each site's build replaces its own part alone."""
    site.replace("polypub.toml", 'source = "en"', 'source = "en"\nmemory = "../shared/memory.sqlite"')
    other = type(site)(tmp_path / "other")
    for path in site.root.rglob("*"):
        if path.is_file():
            other.write(path.relative_to(site.root).as_posix(), path.read_bytes())
    other.replace("polypub.toml", "hill.example", "dale.example")
    other.translate("be", "content/castle", {"The castle": "Палац"})
    assert site.run("memory", "build") == other.run("memory", "build") == 0
    assert (tmp_path / "shared" / "memory.sqlite").is_file()
    assert {entry.target for entry in _entries(site) if entry.source == "The castle"} == {"Замак", "Палац", "القلعة"}
    other.translate("be", "content/castle", {"The castle": ""})
    assert other.run("memory", "build") == 0
    assert {entry.target for entry in _entries(site) if entry.source == "The castle"} == {"Замак", "القلعة"}


def test_tmx_goes_from_site_to_site(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """What is exported and imported after the catalogs are gone is the same content, and survives a build."""
    file = str(site.root / "out.tmx")
    assert site.run("memory", "build") == site.run("memory", "export", file) == 0
    content = _entries(site)
    for path in site.root.glob("locales/*/LC_MESSAGES/**/*.po"):
        path.unlink()
    assert site.run("memory", "build") == 0
    assert _entries(site) == []
    for _ in range(2):
        assert site.run("memory", "import", file) == site.run("memory", "build") == 0
        assert _entries(site) == content
    capsys.readouterr()
    assert site.run("memory", "stats") == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()[1:]] == [
        ["en", "→", "ar", "import", "out.tmx", "human", "1"],
        ["en", "→", "be", "import", "out.tmx", "human", "3"],
    ]
    assert site.run("memory", "build", "--anew") == 0
    assert _entries(site) == []


def test_a_broken_tmx_file_changes_nothing(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The part before the error is not taken either; the line is named."""
    good = '<tu><tuv xml:lang="en"><seg>x</seg></tuv><tuv xml:lang="be"><seg>y</seg></tuv></tu>'
    file = site.write("in.tmx", f'<tmx version="1.4"><header srclang="en"/><body>\n{good}\n</tmx>')
    assert site.run("memory", "import", str(file)) == 1
    assert "in.tmx:3: " in capsys.readouterr().err
    assert _entries(site) == []


@pytest.mark.parametrize("arguments", [("import", "none.tmx"), ("export", "castle.md/out.tmx")])
def test_files_that_cannot_be_are_errors(
    site: Any, arguments: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing file and a folder that is none are told in words."""
    command, path = arguments
    assert site.run("memory", command, str(site.root / "content" / path)) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_a_damaged_memory_is_told_in_words(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The error says what to do, and doing it helps."""
    path = site.write(".polypub/memory.sqlite", b"SQLite format 3\0" + bytes(range(256)) * 40)
    for command in (["stats"], ["build"], ["export", str(site.root / "out.tmx")]):
        assert site.run("memory", *command) == 1
        assert "polypub memory build" in capsys.readouterr().err
    path.unlink()
    assert site.run("memory", "build") == 0


@pytest.mark.parametrize("command", ["build", "import", "export", "stats"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` of each command shows an example that begins with the command."""
    from polypub.cli.app import run

    assert run(["memory", command, "--help"]) == 0
    assert f"Example: polypub memory {command}" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["", "shared/", "a\\nb"])
def test_a_path_that_names_no_file_is_refused(site: Any, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The configuration is told to be wrong, with its line."""
    site.replace("polypub.toml", 'source = "en"', f'source = "en"\nmemory = "{path}"')
    assert site.run("memory", "stats") == 2
    assert "polypub.toml:4: `memory`" in capsys.readouterr().err


def test_an_absolute_path_is_taken_as_it_is(site: Any, tmp_path: Path) -> None:
    """A shared memory may lie anywhere."""
    site.replace("polypub.toml", 'source = "en"', f'source = "en"\nmemory = "{(tmp_path / "m.sqlite").as_posix()}"')
    assert site.run("memory", "build") == 0
    assert (tmp_path / "m.sqlite").is_file()
    assert not (site.root / ".polypub" / "memory.sqlite").exists()
