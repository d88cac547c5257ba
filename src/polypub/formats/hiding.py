"""What a Markdown parser must not see, replaced by text of the same length in bytes, so that its ranges stay true.

A construct of another program stands in a text as a word, as white space, or as the head of a list item whose content
is what the program indents. A word can be shown again wherever the parser puts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from polypub.model.text import PlaceKind

_FIRST, _LAST = 0xE000, 0xF8FF
_WORD = re.compile("([\ue000-\uf8ff])(0*)")
_NARROW = 3
"""Bytes of the shortest word."""


class Insert(NamedTuple):
    """A text to translate inside of what is hidden."""

    start: int
    """In characters as a dialect finds it, in bytes as the cut needs it."""
    end: int
    type: str
    place: PlaceKind


class Span(NamedTuple):
    """A stretch of the text, in characters, and what stands for it."""

    start: int
    end: int
    form: Literal["word", "blank", "item"]
    offset: int = 4
    """Of an item: how far its content is indented, from its start."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text as the parser sees it."""

    text: str
    inserts: tuple[Insert, ...] = ()
    items: frozenset[int] = frozenset()
    """Where the heads of items stand, in bytes."""
    words: Mapping[str, str] = field(default_factory=dict)
    """First letter of a word to what it stands for."""

    def show(self, text: str) -> str:
        """A part of the hidden text with its words as they were."""
        return _WORD.sub(self._show, text) if self.words else text

    def _show(self, match: re.Match[str]) -> str:
        raw = self.words.get(match[1])
        if raw is None:
            return match[0]
        return raw + match[2][len(raw.encode()) - _NARROW :]


def hide(text: str, spans: Iterable[Span], inserts: Iterable[Insert] = ()) -> Hidden:
    """The text with its spans hidden; one that begins within another is left out."""
    words = _Words(text)
    parts: list[str] = []
    position = 0
    spans = sorted(spans, key=lambda span: (span.start, -span.end))
    for span in spans:
        if span.start >= position:
            parts += text[position : span.start], _stand_in(text[span.start : span.end], span, words)
            position = span.end
    parts.append(text[position:])
    items = (Insert(span.start, span.start, "", "item") for span in spans if span.form == "item")
    starts = frozenset(item.start for item in _in_bytes(text, items))
    return Hidden("".join(parts), tuple(_in_bytes(text, sorted(inserts))), starts, words.shown)


def _stand_in(raw: str, span: Span, words: _Words) -> str:
    if span.form == "word":
        return words.name(raw)
    blank = "".join(c if c in "\r\n" else " " * len(c.encode()) for c in raw)
    head = f"-{' ' * (span.offset - 1)}#" if span.form == "item" else ""
    return head + blank[len(head) :]


class _Words:
    """Hands out words: a letter for private use that the text does not have, filled up with zeros."""

    def __init__(self, text: str) -> None:
        self._letters = (chr(code) for code in range(_FIRST, _LAST + 1) if chr(code) not in text)
        self._names: dict[str, str] = {}
        self.shown: dict[str, str] = {}

    def name(self, raw: str) -> str:
        """The word for a construct; the construct itself when there is no letter left for it."""
        if raw not in self._names:
            size = len(raw.encode())
            letter = next(self._letters, "") if size >= _NARROW else ""
            self._names[raw] = letter + "0" * (size - _NARROW) if letter else raw
            if letter:
                self.shown[letter] = raw
        return self._names[raw]


def _in_bytes(text: str, inserts: Iterable[Insert]) -> Iterator[Insert]:
    characters = size = 0
    for insert in inserts:
        start = size + len(text[characters : insert.start].encode())
        end = start + len(text[insert.start : insert.end].encode())
        characters, size = insert.end, end
        yield insert._replace(start=start, end=end)
