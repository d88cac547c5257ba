"""A document is skeleton and segments: what stays, and what people translate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

PlaceKind = Literal["paragraph", "item", "heading", "setext", "cell", "term", "html", "attribute", "field"]
"""Where a segment stands; it decides what a translation must escape there."""


@dataclass(frozen=True, slots=True)
class Placeable:
    """A stretch of inline text that must survive translation unchanged."""

    text: str
    start: int
    """Offset in characters in the text it was found in."""
    kind: Literal["code", "link", "image", "tag", "variable", "url", "entity", "markup"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document a segment stands."""

    kind: PlaceKind
    prefix: str = ""
    """What every further line of the block starts with: quote marks and indentation; of a cell, what its line starts
    with, pipes included."""
    heads_table: bool = False
    """The next line looks like the delimiter row of a table: with a pipe, this would be its head."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Text that is never translated."""

    raw: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One block of inline text: a message, and the place it is read from."""

    raw: str
    """As it stands in the source."""
    source: str
    """As translators see it (`msgid`): lines folded, prefixes gone, reference links inline."""
    place: Place
    type: str
    """For translators: `paragraph`, `heading 2`, `table cell`, …"""
    line: int = field(default=0, compare=False)
    """1-based line in the file."""
    note: str = ""
    """The author's word to translators."""
    context: str | None = None
    """`msgctxt`, only where the source asks for one."""
    anchor: str = ""
    """The id that a heading without one of its own gets, the same in every edition."""


Piece = Skeleton | Segment
Lookup = Callable[[Segment], str | None]
"""What stands in place of a segment: Markdown (or HTML) inline source, or None for its own."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source cut once; `"".join(piece.raw for piece in pieces)` is the source (law 1)."""

    format: Literal["markdown", "html"]
    pieces: tuple[Piece, ...]
    labels: frozenset[str] = frozenset()
    """Labels of its link definitions, normalised: no translation may hit one by chance."""

    @property
    def text(self) -> str:
        """The source, byte for byte."""
        return "".join(piece.raw for piece in self.pieces)

    @property
    def segments(self) -> Iterator[Segment]:
        """What there is to translate, in document order."""
        return (piece for piece in self.pieces if isinstance(piece, Segment))


Targets = Sequence[str | None]
"""One translation per segment of a document, in order; None where there is none."""
