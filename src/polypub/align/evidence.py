"""How much speaks for two blocks being source and translation: logarithms of how much likelier that makes what is seen.

Everything that depends on the pair of documents is learned from them: how much longer translations are and how much
that varies (Gale and Church 1993), how rare each shared feature is, and how often features of its kind are kept.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from polypub.align.traits import Feature, Traits

_MOST = 12.0
"""No pair says more than this: one feature too many must not outweigh all that stands around."""
_KEPT = {"code": 0.9, "link": 0.8, "number": 0.9, "lead": 0.8, "word": 0.0}
"""How often a feature of a kind is kept, before anything is learned; words are translated."""
_FAMILIES_APART = {
    frozenset(("paragraph", "item")): -2.5,
    frozenset(("paragraph", "quote")): -2.5,
    frozenset(("item", "quote")): -3.0,
    frozenset(("heading", "paragraph")): -4.0,
    frozenset(("item", "term")): -3.0,
}
_FAR_APART = -7.0
_OTHER_LEVEL = {"heading": -2.5, "cell": -2.5}
_LONGER = 1.0
"""So many deviations longer than one of its two halves a merged block is at least."""
_UNRELATED = 1.0
"""Deviation of the logarithm of two unrelated lengths' ratio."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How the lengths of sources and translations are related."""

    ratio: float = 0.0
    """The natural logarithm of translation by source."""
    spread: float = 0.25
    """The deviation of that in long texts; in short ones it is larger."""

    def deviation(self, source: int, target: int) -> float:
        """How many deviations a pair is away from what is usual, with its sign."""
        return (math.log((target + 1) / (source + 1)) - self.ratio) / self._spread(source)

    def _spread(self, source: int) -> float:
        return math.sqrt(self.spread**2 + 1.0 / (source + 1))

    def score(self, source: int, target: int) -> float:
        """What the lengths say."""
        away = self.deviation(source, target)
        spread = self._spread(source)
        difference = away * spread / _UNRELATED
        return max(-8.0, min(2.0, (difference * difference - away * away) / 2 - math.log(spread / _UNRELATED)))


def learn_lengths(pairs: Iterable[tuple[Traits, Traits]], default: Lengths) -> Lengths:
    """The relation that pairs of blocks show; the default where there are too few of some length."""
    ratios = [math.log((t.length + 1) / (s.length + 1)) for s, t in pairs if min(s.length, t.length) > 15]
    if len(ratios) < 8:
        return default
    middle = median(ratios)
    spread = 1.4826 * median(abs(ratio - middle) for ratio in ratios)
    return Lengths(middle, min(0.5, max(0.1, spread)))


@dataclass(frozen=True, slots=True)
class _Side:
    """The features of one document's blocks."""

    features: tuple[frozenset[Feature], ...]
    missing: tuple[float, ...]
    """What a block's features cost when its partner has none of them."""


