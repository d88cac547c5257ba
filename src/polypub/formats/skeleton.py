"""Compare the inline skeleton of a translation with its source's: links, notes, code, emphasis, tags."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from polypub.formats.commonmark import INLINE_TAGS, parse_events
from polypub.formats.html import Part, find_tags
from polypub.formats.inline import closing_ticks
from polypub.formats.splice import splice_text
from polypub.model.text import Place, Segment

_MARKS = re.compile(r"[*_`\[\]<>~&\\]|\{\{|!\[")
_NOTE = re.compile(r"(?<!\\)\[\^[^\[\]\s]+\]")
_TICKS = re.compile(r"(?<!\\)(\\*+)(`+)")
_PLACES_OF_MARKUP = frozenset({"paragraph", "item", "setext", "heading", "cell", "term"})
_BINDING = {
    "Link": "links",
    "Image": "images",
}
_FORMATTING = {
    "Emphasis": ("emphasis", ""),
    "Strong": ("strong emphasis", "**"),
    "Strikethrough": ("strikethrough", "~~"),
    "Code": ("code", ""),
}
_LITERAL = re.compile(r"\*\*|~~")


class Difference(NamedTuple):
    """What a translation's markup lacks or adds; a binding one keeps it off the page."""

    text: str
    binding: bool


def compare_skeletons(segment: Segment, target: str) -> tuple[Difference, ...]:
    """How a translation's inline markup differs from its source's; empty when it fits.

    Binding: another number of links, images or footnote references, unbalanced tags, or a text that is no single
    block. Not binding: emphasis or code, where a language may need more or less.
    """
    if segment.place.kind not in _PLACES_OF_MARKUP:
        return ()
    if not _MARKS.search(target) and not _MARKS.search(segment.source):
        return ()
    expected, found = _survey_source(segment.source), _survey(target)
    if found is None or expected is None:
        return (Difference("it would not stay one block", binding=True),)
    return (
        *_compare_counts(expected.counts, found.counts),
        *_compare_notes(expected.notes, found.notes),
        *_compare_tags(expected.tags, found.tags),
        *_compare_formatting(expected, found),
    )


class _Survey(NamedTuple):
    """All that is compared of one text."""

    counts: Counter[str]
    """Inline elements by name."""
    notes: Counter[str]
    """Footnote references, as written."""
    tags: tuple[Part, ...]
    literal: Counter[str]
    """Marks of emphasis that are plain text."""


_ALONE = Segment("", "", Place("paragraph"), "paragraph")
"""Inline markup is the same everywhere."""


def _survey(text: str) -> _Survey | None:
    """What a text is made of; None when it is more than one block."""
    counts: Counter[str] = Counter()
    words: list[str] = []
    for event in parse_events(splice_text(text, _ALONE)):
        if event.kind == "start":
            if event.name not in INLINE_TAGS and event.name != "Paragraph":
                return None
            counts[event.name] += 1
        elif event.kind == "Code":
            counts["Code"] += 1
        words.append(event.value if event.kind == "Text" else "\n")
    if counts["Paragraph"] > 1:
        return None
    written = _without_code(text)
    notes, literal = Counter(_NOTE.findall(written)), Counter(_LITERAL.findall("".join(words)))
    return _Survey(counts, notes, tuple(find_tags(written)), literal)


_survey_source = functools.lru_cache(maxsize=2048)(_survey)
"""A source is compared with its translation in every edition, one article after another."""


def _without_code(text: str) -> str:
    """The text without its code spans; a backtick behind a backslash opens none."""
    if "`" not in text:
        return text
    ends, parts, position = closing_ticks(text), list[str](), 0
    for run in _TICKS.finditer(text):
        start = run.start(2) + len(run[1]) % 2
        if start >= position and start in ends:
            parts.append(text[position:start])
            position = ends[start]
    return "".join([*parts, text[position:]])


def _compare_counts(expected: Counter[str], found: Counter[str]) -> Iterator[Difference]:
    for key, name in _BINDING.items():
        if found[key] != expected[key]:
            yield Difference(f"{found[key]} {name} instead of {expected[key]}", binding=True)


def _compare_notes(expected: Counter[str], found: Counter[str]) -> Iterator[Difference]:
    """Footnotes are told by their labels: where they are defined cannot be seen from here."""
    for notes, what in ((expected - found, "is missing"), (found - expected, "is not in the source")):
        if notes:
            names = " ".join(sorted(notes.elements()))
            yield Difference(f"the footnote reference {names} {what}", binding=True)


def _compare_tags(expected: Sequence[Part], found: Sequence[Part]) -> Iterator[Difference]:
    """Tags must nest as tags do, unless the source's do not either."""
    if _is_balanced(expected) and not _is_balanced(found):
        yield Difference("its HTML tags do not nest", binding=True)


def _compare_formatting(expected: _Survey, found: _Survey) -> Iterator[Difference]:
    for key, (name, mark) in _FORMATTING.items():
        count = found.counts[key]
        if count != expected.counts[key]:
            is_literal = bool(mark) and count < expected.counts[key] and found.literal[mark] > expected.literal[mark]
            hint = f"; `{mark}` stays as it is next to punctuation or a space inside it" if is_literal else ""
            yield Difference(f"{count} × {name} instead of {expected.counts[key]}{hint}", binding=False)


def _is_balanced(tags: Sequence[Part]) -> bool:
    stack: list[str] = []
    for tag in tags:
        if tag.kind == "open":
            stack.append(tag.name)
        elif tag.kind == "close" and (not stack or stack.pop() != tag.name):
            return False
    return not stack
