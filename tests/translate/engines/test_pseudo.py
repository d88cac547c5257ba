"""The pretence of translation."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.model.locale import Locale
from polypub.translate.engines.base import Engine, Ok, Query
from polypub.translate.engines.pseudo import PseudoEngine

_ENGLISH = Locale("en")


def _pseudo(text: str, target: str = "pl") -> str:
    engine: Engine = PseudoEngine()
    (reply,) = engine.translate([Query(text)], _ENGLISH, Locale(target))
    assert isinstance(reply, Ok)
    return reply.text


def test_letters_get_accents_and_text_gets_longer() -> None:
    """Latin letters stay legible, the text is marked at both ends and about three tenths longer."""
    text = "The castle of Mir was built by a noble family."
    assert _pseudo(text).startswith("«Ţĥé ćáśţĺé óƒ Ḿíŕ")
    assert 1.2 < len(_pseudo(text)) / len(text) < 1.5


@pytest.mark.parametrize("target", ["ar", "he", "fa", "ur", "pa-Arab", "yi", "ckb"])
def test_right_to_left_locales_get_right_to_left_letters(target: str) -> None:
    """Every letter has right-to-left direction, so that the layout is really mirrored."""
    letters = [character for character in _pseudo("Some Words", target) if character.isalpha()]
    assert letters
    assert {unicodedata.bidirectional(letter) for letter in letters} <= {"R", "AL"}


@pytest.mark.parametrize("target", ["be", "az-Latn", "ur-Latn", "pt-BR", "en-AR"])
def test_other_locales_keep_latin_letters(target: str) -> None:
    """A script in the tag wins over the language, and a territory is no script."""
    assert "śóḿé" in _pseudo("some", target)


@given(st.lists(st.text()), st.sampled_from(["pl", "ar", "he"]))
def test_it_answers_every_text_in_order_and_the_same_every_time(texts: list[str], target: str) -> None:
    """As many replies as texts, each the text's own, twice the same."""
    engine = PseudoEngine()
    replies = engine.translate([Query(text) for text in texts], _ENGLISH, Locale(target))
    assert replies == [Ok(_pseudo(text, target)) for text in texts]


@given(st.text("ab ", max_size=20), st.text("ab ", max_size=20))
def test_hidden_markup_stays_as_it_is(before: str, after: str) -> None:
    """Tokens of both styles survive."""
    for target in ("pl", "ar"):
        assert "⟦0⟧" in _pseudo(f"{before}⟦0⟧{after}", target)
        assert "[X12X]" in _pseudo(f"{before}[X12X]{after}", target)
