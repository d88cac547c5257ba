"""Which translation stands in a localised source."""

from __future__ import annotations

import pytest

from polypub.localize.shown import Shown
from polypub.model.locale import Locale
from polypub.model.message import Key, Translation, Translations
from polypub.model.state import State
from polypub.model.text import Place, Segment


def _words(**entries: tuple[str, State]) -> Translations:
    found = {Key(None, source): Translation((text,), state) for source, (text, state) in entries.items()}
    return Translations("content/x", Locale("be"), "", found)


def _segment(source: str, type_: str = "paragraph") -> Segment:
    return Segment(source, source, Place("field" if type_ == "tag" else "paragraph"), type_)


@pytest.mark.parametrize(
    ("state", "text"),
    [(state, "так" if state in (State.REVIEWED, State.ACCEPTED) else None) for state in State],
)
def test_a_person_stands_behind_what_is_shown(state: State, text: str | None) -> None:
    """Reviewed translations and accepted drafts are shown, in no other state."""
    assert Shown(_words(yes=("так", state)))(_segment("yes")) == text


def test_drafts_are_shown_where_they_are_asked_for() -> None:
    """Of the states that are named, and no others."""
    words = _words(a=("а", State.DRAFT), b=("б", State.FUZZY))
    shown = Shown(words, drafts={State.DRAFT})
    assert [shown(_segment("a")), shown(_segment("b"))] == ["а", None]


def test_the_sites_words_have_a_catalog_of_their_own() -> None:
    """A tag is looked up among the site's words, whatever an article says or has blocked."""
    shown = Shown(
        _words(stone=("каменны", State.REVIEWED)),
        _words(stone=("камень", State.REVIEWED)),
        blocked=frozenset({Key(None, "stone")}),
    )
    assert shown(_segment("stone", "tag")) == "камень"
    assert shown(_segment("stone")) is None
    assert Shown(_words(stone=("камень", State.REVIEWED)))(_segment("stone", "tag")) is None
