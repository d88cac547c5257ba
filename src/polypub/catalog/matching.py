"""Which vanished message became which new one: text, neighbourhood and type taken together.

Candidates come from an index of rare words and from the same place in the document, so the work grows with the number
of changes, never with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from polypub.catalog.carry import plain_form, undoes
from polypub.model.message import Key, Message

_WORD = re.compile(r"\w+")
_BY_WORDS = 12
"""Orphans looked at for their rare words; the right one was among the first 12 for 99 % of edited paragraphs."""
_BY_PLACE = 8
"""Orphans looked at because they stood at the same place."""


@dataclass(frozen=True, slots=True)
class Place:
    """The neighbours of a message that is not matched yet: positions of the old messages before and after it."""

    before: int
    after: int
    rank: int
    """Its number among the unmatched ones between the two."""


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    old: int
    new: int


def pair_edited(
    old: Sequence[Message], new: Sequence[Message], matched: Mapping[Key, int], orphans: Sequence[int]
) -> dict[int, int]:
    """Positions of new messages to positions of the old ones (of `orphans`) that they were edited from.

    `matched` tells the old position of every key that did not change; each orphan is used at most once.
    """
    if not orphans:
        return {}
    free = [number for number, message in enumerate(new) if message.key not in matched]
    taken = frozenset(matched.values())
    places = _places([matched.get(message.key) for message in new], len(old))
    homes = _homes(len(old), taken, frozenset(orphans))
    finder = _Finder(old, orphans, homes)
    pairs = [pair for number in free for pair in finder.pairs(number, new[number], places[number])]
    return _choose(pairs)


def _choose(pairs: Iterable[_Pair]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.new, pair.old)):
        if pair.new not in chosen and pair.old not in used:
            chosen[pair.new] = pair.old
            used.add(pair.old)
    return chosen


def _places(positions: Sequence[int | None], end: int) -> dict[int, Place]:
    """The place of every new message without an old position."""
    after, following = [end] * len(positions), end
    for number in range(len(positions) - 1, -1, -1):
        after[number] = following
        following = following if (found := positions[number]) is None else found
    places: dict[int, Place] = {}
    before, rank = -1, 0
    for number, position in enumerate(positions):
        if position is None:
            places[number] = Place(before, after[number], rank)
            rank += 1
        else:
            before, rank = position, 0
    return places


def _homes(count: int, taken: frozenset[int], orphans: frozenset[int]) -> dict[int, Place]:
    """The place of every orphan, in positions of the old catalog."""
    positions = [number for number in range(count) if number in taken or number in orphans]
    found = _places([number if number in taken else None for number in positions], count)
    return {positions[number]: place for number, place in found.items()}


class _Finder:
    """The orphans, by the words they hold and by the place they stood at."""

    def __init__(self, old: Sequence[Message], orphans: Sequence[int], homes: Mapping[int, Place]) -> None:
        from rapidfuzz.fuzz import ratio

        self.ratio = ratio
        self.old, self.orphans, self.homes = old, orphans, homes
        self.plain = {number: _text(old[number]) for number in orphans}
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_place: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.by_text: dict[str, list[int]] = defaultdict(list)
        for number in orphans:
            previous = old[number].previous
            for text in {self.plain[number], plain_form(previous.source) if previous else ""}:
                self.by_text[text].append(number)
            for word in _words(self.plain[number]):
                self.by_word[word].append(number)
            self.by_place["before", homes[number].before].append(number)
            self.by_place["after", homes[number].after].append(number)

    def pairs(self, number: int, new: Message, place: Place) -> Iterator[_Pair]:
        """Every orphan that the message may have been, with how sure that is."""
        text = _text(new)
        for orphan in dict.fromkeys((*self._same(text), *self._near(place), *self._alike(text))):
            score = self._score(orphan, new, text, place)
            if score:
                yield _Pair(score, orphan, number)

    def _same(self, text: str) -> list[int]:
        return self.by_text.get(text, [])[:_BY_PLACE]

    def _near(self, place: Place) -> list[int]:
        """The orphans of the same gap that stood about as far into it; a gap lists its orphans by rank."""
        first = max(0, place.rank - _BY_PLACE // 2)
        window = slice(first, first + _BY_PLACE)
        before, after = ("before", place.before), ("after", place.after)
        return [*self.by_place.get(before, [])[window], *self.by_place.get(after, [])[window]]

    def _alike(self, text: str) -> list[int]:
        """The orphans that share the rarest words with the text."""
        known = [found for word in _words(text) if (found := self.by_word.get(word)) and len(found) <= _COMMON]
        shared: dict[int, float] = defaultdict(float)
        for found in sorted(known, key=len)[:_RAREST]:
            for orphan in found:
                shared[orphan] += 1 / len(found)
        return sorted(shared, key=lambda orphan: (-shared[orphan], orphan))[:_BY_WORDS]

    def _score(self, orphan: int, new: Message, text: str, place: Place) -> float:
        """0 when the two are not the same message; else similarity and what speaks for the pair."""
        old, home = self.old[orphan], self.homes[orphan]
        around = (home.before == place.before) + (home.after == place.after)
        kind = _type(old) == _type(new)
        bonus = 0.08 * around + 0.04 * kind + 0.04 * (around == 2 and home.rank == place.rank)
        if undoes(old, new) or text == self.plain[orphan]:
            return 2 + bonus
        limit = _limit(text, self.plain[orphan], around if kind else 0)
        alike = self.ratio(text, self.plain[orphan], score_cutoff=100 * limit) / 100
        return alike + bonus if alike else 0


_RAREST = 16
"""Words looked up for one text."""
_COMMON = 64
"""A word that more orphans hold tells nothing, and looking at them all would be quadratic."""


def _limit(one: str, two: str, around: int) -> float:
    """How alike two texts must be: less so between the same neighbours, more so for a few words."""
    if min(len(one.split()), len(two.split())) < 4:
        return (0.85, 0.75, 0.5)[around]
    return (0.65, 0.6, 0.5)[around]


def _text(message: Message) -> str:
    return plain_form(message.key.source)


def _words(text: str) -> tuple[str, ...]:
    """Words, and pairs of neighbours, each once, in order: pairs are rare where every word is common."""
    words = _WORD.findall(text.lower())
    return tuple(dict.fromkeys((*words, *map(" ".join, pairwise(words)))))


def _type(message: Message) -> str:
    first = message.notes[0] if message.notes else ""
    return first if first.startswith("type: ") else ""
