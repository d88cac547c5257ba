"""The cut: what is a message, and the two laws."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.formats.commonmark import parse_events, render_html
from polypub.formats.markdown import cut_markdown
from polypub.formats.splice import localise

CASES = Path(__file__).parent / "cases/messages.md"
SPECS = Path(os.environ.get("POLYPUB_SPECS", Path(__file__).parents[2] / "specs"))
INLINE = {"Emphasis", "Strong", "Strikethrough", "Link", "Image"}

_OPENERS = (
    "# x|- x|1. x|+ x|* x|> x|```|~~~ a|===|---|***|- - -|a|b|---|:|---|:--|<div>|<b>|</div>|"
    "<!-- c|<?x|<![CDATA[|: x|[a]: b|[^1]: b|[ ] x|[x]|[!NOTE]|{#a}|foo {.b}|a\\|\\|x #|###|`a|"
    "**a|_a_|[foo]|[bar][foo]|![foo]|[^n]|\ta|    a|&#35; a|<script>|$$|+++|:::"
).split("|")
HOSTILE = st.lists(
    st.sampled_from([*_OPENERS, "word", "\u00a0", "\u2028", "\x85", "\x00", " ", "|", "!"])
    | st.sampled_from(["\n", "\\\n", "  \n", "\r\n", "\n\n", "\\\n\\\n"]),
    max_size=6,
).map("".join)

_LINES = st.sampled_from(
    [
        "Word *and* word",
        "word",
        "a | b",
        "`code` and [link](/u)",
        "[foo] and [^n]",
        "x\\",
        "x  ",
        "1986\\. x",
        "**bold**",
        "|---|---|",
        "| a | b |",
        "- item",
        "  - nested",
        "1. one",
        "   more",
        "> quote",
        "> > deeper",
        ">",
        "# Head {#id}",
        "## Head ##",
        "===",
        "---",
        "",
        "",
        "[foo]: /url 'T'",
        "[^n]: Note",
        "    indented",
        "Term",
        ": meaning",
        "<div>text",
        "</div>",
        "<b>",
        "<p>a <i>b</i></p>",
        "```",
        "- [ ] task",
        "\tTab",
        "![alt](a.png)",
        "<!-- polypub: note N -->",
        "a \\| b |",
    ]
)
DOCUMENTS = st.builds(str.join, st.sampled_from(["\n", "\n", "\r\n"]), st.lists(_LINES, max_size=14))


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


def shape(text: str) -> list[tuple[str, str]]:
    """The blocks of a document, without what stands in them."""
    return [(e.kind, e.name) for e in parse_events(text) if e.kind in ("start", "end") and e.name not in INLINE]


def normal(html: str) -> str:
    """HTML without white space between tags and words."""
    return re.sub(r"\s*(<[^<>]*>)\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


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
@settings(max_examples=300)
def test_pieces_joined_are_the_source(text: str) -> None:
    """Law 1."""
    assert text == cut_markdown(text).text


@given(DOCUMENTS)
@settings(max_examples=300)
def test_the_identity_gives_the_source(text: str) -> None:
    """Law 2, first half: without translations the source comes out."""
    assert text == localise(cut_markdown(text), lambda segment: None)


@given(DOCUMENTS, HOSTILE)
@settings(max_examples=400)
def test_no_splice_changes_the_blocks(text: str, target: str) -> None:
    """Whatever a translation holds, the blocks around it stay as they were."""
    if not target.strip(" \t\r\n\f\v"):
        return
    document = cut_markdown(text)

    assert shape(text) == shape(localise(document, lambda segment: target))


@given(DOCUMENTS)
@settings(max_examples=200)
def test_messages_are_never_blank(text: str) -> None:
    """No message is empty, and none holds a carriage return."""
    assert [s.source for s in cut_markdown(text).segments if not s.source.strip() or "\r" in s.source] == []


@pytest.mark.parametrize("name", ["commonmark.txt", "gfm.txt"])
def test_the_laws_hold_on_every_example_of_the_specification(name: str, require) -> None:
    """Both laws on the examples of CommonMark and GFM, and hostile translations in each."""
    require((SPECS / name).is_file(), "the examples of the specifications (POLYPUB_SPECS) are not here")
    examples = re.findall(r"^`{32} example.*?\n(.*?)^\.\n.*?^`{32}$", (SPECS / name).read_text("utf-8"), re.S | re.M)
    wrong = []
    for text in (example.replace("→", "\t") for example in examples):
        document = cut_markdown(text)
        spliced = localise(document, lambda segment: segment.source)
        if document.text != text or normal(render_html(spliced)) != normal(render_html(text)):
            wrong.append(text)
        wrong += [
            (target, text)
            for target in filter(None, _OPENERS)
            if shape(localise(document, lambda segment, target=target: target)) != shape(text)
        ]

    assert len(examples) > 600
    assert wrong == []
