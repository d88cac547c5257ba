"""What a reviewer does to one message, without any file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.model.message import Key, Message, Previous, state_of
from polypub.model.state import DraftNote, ReviewNote, State, find_note, hash_source, hash_targets
from polypub.review.actions import (
    Approval,
    approve,
    first_approval,
    fit_lines,
    is_done,
    records_of,
    reject,
    save,
    version_of,
)

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
ANNA, BORIS = Approval("anna", NOON, 2), Approval("boris", NOON, 2)
SOURCE = "The old castle"
NOTE = DraftNote("mt", "google", dt.date(2026, 5, 9), hash_source(SOURCE), hash_targets(["Стары замак"]))
DRAFT = Message(Key(None, SOURCE), targets=("Стары замак",), fuzzy=True, comments=("ask Anna", str(NOTE)))
STALE = replace(DRAFT, comments=("polypub: stale 2026-05-09",), previous=Previous("The castle"))
REVIEWED = replace(DRAFT, comments=(), fuzzy=False)
EMPTY = Message(Key(None, SOURCE), targets=("",))
MESSAGES = st.sampled_from([DRAFT, STALE, REVIEWED, EMPTY, replace(DRAFT, comments=())])
TEXTS = st.sampled_from(["Стары замак", "Замак", "Замак стары"])


def test_two_people_approve_the_same_text() -> None:
    """After the first the message is fuzzy to every tool, after the second it is approved, with both records."""
    first = approve(DRAFT, ["Стары замак"], ANNA)
    assert state_of(first) is State.FUZZY
    assert first.comments[1].startswith("polypub: ok anna 2026-11-24T12:00:00Z from=google ")
    assert first.comments[2].startswith("polypub: first src=")
    assert (is_done(first, "anna"), is_done(first, "boris")) == (True, False)
    second = approve(first, ["Стары замак"], BORIS)
    assert state_of(second) is State.ACCEPTED
    assert [record.who for record in records_of(second)] == ["anna", "boris"]
    assert not any("first" in line for line in second.comments)


def test_one_person_is_not_two() -> None:
    """A second approval by the same person changes nothing."""
    first = approve(DRAFT, ["Стары замак"], ANNA)
    assert approve(first, ["Стары замак"], ANNA) == first


def test_an_approval_holds_for_the_very_text_and_source() -> None:
    """Who changes the text is its first approver; a text or a source that changed elsewhere waits for nobody."""
    first = approve(DRAFT, ["Стары замак"], ANNA)
    other = approve(first, ["Замак"], BORIS)
    assert [record.who for record in records_of(other)] == ["boris"]
    assert (other.fuzzy, getattr(first_approval(other), "who", None)) == (True, "boris")
    assert first_approval(replace(first, targets=("Замак",))) is None
    assert first_approval(replace(first, key=Key(None, "The castle"))) is None
    assert first_approval(replace(first, fuzzy=False)) is None
    assert first_approval(save(first, ["Замак"])) is None


def test_an_approved_text_that_another_tool_marked_fuzzy_waits_for_nobody() -> None:
    """A record with the flag alone is no first approval: the line that says so is missing."""
    done = approve(DRAFT, ["Стары замак"], replace(ANNA, needed=1))
    assert first_approval(replace(done, fuzzy=True)) is None


def test_every_line_fits_into_the_columns_that_tools_leave_whole() -> None:
    """With names of five letters the record has at most 78 columns; the line of a first approval always has."""
    first = approve(DRAFT, ["Стары замак"], replace(ANNA, who="sveta"))
    assert max(len(f"# {line}") for line in first.comments) <= 78


def test_a_record_that_a_tool_has_folded_is_read() -> None:
    """Long names make lines that polib folds at its usual width; the records are whole again for whoever reads them."""
    long = [replace(ANNA, who="katsiaryna-vialikaya"), replace(BORIS, who="aliaksandr-vialiki")]
    first = approve(DRAFT, ["Стары замак"], long[0])
    entry = polib.POEntry(msgid="x", tcomment="\n".join(first.comments))
    folded = replace(first, comments=_comments(entry))
    assert len(folded.comments) == len(first.comments) + 1
    assert first_approval(folded) == first_approval(first)
    second = approve(folded, ["Стары замак"], long[1])
    assert [record.who for record in records_of(second)] == ["katsiaryna-vialikaya", "aliaksandr-vialiki"]
    assert second == approve(first, ["Стары замак"], long[1])


def _comments(entry: polib.POEntry) -> tuple[str, ...]:
    """The translators' comment lines that polib writes."""
    return tuple(line[2:] for line in str(entry).split("\n") if line.startswith("# "))


def test_an_edit_of_an_approved_text_keeps_where_it_came_from() -> None:
    """A reviewed draft that is edited and saved is an edited draft again; a person's own text is merely fuzzy."""
    done = approve(DRAFT, ["Стары замак"], replace(ANNA, needed=1))
    again = save(done, ["Замак"])
    assert state_of(again) is State.EDITED_DRAFT
    assert isinstance(find_note(again.comments), DraftNote)
    assert state_of(save(approve(EMPTY, ["Замак"], replace(ANNA, needed=1)), ["Стары"])) is State.FUZZY


def test_a_stale_text_that_is_saved_is_not_shown_for_its_old_source() -> None:
    """The merge's day goes with the first edit: an unfinished text is not what readers were promised."""
    saved = save(STALE, ["Стары"])
    assert (state_of(saved), saved.comments) == (State.STALE_APPROVED, ())


@given(message=MESSAGES, text=TEXTS)
def test_an_approval_by_one_is_publishable(message: Message, text: str) -> None:
    """Whatever the message was, the approved text is published, and the record names the reviewer."""
    done = approve(message, [text], replace(ANNA, needed=1))
    assert state_of(done).publishable
    assert done.targets == (text,)
    note = find_note(done.comments)
    assert isinstance(note, ReviewNote)
    assert note.who == "anna"
    assert approve(done, [text], replace(ANNA, needed=1)) == done


@given(message=MESSAGES, text=TEXTS)
def test_what_is_saved_or_rejected_is_never_published(message: Message, text: str) -> None:
    """Saving another text, and rejecting, never approve; people's comments stay; the record is not another's."""
    saved = save(message, [text])
    assert saved == message or not state_of(saved).publishable
    rejected = reject(message)
    assert state_of(rejected) is State.UNTRANSLATED
    for after in (saved, rejected):
        assert [line for line in after.comments if "polypub" not in line] == [
            line for line in message.comments if "polypub" not in line
        ]


@given(message=MESSAGES, text=TEXTS)
def test_the_version_changes_with_the_message(message: Message, text: str) -> None:
    """Equal messages have equal versions, others have others."""
    for after in (save(message, [text]), approve(message, [text], ANNA), reject(message)):
        assert (version_of(after) == version_of(message)) == (after == message)


@pytest.mark.parametrize(
    ("text", "source", "fitted"),
    [
        ("a\n", "b", "a"),
        ("a", "b\n", "a\n"),
        ("\r\na\r\nb", "\nb", "\na\nb"),
        ("\n\n", "b\n", ""),
        (" a ", "b", " a "),
    ],
)
def test_line_ends_are_the_source_s(text: str, source: str, fitted: str) -> None:
    """Gettext wants as many at both ends; those inside stay, as line feeds."""
    assert fit_lines(text, source) == fitted
