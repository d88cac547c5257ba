"""`polypub localize LOCALE`: a site's whole content for another generator."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from polypub.cli.app import run
from polypub.replay import replay

CONFIG = """name = "Hill"
base_url = "https://hill.example"
source = "en"
translatable_fields = ["kicker"]
[editions.en]
[editions.be]
[editions.pl]
"""
ARTICLE = """---
title: Old walls
kicker: Heritage
tags: [stone]
authors: The editors
image: {src: a.jpg, alt: A wall}
date: 2026-05-01
---
They **stand** still.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A site with catalogs in two languages, of which Belarusian is translated; the current folder lies beside it."""
    root = tmp_path / "site"
    (root / "content" / "news" / "big").mkdir(parents=True)
    for path, text in {
        "polypub.toml": CONFIG,
        "content/news/_section.toml": 'title = "The news" # a remark\norder = 2\n',
        "content/news/walls.md": ARTICLE,
        "content/news/walls.txt": "beside it",
        "content/news/big/index.md": "+++\r\ntitle = 'Big'\r\n+++\r\nIt is big.\r\n",
        "content/news/.hidden": "x",
    }.items():
        (root / path).write_text(text, encoding="utf-8", newline="")
    assert run(["-C", str(root), "--now", "2026-05-10", "extract"]) == 0
    for file in (root / "locales" / "be").rglob("*.po"):
        catalog = polib.pofile(str(file))
        for entry in catalog:
            entry.msgstr = entry.msgid.replace("e", "э").replace("a", "а")
        catalog.save()
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return root


def _do(*arguments: str) -> int:
    return run(["-C", "site", "--now", "2026-05-10", "localize", *arguments])


def _files(folder: str) -> dict[str, str]:
    found = (path for path in Path(folder).rglob("*") if path.is_file() and "/.polypub" not in path.as_posix())
    return {p.relative_to(folder).as_posix(): p.read_bytes().decode() for p in sorted(found)}


def test_the_whole_content_is_translated(site: Path) -> None:
    """Articles with their headers, tags and authors, titles of sections; others are copied, hidden ones are not."""
    assert _do("be", "--output", "out") == 0
    assert _files("out") == {
        "news/_section.toml": 'title = "Thэ nэws" # a remark\norder = 2\n',
        "news/big/index.md": "+++\r\ntitle = 'Big'\r\n+++\r\nIt is big.\r\n",
        "news/walls.md": ARTICLE.replace("Old walls", "Old wаlls")
        .replace("Heritage", "Hэritаgэ")
        .replace("stone", "stonэ")
        .replace("The editors", "Thэ эditors")
        .replace("A wall", "A wаll")
        .replace("They **stand** still.", "Thэy **stаnd** still."),
        "news/walls.txt": "beside it",
    }


def test_nothing_to_do_is_nothing_done(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run writes no file, and says so; a file that somebody removed is written again."""
    assert _do("be", "--output", "out") == 0
    assert "4 files: 4 written, 0 removed." in capsys.readouterr().err
    for _ in range(2):
        assert _do("be", "--output", "out") == 0
        assert "4 files: 0 written, 0 removed." in capsys.readouterr().err
    Path("out/news/walls.md").unlink()
    assert _do("be", "--output", "out") == 0
    assert "4 files: 1 written, 0 removed." in capsys.readouterr().err


