"""The door to the Markdown parser: ranges, labels, and what happens when the parser fails."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.documents import DOCUMENTS

from polypub.errors import SourceError
from polypub.formats.commonmark import find_definitions, normalise_label, parse_events, render_html


@given(DOCUMENTS)
@settings(max_examples=100)
def test_raw_html_is_found_where_it_stands(text: str) -> None:
    """Ranges are bytes of UTF-8; the lines of a block of raw HTML are the source at their range."""
    data = text.encode()
    for event in parse_events(text):
        assert 0 <= event.start <= event.end <= len(data)
        if event.kind == "Html":
            assert data[event.start : event.start + len(event.value.encode())].decode() == event.value


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("é *x*", [("start", 0, 6), ("Text", 0, 3), ("start", 3, 6), ("Text", 4, 5), ("end", 3, 6), ("end", 0, 6)]),
        ("a\\\nb", [("start", 0, 4), ("Text", 0, 1), ("HardBreak", 1, 3), ("Text", 3, 4), ("end", 0, 4)]),
    ],
)
def test_events(text: str, events: list[tuple[str, int, int]]) -> None:
    """Blocks and inline elements come in order, each with its range."""
    assert [(e.kind, e.start, e.end) for e in parse_events(text)] == events


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("|a|\n|-|\n|b|", "<td>b</td>"),
        ("~~a~~", "<del>a</del>"),
        ("- [x] a", 'type="checkbox"'),
        ("a[^n]\n\n[^n]: b", 'class="footnote-definition"'),
        ("A\n: b", "<dd>b</dd>"),
        ("# A {#b .c}", '<h1 id="b" class="c">'),
        ("> [!NOTE]\n> a", 'class="markdown-alert-note"'),
    ],
)
def test_extensions(text: str, tag: str) -> None:
    """Tables, strikethrough, tasks, footnotes, definition lists, heading attributes and alerts are read."""
    assert tag in render_html(text)


@given(st.text(alphabet="aBßſ İΣς \t-!", min_size=1).filter(str.strip))
def test_labels_are_compared_as_the_parser_compares_them(label: str) -> None:
    """A label that finds its definition is among the definitions found, in whatever case it was written."""
    text = f"[{label.upper()}]\n\n[{label}]: /u"
    if "href" in render_html(text):
        assert normalise_label(label.upper()) in find_definitions(text)


def test_a_failure_of_the_parser_is_an_error_that_says_so() -> None:
    """The parser panics on a task whose underlined heading is a backslash; nobody gets a traceback for it."""
    for parse in (render_html, lambda text: list(parse_events(text))):
        with pytest.raises(SourceError, match="the Markdown parser fails on this text"):
            parse("* [ ] \\\n  ===")