class Evidence:
    """Judges pairs of blocks of two documents."""

    def __init__(self, sources: Sequence[Traits], targets: Sequence[Traits]) -> None:
        self.sources, self.targets = sources, targets
        in_sources, in_targets = _count(sources), _count(targets)
        known = {f for f in in_sources if f[0] != "word" or f in in_targets}
        known |= {f for f in in_targets if f[0] != "word"}
        self.kept = kept = _learn_kept(in_sources, in_targets)
        self.gains = {f: _gain(f, kept, in_sources, in_targets, self) for f in known}
        self.losses = {f: math.log(1 - kept[f[0]]) if f[0] != "word" else 0.0 for f in known}
        self._source = self._side(sources, known)
        self._target = self._side(targets, known)
        self._rarity = _rarity(sources, targets)
        self.lengths = self.first_lengths()

    def _side(self, blocks: Sequence[Traits], known: set[Feature]) -> _Side:
        features = tuple(block.features & known for block in blocks)
        return _Side(features, tuple(sum(self.losses[f] for f in found) for found in features))

    def first_lengths(self) -> Lengths:
        """The relation of the two documents as wholes."""
        source, target = (sum(block.length for block in blocks) for blocks in (self.sources, self.targets))
        median_ratio = _median_ratio(self.sources, self.targets)
        whole = math.log((target + 1) / (source + 1))
        return Lengths(whole if abs(whole - median_ratio) < 0.3 else median_ratio, 0.3)

    def shared(self, i: int, j: int) -> float:
        """What the features of source block i and target block j say; the part of `score` that hardly errs."""
        mine, theirs = self._source.features[i], self._target.features[j]
        if not mine and not theirs:
            return 0.0
        both = mine & theirs
        total = self._source.missing[i] + self._target.missing[j]
        for feature in both:
            total += self.gains[feature] - 2 * self.losses[feature]
        return max(-8.0, min(_MOST, total))

    def gain(self, i: int, j: int) -> float:
        """What the shared features alone say, whatever is missing."""
        return sum(self.gains[f] for f in self._source.features[i] & self._target.features[j])

    def score(self, i: int, j: int) -> float:
        """What everything says for source block i and target block j."""
        source, target = self.sources[i], self.targets[j]
        total = self._kind(source, target) + self.lengths.score(source.length, target.length) + self.shared(i, j)
        return max(-15.0, min(_MOST, total))

    def merged(self, first: tuple[int, ...], second: tuple[int, ...]) -> float:
        """The same for neighbours that are one block in the other document: two in `first`, or two in `second`."""
        source, target = self.sources[first[0]], self.targets[second[0]]
        away = self.lengths.deviation(source.length, target.length)
        if source.family in ("heading", "cell") or (away < _LONGER if len(first) > 1 else away > -_LONGER):
            return -15.0  # most blocks are no merged ones, which is told by the first of them at once
        others = [*(self.sources[i] for i in first[1:]), *(self.targets[j] for j in second[1:])]
        if any(other.family != source.family for other in (target, *others)):
            return -15.0
        lengths = (sum(self.sources[i].length for i in first), sum(self.targets[j].length for j in second))
        mine = frozenset().union(*(self._source.features[i] for i in first))
        theirs = frozenset().union(*(self._target.features[j] for j in second))
        both = mine & theirs
        total = sum(self.losses[f] for f in mine ^ theirs) + sum(self.gains[f] for f in both)
        return max(-15.0, min(_MOST, self._kind(source, target) + self.lengths.score(*lengths) + max(-8.0, total)))

    def _kind(self, source: Traits, target: Traits) -> float:
        if source.family != target.family:
            return _FAMILIES_APART.get(frozenset((source.family, target.family)), _FAR_APART)
        total = self._rarity.get(source.family, 0.0)
        if source.family in _OTHER_LEVEL:
            total += 0.5 if source.level == target.level else _OTHER_LEVEL[source.family]
        elif source.shape != target.shape:
            total -= 0.7
        if source.end == target.end:
            total += 1.5 if source.end in ("?", "!", ":") else 0.2
        else:
            total -= 0.8
        for mine, theirs in zip(source.marks, target.marks, strict=True):
            if mine != theirs:
                total -= 0.5 * min(3, abs(mine - theirs))
            elif mine:
                total += 0.6
        return total


def _count(blocks: Iterable[Traits]) -> Counter[Feature]:
    return Counter(feature for block in blocks for feature in block.features)


def _learn_kept(sources: Counter[Feature], targets: Counter[Feature]) -> dict[str, float]:
    """How often a feature of each kind is in the other document at all, as far as there are enough of them."""
    kept = dict(_KEPT)
    for kind in ("code", "link", "number", "lead"):
        there = [min(count, targets[feature]) for feature, count in sources.items() if feature[0] == kind]
        asked = sum(count for feature, count in sources.items() if feature[0] == kind)
        kept[kind] = min(0.93, max(0.02, (sum(there) + 4 * _KEPT[kind]) / (asked + 4)))
    return kept


def _gain(
    feature: Feature,
    kept: dict[str, float],
    sources: Counter[Feature],
    targets: Counter[Feature],
    blocks: Evidence,
) -> float:
    """How much likelier it is that a translation has the feature than that any other block has it."""
    often = max(_frequency(sources[feature], len(blocks.sources)), _frequency(targets[feature], len(blocks.targets)))
    rare = -math.log(often)
    if feature[0] == "word":
        return min(4.0, 0.7 * rare)
    return max(0.0, min(5.0, rare + math.log(kept[feature[0]])))


def _frequency(count: int, blocks: int) -> float:
    """How likely a block has a feature by chance, when one of those that have it is put aside."""
    return (max(0, count - 1) + 0.3) / (blocks + 20)


def _rarity(sources: Sequence[Traits], targets: Sequence[Traits]) -> dict[str, float]:
    """What it says that two blocks are of one family: more, the rarer it is."""
    counts = Counter(block.family for block in (*sources, *targets))
    return {family: min(3.0, -math.log(count / counts.total())) for family, count in counts.items()}


def _median_ratio(sources: Sequence[Traits], targets: Sequence[Traits]) -> float:
    """The ratio of the lengths that stand in the middle, which parts that only one document has shift little."""
    middles = [median([b.length for b in blocks if b.family == "paragraph"] or [1]) for blocks in (sources, targets)]
    return math.log((middles[1] + 1) / (middles[0] + 1))
