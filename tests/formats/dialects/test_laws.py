"""The two laws of the cut, in every dialect."""

from __future__ import annotations

from html import unescape
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.dialects import documents_in, targets_in
from support.documents import shape
from support.normal_html import normalise_html

from polypub.errors import SourceError
from polypub.formats.commonmark import render_html
from polypub.formats.dialects import DIALECTS, cut_in, hide_document
from polypub.formats.localise import localise
from polypub.model.text import Dialect, Document

EXTENDED = tuple(dialect for dialect in DIALECTS if dialect != "commonmark")
dialects = pytest.mark.parametrize("dialect", EXTENDED)


def _document(data: st.DataObject, dialect: Dialect) -> tuple[str, Document]:
    text = data.draw(documents_in(dialect))
    try:
        return text, cut_in(dialect)(text, 1)
    except SourceError:  # the parser panics on some
        return "", cut_in(dialect)("", 1)


def _html(text: str, dialect: Dialect) -> str:
    hidden = hide_document(text, dialect)
    return cast("str", normalise_html(unescape(hidden.show(render_html(hidden.text)))))


@dialects
@given(data=st.data())
@settings(max_examples=15)
def test_pieces_joined_are_the_source(dialect: Dialect, data: st.DataObject) -> None:
    """Law 1, and the first half of law 2: without translations the source comes out."""
    text, document = _document(data, dialect)

    assert document.text == text
    assert localise(document, lambda segment: None) == text


@dialects
@given(data=st.data())
@settings(max_examples=20)
def test_the_messages_themselves_give_the_same_structure(dialect: Dialect, data: st.DataObject) -> None:
    """Law 2, second half: every `msgid` as its own translation gives the same HTML and the same constructs."""
    text, document = _document(data, dialect)
    spliced = localise(document, lambda segment: segment.source)

    assert _html(spliced, dialect) == _html(text, dialect)


@dialects
@given(data=st.data())
@settings(max_examples=20)
def test_no_splice_changes_the_blocks(dialect: Dialect, data: st.DataObject) -> None:
    """Whatever translations hold, the blocks around them stay as they were."""
    text, document = _document(data, dialect)
    target = data.draw(targets_in(dialect))
    localised = localise(document, lambda segment: target)

    assert shape(hide_document(localised, dialect).text) == shape(hide_document(text, dialect).text)
