"""Inline skeletons: what a translation may not lose, and what it may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.formats.skeleton import compare_skeletons
from polypub.model.text import Place, Segment


def _compare(source: str, target: str, prefix: str = "") -> list[tuple[str, bool]]:
    segment = Segment(source, source, Place("paragraph", prefix), "paragraph")
    return [(difference.text, difference.binding) for difference in compare_skeletons(segment, target)]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("See [the *castle*](a.md).", "Гл. [*замак*](a.md).", []),
        ("See [the castle](a.md).", "Гл. замак.", [("0 links instead of 1", True)]),
        ("See it.", "Гл. [замак](a.md).", [("1 links instead of 0", True)]),
        ("Text[^n].", "Тэкст.", [("the footnote reference [^n] is missing", True)]),
        ("![alt](a.png) x", "x", [("0 images instead of 1", True)]),
        ("**Text:** more", "**Текст:**далее", [("0 × strong emphasis instead of 1", False)]),
        ("a **b** c", "前**「强调」**后", [("0 × strong emphasis instead of 1", False)]),
        ("<b>a</b> b", "<b>a b", [("its HTML tags do not nest", True)]),
        ("a", "</div>a", [("its HTML tags do not nest", True)]),
        ("`a` b", "b", [("0 × code instead of 1", False)]),
        ("a\\\nb", "c\\\nd", []),
    ],
)
def test_differences(source: str, target: str, expected: list[tuple[str, bool]]) -> None:
    """Links, images, notes and nesting bind; emphasis and code may differ, and are told."""
    assert expected == _compare(source, target)


def test_lines_of_a_quote_stay_one_block() -> None:
    """A hard break in a quoted verse is no second block."""
    assert _compare("a,\\\nb", "c,\\\nd", "> ") == []


@given(st.text(alphabet="ab *_`[]()<>!&\\^~{}#-1.\n"))
def test_a_text_never_differs_from_itself(text: str) -> None:
    """A translation that equals its source fits."""
    if text.strip():
        assert [d for d in _compare(text, text) if d[0] != "it would not stay one block"] == []
