"""Compiled catalogs are what the files say, with and without a cache."""

import datetime as dt
import os
from pathlib import Path

import pytest

from polypub.catalog import store
from polypub.catalog.store import load_translations
from polypub.model.locale import Locale
from polypub.model.message import Key, Translation
from polypub.model.state import State

BE = Locale("be")
PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Home"
msgstr "Галоўная"

msgctxt "verb"
msgid "Open"
msgstr ""

#, fuzzy
msgid "a day"
msgid_plural "%d days"
msgstr[0] "дзень"
msgstr[1] "дні"

#~ msgid "Gone"
#~ msgstr "Няма"
"""
ENTRIES = {
    Key(None, "Home"): Translation(("Галоўная",), State.REVIEWED, 4),
    Key(None, "a day"): Translation(("дзень", "дні"), State.FUZZY, 11),
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Two catalogs that can be read, older than any cache."""
    paths = {name: tmp_path / f"{name}.po" for name in ("ui", "site")}
    for path in paths.values():
        path.write_text(PO, "utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return paths


def test_live_messages_with_a_text_are_kept(files: dict[str, Path]) -> None:
    """Untranslated and obsolete messages are not compiled; states, forms and lines are."""
    found, problems = load_translations(files, BE, None)
    assert not problems
    assert found["ui"].entries == ENTRIES
    assert found["ui"].entries[Key(None, "a day")].line == 11
    assert found["ui"].digest == found["site"].digest


def test_the_cache_gives_the_same(files: dict[str, Path], tmp_path: Path) -> None:
    """What is loaded from the cache equals what is read from the files."""
    cache = tmp_path / "cache"
    cold = load_translations(files, BE, cache)
    assert load_translations(files, BE, cache) == cold
    assert load_translations(files, BE, None) == cold


def test_unchanged_files_are_not_read(files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time and size tell that a file is the same."""
    load_translations(files, BE, tmp_path)
    monkeypatch.setattr(Path, "read_bytes", _only_the_cache(Path.read_bytes))
    assert load_translations(files, BE, tmp_path)[0]["ui"].entries == ENTRIES


def _only_the_cache(read):
    def guarded(path: Path) -> bytes:
        assert path.suffix == ".catalogs"
        content: bytes = read(path)
        return content

    return guarded


def test_a_touched_file_is_not_compiled_again(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only the time differs, the content hash finds the compiled catalog."""
    cold = load_translations(files, BE, tmp_path)
    os.utime(files["ui"], (1_100_000_000, 1_100_000_000))
    monkeypatch.setattr(store, "load_catalog", None)
    assert load_translations(files, BE, tmp_path) == cold


def test_an_edit_of_the_same_size_just_after_is_seen(files: dict[str, Path], tmp_path: Path) -> None:
    """A file that changes within the clock's step after the cache was written is read again."""
    files["ui"].write_text(PO, "utf-8")
    load_translations(files, BE, tmp_path)
    status = files["ui"].stat()
    files["ui"].write_text(PO.replace("Галоўная", "Галоўнай"), "utf-8")
    os.utime(files["ui"], ns=(status.st_atime_ns, status.st_mtime_ns))
    assert load_translations(files, BE, tmp_path)[0]["ui"].entries[Key(None, "Home")].targets == ("Галоўнай",)


@pytest.mark.parametrize("damage", [b"", b"something else", None])
def test_a_damaged_cache_is_ignored(files: dict[str, Path], tmp_path: Path, damage: bytes | None) -> None:
    """An empty, foreign or damaged cache costs time, nothing else, and is replaced."""
    cold = load_translations(files, BE, tmp_path)
    place = tmp_path / "be.catalogs"
    whole = place.read_bytes()
    place.write_bytes(whole[:-3] + b"\0\0\0" if damage is None else damage)
    assert load_translations(files, BE, tmp_path) == cold
    assert place.read_bytes() == whole


def test_a_catalog_that_cannot_be_read_does_not_stop_the_others(files: dict[str, Path], tmp_path: Path) -> None:
    """A broken file gives its problems with their lines, a missing one nothing; the others are there."""
    files["ui"].write_text('msgid "a"\nmsgstr "b\n', "utf-8")
    found, problems = load_translations({**files, "none": tmp_path / "none.po"}, BE, tmp_path)
    assert [(problem.path, problem.line) for problem in problems] == [(str(files["ui"]), 2)]
    assert found["ui"].entries == found["none"].entries == {}
    assert found["none"].digest == ""
    assert found["site"].entries == ENTRIES


def test_a_removed_file_leaves_the_cache(files: dict[str, Path], tmp_path: Path) -> None:
    """A domain that is gone is not kept for ever."""
    load_translations(files, BE, tmp_path)
    load_translations({"ui": files["ui"]}, BE, tmp_path)
    alone = (tmp_path / "be.catalogs").read_bytes()
    (tmp_path / "be.catalogs").unlink()
    load_translations({"ui": files["ui"]}, BE, tmp_path)
    assert (tmp_path / "be.catalogs").read_bytes() == alone


def test_a_cache_that_cannot_be_written_is_done_without(files: dict[str, Path], tmp_path: Path) -> None:
    """A cache folder that cannot be made does not stop the work."""
    (tmp_path / "file").write_text("")
    assert load_translations(files, BE, tmp_path / "file" / "cache")[0]["ui"].entries == ENTRIES


def test_the_day_of_a_change_is_kept(tmp_path: Path) -> None:
    """Of a reviewed message whose source changed, with the cache and without; a draft with such a line has none."""
    path = tmp_path / "a.po"
    old, note = '#| msgid "Old"\n', "# polypub: stale 2026-05-10\n"
    blocks = (
        f'{note}#, fuzzy\n{old}msgid "New"\nmsgstr "Новае"\n',
        f'#, fuzzy\n{old}msgid "Undated"\nmsgstr "Без дня"\n',
        f'{note}#, fuzzy\nmsgid "Draft"\nmsgstr "Чарнавік"\n',
        f'{note}msgid "Approved"\nmsgstr "Ухвалена"\n',
    )
    path.write_text("\n".join((PO, *blocks)), "utf-8")
    for cache in (None, tmp_path / "cache", tmp_path / "cache"):
        found, _ = load_translations({"a": path}, BE, cache)
        assert found["a"].stale == {Key(None, "New"): dt.date(2026, 5, 10)}
