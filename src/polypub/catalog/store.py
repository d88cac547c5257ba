"""Compiled catalogs: what rendering needs of every PO file of a locale, in one file keyed by content.

The cache is safe to delete, to keep between machines and to share; what is not ours or not whole is ignored.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from polypub.catalog.compile import load_catalog
from polypub.errors import CatalogError, Problem
from polypub.files import seal, unseal
from polypub.model.locale import Locale
from polypub.model.message import Key, Translation, Translations
from polypub.model.state import State

_STATES = tuple(State)
_MAGIC = f"polypub catalogs 4 {'|'.join(_STATES)}\n".encode()
"""What the cache begins with: another version's is ignored."""
_RACE = 2_000_000_000
"""Nanoseconds: a file as young as the cache may change again without its time showing it (FAT counts in 2 s)."""

Row = tuple[str | None, str, tuple[str, ...], int, int]
"""Context, source, targets, number of the state, line."""


class _Stored(msgspec.Struct, array_like=True):
    """One compiled file: what tells that it is the same, and its rows."""

    path: str
    mtime: int
    size: int
    digest: str
    rows: list[Row]
    approved: dict[int, int]
    """Number of a row to the seconds since 1970 of its note, where it has one."""
    published: dict[str, int]
    """Domain of an article that had been published before it grew, to the number of its title's row."""
    stale: dict[int, int]
    """Number of a row to the proleptic Gregorian ordinal of the day that its source changed, where a note has it."""


def load_translations(
    files: Mapping[str, Path], locale: Locale, cache: Path | None
) -> tuple[dict[str, Translations], list[Problem]]:
    """The compiled catalogs of a locale by domain, and what is wrong with those that cannot be read.

    A domain without a file, or with one that cannot be read, has no translations; the others go on.
    """
    loader = _Loader(locale, cache and cache / f"{locale}.catalogs")
    found = {domain: loader.load(domain, path) for domain, path in files.items()}
    loader.save()
    return found, loader.problems


class _Loader:
    """The files of one locale, from the cache where they are the same."""

    def __init__(self, locale: Locale, place: Path | None) -> None:
        self.locale, self.place = locale, place
        self.old, self.written = _read_cache(place) if place else ({}, 0)
        self.new: dict[str, _Stored] = {}
        self.compiled: dict[str, Translations] = {}
        """What was compiled just now, so that it need not be made of its rows again."""
        self.problems: list[Problem] = []
        self.changed = False

    def load(self, domain: str, path: Path) -> Translations:
        """One domain's translations."""
        try:
            stored = self._stored(domain, path)
        except CatalogError as error:
            self.problems.extend(error.problems)
        except FileNotFoundError:
            pass
        except OSError as error:
            self.problems.append(Problem(f"cannot be read: {error.strerror}", str(path), 0, "Check its permissions"))
        else:
            self.new[domain] = stored
            if (compiled := self.compiled.get(domain)) is not None:
                return compiled
            entries = _entries(stored.rows)
            keys = list(entries) if stored.approved or stored.published or stored.stale else []
            approved = {keys[number]: moment for number, moment in stored.approved.items()}
            published = {home: keys[number] for home, number in stored.published.items()}
            stale = {keys[number]: dt.date.fromordinal(day) for number, day in stored.stale.items()}
            return Translations(domain, self.locale, stored.digest, entries, str(path), approved, published, stale)
        return Translations(domain, self.locale, "", {}, str(path))

    def _stored(self, domain: str, path: Path) -> _Stored:
        """The file compiled: the cache's when time and size, or else the content, are the same."""
        status, old = path.stat(), self.old.get(domain)
        now = (str(path), status.st_mtime_ns, status.st_size)
        if old and (old.path, old.mtime, old.size) == now and old.mtime + _RACE < self.written:
            return old
        self.changed = True
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        same = old is not None and old.digest == digest and old.path == now[0]
        if old and same:
            return _Stored(*now, digest, old.rows, old.approved, old.published, old.stale)
        self.compiled[domain] = load_catalog(data, str(path), domain, self.locale, digest)
        return _store(self.compiled[domain], now)

    def save(self) -> None:
        """Writes the cache when it is not the old one; a folder that cannot be written costs speed, not the work."""
        if self.place and (self.changed or self.new.keys() != self.old.keys()):
            with suppress(OSError):
                _write_cache(self.place, self.new)


def _store(compiled: Translations, now: tuple[str, int, int]) -> _Stored:
    """What is kept of a compiled file; `now` is its path, time and size."""
    rows = [
        (key.context, key.source, found.targets, _STATES.index(found.state), found.line)
        for key, found in compiled.entries.items()
    ]
    noted = compiled.approved or compiled.published or compiled.stale
    numbers = {key: number for number, key in enumerate(compiled.entries)} if noted else {}
    approved = {numbers[key]: moment for key, moment in compiled.approved.items()}
    published = {home: numbers[key] for home, key in compiled.published.items()}
    stale = {numbers[key]: day.toordinal() for key, day in compiled.stale.items()}
    return _Stored(*now, compiled.digest, rows, approved, published, stale)


def _entries(rows: list[Row]) -> dict[Key, Translation]:
    return {
        Key(context, source): Translation(targets, _STATES[state], line)
        for context, source, targets, state, line in rows
    }


def _read_cache(place: Path) -> tuple[dict[str, _Stored], int]:
    """The cache and the time it was written at; nothing when it is missing, not ours or not whole."""
    try:
        written, data = place.stat().st_mtime_ns, place.read_bytes()
    except OSError:
        return {}, 0
    payload = unseal(_MAGIC, data)
    if payload is None:
        return {}, 0
    try:
        return msgspec.msgpack.decode(payload, type=dict[str, _Stored]), written
    except msgspec.MsgspecError:
        return {}, 0


def _write_cache(place: Path, stored: dict[str, _Stored]) -> None:
    """Atomic: a reader sees the old file or the new one."""
    data = seal(_MAGIC, msgspec.msgpack.encode(stored))
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
