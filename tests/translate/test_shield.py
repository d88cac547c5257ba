"""Markup survives an engine, or its reply is not used."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.formats.inline import find_placeables
from polypub.translate.engines.base import TokenStyle
from polypub.translate.shield import restore, shield

_STYLES: tuple[TokenStyle, ...] = ("brackets", "letters")
_SCRAPS = [
    *(
        "word",
        " ",
        " ",
        "Two words",
        ".",
        "**",
        "*",
        "`c`",
        "[",
        "](u)",
        "![",
        "<b>",
        "</b>",
        "<br>",
        "%(n)s",
        "{x}",
        "{{ y }}",
    ),
    *(
        "⟦0⟧",
        "⟦",
        "⟧",
        "[X0X]",
        "[X1",
        "https://a.example/b",
        "&amp;",
        "\\*",
        "  \n",
        "[^1]",
        "слова",
        "漢字",
        "%",
        "1",
    ),
]
_SOURCES = st.lists(st.sampled_from(_SCRAPS), max_size=14).map("".join)


@settings(max_examples=200)
@given(_SOURCES, st.sampled_from(_STYLES))
def test_an_untouched_reply_gives_the_source(source: str, style: TokenStyle) -> None:
    """Shielding and restoring at once changes nothing, whatever the source has of tokens itself."""
    shielded = shield(source, style)
    assert restore(shielded, shielded.text) == (source if source.strip() else None)


@settings(max_examples=300)
@given(_SOURCES, st.sampled_from(_STYLES), st.data())
def test_whatever_an_engine_does_the_placeables_survive(source: str, style: TokenStyle, data: st.DataObject) -> None:
    """A mangled reply is refused, or has exactly the placeables of the source."""
    shielded = shield(source, style)
    parts = [part for part in re.split(r"(⟦\d+⟧|\[X\d+X\]|\s+)", shielded.text) if part]
    for _ in range(data.draw(st.integers(0, 4))):
        _mangle(parts, data)
    restored = restore(shielded, "".join(parts))
    if restored is not None:
        assert _texts(restored) == _texts(source)


def _mangle(parts: list[str], data: st.DataObject) -> None:
    """One thing that engines do: drop, repeat, move, invent, respace, or write a token in another way."""
    place = data.draw(st.integers(0, len(parts)))
    deed = data.draw(st.sampled_from(["drop", "repeat", "move", "invent", "spoil"]))
    if deed == "invent" or not parts:
        parts.insert(
            place, data.draw(st.sampled_from([*_SCRAPS, "⟦7⟧", "[X7X]", "⟦ 0 ⟧", "[ Х0Х ]", "⟦٠⟧", "⟧", "\n\n"]))
        )
        return
    place = min(place, len(parts) - 1)
    part = parts.pop(place)
    if deed == "repeat":
        parts[place:place] = [part, part]
    elif deed == "move":
        parts.insert(data.draw(st.integers(0, len(parts))), part)
    elif deed == "spoil":
        parts.insert(place, part.replace("⟦", "⟦ ").replace("X", "Х").lower())


def _texts(text: str) -> Counter[str]:
    return Counter(placeable.text for placeable in find_placeables(text.strip()))


@pytest.mark.parametrize(
    ("source", "reply", "expected"),
    [
        ("The **castle** of Mir", "⟦0⟧ Замак ⟦1⟧ Мір", "**Замак** Мір"),
        ("The **castle** is big", "⟦0⟧城⟦1⟧很大", "**城**很大"),
        ("by %(a)s and %(b)s", "⟦1⟧ і ⟦0⟧", "%(b)s і %(a)s"),
        ("by %(a)s", "⟦٠⟧ بواسطة", "%(a)s بواسطة"),
        ("by %(a)s", "ад 〚 0 〛", "ад %(a)s"),
        (" outer %(a)s\n", "знешні ⟦0⟧", " знешні %(a)s\n"),
        ("one line", "адзін\n\nрадок", "адзін радок"),
        ("<b><i>x</i></b> y", "y ⟦0⟧ x ⟦1⟧", "y <b><i>x</i></b>"),
    ],
)
def test_what_engines_change_lightly_is_put_right(source: str, reply: str, expected: str) -> None:
    """Space beside tokens, digits, order, line breaks and outer white space are repaired."""
    assert restore(shield(source), reply) == expected


@pytest.mark.parametrize(
    ("source", "reply"),
    [
        ("by %(a)s", "ад"),
        ("by %(a)s", "ад ⟦0⟧ ⟦0⟧"),
        ("by %(a)s", "ад ⟦0⟧ ⟦1⟧"),
        ("by %(a)s", "ад ⟦0⟧ ⟦"),
        ("by %(a)s", "ад ⟦0⟧ %(b)s"),
        ("a **b** c", "⟦1⟧б⟦0⟧ в"),
        ("a **b** c", "а ⟦0⟧⟦1⟧ б"),
        ("a <b>b</b> <i>c</i>", "а ⟦0⟧б ⟦2⟧в⟦1⟧ г⟦3⟧"),
        ("words", "слова <b>"),
        ("words", "[слова](https://example.com/)"),
        ("words", "  "),
    ],
)
def test_what_was_lost_invented_or_crossed_is_refused(source: str, reply: str) -> None:
    """No repair is guessed."""
    assert restore(shield(source), reply) is None


def test_neighbours_share_one_token() -> None:
    """Few tokens are better than many."""
    assert shield("**[x](u)** y").text == "⟦0⟧x⟦1⟧ y"


@pytest.mark.parametrize(
    ("text", "wordless"), [("12 %(n)s", True), ("`code`", True), ("…", True), ("a %(n)s", False), ("слова", False)]
)
def test_a_text_without_letters_has_nothing_to_translate(text: str, wordless: bool) -> None:
    """Only letters outside tokens are work for an engine, in either style."""
    assert all(shield(text, style).wordless is wordless for style in _STYLES)
