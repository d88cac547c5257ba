"""Articles that are known from an earlier run, by the content of their files: they are neither read nor cut again.

The cache holds rows, never code; what is not ours or not whole is ignored, and deleting it costs time only. A body is
opened only when somebody asks for it: most articles are needed for their titles and dates alone.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, cast

import msgspec

from polypub import __version__
from polypub.check.site_links import named_files
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.files import prepare_cache, replace_file, seal, unseal, view_file
from polypub.model.lazy import Shelf
from polypub.model.locale import Locale
from polypub.model.site import Article, Dateline, Image
from polypub.model.text import Document, LazyPieces, Piece, Place, PlaceKind, Segment, Skeleton
from polypub.replay import hash_content

_RACE = 2_000_000_000
"""Nanoseconds: a file as young as the cache may change again without its time showing it (FAT counts in 2 s)."""
_ROOM = 100
_LARGE = 1 << 63
"""No whole number that is this large comes back."""

SegmentRow = tuple[str, str, str, tuple[str, bool, int, bool], str, int, str, str | None, str]
"""A segment: raw, source, kind, the rest of its place, type, line, note, context, anchor."""
MomentRow = tuple[str, int]
"""In ISO 8601, without an offset for one in the site's time zone, and which of two such moments (`fold`); -1 for a
day."""


class _Fields(msgspec.Struct, array_like=True):
    """What an article is but its body and its address."""

    id: str
    section: str
    slug: str
    title: SegmentRow
    summary: SegmentRow | None
    moments: tuple[MomentRow | None, MomentRow | None]
    """`date` and `updated`."""
    dateline: tuple[SegmentRow, SegmentRow | None] | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    image: tuple[str, tuple[SegmentRow | None, SegmentRow | None, SegmentRow | None]] | None
    flags: tuple[bool, bool]
    """`draft` and `translate`."""
    template: str
    language: str | None
    languages: tuple[str, ...]
    aliases: tuple[str, ...]
    note: str
    own: tuple[tuple[str, SegmentRow], ...]
    extra: dict[str, Any]


class Stored(msgspec.Struct, array_like=True):
    """One article: what tells that its file is the same, its fields, and its body."""

    mtime: int
    size: int
    digest: str
    fields: _Fields
    body: tuple[str, str, list[str]]
    """Format, dialect and labels of the document."""
    pieces: msgspec.Raw
    """Not decoded, for most are not asked for."""
    named: list[str]
    """The files that its text names, for its links to be looked at."""


class Readings:
    """The articles of a project as they were read, in this version of polypub and with the same configuration."""

    def __init__(self, project: Project, room: int = _ROOM) -> None:
        """`room` is how many bodies are open at a time."""
        self._cache, self._zone = project.root / ".polypub", project.timezone
        self._place = self._cache / "articles"
        self._magic = f"polypub articles 1 {__version__} {_digest(project)}\n".encode()
        self._old, self._written = self._read()
        self.new: dict[str, Stored] = {}
        """By path: what has been read, or was given by another process that has read it."""
        self._shelf = Shelf(room)
        self._is_changed = False

    def knows(self, path: str) -> bool:
        """Whether an article of that path was read before, whatever it says by now."""
        return path in self._old

    def named(self, article: Article) -> Iterable[str]:
        """The files that an article's text names."""
        stored = self.new.get(article.path)
        return stored.named if stored else named_files(article)

    def take(self, stored: Mapping[str, Stored]) -> None:
        """Take over what another process has read just now."""
        self._is_changed = self._is_changed or bool(stored)
        self.new.update(stored)

    def find(self, path: str, status: os.stat_result) -> Article | None:
        """The article of a file that is as it was by its time and size."""
        given = self.new.get(path)
        if given is None:
            given = self._old.get(path)
            if given is None or (given.mtime, given.size) != (status.st_mtime_ns, status.st_size):
                return None
            if given.mtime + _RACE >= self._written:
                return None
            self.new[path] = given
        return self._article(path, given)

    def match(self, path: str, status: os.stat_result, digest: str) -> Article | None:
        """The article of a file that is as it was by its content; `status` is from before it was read."""
        given = self._old.get(path)
        if given is None or given.digest != digest:
            return None
        self.new[path] = msgspec.structs.replace(given, mtime=status.st_mtime_ns, size=status.st_size)
        self._is_changed = True
        return self._article(path, given)

    def keep(self, article: Article, status: os.stat_result) -> Article:
        """An article that was just read, noted; its body is closed when there are many others."""
        if not _is_plain(article.extra):
            return article
        body = article.body
        pieces = msgspec.Raw(_ENCODER.encode([_write_piece(piece) for piece in body.pieces]))
        self._is_changed = True
        self.new[article.path] = Stored(
            mtime=status.st_mtime_ns,
            size=status.st_size,
            digest=article.digest,
            fields=_write_fields(article),
            body=(body.format, body.dialect, sorted(body.labels)),
            pieces=pieces,
            named=list(named_files(article)),
        )
        lazy = LazyPieces(partial(_read_pieces, pieces), self._shelf, tuple(body.pieces))
        return replace(article, body=replace(body, pieces=lazy))

    def save(self) -> None:
        """Write the cache when it is not the old one; a folder that cannot be written costs speed, not the work."""
        if not self._is_changed and self.new.keys() == self._old.keys():
            return
        with suppress(OSError, PolypubError):
            prepare_cache(self._cache)
            replace_file(self._place, seal(self._magic, _ENCODER.encode(self.new)))

    def settle(self) -> None:
        """Where nothing was known before: keep what has been read where it is saved instead of in memory."""
        if self._old:
            return
        self.save()
        saved, written = self._read()
        if saved.keys() == self.new.keys():
            self.new, self._old, self._written, self._is_changed = saved, saved, written, False

    def _read(self) -> tuple[dict[str, Stored], int]:
        """The cache and the time it was written at; nothing when it is missing, not ours or not whole."""
        with suppress(OSError, msgspec.MsgspecError):
            written = self._place.stat().st_mtime_ns
            payload = unseal(self._magic, view_file(self._place))
            return msgspec.msgpack.decode(payload, type=dict[str, Stored]) if payload else {}, written
        return {}, 0

    def _article(self, path: str, stored: Stored) -> Article:
        fields, (format_, dialect, labels) = stored.fields, stored.body
        lazy = LazyPieces(partial(_read_pieces, stored.pieces), self._shelf)
        date, updated = (moment and _read_moment(moment, self._zone) for moment in fields.moments)
        source, texts = fields.image or ("", (None, None, None))
        place, agency = fields.dateline or (None, None)
        return Article(
            id=fields.id,
            path=path,
            section=fields.section,
            slug=fields.slug,
            title=_read_segment(fields.title),
            summary=_maybe(fields.summary),
            body=Document(cast("Any", format_), lazy, frozenset(labels), cast("Any", dialect)),
            digest=stored.digest,
            date=date,
            updated=updated,
            dateline=Dateline(_read_segment(place), _maybe(agency)) if place else None,
            authors=fields.authors,
            tags=fields.tags,
            image=Image(source, *map(_maybe, texts)) if fields.image else None,
            draft=fields.flags[0],
            template=fields.template,
            translate=fields.flags[1],
            language=Locale(fields.language) if fields.language else None,
            languages=tuple(map(Locale, fields.languages)),
            aliases=fields.aliases,
            note=fields.note,
            fields=tuple([(name, _read_segment(row)) for name, row in fields.own]),
            extra=fields.extra,
        )


