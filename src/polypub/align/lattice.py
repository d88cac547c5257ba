"""The best path through the pairs of two sequences, and how much better it is than every other (a pair HMM, by maxima).

A path is made of pairs, of blocks of either side without partner, and of two neighbours merged into one block of the
other side. A block without partner seldom stands alone: the second of a row costs less than the first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from polypub.align.band import Window

_NEVER = -1e9
_HOPELESS = -9.0
"""A pair worth less is never better than two blocks without partner."""
_RIVALS = 8
"""So many ways to place a block are kept; the others weigh nothing beside them."""
_PAIR, _OPEN, _NEXT, _CLOSE, _MERGE = (math.log(p) for p in (0.92, 0.03, 0.6, 0.4, 0.004))
"""After a pair another one; a first block without partner; a further one; a pair after these; a merged pair."""
_BEFORE = ((1, 1), (2, 1), (1, 2))

Step = tuple[int, int]
"""How many blocks of either side a piece of the path takes: (1, 1), (2, 1), (1, 2), (1, 0), (0, 1)."""


@dataclass(slots=True)
class _Row:
    """The best scores for one number of source blocks, by number of target blocks from `first` on.

    After a pair; after a source block alone; after a target block alone; and the best of these before a pair.
    """

    first: int
    pair: list[float]
    source: list[float]
    target: list[float]
    enter: list[float] = field(default_factory=list)

    def at(self, values: list[float], j: int) -> float:
        """A value, or never outside the band."""
        place = j - self.first
        return values[place] if 0 <= place < len(values) else _NEVER


@dataclass(frozen=True, slots=True)
class Choice:
    """What is best for one source block, and how sure that is."""

    step: Step
    """(1, 0) when it has no partner."""
    target: int
    """The first target block of its piece; -1 without one."""
    sureness: float
    """From 0 to 1: the share of the best among all ways to place this block, by likelihood."""
    rival: int
    """The target block that is second best; -1 for none at all."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What pairs and merged pairs of numbered blocks are worth."""

    pair: Callable[[int, int], float]
    merged: Callable[[tuple[int, ...], tuple[int, ...]], float]


