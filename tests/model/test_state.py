"""States are derived from flag, note and previous source, as the table of the documentation says."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.model.message import Key, Message, Previous, state_of
from polypub.model.state import (
    DraftNote,
    ReviewNote,
    State,
    find_day,
    find_note,
    hash_source,
    hash_targets,
    is_human,
    parse_note,
    set_day,
    set_note,
)

SOURCE, TEXT, DAY = "Hello", "Прывітанне", dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 24, 8, 12, 0, tzinfo=dt.UTC)


def draft(source: str = SOURCE, text: str = TEXT, kind: str = "mt") -> str:
    """A draft's note for a source and a text."""
    origin = "google" if kind == "mt" else "97"
    return str(DraftNote(kind, origin, DAY, hash_source(source), hash_targets([text])))


def review(origin: str, text: str = TEXT) -> str:
    """A review's record."""
    return str(ReviewNote("anna", NOW, origin, hash_source(SOURCE), hash_targets([text])))


BEFORE = Previous("Hallo")
TABLE = [
    # state, text, fuzzy, note, previous
    (State.UNTRANSLATED, "", False, "", None),
    (State.UNTRANSLATED, "", True, draft(), None),
    (State.DRAFT, TEXT, True, draft(), None),
    (State.DRAFT, TEXT, True, draft(kind="tm"), None),
    (State.EDITED_DRAFT, TEXT, True, draft(text="other"), None),
    (State.STALE_DRAFT, TEXT, True, draft(source="Hallo"), None),
    (State.STALE_EDITED, TEXT, True, draft(source="Hallo", text="other"), None),
    (State.STALE_APPROVED, TEXT, True, "", BEFORE),
    (State.STALE_APPROVED, TEXT, True, draft(source="Hallo"), BEFORE),
    (State.STALE_APPROVED, TEXT, True, draft(source="Hallo", text="other"), BEFORE),
    (State.STALE_APPROVED, TEXT, True, review("-"), BEFORE),
    (State.FUZZY, TEXT, True, "", None),
    (State.FUZZY, TEXT, True, "checked by hand", None),
    (State.FUZZY, TEXT, True, review("google"), None),
    (State.FUZZY, TEXT, True, "polypub: mt google yesterday src=1 out=2", None),
    (State.ACCEPTED, TEXT, False, draft(), None),
    (State.ACCEPTED, TEXT, False, draft(kind="tm"), None),
    (State.ACCEPTED, TEXT, False, review("google"), None),
    (State.REVIEWED, TEXT, False, "", None),
    (State.REVIEWED, TEXT, False, "checked by hand", None),
    (State.REVIEWED, TEXT, False, draft(text="other"), None),
    (State.REVIEWED, TEXT, False, draft(source="Hallo"), None),
    (State.REVIEWED, TEXT, False, review("-"), None),
    (State.REVIEWED, TEXT, False, review("google", "other"), None),
]


@pytest.mark.parametrize(("state", "text", "fuzzy", "note", "previous"), TABLE)
def test_the_table(state: State, text: str, fuzzy: bool, note: str, previous: Previous | None) -> None:
    """Each row of the table gives its state, whatever a person wrote around the note."""
    for comments in ((note,), ("before", note, "after")):
        message = Message(
            Key(None, SOURCE), targets=(text,), fuzzy=fuzzy, comments=tuple(filter(None, comments)), previous=previous
        )
        assert state_of(message) is state


def test_obsolete_messages_are_obsolete() -> None:
    """The mark of an obsolete message comes before everything else."""
    assert state_of(Message(Key(None, SOURCE), targets=(TEXT,), fuzzy=True, obsolete=True)) is State.OBSOLETE


def test_an_unfinished_plural_is_nobodys_reviewed_text() -> None:
    """A plural with an empty form has been begun by somebody: not published, not overwritten."""
    assert state_of(Message(Key(None, "a day"), "days", ("dzień", ""))) is State.FUZZY
    assert state_of(Message(Key(None, "a day"), "days", ("", ""))) is State.UNTRANSLATED


