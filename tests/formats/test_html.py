"""The parts of a piece of HTML, and the attributes of its tags."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from support.html_pieces import PIECES

from polypub.formats.html import Attribute, find_attributes, fold_lines, has_letters, read_translate, tokenise


@given(PIECES)
@settings(max_examples=300)
def test_parts_joined_are_the_whole(html: str) -> None:
    """Nothing is lost between parts, and none overlap."""
    parts = list(tokenise(html))

    assert "".join(html[part.start : part.end] for part in parts) == html
    assert all(a.end == b.start for a, b in pairwise(parts))


def test_attributes_have_places() -> None:
    """Where the value of each stands, without white space at its ends; empty ones and repeated ones are left out."""
    html = '<p>x</p><img\n ALT=" A mill " title=\'B\' src=c alt="D" hidden id="" class="12" />'
    part = next(part for part in tokenise(html) if part.name == "img")
    found = list(find_attributes(part, html))

    assert [(name, html[start:end], is_quoted) for name, start, end, is_quoted in found] == [
        ("alt", "A mill", True),
        ("title", "B", True),
        ("src", "c", False),
    ]
    assert isinstance(found[0], Attribute)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("<p translate=no>", "no"),
        ('<p class="x" TRANSLATE="No">', "no"),
        ("<p translate>", "yes"),
        ("<p translate=''>", "yes"),
        ("<img translate=yes>", "yes"),
        ("<p translate=maybe>", ""),
        ("<p data-translate=no>", ""),
        ("<p title='translate=no'>", ""),
        ("</p translate=no>", ""),
    ],
)
def test_what_a_tag_says_of_translation(tag: str, said: str) -> None:
    """`translate` of an open tag, as HTML reads it."""
    assert read_translate(next(tokenise(tag))) == said


def test_a_text_says_something_when_it_has_letters() -> None:
    """The name of an entity is none of them, its letter is."""
    assert [text for text in ("a", "12", "&nbsp;", "&#160; —", "&eacute;", "1&amp;2") if has_letters(text)] == [
        "a",
        "&eacute;",
    ]


def test_lines_are_folded() -> None:
    """A line end with the white space around it is one space; other white space stays."""
    assert fold_lines("a  b \r\n\t c\u00a0\nd") == "a  b c\u00a0 d"
