"""What became of machine drafts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from support.reviews import castle_file, draft, make_review_site

from polypub.catalog.po import read_catalog, render_catalog
from polypub.config.load import load_project
from polypub.model.locale import Locale
from polypub.model.state import DraftNote, ReviewNote, hash_source, hash_targets
from polypub.pipeline.acceptance import Acceptance, count_acceptance
from polypub.pipeline.judge import judge_project
from polypub.pipeline.status import judged_status
from polypub.review.actions import Approval, approve

NOW = dt.datetime(2026, 5, 10, 12, tzinfo=dt.UTC)
BE = Locale("be")


def _count(root: Path) -> tuple[Acceptance, ...]:
    project = load_project(root)
    judgement = judge_project(project, NOW)
    return count_acceptance(project, judgement, judged_status(project, judgement))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one unread draft of google's."""
    return make_review_site(tmp_path / "site")


def _note(root: Path, source: str, text: str, note: object, *, fuzzy: bool = False) -> None:
    path = castle_file(root)
    catalog = polib.pofile(str(path), wrapwidth=60)
    entry = catalog.find(source)
    assert entry is not None
    entry.msgstr, entry.tcomment, entry.flags = text, str(note), ["fuzzy"] if fuzzy else []
    catalog.save(str(path))


def _record(source: str, drafted: str, engine: str) -> ReviewNote:
    return ReviewNote("anna", NOW, engine, hash_source(source), hash_targets([drafted]))


def test_an_unread_draft_is_open(site: Path) -> None:
    """Nothing is approved yet, so there is no share."""
    assert _count(site) == (Acceptance(BE, "google", 0, 0, 1),)
    assert _count(site)[0].share is None


def test_fates_by_engine(site: Path) -> None:
    """Approved as it was, approved in another wording, open; a person's own text counts for no engine."""
    gate = "A gate of iron"
    _note(site, "Walls of brick", "Муры з цэглы", _record("Walls of brick", "Муры з цэглы", "google"))
    _note(site, gate, "Жалезная брама", _record(gate, "Брама з жалеза", "google"))
    _note(site, "The old castle", "Стары замак", _record("The old castle", "Стары замак", "-"))
    _note(site, "The castle in time", "Замак у часе", _record("The castle in time", "Замак у часе", "97"))
    google, memory = _count(site)
    assert google == Acceptance(BE, "google", 1, 1, 1)
    assert google.share == 0.5
    assert memory == Acceptance(BE, "memory", 1, 0, 0)


def test_approval_in_another_tool_counts(site: Path) -> None:
    """A draft whose flag was taken away elsewhere still has its own line."""
    note = DraftNote("mt", "google", NOW.date(), hash_source("Walls of brick"), hash_targets(["Муры з цэглы"]))
    _note(site, "Walls of brick", "Муры з цэглы", note)
    assert _count(site) == (Acceptance(BE, "google", 1, 0, 1),)


def test_the_first_of_two_approvals_is_not_enough(tmp_path: Path) -> None:
    """With `review_by = 2`, a draft that one person has approved is still open."""
    site = make_review_site(tmp_path / "site", review_by=2)
    path = castle_file(site)
    catalog = polib.pofile(str(path), wrapwidth=60)
    draft(catalog, "A gate of iron", "Жалезная брама")
    catalog.save(str(path))
    data = path.read_bytes()
    whole = read_catalog(data, str(path), "content/sights/castle", BE)
    old = next(message for message in whole.messages if message.key.source == "A gate of iron")
    new = approve(old, old.targets, Approval("anna", NOW, 2))
    messages = tuple(new if message is old else message for message in whole.messages)
    path.write_bytes(render_catalog(replace(whole, messages=messages), data))
    assert _count(site) == (Acceptance(BE, "google", 0, 0, 2),)


def test_what_was_counted_is_known_until_a_catalog_changes(site: Path) -> None:
    """The second run reads no catalog; one that changes is counted anew."""
    first = _count(site)
    cache = site / ".polypub" / "status" / "drafts"
    known = cache.read_bytes()
    assert _count(site) == first
    assert cache.read_bytes() == known
    _note(site, "Walls of brick", "Муры з цэглы", _record("Walls of brick", "Муры з цэглы", "deepl"))
    assert [one.engine for one in _count(site)] == ["deepl", "google"]
    cache.write_bytes(b"not ours")
    assert [one.engine for one in _count(site)] == ["deepl", "google"]
