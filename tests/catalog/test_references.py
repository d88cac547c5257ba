"""References: whatever a file is called, they stand on their line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.catalog.po import read_catalog, write_template
from polypub.catalog.references import format_references, parse_references
from polypub.model.message import Catalog, Key, Message, Reference

_NAMES = st.text(min_size=1, max_size=8) | st.text('a b\t\n\r\x0b\x1c\x85\u2028\u2068\u2069:1"#~\ud800', min_size=1)
_REFERENCES = st.lists(st.builds(Reference, _NAMES, st.integers(0, 999_999_999)), max_size=4)


@given(_REFERENCES)
def test_what_is_written_is_one_line_and_stays_what_it_is(references: list[Reference]) -> None:
    """No program sees a line end in it, each reference is read as one, and written again it is the same."""
    line = format_references(references)
    assert line.splitlines() == ([line] if line else [])
    found = parse_references(line)
    assert len(found) == len(references)
    assert format_references(found) == line


@given(st.lists(st.builds(Reference, st.text("a b\t.é", min_size=1), st.integers(0, 99))))
def test_ordinary_names_are_read_back(references: list[Reference]) -> None:
    """With and without spaces, with and without a line."""
    assert parse_references(format_references(references)) == tuple(references)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("docs/a.md", "docs/a.md"),
        ("docs/a b.md", "\u2068docs/a b.md\u2069"),
        ("docs/a\tb.md", "\u2068docs/a\tb.md\u2069"),
        ("docs/a\nb.md", "docs/a\\nb.md"),
        ('a\nmsgid "b c".md', '\u2068a\\nmsgid "b c".md\u2069'),
        ("a\u2069 b.md", "\u2068a\\u2069 b.md\u2069"),
    ],
)
def test_names_as_they_are_written(name: str, line: str) -> None:
    """Spaces and tabs as GNU gettext has them; what would break the line is named, not written."""
    assert format_references([Reference(name)]) == line


def test_no_name_breaks_a_template() -> None:
    """A file whose name holds a line of a catalog adds no message."""
    message = Message(Key(None, "x"), targets=("",), references=(Reference('a\n\nmsgid "y"\nmsgstr "z".md'),))
    data = write_template(Catalog("", None, (message,), {"Content-Type": "text/plain; charset=UTF-8"}), None)
    assert [found.key for found in read_catalog(data, "x.pot").messages] == [message.key]
