"""Directives: comments in which authors speak to polypub."""

from __future__ import annotations

import pytest

from polypub.formats.directives import Directives
from polypub.formats.markdown import cut_markdown


@pytest.mark.parametrize(
    ("comment", "note", "context"),
    [
        ("<!-- polypub: note A town -->", "A town", None),
        ("<!--polypub:note:  A\n  town-->", "A town", None),
        ("<!--- i18n:comment: A town --->", "A town", None),
        ("<!-- polypub: context verb -->", "", "verb"),
        ("<!-- polypub: nonsense x -->", "", None),
        ("<!-- note x -->", "", None),
        ("<!-- Polypub: note x -->", "", None),
    ],
)
def test_notes_and_contexts(comment: str, note: str, context: str | None) -> None:
    """A note and a context are taken from the comment, and are then spent."""
    directives = Directives()
    directives.read(comment, 0)

    assert directives.take() == (note, context)
    assert directives.take() == ("", None)


@pytest.mark.parametrize(
    ("comments", "skipped"),
    [
        (["<!-- polypub: skip -->"], [True, False]),
        (["<!-- i18n:skip -->"], [True, False]),
        (["<!-- polypub: off -->"], [True, True]),
        (["<!-- i18n:skip-start -->", "<!-- i18n:skip-end -->"], [False, False]),
        (["<!-- polypub: off -->", "<!-- polypub: off -->", "<!-- polypub: on -->"], [False, False]),
        (["<!-- polypub: skip -->", "<!-- polypub: skip -->"], [True, False]),
    ],
)
def test_what_is_left_out(comments: list[str], skipped: list[bool]) -> None:
    """`skip` means the next block, `off` all until `on`; they do not nest."""
    directives = Directives()
    for offset, comment in enumerate(comments):
        directives.read(comment, offset)

    assert [directives.skip((10,)), directives.skip((20,))] == skipped


def test_a_skip_holds_for_all_of_the_outermost_block() -> None:
    """Every text inside the skipped block is left out, however deep; the block that holds the comment is not meant."""
    directives = Directives()
    directives.read("<!-- polypub: skip -->", 5)

    assert [directives.skip(starts) for starts in ((0,), (0, 8, 9), (0, 8, 12), (0, 15))] == [False, True, True, False]


def test_a_skip_inside_an_item_leaves_the_next_items() -> None:
    """A comment that begins an item takes its own line, and nothing of the items after."""
    text = "- a\n- <!-- polypub: skip --> b\n- c\n\n  <!-- polypub: skip -->\n\n  d\n\n  e\n"

    assert [segment.source for segment in cut_markdown(text).segments] == ["a", "c", "e"]


def test_notes_of_directives_reach_their_messages() -> None:
    """Notes are joined by spaces and go to the next message, also inside raw HTML."""
    text = (
        "<!-- polypub: note One. -->\n<!-- i18n:comment: Two. -->\n\n- a\n- b\n\n"
        "<div>\n<!-- polypub: context x -->\n<p>c</p></div>\n"
    )

    found = [(s.source, s.note, s.context) for s in cut_markdown(text).segments]
    assert found == [("a", "One. Two.", None), ("b", "", None), ("c", "", "x")]
