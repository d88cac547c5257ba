"""The records of approvals as a table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from support.reviews import CASTLE, castle_file, make_review_site, open_session, seen

from polypub.cli.app import run
from polypub.config.load import load_project
from polypub.errors import LocaleError, UsageError
from polypub.pipeline.review_records import choose_edition

DRAFT = "The castle has **five** towers."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of which two texts were approved."""
    root = make_review_site(tmp_path_factory.mktemp("site"))
    session = open_session(root)
    session.approve(*seen(session, DRAFT), ["Замак, мае **пяць** вежаў."])
    session.approve(*seen(session, "The lake", "content/sights/lake"), ["Возера"])
    return root


def export(root: Path, path: Path) -> int:
    """`polypub review be --export`."""
    return run(["--site", str(root), "--quiet", "review", "be", "--export", str(path)])


def test_records_as_json_and_csv(root: Path, tmp_path: Path) -> None:
    """Both have every approval, with message, reviewer, time, engine, hashes and state."""
    assert export(root, tmp_path / "x.json") == export(root, tmp_path / "x.csv") == 0
    rows = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert [(row["source"], row["who"], row["from"], row["state"]) for row in rows] == [
        (DRAFT, "anna", "google", "reviewed"),
        ("The lake", "anna", "-", "reviewed"),
    ]
    assert rows[0]["when"] == "2026-11-24T12:00:00Z"
    assert rows[0]["domain"] == CASTLE
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == [{key: str(value) for key, value in row.items()} for row in rows]


def test_a_catalog_that_cannot_be_read_is_told(root: Path, tmp_path: Path) -> None:
    """The others' records are written, and the exit code is 1."""
    lake = root / "locales/be/LC_MESSAGES/content/sights/lake.po"
    before = lake.read_bytes()
    lake.write_bytes(b'msgid "broken\n')
    try:
        assert export(root, tmp_path / "x.json") == 1
        assert len(json.loads((tmp_path / "x.json").read_text("utf-8"))) == 1
    finally:
        lake.write_bytes(before)


def test_only_two_kinds_of_files(root: Path, tmp_path: Path) -> None:
    """Another ending is wrong use, and nothing is written."""
    before = castle_file(root).read_bytes()
    assert export(root, tmp_path / "x.xls") == 2
    assert list(tmp_path.iterdir()) == []
    assert castle_file(root).read_bytes() == before


def test_editions_by_name(root: Path) -> None:
    """Any spelling of an edition; the nearest of a wrong one."""
    project = load_project(root)
    assert choose_edition(project, "BE") == "be"
    with pytest.raises(UsageError, match="It has `en`, `be`, `ar`"):
        choose_edition(project, "pl")
    with pytest.raises(LocaleError, match="did you mean"):
        choose_edition(project, "bee")