@pytest.mark.parametrize(
    ("state", "coarse"),
    [
        (State.REVIEWED, "reviewed"),
        (State.ACCEPTED, "reviewed"),
        (State.DRAFT, "draft"),
        (State.EDITED_DRAFT, "draft"),
        (State.FUZZY, "draft"),
        (State.STALE_DRAFT, "stale"),
        (State.STALE_EDITED, "stale"),
        (State.STALE_APPROVED, "stale"),
        (State.UNTRANSLATED, "untranslated"),
        (State.OBSOLETE, "untranslated"),
    ],
)
def test_reports_count_four_states(state: State, coarse: str) -> None:
    """Every state is counted as one of the four that reports name."""
    assert state.coarse == coarse


def test_context_and_plural_are_part_of_the_source() -> None:
    """Two messages that differ in context or plural have different hashes, an empty context is one too."""
    hashes = [hash_source("a"), hash_source("a", ""), hash_source("a", "b"), hash_source("a", None, "b")]
    assert len(set(hashes)) == 4
    assert all(len(value) == 8 and set(value) <= set("0123456789abcdef") for value in hashes)


def test_a_hash_is_the_same_for_ever() -> None:
    """Catalogs are committed: what a note was made from must hash to the same in every release."""
    assert hash_source("Hello", "greeting", "Hellos") == "b8ec00a0"
    assert hash_targets(["a", "b"]) == "06b38190"


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1, max_size=12
)
hashes = st.text("0123456789abcdef", min_size=8, max_size=8)
drafts = st.builds(DraftNote, st.sampled_from(["mt", "tm"]), words, st.dates(), hashes, hashes)
moments = st.datetimes(min_value=dt.datetime(1000, 1, 1), timezones=st.just(dt.UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
reviews = st.builds(ReviewNote, words, moments, words, hashes, hashes)


@given(drafts | reviews)
def test_a_note_reads_back(note: DraftNote | ReviewNote) -> None:
    """Writing a note and reading it gives the note."""
    assert parse_note(str(note)) == note


def test_a_note_is_short_enough_for_every_tool() -> None:
    """A draft's line has at most 78 columns, so that no tool wraps it."""
    assert len("# " + draft()) <= 78


@given(st.lists(st.text(max_size=8)), drafts)
def test_setting_a_note_touches_no_other_line(comments: list[str], note: DraftNote) -> None:
    """A note is replaced where it stands, or added at the end; taking it away leaves the rest."""
    once = set_note(comments, note)
    assert find_note(once) == note
    assert set_note(once, note) == once
    assert set_note(once, None) == tuple(comments)


@pytest.mark.parametrize("comment", ["polypub: mt google 2026-02-30 src=1a2b3c4d out=5e6f7a8b", "polypub: mt", "note"])
def test_what_is_not_quite_a_note_is_none(comment: str) -> None:
    """A line with a day that no calendar has, or with too little in it, is not a note."""
    assert parse_note(comment) is None


def test_days_are_kept_one_of_a_kind() -> None:
    """The day that a message became stale is replaced, that of its publication is another line."""
    comments = set_day(set_day(["hand"], "stale", DAY), "published", DAY)
    later = set_day(comments, "stale", DAY + dt.timedelta(days=1))
    assert find_day(later, "stale") == DAY + dt.timedelta(days=1)
    assert find_day(later, "published") == DAY
    assert set_day(set_day(later, "stale", None), "published", None) == ("hand",)
    assert find_day(["polypub: stale 2026-13-40"], "stale") is None


def test_only_our_lines_are_not_human() -> None:
    """A person's comment is any line with words that does not begin with our prefix."""
    assert [is_human(line) for line in ("see above", "polypub: stale 2026-11-24", "  ")] == [True, False, False]
