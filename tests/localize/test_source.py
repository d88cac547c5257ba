"""Localised sources: all else is kept, and other parsers of Markdown see the structure of the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.documents import DOCUMENTS, HOSTILE

from polypub.formats.front_matter import split_front_matter
from polypub.formats.source import USUAL, Source, choose_fields, cut_source
from polypub.localize.source import localise_source
from polypub.model.text import Segment

ROOT = Path(__file__).parents[2]
REAL = sorted(path for path in (ROOT / "content").rglob("*.md")) + sorted((ROOT / "docs").glob("*.md"))
WITHOUT_NOTES = [path for path in REAL if "]:" not in path.read_text(encoding="utf-8")]
"""To a reader without footnotes, `[^1]: word` defines a link."""
FIELDS = choose_fields((*USUAL, "tags"))
HEADERS = st.sampled_from(
    [
        "",
        "---\n---\n",
        "---\ntitle: A word\nimage: {alt: 'A word'}\n---\n",
        "\ufeff+++\r\ntitle = 'A word'\r\ntags = [\"A word\"]\r\n+++\r\n",
    ]
)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _cut(text: str) -> Source:
    return cut_source(text, "x.md", FIELDS)


def _structure(text: str) -> list[tuple[str, str, int]]:
    """The blocks that markdown-it sees, without their words."""
    return [(token.type, token.tag, token.level) for token in READER.parse(split_front_matter(text, "x.md").body)]


@settings(max_examples=100, deadline=None)
@given(HEADERS, DOCUMENTS)
def test_without_translations_it_is_the_source(header: str, body: str) -> None:
    """Law: a file of which nothing is translated comes out byte for byte."""
    text = header + body
    if not split_front_matter(text, "x.md").raw or header:
        assert localise_source(_cut(text), lambda _: None) == text


@settings(max_examples=60, deadline=None)
@given(HEADERS, DOCUMENTS)
def test_a_header_translated_by_itself_is_the_source(header: str, body: str) -> None:
    """Law: a header whose every text is its own translation comes out byte for byte."""
    source = _cut(f"{header}\n\n{body}")
    assert localise_source(source, lambda s: s.source if s.place.kind == "field" else None) == source.text


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(WITHOUT_NOTES), st.lists(HOSTILE, min_size=1, max_size=9))
def test_another_parser_sees_the_structure_of_the_source(path: Path, targets: list[str]) -> None:
    """Law: whatever the translations of a real document say, markdown-it reads the same blocks as in its source."""
    text = path.read_text(encoding="utf-8")
    number = iter(range(10_000))
    written = localise_source(_cut(text), lambda _: targets[next(number) % len(targets)])
    assert _structure(written) == _structure(text)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_documents_keep_their_structure_in_another_script(path: Path) -> None:
    """A whole document in other letters has the blocks of its source, and every text of its header is the other one."""
    text = path.read_text(encoding="utf-8")
    source = _cut(text)
    written = localise_source(source, _in_other_letters)
    assert _structure(written) == _structure(text)
    fields = {field.names: segment for field, segment in _cut(written).fields}
    assert {n: s.source for n, s in fields.items()} == {f.names: _in_other_letters(s) for f, s in source.fields}


def _in_other_letters(segment: Segment) -> str:
    return segment.source.replace("a", "א").replace(" b", ": ב")


def test_what_is_not_to_be_translated_is_copied() -> None:
    """`translate: false` in a header keeps the whole file as it is."""
    text = "---\ntitle: A\ntranslate: false\n---\nB\n"
    assert list(_cut(text).segments) == []
    assert localise_source(_cut(text), lambda _: "C") == text


def test_a_note_is_for_the_title_and_types_tell_the_field() -> None:
    """Segments carry the types that articles' messages have; other fields are named."""
    text = "---\nnote: Short!\ntitle: A\ndescription: B\nimage: {alt: C}\nlinkTitle: D\ndateline: E\n---\nF\n"
    found = [(s.type, s.source, s.note, s.line) for s in _cut(text).segments]
    assert found == [
        ("title", "A", "Short!", 3),
        ("field description", "B", "", 4),
        ("image alternative text", "C", "", 5),
        ("field linkTitle", "D", "", 6),
        ("dateline place", "E", "", 7),
        ("paragraph", "F", "", 9),
    ]
