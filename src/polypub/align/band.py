"""Where to look: a band around the path that unmistakable blocks show, so that time grows with length alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from polypub.align.traits import Feature, Traits

_SLACK = 30
"""How far from the path a pair may lie in any case."""
_WIDEST = 400
_RUN = 6
"""So many kinds of blocks in a row may show a place, where no feature does."""


Key = TypeVar("Key", Feature, tuple[tuple[str, int], ...])


class Window(NamedTuple):
    """The numbers of target blocks that may be done when so many source blocks are: first and last."""

    first: int
    last: int


def find_band(sources: Sequence[Traits], targets: Sequence[Traits]) -> list[Window]:
    """A window for every number of source blocks done, 0 to all; they never move backwards."""
    ends = (len(sources), len(targets))
    corners = [(0, 0), *longest_chain(find_anchors(sources, targets)), ends]
    windows: list[Window] = []
    for (i, j), (next_i, next_j) in pairwise(corners):
        rows, columns = next_i - i, next_j - j
        slack = min(_WIDEST, _SLACK + abs(rows - columns))
        for row in range(rows + (next_i == ends[0] and (next_i, next_j) == ends)):
            centre = j + (columns * row // rows if rows else 0)
            windows.append(Window(max(0, centre - slack), min(ends[1], centre + slack)))
    return _joined(windows, ends[1])


def _joined(windows: list[Window], last: int) -> list[Window]:
    """The windows so that each begins in the one before it, from the first corner to the last."""
    windows[0], windows[-1] = Window(0, windows[0].last), Window(windows[-1].first, last)
    for row in range(1, len(windows)):
        first = min(max(windows[row].first, windows[row - 1].first), windows[row - 1].last)
        windows[row] = Window(first, max(windows[row].last, windows[row - 1].last))
    return windows


def find_anchors(sources: Sequence[Traits], targets: Sequence[Traits]) -> list[tuple[int, int]]:
    """Pairs of blocks that alone in their documents have a feature, or stand in a row of kinds; sorted."""
    found = {*_unique_pairs(_by_feature(sources), _by_feature(targets))}
    found |= {*_unique_pairs(_by_run(sources), _by_run(targets))}
    return sorted(found)


def _by_feature(blocks: Sequence[Traits]) -> dict[Feature, list[int]]:
    places: dict[Feature, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        for feature in block.features:
            places[feature].append(number)
    return places


def _by_run(blocks: Sequence[Traits]) -> dict[tuple[tuple[str, int], ...], list[int]]:
    kinds = [(block.family, block.level) for block in blocks]
    places: dict[tuple[tuple[str, int], ...], list[int]] = defaultdict(list)
    for number in range(len(kinds) - _RUN + 1):
        places[tuple(kinds[number : number + _RUN])].append(number)
    return places


def _unique_pairs(sources: Mapping[Key, list[int]], targets: Mapping[Key, list[int]]) -> Iterator[tuple[int, int]]:
    for key, places in sources.items():
        others = targets.get(key, ())
        if len(places) == 1 == len(others):
            yield places[0], others[0]


def longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of sorted pairs in which both numbers grow."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(_steep(pairs)):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1], ends[place : place + 1] = [j], [number]
    chain, number, steep = [], ends[-1] if ends else -1, _steep(pairs)
    while number >= 0:
        chain.append(steep[number])
        number = before[number]
    return chain[::-1]


def _steep(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted so that of pairs with one source block no two can be in a chain."""
    return sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