class Lattice:
    """All paths in a band."""

    def __init__(self, windows: Sequence[Window], scores: Scores) -> None:
        self.windows = windows
        self.rows = len(windows) - 1
        self.columns = windows[-1].last
        self.worth = [self._worth(i, scores) for i in range(self.rows)]
        """For each source block: (step, first target block) to what that piece is worth."""

    def _worth(self, i: int, scores: Scores) -> dict[tuple[Step, int], float]:
        window = self.windows[i]
        found: dict[tuple[Step, int], float] = {}
        for j in range(window.first, min(window.last, self.columns - 1) + 1):
            pieces = {(1, 1): scores.pair(i, j)}
            if pieces[1, 1] < _HOPELESS:
                continue
            if i + 1 < self.rows:
                pieces[2, 1] = scores.merged((i, i + 1), (j,)) + _MERGE
            if j + 1 < self.columns:
                pieces[1, 2] = scores.merged((i,), (j, j + 1)) + _MERGE
            found |= {(step, j): score for step, score in pieces.items() if score >= _HOPELESS}
        return found

    def forward(self) -> list[_Row]:
        """The best way from the beginning to every point."""
        rows: list[_Row] = []
        for i, window in enumerate(self.windows):
            size = window.last - window.first + 1
            row = _Row(window.first, [_NEVER] * size, [_NEVER] * size, [_NEVER] * size)
            rows.append(row)
            if i == 0:
                row.pair[0] = 0.0
            self._fill_pairs(rows, i)
            for place in range(size):
                if i:
                    row.source[place] = _alone(rows[i - 1], place + window.first)
                if place:
                    pair, source, target = row.pair[place - 1], row.source[place - 1], row.target[place - 1]
                    row.target[place] = max(pair + _OPEN, target + _NEXT, source + _OPEN)
            ways = zip(row.pair, row.source, row.target, strict=True)
            row.enter = [max(pair + _PAIR, source + _CLOSE, target + _CLOSE) for pair, source, target in ways]
        return rows

    def _fill_pairs(self, rows: list[_Row], i: int) -> None:
        row = rows[i]
        for step in _BEFORE:
            if i < step[0]:
                continue
            before, worth = rows[i - step[0]], self.worth[i - step[0]]
            for place, old in enumerate(row.pair):
                j = place + row.first - step[1]
                score = worth.get((step, j))
                if score is not None:
                    row.pair[place] = max(old, row.pair[place], before.at(before.enter, j) + score)

    def backward(self) -> list[_Row]:
        """The best way from every point to the end: after a pair, after a source block, after a target block."""
        rows: list[_Row] = [_Row(w.first, [], [], []) for w in self.windows]
        for i in range(self.rows, -1, -1):
            window, row = self.windows[i], rows[i]
            size = window.last - window.first + 1
            row.pair, row.source, row.target, row.enter = ([_NEVER] * size for _ in range(4))
            self._fill_enter(rows, i)
            for place in range(size - 1, -1, -1):
                j = place + window.first
                is_end = i == self.rows and j == self.columns
                down = rows[i + 1].at(rows[i + 1].source, j) if i < self.rows else _NEVER
                right = row.target[place + 1] if place + 1 < size else _NEVER
                enter = row.enter[place]
                row.pair[place] = 0.0 if is_end else max(enter + _PAIR, down + _OPEN, right + _OPEN)
                row.source[place] = 0.0 if is_end else max(enter + _CLOSE, down + _NEXT, right + _OPEN)
                row.target[place] = 0.0 if is_end else max(enter + _CLOSE, down + _OPEN, right + _NEXT)
        return rows

    def _fill_enter(self, rows: list[_Row], i: int) -> None:
        if i == self.rows:
            return
        row = rows[i]
        for (step, j), score in self.worth[i].items():
            if i + step[0] <= self.rows:
                after = rows[i + step[0]]
                place = j - row.first
                row.enter[place] = max(row.enter[place], score + after.at(after.pair, j + step[1]))

    def choices(self) -> list[Choice]:
        """The best piece for each source block, in order; how sure it is counts rivals on both sides."""
        forward, backward = self.forward(), self.backward()
        pieces = [nlargest(_RIVALS, self._pieces(i, forward, backward)) for i in range(self.rows)]
        columns: dict[int, list[tuple[float, int]]] = {}
        for i, found in enumerate(pieces):
            for total, step, j in found:
                for column in range(j, j + step[1]):
                    columns.setdefault(column, []).append((total, i))
        return [self._choose(i, pieces, columns) for i in range(self.rows)]

    def _pieces(self, i: int, forward: list[_Row], backward: list[_Row]) -> Iterator[tuple[float, Step, int]]:
        """Every piece that begins at source block i, with the worth of the best path through it."""
        row = forward[i]
        for (step, j), score in self.worth[i].items():
            if i + step[0] <= self.rows:
                after = backward[i + step[0]]
                yield row.at(row.enter, j) + score + after.at(after.pair, j + step[1]), step, j
        after = backward[i + 1]
        ways = (_alone(row, j) + after.at(after.source, j) for j in range(row.first, row.first + len(row.pair)))
        yield max(ways), (1, 0), -1

    def _choose(
        self, i: int, pieces: list[list[tuple[float, Step, int]]], columns: dict[int, list[tuple[float, int]]]
    ) -> Choice:
        second_halves = (piece for piece in pieces[i - 1] if piece[1][0] == 2) if i else ()
        mine = [*pieces[i], *second_halves]
        best, step, j = max(mine)
        if step == (1, 0):
            return Choice(step, -1, _share(best, [total for total, other, _ in mine if other != step]), -1)
        rivals = [piece for piece in mine if piece[1:] != (step, j)]
        alone = max((total for total, other, _ in rivals if other == (1, 0)), default=_NEVER)
        placed = [(total, other) for total, kind, other in rivals if kind != (1, 0)]
        across = [total for total, row in columns.get(j, ()) if row != i and step[0] == 1]
        sureness = min(_share(best, [alone, *(total for total, _ in placed)]), _share(best, across))
        rival = max(((total, other) for total, other in placed if other != j and total > alone), default=(0.0, -1))[1]
        return Choice(step, j, sureness, rival)


def _alone(row: _Row, j: int) -> float:
    """The best way to a source block without partner after a row, with so many target blocks done."""
    return max(row.at(row.pair, j) + _OPEN, row.at(row.source, j) + _NEXT, row.at(row.target, j) + _OPEN)


def _share(best: float, others: list[float]) -> float:
    return 1.0 / (1.0 + sum(math.exp(min(50.0, other - best)) for other in others if other > best - 40.0))
