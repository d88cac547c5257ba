"""The same bytes out, whoever asks, and no word lost."""

from __future__ import annotations

import itertools
import locale
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import polib
import pytest

MACHINES = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2"},
]


def _has_locale(name: str) -> bool:
    old = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_ALL, old)
    return True


def test_every_machine_renders_the_same_bytes(news: Any, read_tree: Any) -> None:
    """Workers, time zone, locale, hash seed: none of them is seen in the output, nor in the manifest."""
    trees, manifests = [], []
    for (number, machine), jobs in zip(enumerate(MACHINES), ("1", "3", "2"), strict=True):
        settings = machine if _has_locale(machine["LC_ALL"]) else {**machine, "LC_ALL": "C"}
        shutil.rmtree(news.root / ".polypub", ignore_errors=True)
        output = news.root.parent / f"out{number}"
        done = news.child("render", "--jobs", jobs, "--output", str(output), **settings)
        assert done.returncode == 0, done.stderr
        trees.append(read_tree(output))
        manifests.append((output / ".polypub-manifest.json").read_bytes())
    assert trees[0]
    assert all(tree == trees[0] for tree in trees)
    assert len(set(manifests)) == 1


def test_a_second_render_writes_nothing(news: Any) -> None:
    """What is there already stays, to the second."""
    news.render()
    before = {path: path.stat().st_mtime_ns for path in (news.root / "public").rglob("*")}
    news.render()
    assert {path: path.stat().st_mtime_ns for path in (news.root / "public").rglob("*")} == before


def test_extract_twice_changes_no_byte(news: Any, read_tree: Any) -> None:
    """The second run, even on another day, finds nothing to do."""
    news.replace("content/news/library.md", "Readers asked for it.", "Readers had asked for it.")
    assert news.run("extract") == 0
    before = read_tree(news.root)
    news.now = "2026-06-01"
    assert news.run("extract") == 0
    assert read_tree(news.root) == before


def test_extract_check_tells_and_writes_nothing(news: Any, read_tree: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` exits 1 with the files that are out of date, 0 when none is."""
    assert news.run("extract", "--check") == 0
    news.replace("content/news/library.md", "Readers asked for it.", "Everybody asked for it.")
    before = read_tree(news.root)
    assert news.run("extract", "--check") == 1
    assert "locales/be/LC_MESSAGES/content/news/library.po" in capsys.readouterr().out
    assert read_tree(news.root) == before


def test_an_edit_loses_no_word(news: Any) -> None:
    """After sources change and come back, every translation is in its catalog again, and reviewed."""
    catalog = "locales/be/LC_MESSAGES/content/news/library.po"
    before, source = news.read(catalog), news.read("content/news/library.md")
    news.article("news/library.md", "Something else", date="2026-05-02")
    assert news.run("extract") == 0
    assert "Бібліятэка працуе даўжэй" in news.read(catalog)
    news.write("content/news/library.md", source)
    assert news.run("extract") == 0
    words = {entry.msgid: entry.msgstr for entry in polib.pofile(news.read(catalog)) if not entry.obsolete}
    assert words == {entry.msgid: entry.msgstr for entry in polib.pofile(before)}


def test_gettext_accepts_every_catalog(news: Any, require: Any) -> None:
    """`msgfmt --check` has nothing to say about what extract and translate write."""
    msgfmt = shutil.which("msgfmt") or ""
    require(bool(msgfmt), "GNU gettext is not installed")
    assert news.run("translate", "ar", "--engine", "pseudo") == 0
    for path in sorted((news.root / "locales").rglob("*.po")):
        done = subprocess.run([msgfmt, "--check", "-o", "/dev/null", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_translate_fills_gaps_and_touches_nothing_else(news: Any) -> None:
    """Every translation that a person made is the same after a draft of the rest."""

    def reviewed() -> dict[tuple[Path, str], str]:
        files = sorted((news.root / "locales").rglob("*.po"))
        entries = ((path, entry) for path in files for entry in polib.pofile(str(path)))
        return {(path, entry.msgid): entry.msgstr for path, entry in entries if entry.msgstr and not entry.fuzzy}

    before = reviewed()
    assert news.run("translate", "--engine", "pseudo") == 0
    assert reviewed() == before
    assert news.run("extract", "--check") == 0


def test_drafts_stay_off_published_pages(news: Any) -> None:
    """A draft is shown on pages that say so, nowhere else: no list, no published article, no other edition."""
    assert news.run("translate", "--engine", "pseudo") == 0
    news.render()
    for path in sorted((news.root / "public").rglob("*.html")):
        text = path.read_text("utf-8")
        is_marked = 'name="robots" content="noindex, follow"' in text
        assert "«" not in text or is_marked, path
    assert "«" in news.page("ar/news/new-bridge")


def test_catalogs_keep_their_sources_context(news: Any) -> None:
    """Every message of an article says what it is, and where it comes from."""
    for path, entry in itertools.chain.from_iterable(
        ((path, entry) for entry in polib.pofile(str(path)))
        for path in sorted((news.root / "locales/be/LC_MESSAGES/content").rglob("*.po"))
    ):
        assert re.match(r"type: \w+", entry.comment), (path, entry.msgid)
        assert entry.occurrences, (path, entry.msgid)
