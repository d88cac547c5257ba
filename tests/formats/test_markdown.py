"""The cut: what is a message, and the two laws."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from support.documents import BREAKERS, DOCUMENTS, HOSTILE, code_blocks, shape
from support.growth import growth
from support.normal_html import normalise_html

from polypub.formats import commonmark, markdown
from polypub.formats.anchors import Anchors
from polypub.formats.commonmark import Event, parse_events, render_html
from polypub.formats.directives import Directives
from polypub.formats.localise import localise
from polypub.formats.markdown import cut_markdown
from polypub.formats.runs import has_letters

CASES = Path(__file__).parent / "cases/messages.md"
SPECS = Path(os.environ.get("POLYPUB_SPECS", Path(__file__).parents[2] / "specs"))


def _cases() -> Iterator[tuple[str, str, str]]:
    """Title, source and messages, from lines parted by a single dot."""
    parts: list[list[str]] = [[]]
    for line in CASES.read_text("utf-8").split("\n\n", 1)[1].split("\n"):
        if line == ".":
            parts.append([])
        else:
            parts[-1].append(line)
    texts = ["\n".join(part) for part in parts]
    for start in range(0, len(texts) - 2, 3):
        yield texts[start], texts[start + 1], texts[start + 2]


@pytest.mark.parametrize(("title", "source", "messages"), list(_cases()))
def test_messages(title: str, source: str, messages: str) -> None:
    """Each case of the document gives its messages, in order."""
    found = "\n".join(f"{segment.type}: {segment.source}" for segment in cut_markdown(source).segments)

    assert messages == found, title


def test_lines_notes_contexts_and_anchors() -> None:
    """A segment knows its line in the file, its note and context; headings without an id get one that is unique."""
    text = "# A b\n\n<!-- polypub: note N -->\n<!-- polypub: context c -->\ntext\n\n# A b\n\n## D {#own}\n"
    segments = list(cut_markdown(text, 5).segments)

    assert [(s.line, s.note, s.context, s.anchor) for s in segments] == [
        (5, "", None, "a-b"),
        (9, "N", "c", ""),
        (11, "", None, "a-b-2"),
        (13, "", None, ""),
    ]


@given(DOCUMENTS)
@settings(max_examples=100)
def test_pieces_joined_are_the_source(text: str) -> None:
    """Law 1."""
    assert cut_markdown(text).text == text


@given(DOCUMENTS)
@settings(max_examples=100)
def test_the_identity_gives_the_source(text: str) -> None:
    """Law 2, first half: without translations the source comes out."""
    assert localise(cut_markdown(text), lambda segment: None) == text


@given(DOCUMENTS)
@settings(max_examples=150)
def test_the_messages_themselves_give_the_same_html(text: str) -> None:
    """Law 2, second half: every `msgid` as its own translation gives the same HTML, white space aside."""
    spliced = localise(cut_markdown(text), lambda segment: segment.source)

    assert normalise_html(render_html(spliced)) == normalise_html(render_html(text))
    assert code_blocks(spliced) == code_blocks(text)


@given(DOCUMENTS, HOSTILE)
@settings(max_examples=150)
def test_no_splice_changes_the_blocks(text: str, target: str) -> None:
    """Whatever translations hold, the blocks around them stay as they were."""
    assert shape(localise(cut_markdown(text), lambda segment: target)) == shape(text)


@given(DOCUMENTS, HOSTILE)
@settings(max_examples=100)
def test_no_single_splice_changes_the_blocks(text: str, target: str) -> None:
    """The same for one translation among sources."""
    document = cut_markdown(text)
    for chosen in list(document.segments)[:3]:
        assert shape(localise(document, lambda s, chosen=chosen: target if s is chosen else None)) == shape(text)


@given(DOCUMENTS)
@settings(max_examples=100)
def test_messages_are_never_blank(text: str) -> None:
    """No message is empty, and none holds a carriage return."""
    assert [s.source for s in cut_markdown(text).segments if not s.source.strip() or "\r" in s.source] == []


@given(DOCUMENTS)
@settings(max_examples=100)
def test_anchors_are_given_once(text: str) -> None:
    """No two headings of a document get one id, and none gets one that the author wrote."""
    anchors = [segment.anchor for segment in cut_markdown(text).segments if segment.anchor]

    assert len({*anchors, "own"}) == len(anchors) + 1


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("# Foo\n\n# Foo 2\n\n# Foo\n\n# Foo", ["foo", "foo-2", "foo-3", "foo-4"]),
        ("# Bar\n\n# Foo {#bar}", ["bar-2", ""]),
        ("# Bar\n\n<a id='bar'></a>", ["bar-2"]),
        ("# Мір і *Нясвіж*!", ["мір-і-нясвіж"]),
        ("# `code` x", ["code-x"]),
    ],
)
def test_anchors(text: str, anchors: list[str]) -> None:
    """An id is the heading's words; a number tells equal ones apart, and what the author wrote is taken."""
    assert [s.anchor for s in cut_markdown(text).segments if s.type.startswith("heading")] == anchors


