"""Catalogs are changed beside people who change them too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.pipeline.catalogs import Changes, change_catalog

BEFORE = 'msgid ""\nmsgstr "Language: be\\n"\n\nmsgid "One"\nmsgstr ""\n'
BE = Locale("be")


def _translated(catalog: Catalog | None) -> Catalog | None:
    assert catalog is not None
    messages = tuple(replace(message, targets=("Адзін",)) if message.key.source == "One" else message
                     for message in catalog.messages)  # fmt: skip
    return replace(catalog, messages=messages)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A catalog with one message."""
    file = tmp_path / "be.po"
    file.write_text(BEFORE, "utf-8")
    return file


def test_a_change_is_written_and_told(path: Path, tmp_path: Path) -> None:
    """The file's name is told as people know it; no change, no word."""
    changes = Changes(tmp_path)
    change_catalog(changes, path, "x", BE, _translated)
    change_catalog(changes, path, "x", BE, _translated)
    assert changes.changed == ["be.po"]
    assert 'msgstr "Адзін"' in path.read_text("utf-8")


def test_a_dry_run_writes_nothing(path: Path, tmp_path: Path) -> None:
    """What would change is told."""
    changes = Changes(tmp_path, is_dry=True)
    change_catalog(changes, path, "x", BE, _translated)
    assert changes.changed == ["be.po"]
    assert path.read_text("utf-8") == BEFORE


def test_what_a_person_saves_meanwhile_is_kept(path: Path, tmp_path: Path) -> None:
    """The change is made again on what they wrote."""
    saved: list[str] = []

    def change(catalog: Catalog | None) -> Catalog | None:
        if not saved:
            saved.append(path.read_text("utf-8") + '\nmsgid "Two"\nmsgstr "Два"\n')
            path.write_text(saved[0], "utf-8")
        return _translated(catalog)

    changes = Changes(tmp_path)
    change_catalog(changes, path, "x", BE, change)
    assert path.read_text("utf-8") == saved[0].replace('"One"\nmsgstr ""', '"One"\nmsgstr "Адзін"')
    assert changes.changed == ["be.po"]


def test_somebody_who_never_stops_writing(path: Path, tmp_path: Path) -> None:
    """After some tries that is a problem, and what they wrote last is there."""
    texts: list[str] = []

    def change(catalog: Catalog | None) -> Catalog | None:
        texts.append(f"{BEFORE}\n# {len(texts)}\n")
        path.write_text(texts[-1], "utf-8")
        return _translated(catalog)

    changes = Changes(tmp_path)
    change_catalog(changes, path, "x", BE, change)
    assert not changes.changed
    assert "keeps writing" in str(changes.problems[0])
    assert path.read_text("utf-8") == texts[-1]


@pytest.mark.parametrize("broken", ["folder", "syntax"])
def test_what_cannot_be_read_is_a_problem(broken: str, path: Path, tmp_path: Path) -> None:
    """It is kept as it is, and the others go on."""
    path.unlink()
    if broken == "folder":
        path.mkdir()
    else:
        path.write_text('msgid "open\n', "utf-8")
    changes = Changes(tmp_path)
    change_catalog(changes, path, "x", BE, _translated)
    assert [problem for problem in changes.problems if "be.po" in problem.path]
    assert not changes.changed
