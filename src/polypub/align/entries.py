"""Find in other tools' catalogs what a block says, by its text, even where they cut documents in another way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from polypub.align.documents import align_documents
from polypub.align.wording import (
    as_markdown,
    carry_addresses,
    fold_lines,
    has_hard_break,
    loose_wording,
    plain_wording,
    unfold_table,
)
from polypub.formats.markdown import cut_markdown
from polypub.model.message import Message
from polypub.model.text import Segment

_BLOCKS = re.compile(r"\n|^\s*(?:[-*+>#|:]|\d+[.)])\s?|\|")
"""A message of which some tool may have made more than one block, or kept the marks before it."""
_SENTENCE_END = re.compile(r"[.!?:;。！？：；؟।۔…][\"'”’»)*_`]*\Z")
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A message of another catalog."""

    message: Message
    path: str
    number: int
    """Its place among all entries: the first of equals counts."""

    @property
    def text(self) -> str:
        """Its translation."""
        return self.message.targets[0]


@dataclass(frozen=True, slots=True)
class Found:
    """What catalogs say for a block."""

    text: str
    doubt: str
    """Why it is unsure; empty when it is not."""
    parts: tuple[Part, ...]
    """The messages, or parts of messages, that it comes from."""

    @property
    def entry(self) -> Entry:
        """The message that it comes from, or the first of them."""
        return self.parts[0].entry


@dataclass(frozen=True, slots=True)
class Part:
    """A message of another catalog, or one of the blocks that it holds."""

    entry: Entry
    number: int
    source: str
    text: str
    doubt: str = ""

    @property
    def reason(self) -> str:
        """Why it is unsure."""
        if self.entry.message.obsolete:
            return "it is obsolete there"
        return "it is fuzzy there" if self.entry.message.fuzzy else self.doubt


class _Rank(NamedTuple):
    """What to prefer: smaller is better."""

    is_obsolete: bool
    is_unsure: bool
    is_elsewhere: bool
    number: int


@dataclass(slots=True)
class Entries:
    """The messages of some catalogs, and which of them were used."""

    exact: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    plain: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    loose: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    beginnings: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    entries: list[Entry] = field(default_factory=list)
    sizes: dict[int, int] = field(default_factory=dict)
    used: set[tuple[int, int]] = field(default_factory=set)

    def add(self, messages: Iterable[Message], path: str) -> None:
        """Take in what a catalog translates; a text that is its own translation says nothing."""
        for message in messages:
            if message.targets and message.key.source and message.targets[0].strip() not in ("", message.key.source):
                entry = Entry(message, path, len(self.entries))
                self.entries.append(entry)
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        source = entry.message.key.source
        parts = list(_split(entry))
        self.sizes[entry.number] = len(parts)
        whole = Part(entry, 0, source, entry.text)
        self.exact[source].append(whole)
        for part in [whole, *parts] if [part.source for part in parts] != [source] else parts:
            wording = plain_wording(part.source)
            self.plain[wording].append(part)
            self.loose[loose_wording(part.source)].append(part)
            words = tuple(wording.split())
            if len(words) >= _FEWEST_WORDS:
                self.beginnings[words[:_FEWEST_WORDS]].append(wording)

    def find(self, segment: Segment, path: str) -> Found | None:
        """What is said for a block of the article in that file; what is sure first, what is obsolete last."""
        source = segment.source
        tables = ((self.exact, source), (self.plain, plain_wording(source)), (self.loose, loose_wording(source)))
        candidates = [(part, level) for level, (table, key) in enumerate(tables) for part in table.get(key, ())]
        if candidates:
            part, level = min(candidates, key=lambda one: (*_rank(one[0], path)[:2], one[1], *_rank(one[0], path)[2:]))
            text = part.text if level == 0 else _adapted(part, segment)
            return Found(text, part.reason, (part,))
        return self._join(segment, path)

    def _join(self, segment: Segment, path: str) -> Found | None:
        """A block that several messages make up."""
        words = plain_wording(segment.source).split()
        wordings = _cover(words, self.beginnings) if len(words) >= 2 * _FEWEST_WORDS else None
        if not wordings:
            return None
        parts = tuple(min(self.plain[wording], key=lambda part: _rank(part, path)) for wording in wordings)
        texts = [_adapted(part, segment) for part in parts]
        reason = next((part.reason for part in parts if part.reason), "")
        if not reason and not all(_SENTENCE_END.search(part.source) for part in parts[:-1]):
            reason = f"it is joined of {len(parts)} messages"
        return Found(" ".join(texts), reason, parts)

    def use(self, found: Found) -> None:
        """Note that a text was taken, or was there already."""
        for part in found.parts:
            if part.number == 0:
                self.used.update((part.entry.number, n) for n in range(self.sizes[part.entry.number] + 1))
            self.used.add((part.entry.number, part.number))

    def unused(self) -> list[Entry]:
        """The messages of which some part was not used; those whose parts nobody could tell apart among them."""
        return [entry for entry in self.entries if not self._is_used(entry)]

    def _is_used(self, entry: Entry) -> bool:
        size = self.sizes[entry.number]
        return (entry.number, 0) in self.used or (
            size > 0 and all((entry.number, n) in self.used for n in range(1, size + 1))
        )


def _rank(part: Part, path: str) -> _Rank:
    message = part.entry.message
    is_here = any(_same_file(reference.path, path) for reference in message.references)
    return _Rank(message.obsolete, bool(part.reason), not is_here, part.entry.number)


def _same_file(one: str, other: str) -> bool:
    """Whether a reference of another tool means an article: by the names at the paths' ends."""
    return one.rpartition("/")[2] == other.rpartition("/")[2]


def _split(entry: Entry) -> Iterator[Part]:
    """The blocks of a message that holds more than a block's bare words; none when they cannot be told apart."""
    source = unfold_table(as_markdown(entry.message.key.source))
    if not _BLOCKS.search(source):
        return
    ours, theirs = cut_markdown(source), cut_markdown(unfold_table(as_markdown(entry.text)))
    if [segment.source for segment in ours.segments] == [source]:
        return
    is_lone = len(list(ours.segments)) == len(list(theirs.segments)) == 1
    for number, pair in enumerate(align_documents(ours, theirs).pairs, 1):
        yield Part(entry, number, pair.source.source, pair.text, "" if is_lone else pair.doubt)


def _adapted(part: Part, segment: Segment) -> str:
    """The translation as it would be written for this block."""
    text = fold_lines(as_markdown(part.text), keeps_breaks=has_hard_break(segment.source))
    return carry_addresses(text, as_markdown(part.source), segment.source)


def _cover(words: list[str], beginnings: dict[tuple[str, ...], list[str]]) -> list[str] | None:
    """Wordings that make up the words one after another, longest first; None when nothing does."""
    best: dict[int, tuple[str, int]] = {len(words): ("", 0)}
    for place in range(len(words) - _FEWEST_WORDS, -1, -1):
        for wording in beginnings.get(tuple(words[place : place + _FEWEST_WORDS]), ()):
            parts = wording.split()
            is_here = place + len(parts) in best and words[place : place + len(parts)] == parts
            if is_here and len(parts) > best.get(place, ("", 0))[1]:
                best[place] = wording, len(parts)
    return list(_walk(best, len(words))) if 0 in best else None


def _walk(best: dict[int, tuple[str, int]], end: int) -> Iterator[str]:
    place = 0
    while place < end:
        wording, size = best[place]
        yield wording
        place += size
