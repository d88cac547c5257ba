"""What is to be translated in a piece of HTML."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.growth import growth
from support.normal_html import normalise_html

from polypub.formats.html import INLINE, Part, find_tags
from polypub.formats.html_runs import Span, find_spans
from polypub.formats.splice import splice_text
from polypub.model.text import Place, Segment

_ATOMS = (
    *"word|Слова| |\n|<p>|</p>|<b>|</b>|<i class='x'>|</i>|<br>|<br/>|<img alt=\"A b\" src=x>".split("|"),
    *"<img alt='c' >|<img alt=d>|<!-- c -->|<!-- polypub: skip -->|<!doctype html>|<?php x ?>|<![CDATA[x]]>".split("|"),
    *'</ x>|<!>|</div>|<div title="a>b">|<a href=it\'s>|</a>|<a title=\'>|">|<script>|</script>'.split("|"),
    *"if (a<b && c>d)|<pre>|</pre>|<title>|</title>|<code>|</code>|<span translate=no>|</span>".split("|"),
    *"<p data-translate=no>|a < b|<3|&amp;|&lt;|<|>|<a |<!--|-->|<x-y>|</x-y>|<td>|<ul><li>|<textarea>".split("|"),
    *"</textarea>|<svg><title>|</svg>".split("|"),
)
_PIECES = st.lists(st.sampled_from(_ATOMS), max_size=12).map("".join)


def _found(html: str) -> list[str]:
    return [html[span.start : span.end] for span in find_spans(html) if isinstance(span, Span)]


@given(_PIECES)
@settings(max_examples=300)
def test_spans_stand_in_order_and_say_something(html: str) -> None:
    """Spans do not overlap; each has letters and no white space at its ends."""
    spans = [span for span in find_spans(html) if isinstance(span, Span)]

    assert all(a.end <= b.start for a, b in pairwise(spans))
    for text in _found(html):
        assert any(map(str.isalpha, text))
    assert [text for text in _found(html) if text != text.strip(" \t\r\n\f") and "alt=" not in html] == []


@given(_PIECES)
@settings(max_examples=300)
def test_the_tags_outside_spans_are_those_of_the_source(html: str) -> None:
    """When every span gives way to one word, the block tags, comments and scripts stay as they were."""
    pieces, position = [], 0
    for span in find_spans(html):
        if isinstance(span, Span):
            pieces += html[position : span.start], "слова"
            position = span.end

    assert _frame("".join([*pieces, html[position:]])) == _frame(html)


def _frame(html: str) -> list[str]:
    """The tags of blocks, as they are written."""
    return [html[part.start : part.end] for part in find_tags(html) if part.name not in {*INLINE, ""}]


@given(_PIECES)
@settings(max_examples=300)
def test_spans_spliced_back_give_the_same_html(html: str) -> None:
    """Law 2 for HTML: each span as its own translation, white space aside.

    A `<` in a title begins no tag; it may come back escaped, which says the same.
    """
    assume(not re.search(r"<title>(?:[^<]|<(?!/title))*<(?!/title)", html))
    pieces, position = [], 0
    for span in find_spans(html):
        if isinstance(span, Span):
            raw = html[span.start : span.end]
            kind = "attribute" if span.type == "alternative text" else "html"
            pieces += html[position : span.start], splice_text(raw, Segment(raw, raw, Place(kind), span.type))
            position = span.end

    assert normalise_html("".join([*pieces, html[position:]])) == normalise_html(html)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>One <b>two</b></p><p>three", ["One <b>two</b>", "three"]),
        ("<p> <b>One</b>, <i>two</i> </p>", ["<b>One</b>, <i>two</i>"]),
        ("</span> One <b>", ["One"]),
        ("<b>One</i> two</b>", ["<b>One</i> two</b>"]),
        ("<i><b>One</i></b>", ["<i><b>One</i>"]),
        ("<b></b>One<b></b>", ["<b></b>One<b></b>"]),
        ("<!-- a --> One <!-- b --> two <!-- c -->", ["One <!-- b --> two"]),
        ("<p>12 — <code>x</code></p>", []),
        ('<p><img src=a alt="A castle" class=x></p>', ["A castle"]),
        ("<p><img alt='It'></p><p><img data-alt='no'></p>", ["It"]),
        ("<p><img title=\"alt='no'\" src=x></p>", []),
        ("<p>See <img alt='A castle'> here</p>", ["See <img alt='A castle'> here"]),
        ("<script>if (a<b && c>d) '</p>'</script><p>One", ["One"]),
        ("<style>a > b { c: 'x' }</style>One", ["One"]),
        ("<SCRIPT>no</Script >One", ["One"]),
        ("<title>a <b>x</b></title>", ["a <b>x</b>"]),
        ("<p translate=no>no <b>no</b></p><p TRANSLATE='no'>no</p>One", ["One"]),
        ("One <span translate=no>two</span> three", ["One <span translate=no>two</span> three"]),
        ("One <span translate=no>no<p>no", ["One"]),
        ("<p data-translate=no>One</p><p title='translate=no'>two</p>", ["One", "two"]),
        ("<pre>no<pre>no</pre></pre>One", ["One"]),
        ("a < b, <3 c", ["a < b, <3 c"]),
        ("One<a href='", ["One"]),
        ("<a href=it's>One</a> 'two'", ["<a href=it's>One</a> 'two'"]),
        ('<div title="a>b">One</div>', ["One"]),
        ("<!doctype html><?php no ?></ no>One<!---->", ["One"]),
        ("<ul><li>One<li>two</ul>", ["One", "two"]),
    ],
)
def test_spans(html: str, found: list[str]) -> None:
    """Text with its inline tags, without what is not for readers and what has no partner at its ends."""
    assert _found(html) == found


def test_directives_come_between_spans() -> None:
    """A directive parts a text and is handed on; any other comment is part of it."""
    found = list(find_spans("One <!-- polypub: skip --> two <!-- c --> three"))

    assert [type(item) for item in found] == [Span, Part, Span]


@pytest.mark.parametrize(
    "text",
    [
        *("<", "<a ", "<a href='", "<!--", "<![CDATA[", "<?", "</", "<b>", "</i>", "<b></i>", "<p>a", "  ", "a\n"),
        *("<script>", "<img alt='a'>", "='", "<a =", "</ ", "<title>", "<p translate=no>", "<b>a</b> ", "<b><i></b>"),
    ],
)
def test_it_takes_time_in_proportion(text: str) -> None:
    """Twice the HTML, about twice the work, whatever repeats in it."""
    assert growth(lambda size: list(find_spans(text * size)) and None, 2_000) < 3.2
