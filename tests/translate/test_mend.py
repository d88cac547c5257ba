"""What engines change lightly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.model.locale import Locale
from polypub.translate.mend import mend


@pytest.mark.parametrize(
    ("source", "reply", "target", "expected"),
    [
        ("A title", "Un título.", "es", "Un título"),
        ("Words.", "Palabras", "es", "Palabras."),
        ("Words.", "词", "zh-Hans", "词。"),
        ("Words.", "शब्द", "hi", "शब्द।"),
        ("Words.", "คำ", "th", "คำ"),
        ("Castle", "城。", "zh-Hant", "城"),
        ("⟦0⟧Bold.⟦1⟧", "⟦0⟧Fett⟦1⟧", "de", "⟦0⟧Fett.⟦1⟧"),
        ("⟦0⟧Castle⟦1⟧", "⟦0⟧Замак.⟦1⟧", "be", "⟦0⟧Замак⟦1⟧"),
        ("See ⟦0⟧here⟦1⟧.", "Ver ⟦0⟧aquí⟦1⟧", "es", "Ver ⟦0⟧aquí⟦1⟧."),
        ("to 500 BC", "да 500 н. э.", "be", "да 500 н. э."),
        ("Really?", "Сапраўды.", "be", "Сапраўды."),
        ("wait…", "aspetta...", "it", "aspetta…"),
        ("Tom & Jerry", "Tom &amp; Jerry", "de", "Tom & Jerry"),
        ("a < b", "a &lt; b", "de", "a < b"),
        ("x", "a\u200bb", "pl", "ab"),
        ("x", "ก\u200bข", "th", "ก\u200bข"),
        ("", "", "pl", ""),
    ],
)
def test_what_is_certain_is_put_right(source: str, reply: str, target: str, expected: str) -> None:
    """The full stop, entities and invisible spaces are as the source has them; the rest is the engine's."""
    assert mend(source, reply, Locale(target)) == expected


_SCRAPS = st.lists(st.sampled_from(["word", " ", ".", "⟦0⟧", "⟦1⟧", "?", "…", "»", "&amp;", "etc", "字"])).map("".join)


@given(_SCRAPS, _SCRAPS, st.sampled_from(["pl", "zh", "th", "hi"]))
def test_tokens_and_letters_stay_and_mending_twice_mends_once(source: str, reply: str, target: str) -> None:
    """Only stops, entities and spaces may change."""
    mended = mend(source, reply, Locale(target))
    assert mend(source, mended, Locale(target)) == mended
    letters = [c for c in reply.replace("&amp;", "") if c.isalnum() or c in "⟦⟧"]
    assert [c for c in mended if c.isalnum() or c in "⟦⟧"] == letters
