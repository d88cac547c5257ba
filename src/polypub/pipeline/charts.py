"""The geometry of charts in pages of our own: numbers that templates put into SVG."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from polypub.model.page import Coverage, PageState

_WORDS = {
    "reviewed": "reviewed",
    "draft": "drafted",
    "stale": "stale",
    "untranslated": "untranslated",
}
_PAGES = {
    PageState.SOURCE: "original",
    PageState.REVIEWED: "reviewed",
    PageState.PARTIAL: "partial",
    PageState.MACHINE: "machine-drafted",
    PageState.FALLBACK: "untranslated",
    PageState.NONE: "left out",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar."""

    kind: str
    """Its class in the style sheet."""
    label: str
    count: int
    start: float
    """In percent of the bar."""
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that is as long as all of its parts."""

    parts: tuple[Part, ...]
    """Those that are not empty."""
    total: int

    @property
    def told(self) -> str:
        """The bar in words."""
        return ", ".join(f"{part.count:,} {part.label}" for part in self.parts) or "nothing"


def stack(counts: Iterable[tuple[str, str, int]]) -> Bar:
    """A bar of parts, each given as its class, its label and its number."""
    rows = [row for row in counts if row[2]]
    total, start, parts = sum(count for _, _, count in rows), 0, []
    for kind, label, count in rows:
        parts.append(Part(kind, label, count, round(100 * start / total, 3), round(100 * count / total, 3)))
        start += count
    return Bar(tuple(parts), total)


def word_bar(c: Coverage) -> Bar:
    """Source words by state."""
    left = c.words - c.reviewed_words - c.draft_words - c.stale_words
    counts = (c.reviewed_words, c.draft_words, c.stale_words, left)
    return stack((kind, label, count) for (kind, label), count in zip(_WORDS.items(), counts, strict=True))


def page_bar(pages: dict[PageState, int]) -> Bar:
    """Pages by state."""
    return stack((f"page-{state.value}", _PAGES[state], pages[state]) for state in PageState)


def word_legend() -> tuple[tuple[str, str], ...]:
    """Class and label of each part that a bar of words may have."""
    return tuple(_WORDS.items())


def page_legend(states: Iterable[PageState]) -> tuple[tuple[str, str], ...]:
    """The same of a bar of pages that are in these states."""
    return tuple((f"page-{state.value}", _PAGES[state]) for state in states)


def page_word(state: PageState) -> str:
    """What a page's state is called in a page for people."""
    return _PAGES[state]


@dataclass(frozen=True, slots=True)
class Line:
    """A line over time, in a box of 100 by 40, with 1 above and below it; the y axis goes from 0 to 1."""

    path: str
    """For `d` of an SVG path."""
    area: str
    """The same, closed along the bottom."""
    x: float
    """The last point."""
    y: float


def draw_line(points: Sequence[tuple[dt.datetime, float]], begin: dt.datetime, end: dt.datetime) -> Line:
    """The line through shares (0 to 1) at moments, on an axis from `begin` to `end`; a single point is a short line."""
    span = (end - begin).total_seconds() or 1.0
    places = [(round(100 * (when - begin).total_seconds() / span, 2), _height(share)) for when, share in points]
    if len(places) == 1:
        places.insert(0, (max(0.0, places[0][0] - 2), places[0][1]))
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    return Line(path, f"{path}V41H{places[0][0]:g}Z", *places[-1])


def _height(share: float) -> float:
    return round(41 - 40 * share, 2)