def test_the_answer_of_a_run_that_had_nothing_to_do_is_remembered(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same command in the site's folder is answered at once, until a source, catalog or result changes."""
    monkeypatch.chdir(site)
    command = ["--now", "2026-05-10", "localize", "be", "--output", "../out"]
    assert run(command) == 0
    assert "4 files: 4 written, 0 removed." in capsys.readouterr().err
    assert replay(command)
    assert "4 files: 0 written, 0 removed. ../out" in capsys.readouterr().err
    Path("../out/news/walls.md").unlink()
    assert not replay(command)
    assert run(command) == 0
    assert replay(command)
    Path("content/news/walls.txt").write_text("changed", encoding="utf-8")
    assert not replay(command)
    assert run(command) == 0
    assert Path("../out/news/walls.txt").read_text(encoding="utf-8") == "changed"


def test_a_new_translation_is_written(site: Path) -> None:
    """A changed catalog changes its articles, and those alone."""
    assert _do("be", "--output", "out") == 0
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.*") if path.is_file()}
    path = site / "locales/be/LC_MESSAGES/content/news/walls.po"
    path.write_text(path.read_text(encoding="utf-8").replace("Old wаlls", "Муры"), encoding="utf-8")
    assert _do("be", "--output", "out") == 0
    assert "title: Муры\n" in Path("out/news/walls.md").read_text(encoding="utf-8")
    after = {path: path.stat().st_mtime_ns for path in before}
    assert {p.name for p in before if after[p] != before[p]} <= {"walls.md", ".polypub-manifest.json"}


def test_stale_files_go_and_files_of_others_stay(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What an earlier run wrote goes with its source; what somebody else put there is never touched."""
    assert _do("be", "--output", "out") == 0
    Path("out/news/own.md").write_text("mine", encoding="utf-8")
    (site / "content/news/big/index.md").unlink()
    assert _do("be", "--output", "out") == 0
    assert "news/big/index.md" not in _files("out")
    assert not Path("out/news/big").exists()
    (site / "content/news/own.md").write_text("---\ntitle: Own\n---\nx\n", encoding="utf-8")
    capsys.readouterr()
    assert _do("be", "--output", "out") == 1
    assert "out/news/own.md: there is a file that polypub did not write" in capsys.readouterr().err
    assert Path("out/news/own.md").read_text(encoding="utf-8") == "mine"
    assert _do("be", "--output", "out", "--force") == 0
    assert Path("out/news/own.md").read_text(encoding="utf-8") != "mine"


def test_languages_share_a_folder_by_their_suffix(site: Path) -> None:
    """With `--layout suffix` a run for one language leaves another's files alone; nothing is copied."""
    assert _do("be", "--output", "out", "--layout", "suffix") == 0
    assert list(_files("out")) == ["news/_section.be.toml", "news/big/index.be.md", "news/walls.be.md"]
    assert _do("pl", "--output", "out", "--layout", "suffix") == 0
    assert len(_files("out")) == 6
    (site / "content/news/big/index.md").unlink()
    assert _do("pl", "--output", "out", "--layout", "suffix") == 0
    assert [name for name in _files("out") if "index" in name] == ["news/big/index.be.md"]


def test_several_languages_have_folders_of_their_own(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`{locale}` in the output stands for each language; without it they would overwrite each other."""
    assert _do("be", "pl", "--output", "out/{locale}") == 0
    assert _files("out/pl")["news/walls.md"] == ARTICLE
    assert set(_files("out/pl")) == set(_files("out/be"))
    assert _do("be", "pl", "--output", "both") == 2
    assert "{locale}" in capsys.readouterr().err
    assert not Path("both").exists()


def test_articles_that_are_not_translated_enough_are_left_out(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--min-translated` decides per article, and what fell below it is removed."""
    assert _do("pl", "--output", "out") == 0
    assert _do("pl", "--output", "out", "--min-translated", "80%") == 0
    assert list(_files("out")) == ["news/_section.toml", "news/walls.txt"]
    assert "news/walls.md is not written: 0% of its words are translated" in capsys.readouterr().err


def test_articles_of_some_editions_and_untranslated_ones(site: Path) -> None:
    """An article that an edition leaves out is not written for it; one that is not to be translated is copied."""
    (site / "content/news/walls.md").write_text(ARTICLE.replace("date:", "languages: [en, pl]\ndate:"), "utf-8")
    (site / "content/news/big/index.md").write_text("---\ntitle: Tea\ntranslate: false\n---\nThe tea.\n", "utf-8")
    assert _do("be", "--output", "out") == 0
    assert "news/walls.md" not in _files("out")
    assert _files("out")["news/big/index.md"] == "---\ntitle: Tea\ntranslate: false\n---\nThe tea.\n"


def test_a_blocked_translation_stays_out_and_is_told_every_time(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Markup that the source does not have is told with file and line, in the second run as in the first."""
    path = site / "locales/be/LC_MESSAGES/content/news/walls.po"
    path.write_text(path.read_text("utf-8").replace("Thэy **stаnd** still.", "<script>x</script>"), "utf-8")
    for _ in range(2):
        assert _do("be", "--output", "out") == 0
        assert "locales/be/LC_MESSAGES/content/news/walls.po:" in capsys.readouterr().err
        assert "They **stand** still." in _files("out")["news/walls.md"]


@pytest.mark.parametrize("output", ["site", "site/content", "site/content/be", ".", "site/locales/x"])
def test_a_site_is_not_written_into_itself(site: Path, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Folders that polypub reads are no output."""
    before = _files("site")
    assert _do("be", "--output", output) == 2
    assert "where the site itself lies" in capsys.readouterr().err
    assert _files("site") == before


def test_pages_are_no_place_for_sources(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The output of `render` is left alone."""
    assert run(["-C", "site", "--now", "2026-05-10", "render", "be", "-o", "pages"]) == 0
    assert _do("be", "--output", "pages") == 2
    assert "the output of polypub render" in capsys.readouterr().err


def test_a_killed_run_is_made_good(site: Path) -> None:
    """What a run that was killed has left is known to be ours, and written anew."""
    assert _do("be", "--output", "out") == 0
    whole = _files("out")
    Path("out/.polypub-journal.json").write_text('["news/walls.md", "news/gone.md"]', encoding="utf-8")
    Path("out/news/walls.md").write_text("half", encoding="utf-8")
    Path("out/news/gone.md").write_text("half", encoding="utf-8")
    assert _do("be", "--output", "out") == 0
    assert _files("out") == whole
