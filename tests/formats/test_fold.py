"""Folding: from a block's source to its message."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.formats.commonmark import render_html
from polypub.formats.markdown import cut_markdown


def _message(text: str) -> str:
    return next(segment.source for segment in cut_markdown(text).segments)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\nb", "a b"),
        ("a   \n   b", "a  \nb"),
        ("a \\\r\nb", "a \\\nb"),
        ("a\\\\\nb", "a\\\\ b"),
        ("> a\n> > b", "a"),
        ("> a\n>b\nc", "a b c"),
        ("> > a\n> b", "a b"),
        ("a\n    > b", "a > b"),
        ("> a\n>     > b", "a > b"),
        ("- `a\n  b` c", "`a b` c"),
        ("a\n\\# b", "a \\# b"),
        ("a\n*b*\n[c](d\n'e')", "a *b* [c](d 'e')"),
        ("[a]: /u\n\n[a] [b][a] ![a][]", "[a](/u) [b](/u) ![a](/u)"),
        ('[a *b*][c]\n\n[c]: </u v> (t "q")', '[a *b*](</u v> "t \\"q\\"")'),
        ("[a]\n\n[a]: <>", "[a](<>)"),
        ("[a]\n\n[a]: /u&amp;v\\*", "[a](/u&v*)"),
        ("[a]\n\n[a]: /u?x=1&copy;2", "[a](/u?x=1©2)"),
        ("[a]\n\n[a]: /u?x=1&amp;copy;2", "[a](/u?x=1\\&copy;2)"),
        ("x[^n] [u]\n\n[^n]: y", "x[^n] [u]"),
        ("| `a\\|b` c |\n|---|", "`a|b` c"),
        ("x [a](<b\nc>) y", "x [a]\\(<b c>) y"),
        ("`[a](<b\nc>)` y", "`[a](<b c>)` y"),
    ],
)
def test_messages(text: str, message: str) -> None:
    """Line ends become spaces, breaks stay, quote marks go, reference links are shown inline."""
    assert _message(text) == message


@given(st.text(alphabet="abc /()<>\\*&;?=#amp\"'[]é", max_size=12), st.text(alphabet="ab\"'\\()&;lt ", max_size=8))
@settings(max_examples=200)
def test_a_reference_shown_inline_leads_to_the_same_place(url: str, title: str) -> None:
    """Whatever stands in a definition, the inline link has its address and title."""
    text = f"[a b]\n\n[a b]: <{url}> '{title}'\n"
    html = render_html(text)
    if html.startswith("<p><a href="):
        assert render_html(_message(text)) == html
