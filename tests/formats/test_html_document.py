"""The cut of an HTML text: what is a message, and the two laws."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import growth
from support.html_pieces import PIECES
from support.html_tree import read_tree

from polypub.formats.html import INLINE
from polypub.formats.html_document import cut_html
from polypub.formats.localise import localise

CASES = Path(__file__).parent / "cases/html-messages.md"


def _cases() -> Iterator[tuple[str, str, str]]:
    """Title, source and messages, from lines parted by a single dot."""
    parts = CASES.read_text("utf-8").split("\n\n", 1)[1].split("\n.\n")
    for start in range(0, len(parts) - 2, 3):
        yield parts[start], parts[start + 1], parts[start + 2]


@pytest.mark.parametrize(("title", "source", "messages"), list(_cases()))
def test_messages(title: str, source: str, messages: str) -> None:
    """Each case of the document gives its messages, in order."""
    found = "\n".join(f"{segment.type}: {segment.source}" for segment in cut_html(source).segments)

    assert found == messages, title


@given(PIECES)
@settings(max_examples=150)
def test_pieces_joined_are_the_source(html: str) -> None:
    """Law 1, for whatever may stand in a file."""
    document = cut_html(html)

    assert document.text == html
    assert localise(document, lambda _: None) == html


@given(PIECES)
@settings(max_examples=150)
def test_messages_spliced_back_give_the_same_page(html: str) -> None:
    """Law 2: with every message as its own translation a browser builds the same tree, white space aside."""
    assert read_tree(localise(cut_html(html), lambda segment: segment.source)) == read_tree(html)


@given(PIECES, st.sampled_from(("слова", "a \"b\" & 'c'", "a <", "a\nb", "x\\", "<!", "</", "<p", "-->", "]]>")))
@settings(max_examples=150)
def test_no_translation_changes_the_blocks(html: str, target: str) -> None:
    """Whatever stands in place of the messages, the page has the blocks of its source."""
    assert _blocks(localise(cut_html(html), lambda _: target)) == _blocks(html)


def _blocks(html: str) -> list[str]:
    """The elements of a page that are no part of a text."""
    return [tag for tag, _ in read_tree(html) if tag not in INLINE and tag not in ("text", "comment")]


def test_lines_notes_contexts_and_anchors() -> None:
    """A segment knows its line in the file, its note and context; headings without an id get one that is unique."""
    text = "<h2>A <i>b</i></h2>\n<!-- polypub: note N -->\n<!-- polypub: context c -->\n<p>\ntext</p>\n"
    text += '<h3>A b</h3><h2 ID="own">D</h2><p id="a-b-2">x</p><h2><code>q</code></h2>'
    segments = list(cut_html(text, 5).segments)

    assert [(s.line, s.note, s.context, s.anchor) for s in segments] == [
        (5, "", None, "a-b"),
        (9, "N", "c", ""),
        (10, "", None, "a-b-3"),
        (10, "", None, ""),
        (10, "", None, ""),
    ]


def test_an_attribute_without_quotes_gets_them() -> None:
    """A translation of several words stays one value."""
    document = cut_html("<img alt=Mill src=x>")

    assert localise(document, lambda _: 'Стары "млын"') == '<img alt="Стары &quot;млын&quot;" src=x>'


@pytest.mark.parametrize(
    "text",
    [
        *("<div>a", "<p>a", "<li>a<ul>", "<b>", "<td>a<table>", "</div>", "<a title='x y'>", "<div title=x>a", "&amp;"),
        *("<p translate=no>", "<b translate=yes>", "<p translate=no><b translate=yes>x</b>", "<h2>a</h2>", "<h2>a"),
        *("<!-- polypub: skip -->", "<!-- polypub: skip --><p>a", "<script>", "<svg>", "<!--", "<!-- a -->", "x "),
        *("<h1>", "</h1>", "</body>a", "\n", "a\n", "<br>", "<img alt=x>", "<option>a", "<a b", "a='", "<title>a"),
    ],
)
def test_it_takes_time_in_proportion(text: str) -> None:
    """Twice the HTML, about twice the work, whatever repeats in it."""
    assert growth(lambda size: cut_html(text * size) and None, 500) < 3.2
