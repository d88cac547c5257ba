"""Hiding: same length, and shown again as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polypub.formats.hiding import Insert, Span, hide

_TEXTS = st.text(st.sampled_from("aé字😀\n\r {}\ue0000"), max_size=30)


@given(_TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=4))
def test_words_keep_the_length_and_are_shown_again(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever is hidden as a word, the text has as many bytes as before, and showing it gives the text."""
    chosen = [Span(start, min(start + length, len(text)), "word") for start, length in spans if start < len(text)]
    hidden = hide(text, chosen)

    assert len(hidden.text.encode()) == len(text.encode())
    assert hidden.show(hidden.text) == text


def test_forms() -> None:
    """White space keeps its lines, the head of an item is one, and the same construct is the same word."""
    hidden = hide(
        "{a}0 {b\nc} {a} !!! é", [Span(0, 3, "word"), Span(5, 10, "blank"), Span(11, 14, "word"), Span(15, 20, "item")]
    )

    assert hidden.text == "\ue0000   \n   \ue000 -   # "
    assert hidden.items == {15}
    assert hidden.show("\ue0000 \ue001") == "{a}0 \ue001"


def test_inserts_are_counted_in_bytes() -> None:
    """Offsets of characters become those of bytes."""
    assert hide("é é é", (), [Insert(2, 3, "x", "field"), Insert(4, 5, "x", "field")]).inserts == (
        Insert(3, 5, "x", "field"),
        Insert(6, 8, "x", "field"),
    )
