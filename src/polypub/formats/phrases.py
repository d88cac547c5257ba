"""Phrases with stars (`замк* у Мір*`) found among the words of a text, all of an index in one pass.

The index is a tree of words. A word of a text is looked up, whole and by its beginnings and ends, so that the time is
that of the text, whatever the number of phrases; words with stars on both sides alone are tried one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

from polypub.formats.words import BARRIER, JOINT, Word, read_phrase

Value = TypeVar("Value")
Star = Literal["none", "after", "before", "both"]
_NO_WORDS = (BARRIER, JOINT)
"""What no phrase begins with."""


class Pattern(NamedTuple):
    """A word of a phrase, and on which side of it more letters may stand."""

    folded: str
    plain: str
    star: Star = "none"


class Match(NamedTuple, Generic[Value]):
    """A phrase among the words of a text: `words[first:last]`."""

    first: int
    last: int
    value: Value


def read_pattern(phrase: str) -> tuple[Pattern, ...] | None:
    """The words of a phrase; None if it has no letter or digit, or a star that is not at the edge of a word."""
    bare = phrase.replace("*", "")
    stars = {match.start() - count for count, match in enumerate(re.finditer(r"\*", phrase))}
    words = read_phrase(bare)
    patterns = tuple(Pattern(word.folded, word.plain, _star(word, stars)) for word in words)
    placed = {place for word in words if _is_word(word) for place in (word.start, word.end)}
    between = {
        word.start for word, before in zip(words[1:], words, strict=False) if _is_word(word) and _is_word(before)
    }
    fits = stars <= placed and not stars & between
    return patterns if fits and any(map(_is_word, words)) else None


def _star(word: Word, stars: set[int]) -> Star:
    if not _is_word(word):
        return "none"
    if word.start in stars:
        return "both" if word.end in stars else "before"
    return "after" if word.end in stars else "none"


def _is_word(word: Word) -> bool:
    return any(map(str.isalnum, word.plain))


@dataclass(slots=True)
class _Node(Generic[Value]):
    """What may follow a beginning of phrases, and the values of the phrases that end here."""

    whole: dict[str, _Node[Value]] = field(default_factory=dict)
    starts: dict[str, _Node[Value]] = field(default_factory=dict)
    ends: dict[str, _Node[Value]] = field(default_factory=dict)
    inner: dict[str, _Node[Value]] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)
    reach: int = 0
    """The length of the longest word with a star, so that a word of any length costs no more."""

    def branch(self, text: str, star: Star) -> _Node[Value]:
        """The branch for a word of a phrase, made if need be."""
        branches = {"none": self.whole, "after": self.starts, "before": self.ends, "both": self.inner}[star]
        if star != "none":
            self.reach = max(self.reach, len(text))
        return branches.setdefault(text, _Node())

    def follow(self, word: str) -> Iterator[_Node[Value]]:
        """The branches that a word of a text leads to, the more particular first."""
        if word in self.whole:
            yield self.whole[word]
        for size in range(min(self.reach, len(word)), 0, -1):
            if word[:size] in self.starts:
                yield self.starts[word[:size]]
            if word[-size:] in self.ends:
                yield self.ends[word[-size:]]
        yield from (node for text, node in self.inner.items() if text in word)


class PhraseIndex(Generic[Value]):
    """Phrases, each with a value; of equal ones the first is found first."""

    def __init__(self) -> None:
        self._exact: _Node[Value] = _Node()
        self._folded: _Node[Value] = _Node()

    def add_exact(self, pattern: Iterable[Pattern], value: Value) -> None:
        """Add a phrase in which upper and lower case count."""
        node = self._exact
        for word in pattern:
            node = node.branch(word.plain, word.star)
        node.values.append(value)

    def add(self, pattern: Iterable[Pattern], value: Value) -> None:
        """Add a phrase that is found in upper and lower case."""
        node = self._folded
        for word in pattern:
            node = node.branch(word.folded, word.star)
        node.values.append(value)

    def find(self, words: Sequence[Word]) -> Iterator[Match[Value]]:
        """Every match at every place, overlapping ones included."""
        readings = ((self._exact, [word.plain for word in words]), (self._folded, [word.folded for word in words]))
        trees = [(root, texts) for root, texts in readings if root.whole or root.starts or root.ends or root.inner]
        for first, word in enumerate(words):
            if word.plain not in _NO_WORDS:
                for root, texts in trees:
                    yield from _walk(root, texts, first)


def _walk(root: _Node[Value], words: Sequence[str], first: int) -> Iterator[Match[Value]]:
    """The phrases that begin with a word of the text."""
    nodes, last = [root], first
    while nodes and last < len(words):
        nodes = [found for node in nodes for found in node.follow(words[last])]
        last += 1
        for node in nodes:
            yield from (Match(first, last, value) for value in node.values)


def longest_first(matches: Iterable[Match[Value]], words: Sequence[Word]) -> list[Match[Value]]:
    """The matches in order and without overlap: the longest in characters is taken first, then the leftmost."""
    taken = bytearray(len(words))
    kept = []
    for match in sorted(matches, key=lambda match: (words[match.first].start - words[match.last - 1].end, match.first)):
        if not any(taken[match.first : match.last]):
            taken[match.first : match.last] = b"\1" * (match.last - match.first)
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)
