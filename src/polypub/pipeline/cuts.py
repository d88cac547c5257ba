"""Cuts of articles that are known by content: a text that was cut in an earlier run is not cut again.

The cache holds rows, never code; what is not ours or not whole is ignored, and deleting it costs time only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import msgspec

from polypub import __version__
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.files import prepare_cache, replace_file, seal, unseal
from polypub.formats.dialects import cut_in
from polypub.model.text import Document, Piece, Place, PlaceKind, Segment, Skeleton

Row = tuple[str, str, str, tuple[str, bool, int, bool], str, int, str, str | None, str]
"""A segment: raw, source, kind, the rest of its place, type, line, note, context, anchor."""


class _Stored(msgspec.Struct, array_like=True):
    pieces: list[str | Row]
    labels: list[str]


@contextmanager
def known_cuts(project: Project) -> Iterator[KnownCuts]:
    """The cut of a project's dialect, which remembers; what it knows is written when the block ends well."""
    cuts = KnownCuts(project)
    yield cuts
    cuts.save()


class KnownCuts:
    """A cut of Markdown that knows texts it has seen, in this version of polypub and in the same dialect."""

    def __init__(self, project: Project) -> None:
        self._cut, self._dialect = cut_in(project.dialect), project.dialect
        self._cache = project.root / ".polypub"
        self._place = self._cache / "cuts"
        self._magic = f"polypub cuts {__version__} {project.dialect}\n".encode()
        self._old = self._read()
        self._new: dict[str, _Stored] = {}

    def __call__(self, text: str, line: int = 1) -> Document:
        """The text cut; its first line is line `line` of its file."""
        key = f"{hashlib.blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()} {line}"
        stored = self._old.get(key)
        if stored is not None:
            self._new[key] = stored
            pieces = tuple([_read_piece(piece) for piece in stored.pieces])
            return Document("markdown", pieces, frozenset(stored.labels), self._dialect)
        document = self._cut(text, line)
        self._new[key] = _Stored([_write_piece(piece) for piece in document.pieces], sorted(document.labels))
        return document

    def save(self) -> None:
        """Write the cache when it is not the old one; a folder that cannot be written costs speed, not the work."""
        if self._new.keys() == self._old.keys():
            return
        data = seal(self._magic, msgspec.msgpack.encode(self._new))
        try:
            prepare_cache(self._cache)
            replace_file(self._place, data)
        except (OSError, PolypubError):
            return

    def _read(self) -> dict[str, _Stored]:
        try:
            payload = unseal(self._magic, self._place.read_bytes())
            return msgspec.msgpack.decode(payload, type=dict[str, _Stored]) if payload else {}
        except OSError:
            return {}
        except msgspec.MsgspecError:
            return {}


def _write_piece(piece: Piece) -> str | Row:
    if isinstance(piece, Skeleton):
        return piece.raw
    place = (piece.place.prefix, piece.place.heads_table, piece.place.room, piece.place.is_bare)
    return (
        piece.raw,
        piece.source,
        piece.place.kind,
        place,
        piece.type,
        piece.line,
        piece.note,
        piece.context,
        piece.anchor,
    )


def _read_piece(stored: str | Row) -> Piece:
    if isinstance(stored, str):
        return Skeleton(stored)
    raw, source, kind, place, *rest = stored
    return Segment(raw, source, Place(cast("PlaceKind", kind), *place), *cast("list[Any]", rest))
