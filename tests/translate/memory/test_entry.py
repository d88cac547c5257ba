"""Only what a person has approved enters a memory."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous
from polypub.model.state import DraftNote, ReviewNote, hash_source, hash_targets
from polypub.translate.memory.entry import Entry, Pair, approved_entries, unite_entries

_PAIR = Pair(Locale("en"), Locale("be"))
_WHEN = dt.datetime(2026, 11, 24, 8, 12, tzinfo=dt.UTC)
_HASHES = (hash_source("Source"), hash_targets(("Target",)))


def _message(*comments: object, **fields: object) -> Message:
    message = Message(Key(None, "Source"), targets=("Target",), comments=tuple(map(str, comments)))
    return replace(message, **fields)


def _entries(message: Message) -> list[Entry]:
    return list(approved_entries(Catalog("site", _PAIR.target, (message,), path="be/site.po"), _PAIR.source))


_DRAFT = DraftNote("mt", "google", _WHEN.date(), *_HASHES)
_TM = DraftNote("tm", "97", _WHEN.date(), *_HASHES)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (_message(), ("human", "", "", 0)),
        (_message(obsolete=True), ("human", "", "", 0)),
        (_message(_DRAFT), ("accepted", "google", "", 0)),
        (_message(_TM), ("accepted", "memory", "", 0)),
        (_message(_DRAFT, targets=("Better",)), ("human", "", "", 0)),
        (_message(ReviewNote("anna", _WHEN, "deepl", *_HASHES)), ("accepted", "deepl", "anna", 1795507920)),
        (_message(ReviewNote("anna", _WHEN, "-", *_HASHES)), ("human", "", "anna", 1795507920)),
    ],
    ids=["reviewed", "obsolete", "draft accepted", "memory accepted", "draft bettered", "approved", "approved own"],
)
def test_what_enters(message: Message, expected: tuple[str, str, str, int]) -> None:
    """Reviewed and accepted messages enter, with who or what made them."""
    (entry,) = _entries(message)
    assert (entry.origin, entry.engine, entry.who, entry.moment) == expected
    assert (entry.pair, entry.domain, entry.file) == (_PAIR, "site", "be/site.po")


@pytest.mark.parametrize(
    "message",
    [
        _message(targets=("",)),
        _message(fuzzy=True),
        _message(_DRAFT, fuzzy=True),
        _message(_DRAFT, fuzzy=True, obsolete=True),
        _message(fuzzy=True, previous=Previous("Old")),
        _message(plural="Sources", targets=("One", "Few", "Many")),
    ],
    ids=["untranslated", "fuzzy", "draft", "obsolete draft", "stale", "plural"],
)
def test_what_does_not_enter(message: Message) -> None:
    """Nothing enters that nobody approved, and no plural, which has several translations."""
    assert _entries(message) == []


_SMALL = st.builds(
    Entry,
    pair=st.just(_PAIR),
    source=st.sampled_from("ab"),
    target=st.sampled_from("xy"),
    context=st.sampled_from([None, "", "c"]),
    origin=st.sampled_from(["human", "import"]),
    file=st.sampled_from("fg"),
    moment=st.integers(0, 2),
    uses=st.integers(1, 3),
)


@given(st.lists(_SMALL), st.randoms())
def test_the_order_of_entries_does_not_count(entries: list[Entry], chance: object) -> None:
    """United entries are the same in whatever order they came, and lose no use."""
    shuffled = sorted(entries, key=lambda _: chance.random())
    united = unite_entries(entries)
    assert united == unite_entries(shuffled) == unite_entries(united)
    assert sum(entry.uses for entry in united) == sum(entry.uses for entry in entries)