def test_old_line_ends_stay() -> None:
    """A carriage return alone ends a line too; no message holds one."""
    document = cut_markdown("one\rtwo\\\rthree\r\r- four\r")

    assert document.text == "one\rtwo\\\rthree\r\r- four\r"
    assert [segment.source for segment in document.segments] == ["one two\\\nthree", "four"]


@pytest.mark.parametrize(
    "text",
    [
        *("[", "]", "<", "*", ">", "`", "_", "![", "](<\n", "\\", "- ", "a  \n", "<!--", "<?", "<a ", "=", "&"),
        *("| ", "x `", "*a_ ", "[^", "<b>", "</i>", "\n> ", "  ", "\t", "a\n", "[a](", "{", "~~~\n", "# a\n", "<p>a "),
    ],
)
def test_the_cut_takes_time_in_proportion(text: str) -> None:
    """Twice the document, no more than about twice the work, whatever repeats in it."""

    def cut(size: int) -> None:
        document = cut_markdown(f"x\n\n{text * (size // len(text))}x")
        localise(document, lambda segment: segment.source)

    assert growth(cut, 10_000) < 3.2


def test_deep_nesting_is_no_recursion() -> None:
    """A hundred thousand of a bracket, mark or quote sign are cut like anything else."""
    for mark in "[<*>(`_":
        text = mark * 100_000 + " word"
        assert cut_markdown(text).text == text


@pytest.mark.parametrize("name", ["commonmark.txt", "gfm.txt"])
def test_the_laws_hold_on_every_example_of_the_specification(name: str, require) -> None:
    """Both laws on the examples of CommonMark and GFM, and hostile translations in each."""
    require((SPECS / name).is_file(), "the examples of the specifications (POLYPUB_SPECS) are not here")
    examples = re.findall(r"^`{32} example.*?\n(.*?)^\.\n.*?^`{32}$", (SPECS / name).read_text("utf-8"), re.S | re.M)
    wrong = []
    for text in (example.replace("→", "\t") for example in examples):
        document = cut_markdown(text)
        spliced = localise(document, lambda segment: segment.source)
        same = normalise_html(render_html(spliced)) == normalise_html(render_html(text))
        if document.text != text or not same or code_blocks(spliced) != code_blocks(text):
            wrong.append(text)
        wrong += [
            (target, text)
            for target in BREAKERS
            if shape(localise(document, lambda segment, target=target: target)) != shape(text)
        ]

    assert len(examples) > 600
    assert wrong == []


@given(DOCUMENTS)
@settings(max_examples=150)
def test_the_short_ways_of_the_cut_are_the_long_ones(text: str) -> None:
    """A text that is its own message is what folding makes of it; ids and labels are where they are looked for."""
    expected = cut_markdown(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "is_folded", lambda raw, events, in_cell: False)
        patch.setattr(markdown, "Anchors", lambda _: Anchors(parse_events(text)))
        patch.setattr(Directives, "is_idle", False)
        patch.setattr(markdown, "has_letters", lambda events: has_letters([_NOTHING, *events]))
        assert cut_markdown(text) == expected
    if "]:" not in text:
        assert not commonmark.pyromark.reference_definitions(text, options=commonmark._OPTIONS)


_NOTHING = Event("SoftBreak", "SoftBreak", None, 0, 0)
"""What keeps `has_letters` from its short way."""
