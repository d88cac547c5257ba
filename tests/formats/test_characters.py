"""Characters that no translation may bring into a page."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from support.growth import growth

from polypub.formats.characters import check_characters, check_controls, check_direction, check_text, is_usual

_OVERRIDES = "\u202d\u202e"
_DIRECTIONS = st.text("a\u202a\u202b\u202c\u2066\u2067\u2068\u2069\n", max_size=8)


@given(st.text(st.characters(exclude_characters=_OVERRIDES)) | _DIRECTIONS)
def test_a_source_may_stand_for_itself(text: str) -> None:
    """Whatever the source holds, overrides apart, its translation may hold."""
    assert check_text(text, text) == ()


@given(st.characters())
def test_controls_and_private_characters_are_foreign(character: str) -> None:
    """A control, unassigned-for-good, private or surrogate character that the source lacks is named; others are not."""
    named = any(
        "U+" in reason and "is not in the source" in reason for reason in check_characters("a", f"a{character}")
    )
    kind = unicodedata.category(character)
    if kind in ("Co", "Cs") or (kind == "Cc" and character not in "\t\n"):
        assert named
    elif kind not in ("Cn", "Cf", "So"):
        assert not named


@given(_DIRECTIONS)
def test_isolating_a_text_keeps_its_verdict(text: str) -> None:
    """One isolate more around a text neither heals nor spoils it, and no verdict depends on words between the marks."""
    verdict = bool(check_characters("source", text))
    assert bool(check_characters("source", f"\u2068{text}\u2069")) is verdict or _heals(text)
    assert bool(check_characters("source", text.replace("a", ""))) is verdict


def _heals(text: str) -> bool:
    """`PDI … FSI` alone is wrong, and becomes two isolates when it is isolated."""
    return "\u2069" in text


def test_time_is_linear_in_unclosed_expressions() -> None:
    """Twice as many opened and never closed expressions take about twice as long."""
    assert growth(lambda size: check_text("", "{{" * size + "{%" * size) and None, 2_000) < 3.2


def test_usual_characters_are_those_that_nothing_here_looks_for() -> None:
    """One character after the other, of all that there are: none is usual that a check names."""
    everything = [chr(code) for code in range(0x110000)]
    unusual = {c for c in everything if check_controls("", c) or check_direction("", c) or c in "\u202c\u2069"}
    assert {c for c in everything if not is_usual(c)} == unusual
    for text in ("a\u00a0{}", "a{}", "\U0001f600{}\u202f"):
        assert {c for c in unusual if is_usual(text.format(c))} == set()
    assert is_usual("Words\u00a0« слова »\u202f— \u200f\U0001f600\n")
