"""Inline skeletons: what a translation may not lose, and what it may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.growth import growth

from polypub.formats.skeleton import compare_skeletons
from polypub.model.text import Place, Segment

LITERAL = "0 × strong emphasis instead of 1; `**` stays as it is next to punctuation or a space inside it"


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
        ("**Text:** more", "**Текст:**далее", [(LITERAL, False)]),
        ("a **b** c", "前**「强调」**后", [(LITERAL, False)]),
        ("<b>a</b> b", "<b>a b", [("its HTML tags do not nest", True)]),
        ("a", "</div>a", [("its HTML tags do not nest", True)]),
        ("`<b>` is bold", "`<b>` і `<i>`", [("2 × code instead of 1", False)]),
        ("[a](x) and [b](y)", "[a [b](y)](x)", [("1 links instead of 2", True)]),
        ("[a](x) and [b](y)", "[b](y) і [a](x)", []),
        ("a[^1] b[^2]", "a[^1] b[^1]", [("[^2]", True), ("[^1]", True)]),
        ("a[^1] b[^2]", "b[^2] a[^1]", []),
        ("a **b** c", "а б в", [("0 × strong emphasis instead of 1", False)]),
        ("a ~~b~~ c", "а ~~ б ~~ в", [("0 × strikethrough instead of 1; `~~` stays", False)]),
        ("<b>a</b> <i>b</i>", "<b>a<i> b</b></i>", [("its HTML tags do not nest", True)]),
        ("a <br> b", "a <br/> b", []),
        ("<b>a", "<b>b", []),
        ("`a` b", "b", [("0 × code instead of 1", False)]),
        ("a\\\nb", "c\\\nd", []),
        ("`[^a]`", "`x`", []),
        ("``[^a]` ``", "``x` ``", []),
        ("\\\\`[^a]`", "\\\\`x`", []),
        ("\\`[^a]\\`", "x", [("the footnote reference [^a] is missing", True)]),
    ],
)
def test_differences(source: str, target: str, expected: list[tuple[str, bool]]) -> None:
    """Links, images, notes and nesting bind; emphasis and code may differ, and are told."""
    found = _compare(source, target)

    assert [binding for _, binding in found] == [binding for _, binding in expected]
    assert all(text in message for (text, _), (message, _) in zip(expected, found, strict=True)), found


def test_lines_of_a_quote_stay_one_block() -> None:
    """A hard break in a quoted verse is no second block."""
    assert _compare("a,\\\nb", "c,\\\nd", "> ") == []


@given(st.text(alphabet="ab *_`[]()<>!&\\^~{}#-1.\n"))
def test_a_text_never_differs_from_itself(text: str) -> None:
    """A translation that equals its source fits."""
    if text.strip():
        assert _compare(text, text) == []


@pytest.mark.parametrize("scrap", ["`", "`a``", "\\", "\\`", "[^a]", "[", "*", "**a ", "<b>", "<", "&"])
def test_time_grows_with_the_text(scrap: str) -> None:
    """Twice the text takes about twice as long, whatever it is."""
    assert growth(lambda size: _compare("`a` *b*", scrap * size) and None, 2_000) < 3.2
