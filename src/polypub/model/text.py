"""A document is skeleton and segments: what stays, and what people translate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, overload

from polypub.model.lazy import Lazy

PlaceKind = Literal["paragraph", "item", "heading", "setext", "cell", "term", "html", "attribute", "quoted", "field"]
"""Where a segment stands; it decides what a translation must escape there."""
Dialect = Literal["commonmark", "hugo", "mkdocs", "docusaurus", "jekyll"]
"""Whose Markdown a text is: CommonMark, or what another generator adds to it."""


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
    room: int = 0
    """Of an attribute's value, and of a text that is the whole of its element: how many characters before it the tag
    has room for attributes; of a text in HTML that is neither, 0."""
    is_bare: bool = False
    """An attribute's value that stands without quotes."""


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


class LazyPieces(Lazy[tuple[Piece, ...]], Sequence[Piece]):
    """The pieces of a document that are opened when somebody asks for one."""

    __slots__ = ()

    @overload
    def __getitem__(self, index: int) -> Piece: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Piece]: ...

    def __getitem__(self, index: int | slice) -> Piece | Sequence[Piece]:
        return self.open()[index]

    def __iter__(self) -> Iterator[Piece]:
        return iter(self.open())

    def __len__(self) -> int:
        return len(self.open())

    def __eq__(self, other: object) -> bool:
        return self.open() == (other.open() if isinstance(other, LazyPieces) else other)

    def __hash__(self) -> int:
        return hash(self.open())


@dataclass(frozen=True, slots=True)
class Document:
    """A source cut once; `"".join(piece.raw for piece in pieces)` is the source (law 1)."""

    format: Literal["markdown", "html"]
    pieces: Sequence[Piece]
    labels: frozenset[str] = frozenset()
    """Labels of its link definitions, normalised: no translation may hit one by chance."""
    dialect: Dialect = "commonmark"
    """Whose Markdown it is; of HTML this says nothing."""

    @property
    def text(self) -> str:
        """The source, byte for byte."""
        return "".join(piece.raw for piece in self.pieces)

    @property
    def segments(self) -> Iterator[Segment]:
        """What there is to translate, in document order."""
        return (piece for piece in self.pieces if isinstance(piece, Segment))


class Translatable(Protocol):
    """An article, or any other file with messages of its own."""

    @property
    def domain(self) -> str:
        """The domain of its messages."""

    @property
    def segments(self) -> Iterator[Segment]:
        """What there is to translate, in document order."""


Targets = Sequence[str | None]
"""One translation per segment of a document, in order; None where there is none."""