def _digest(project: Project) -> str:
    """Of what the configuration says of every article."""
    terms = (project.source, project.languages, project.zone, project.fields, project.dialect)
    return hash_content(repr(terms).encode())


def _is_plain(value: object) -> bool:
    """Whether it comes back from the cache as what it was: a site's own fields may be anything that TOML has."""
    if isinstance(value, list):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_plain(item) for name, item in value.items())
    return value is None or type(value) in (str, bool, float) or (type(value) is int and abs(value) < _LARGE)


def _write_fields(article: Article) -> _Fields:
    dateline, image = article.dateline, article.image
    texts = (image.alt, image.caption, image.credit) if image else (None, None, None)
    return _Fields(
        article.id,
        article.section,
        article.slug,
        _write_segment(article.title),
        _row(article.summary),
        (_write_moment(article.date), _write_moment(article.updated)),
        (_write_segment(dateline.place), _row(dateline.agency)) if dateline else None,
        article.authors,
        article.tags,
        (image.src, (_row(texts[0]), _row(texts[1]), _row(texts[2]))) if image else None,
        (article.draft, article.translate),
        article.template,
        article.language,
        article.languages,
        article.aliases,
        article.note,
        tuple((name, _write_segment(segment)) for name, segment in article.fields),
        dict(article.extra),
    )


def _write_moment(moment: dt.date | dt.datetime | None) -> MomentRow | None:
    if isinstance(moment, dt.datetime):
        is_offset = isinstance(moment.tzinfo, dt.timezone)
        return moment.replace(tzinfo=moment.tzinfo if is_offset else None).isoformat(), moment.fold
    return (moment.isoformat(), -1) if moment else None


def _read_moment(row: MomentRow, zone: dt.tzinfo) -> dt.date | dt.datetime:
    text, fold = row
    if fold < 0:
        return dt.date.fromisoformat(text)
    moment = dt.datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or zone, fold=fold)


def _row(segment: Segment | None) -> SegmentRow | None:
    return _write_segment(segment) if segment else None


def _maybe(row: SegmentRow | None) -> Segment | None:
    return _read_segment(row) if row else None


def _write_piece(piece: Piece) -> str | SegmentRow:
    return piece.raw if isinstance(piece, Skeleton) else _write_segment(piece)


def _write_segment(segment: Segment) -> SegmentRow:
    place = segment.place
    return (
        segment.raw,
        segment.source,
        place.kind,
        (place.prefix, place.heads_table, place.room, place.is_bare),
        segment.type,
        segment.line,
        segment.note,
        segment.context,
        segment.anchor,
    )


def _read_pieces(data: msgspec.Raw) -> tuple[Piece, ...]:
    rows = _DECODER.decode(data)
    return tuple([Skeleton(row) if isinstance(row, str) else _read_segment(row) for row in rows])


def _read_segment(row: SegmentRow) -> Segment:
    raw, source, kind, place, type_, line, note, context, anchor = row
    return Segment(raw, source, _place(kind, *place), type_, line, note, context, anchor)


@lru_cache(maxsize=256)
def _place(kind: str, prefix: str, heads_table: bool, room: int, is_bare: bool) -> Place:
    """There are few different ones."""
    return Place(cast("PlaceKind", kind), prefix, heads_table, room, is_bare)


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[str | SegmentRow])
