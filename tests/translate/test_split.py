"""Long texts in pieces that an engine takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.translate.split import split_text

_TEXTS = st.lists(
    st.sampled_from(["word", " ", ". ", "A", "! ", "⟦0⟧", "[X1X]", "。", "漢字", "\n", "3.5", "…»  ", "-"]), max_size=40
).map("".join)


@given(_TEXTS, st.integers(0, 30))
def test_the_pieces_are_the_text(text: str, limit: int) -> None:
    """Joined they give the text; none is empty unless the text is, and none is too long unless it is one word."""
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    if text:
        assert all(pieces)
    for piece in pieces:
        assert limit == 0 or len(piece) <= limit or len(piece.split()) <= 1


@given(_TEXTS, st.integers(6, 30))
def test_no_token_is_cut(text: str, limit: int) -> None:
    """Each token of the text stands whole in one piece."""
    tokens = re.compile(r"⟦\d+⟧|\[X\d+X\]")
    assert [token for piece in split_text(text, limit) for token in tokens.findall(piece)] == tokens.findall(text)


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("One. Two. Three.", 10, ("One. Two. ", "Three.")),
        ("One. Two. Three.", 100, ("One. Two. Three.",)),
        ("Said “so.” Then more.", 12, ("Said “so.” ", "Then more.")),
        ("About 3.5 km of it", 10, ("About 3.5 ", "km of it")),
        ("一。二。三。", 4, ("一。二。", "三。")),
        ("unbreakable", 5, ("unbreakable",)),
    ],
)
def test_cuts_are_at_sentence_ends_then_between_words(text: str, limit: int, pieces: tuple[str, ...]) -> None:
    """Whole sentences are packed together; a number's point ends none."""
    assert split_text(text, limit) == pieces
