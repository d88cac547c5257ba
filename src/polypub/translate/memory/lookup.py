"""Answers of a memory: the very text, the best of those that are like it, the nearest ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from polypub.translate.memory.entry import Match, Origin, Pair
from polypub.translate.memory.fit import fit_target
from polypub.translate.memory.index import BATCH, find_shapes
from polypub.translate.memory.mask import Masked, mask
from polypub.translate.memory.schema import SOUND

_TRUST: dict[Origin, float] = {"human": 1.0, "accepted": 0.97, "import": 0.95}
"""Orders texts that are about equally like the query; none is shut out by it."""
_ELSEWHERE = 0.95
"""A text's translation in another context."""
_AMBIGUOUS, _FUZZY, _SWAPPED = 99, 99, 98
"""The most that is given to one of several translations, to another text, and to one that had to be changed."""
_SHORT_WORDS, _SHORT_LEAST = 4, 90
"""In a short text a word makes all the difference: `Save` and `Cancel`, `can` and `cannot`."""
_NEAR = 50
_EACH = 20
"""Entries looked at of one masked text, the most trusted: “Chapter 1”, “Chapter 2”, … may be thousands."""
_NAMES = ("source", "target", "context", "origin", "engine", "file")
_ROWS = (
    f"SELECT {', '.join(map(SOUND.__getitem__, _NAMES))}, sum({SOUND['uses']}) AS used, "
    f"max({SOUND['moment']}) AS newest, CASE origin WHEN 'human' THEN 0 WHEN 'accepted' THEN 1 ELSE 2 END AS rank "
    "FROM entries WHERE shape = ? AND language = ? {} GROUP BY source, target, context, origin "
    "ORDER BY rank, used DESC, newest DESC, target, source, context LIMIT {}"
)
_SHAPE = "SELECT id FROM shapes WHERE digest = ? AND language = ?"
_OF_SOURCE = _ROWS.format("AND source = ?", 1000)
_OF_SHAPE = _ROWS.format("", _EACH)
_MASKED = (
    f"SELECT id, {SOUND['masked']} FROM shapes WHERE id IN (SELECT value FROM json_each(?)) "
    "AND EXISTS (SELECT 1 FROM entries WHERE shape = shapes.id AND language = ?)"
)


class _Row(NamedTuple):
    """One translation, with what decides between several."""

    source: str
    target: str
    context: str | None
    origin: Origin
    engine: str
    file: str
    uses: int
    moment: int
    rank: int


def find_exact(connection: sqlite3.Connection, source: str, context: str | None, pair: Pair) -> Match | None:
    """See `Memory.exact`."""
    rows = list(_rows_of(connection, source, pair))
    if not rows:
        return None
    best = min(rows, key=lambda row: (row.rank, row.context != context))  # a stable choice: rows are in order
    rivals = {row.target for row in rows if (row.rank, row.context) == (best.rank, best.context)}
    score = 100 * _TRUST[best.origin] * (1 if best.context == context else _ELSEWHERE)
    return _match(best, best.target, min(score, _AMBIGUOUS) if len(rivals) > 1 else score)


def _rows_of(connection: sqlite3.Connection, source: str, pair: Pair) -> Iterator[_Row]:
    """The translations of this very text, the most trusted first."""
    masked = mask(source)
    known = connection.execute(_SHAPE, (masked.digest, pair.source)).fetchone()
    if known and _is_storable(source):
        yield from map(_Row._make, connection.execute(_OF_SOURCE, (known[0], pair.target, source)))


def _is_storable(text: str) -> bool:
    """No half of a surrogate pair is in it, which no file of text can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def find_fuzzy(connection: sqlite3.Connection, source: str, pair: Pair, least: int) -> Match | None:
    """See `Memory.fuzzy`."""
    query = mask(source)
    least = max(least, _SHORT_LEAST) if len(query.words) < _SHORT_WORDS else least
    best: tuple[_Order, Match] | None = None
    for shape in _likely(connection, query, pair, least):
        if best and min(shape.score, _FUZZY) < best[1].score:
            break  # the next are no more alike
        for row in map(_Row._make, connection.execute(_OF_SHAPE, (shape.number, pair.target))):
            found = _offer(query, shape, row)
            if found and found[1].score >= least and (best is None or found[0] < best[0]):
                best = found
    return best[1] if best else None


class _Order(NamedTuple):
    """What makes one match better than another: the smaller."""

    score: int
    words: float
    rank: int
    uses: int
    moment: int
    target: str
    source: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """A masked text that is like the query."""

    number: int
    text: str
    score: float


def _likely(connection: sqlite3.Connection, query: Masked, pair: Pair, least: float) -> list[_Shape]:
    """The masked texts that are like the query's, best first, of which the pair has translations."""
    from rapidfuzz import fuzz, process

    texts: dict[int, str] = {}
    for batch in find_shapes(connection, pair.source, query.text):
        there = dict(connection.execute(_MASKED, (json.dumps(batch), pair.target)).fetchall())
        texts |= {number: there[number] for number in batch if number in there}
        if len(texts) >= BATCH:
            break
    candidates = dict(islice(texts.items(), BATCH))
    found = process.extract(query.text, candidates, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return [_Shape(number, text, score) for text, score, number in sorted(found, key=lambda item: (-item[1], item[2]))]


def _offer(query: Masked, shape: _Shape, row: _Row) -> tuple[_Order, Match] | None:
    """The row as a match for the query, where its numbers and placeables fit."""
    target = fit_target(query, mask(row.source), row.target)
    if target is None:
        return None
    most = _FUZZY if target == row.target else _SWAPPED
    match = _match(row, target, min(shape.score, most) * _TRUST[row.origin])
    order = _Order(-match.score, _word_distance(query, shape), row.rank, -row.uses, -row.moment, target, row.source)
    return order, match


def _word_distance(query: Masked, shape: _Shape) -> float:
    """How many of the words differ, from 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_distance(query.words, Masked(shape.text, (), ()).words)


def find_nearest(connection: sqlite3.Connection, source: str, pair: Pair, count: int) -> list[Match]:
    """See `Memory.nearest`."""
    query = mask(source)
    found: dict[str, Match] = {}
    for shape in _likely(connection, query, pair, _NEAR):
        rows = map(_Row._make, connection.execute(_OF_SHAPE, (shape.number, pair.target)))
        for row in sorted(rows, key=lambda row: row.source != source):
            score = shape.score if row.source == source else min(shape.score, _FUZZY)
            found.setdefault(row.source, _match(row, row.target, score * _TRUST[row.origin]))
    best = sorted(found.values(), key=lambda match: -match.score)
    return [match for match in best if match.score >= _NEAR][:count]


def _match(row: _Row, target: str, score: float) -> Match:
    return Match(int(score), row.source, target, row.origin, row.engine, row.context, row.file)
