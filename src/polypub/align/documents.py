"""Find the translation of every block of a document in a document that a person translated by hand.

Law: nothing is paired by its number. Deleting, adding or moving blocks of either document loses those blocks alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from polypub.align.band import find_anchors, find_band, longest_chain
from polypub.align.evidence import Evidence, learn_lengths
from polypub.align.lattice import Choice, Lattice, Scores
from polypub.align.traits import Traits, read_traits
from polypub.model.text import Document, Segment

_SURE = 0.95
_STRANGE = 3.5
"""So many deviations from the usual length make a pair doubtful."""
_SMALL = 31
"""Numbers up to this one are often written as words."""
_KEPT = 0.8
"""Where so much code is kept, or so many links, a pair that shares none of its own is doubtful."""
_MOVED = 4.0
"""A pair out of order needs so much from what the two share."""
_ROUNDS = 3
_ENOUGH = 40
"""So many unmistakable pairs show how lengths are related."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A block of the source and its translation."""

    source: Segment
    target: Segment
    text: str
    """The translation: of merged blocks, all of theirs."""
    confidence: float
    """From 0 to 1."""
    doubt: str = ""
    """Why it is unsure; empty for a sure pair."""

    @property
    def is_sure(self) -> bool:
        """Nothing speaks against it."""
        return not self.doubt


@dataclass(frozen=True, slots=True)
class Alignment:
    """What of two documents belongs together, in document order."""

    pairs: tuple[Pair, ...]
    untranslated: tuple[Segment, ...]
    """Blocks of the source that have no translation."""
    unclaimed: tuple[Segment, ...]
    """Blocks of the translation that have no source."""


@dataclass(frozen=True, slots=True)
class _Match:
    """Numbers of blocks that belong together."""

    source: int
    target: int
    others: tuple[int, ...]
    """Further target blocks of a merged pair."""
    confidence: float
    doubt: str


def align_documents(source: Document, target: Document) -> Alignment:
    """The pairs of two documents: each with a confidence, unsure ones with the reason.

    Time grows with the number of blocks, not with its square.
    """
    sources, targets = list(source.segments), list(target.segments)
    if not sources or not targets:
        return Alignment((), tuple(sources), tuple(targets))
    work = _Aligning(read_traits(source), read_traits(target))
    matches = work.run()
    pairs = tuple(_pair(match, sources, targets) for match in matches)
    left = {match.source for match in matches}
    taken = {j for match in matches for j in (match.target, *match.others)}
    return Alignment(
        pairs,
        tuple(segment for i, segment in enumerate(sources) if i not in left),
        tuple(segment for j, segment in enumerate(targets) if j not in taken),
    )


def _pair(match: _Match, sources: Sequence[Segment], targets: Sequence[Segment]) -> Pair:
    text = " ".join(targets[j].source for j in (match.target, *match.others))
    return Pair(sources[match.source], targets[match.target], text, match.confidence, match.doubt)


class _Aligning:
    """One pair of documents, block by number."""

    def __init__(self, sources: list[Traits], targets: list[Traits]) -> None:
        self.sources, self.targets = sources, targets
        self.evidence = Evidence(sources, targets)

    def run(self) -> list[_Match]:
        """All pairs: those in order, then what was moved."""
        rows, columns = list(range(len(self.sources))), list(range(len(self.targets)))
        self._learn_lengths(rows, columns)
        found = self._in_order(rows, columns)
        for _ in range(_ROUNDS):
            taken = {m.source for m in found}, {j for m in found for j in (m.target, *m.others)}
            rows = [i for i in range(len(self.sources)) if i not in taken[0]]
            columns = [j for j in range(len(self.targets)) if j not in taken[1]]
            moved = [m for m in map(self._judge_moved, self._in_order(rows, columns)) if m] if rows and columns else []
            if not moved:
                break
            found += moved
        return sorted(found, key=lambda match: match.source)

    def _learn_lengths(self, rows: list[int], columns: list[int]) -> None:
        """From unmistakable pairs where there are enough, else from a first alignment."""
        chain = longest_chain(find_anchors(self.sources, self.targets))
        if len(chain) < _ENOUGH:
            chain = [(match.source, match.target) for match in self._in_order(rows, columns) if not match.doubt]
        pairs = [(self.sources[i], self.targets[j]) for i, j in chain]
        self.evidence.lengths = learn_lengths(pairs, self.evidence.lengths)

    def _in_order(self, rows: list[int], columns: list[int]) -> list[_Match]:
        """The pairs of some blocks that stand in the same order on both sides."""
        scores = Scores(
            lambda i, j: self.evidence.score(rows[i], columns[j]),
            lambda i, j: self.evidence.merged(tuple(rows[n] for n in i), tuple(columns[n] for n in j)),
        )
        windows = find_band([self.sources[i] for i in rows], [self.targets[j] for j in columns])
        choices = Lattice(windows, scores).choices()
        return [self._judge(rows[i], choice, columns) for i, choice in enumerate(choices) if choice.target >= 0]

    def _judge(self, i: int, choice: Choice, columns: list[int]) -> _Match:
        merged = columns[choice.target : choice.target + choice.step[1]]
        doubt = next(self._doubts(i, choice, merged[0]), "")
        return _Match(i, merged[0], tuple(merged[1:]), choice.sureness, doubt)

    def _doubts(self, i: int, choice: Choice, j: int) -> Iterator[str]:
        """What speaks against a pair, the weightiest first."""
        source, target = self.sources[i], self.targets[j]
        if choice.step == (2, 1):
            yield "this holds two blocks of the source"
        if choice.step == (1, 2):
            yield "these are two blocks of the translation"
        if source.family != target.family:
            yield f"a {source.family} there, a {target.family} here"
        if source.family == "heading" and source.level != target.level:
            yield "a heading of another level"
        yield from self._differences(source, target)
        if choice.sureness < _SURE:
            has_rival = choice.rival >= 0
            yield "another block fits nearly as well" if has_rival else "too little speaks for it"

    def _differences(self, source: Traits, target: Traits) -> Iterator[str]:
        yield from self._other_numbers(source, target)
        for kind, name in (("code", "code"), ("link", "links")):
            mine, theirs = source.of_kind(kind), target.of_kind(kind)
            if self.evidence.kept[kind] > _KEPT and mine and theirs and not mine & theirs:
                yield f"other {name}"
        if abs(self.evidence.lengths.deviation(source.length, target.length)) > _STRANGE:
            yield "the lengths do not fit"

    def _other_numbers(self, source: Traits, target: Traits) -> Iterator[str]:
        mine, theirs = source.of_kind("number"), target.of_kind("number")
        lost, added = sorted(mine - theirs), sorted(theirs - mine)
        compound = [any(not number.isdigit() for number in numbers) for numbers in (lost, added)]
        large = any(number.isdigit() and int(number[:18]) > _SMALL for number in lost + added)
        plain = [any(map(str.isdigit, numbers)) for numbers in (lost, added)]
        if large or all(compound) or all(plain):
            yield f"other numbers: {', '.join(lost) or 'none'} there, {', '.join(added) or 'none'} here"

    def _judge_moved(self, match: _Match) -> _Match | None:
        """A pair that stands at another place: only what the two share can speak for it."""
        strength = self.evidence.gain(match.source, match.target)
        if match.doubt and strength < _MOVED:
            return None
        doubt = match.doubt or ("" if strength >= 2 * _MOVED else "it stands at another place")
        return _Match(match.source, match.target, match.others, match.confidence, doubt)
