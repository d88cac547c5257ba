"""Long texts in pieces that an engine takes."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.translate.split import Room, split_text

_TEXTS = st.lists(
    st.sampled_from(
        [
            "word",
            " ",
            ". ",
            "A",
            "! ",
            "⟦0⟧",
            "[X1X]",
            "。",
            "漢字",
            "\n",
            "3.5",
            "…»  ",
            "-",
            "слово",
            ", ",
            "é",
            "👩‍🚀",
        ]
    ),
    max_size=40,
).map("".join)
_TOKEN = re.compile(r"⟦\d+⟧|\[X\d+X\]")


@given(_TEXTS, st.integers(0, 30), st.integers(0, 120))
def test_the_pieces_are_the_text(text: str, chars: int, url_bytes: int) -> None:
    """Joined they give the text; none is empty unless the text is, and none is too long unless it is one token."""
    pieces = split_text(text, Room(chars, url_bytes))
    assert "".join(pieces) == text
    if text:
        assert all(pieces)
    for piece in pieces:
        alone = _TOKEN.fullmatch(piece) or len(piece) <= 3  # a letter with what belongs to it
        assert chars == 0 or len(piece) <= chars or alone
        assert url_bytes == 0 or len(quote_plus(piece)) <= url_bytes or alone


@given(_TEXTS, st.integers(1, 30))
def test_no_token_is_cut(text: str, limit: int) -> None:
    """Each token of the text stands whole in one piece."""
    pieces = split_text(text, Room(limit))
    assert [token for piece in pieces for token in _TOKEN.findall(piece)] == _TOKEN.findall(text)


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("One. Two. Three.", 10, ("One. Two. ", "Three.")),
        ("One. Two. Three.", 100, ("One. Two. Three.",)),
        ("Said “so.” Then more.", 12, ("Said “so.” ", "Then more.")),
        ("About 3.5 km of it", 10, ("About 3.5 ", "km of it")),
        ("By Dr. Smith. He left.", 16, ("By Dr. Smith. ", "He left.")),
        ("У 1520 г. замак. Потым.", 18, ("У 1520 г. замак. ", "Потым.")),
        ("Born on 5. July ends. So", 22, ("Born on 5. July ends. ", "So")),
        ("one, two; three", 10, ("one, two; ", "three")),
        ("一。二。三。", 4, ("一。二。", "三。")),
        ("一二三四五六七", 4, ("一二三四", "五六七")),
    ],
)
def test_cuts_are_at_sentence_ends_then_between_words(text: str, limit: int, pieces: tuple[str, ...]) -> None:
    """Whole sentences are packed together; a number's point, an initial's or an abbreviation's ends none."""
    assert split_text(text, Room(limit)) == pieces


def test_bytes_count_as_they_stand_in_an_address() -> None:
    """A Cyrillic letter is six of them, and a piece of letters fills what there is."""
    pieces = split_text("слова " * 20, Room(url_bytes=100))
    assert "".join(pieces) == "слова " * 20
    assert all(62 < len(quote_plus(piece)) <= 100 for piece in pieces[:-1])
