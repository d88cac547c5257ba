"""Compiled catalogs: what rendering needs of every PO file of a locale, in one file keyed by content.

The cache is safe to delete, to keep between machines and to share; what is not ours or not whole is ignored. What it
says of a file is opened only when somebody asks for it, so that a large site costs little memory and a small change
little time.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from polypub.catalog.compile import load_catalog
from polypub.errors import CatalogError, PolypubError, Problem
from polypub.files import replace_file, seal, unseal, view_file
from polypub.model.lazy import Shelf
from polypub.model.locale import Locale
from polypub.model.message import Key, LazyEntries, Translation, Translations
from polypub.model.state import State

_STATES = tuple(State)
_MAGIC = f"polypub catalogs 5 {'|'.join(_STATES)}\n".encode()
"""What the cache begins with: another version's is ignored."""
_RACE = 2_000_000_000
"""Nanoseconds: a file as young as the cache may change again without its time showing it (FAT counts in 2 s)."""
_ROOM = 100
"""So many catalogs of a locale are open at a time."""


class _Rows(msgspec.Struct, array_like=True):
    """The messages of a file, a list for each thing that is kept of them."""

    contexts: list[str | None]
    sources: list[str]
    targets: list[tuple[str, ...]]
    states: list[int]
    lines: list[int]


class Stored(msgspec.Struct, array_like=True):
    """One compiled file: what tells that it is the same, and its messages."""

    path: str
    mtime: int
    size: int
    digest: str
    rows: msgspec.Raw
    """Not decoded, for most are not asked for."""
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
    store = Store(locale, cache)
    found = {domain: store.load(domain, str(path)) for domain, path in files.items()}
    store.save()
    return found, store.problems


class Store:
    """The catalogs of one locale, from the cache where they are the same."""

    def __init__(self, locale: Locale, cache: Path | None, root: str = "") -> None:
        """`cache` is the folder of the caches, or None for none; people are told paths without `root`."""
        self._root = root
        self.locale, self._place = locale, cache and cache / f"{locale}.catalogs"
        self._old, self._written = _read_cache(self._place) if self._place else ({}, 0)
        self.new: dict[str, Stored] = {}
        """What has been loaded, or was given by another process that has loaded it."""
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._shelf = Shelf(_ROOM)
        self._compiled: dict[str, dict[Key, Translation]] = {}
        """What was compiled just now, so that it need not be opened."""
        self._is_changed = False

    def load(self, domain: str, place: str) -> Translations:
        """One domain's translations; `place` is the path of its file."""
        try:
            stored = self._find(domain, place)
        except CatalogError as error:
            self._problems[domain] = error.problems
        except FileNotFoundError:
            pass
        except OSError as error:
            problem = Problem(f"cannot be read: {error.strerror}", place, 0, "Check its permissions")
            self._problems[domain] = (problem,)
        else:
            self.new[domain] = stored
            return self._translations(domain, stored)
        return Translations(domain, self.locale, "", {}, place.removeprefix(self._root))

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files that cannot be read."""
        return [problem for found in self._problems.values() for problem in found]

    def take(self, stored: Mapping[str, Stored]) -> None:
        """Take over what another process has loaded just now."""
        self._is_changed = self._is_changed or bool(stored)
        self.new.update(stored)

    def save(self) -> None:
        """Writes the cache when it is not the old one; a folder that cannot be written costs speed, not the work."""
        if self._place and (self._is_changed or self.new.keys() != self._old.keys()):
            with suppress(OSError, PolypubError):
                replace_file(self._place, seal(_MAGIC, msgspec.msgpack.encode(self.new)))

    def settle(self) -> None:
        """Where nothing was known before: keep what has been loaded where it is saved instead of in memory."""
        if self._old or not self._place:
            return
        self.save()
        saved, written = _read_cache(self._place)
        if saved.keys() == self.new.keys():
            self.new, self._old, self._written, self._is_changed = saved, saved, written, False
            self._compiled.clear()

    def _translations(self, domain: str, stored: Stored) -> Translations:
        entries = LazyEntries(partial(_read_rows, stored.rows), self._shelf, self._compiled.pop(domain, None))
        place = stored.path.removeprefix(self._root)
        if not (stored.approved or stored.published or stored.stale):
            return Translations(domain, self.locale, stored.digest, entries, place)
        keys = list(entries)
        approved = {keys[number]: moment for number, moment in stored.approved.items()}
        published = {home: keys[number] for home, number in stored.published.items()}
        stale = {keys[number]: dt.date.fromordinal(day) for number, day in stored.stale.items()}
        return Translations(domain, self.locale, stored.digest, entries, place, approved, published, stale)

    def _find(self, domain: str, place: str) -> Stored:
        """The file compiled: the cache's when time and size, or else the content, are the same."""
        given = self.new.get(domain)
        if given is not None and given.path == place:
            return given
        status, old = os.stat(place), self._old.get(domain)  # noqa: PTH116 - paths cost more than the call
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no file")  # a pipe would have us wait for whoever writes into it
        now = (place, status.st_mtime_ns, status.st_size)
        if old and (old.path, old.mtime, old.size) == now and old.mtime + _RACE < self._written:
            return old
        self._is_changed = True
        with open(place, "rb") as file:  # noqa: PTH123 - as above
            data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        if old and old.digest == digest and old.path == place:
            return Stored(*now, digest, old.rows, old.approved, old.published, old.stale)
        return self._compile(load_catalog(data, place, domain, self.locale, digest), now)

    def _compile(self, found: Translations, now: tuple[str, int, int]) -> Stored:
        """What is kept of a compiled file; `now` is its path, time and size."""
        entries = self._compiled[found.domain] = dict(found.entries)
        noted = found.approved or found.published or found.stale
        numbers = {key: number for number, key in enumerate(entries)} if noted else {}
        approved = {numbers[key]: moment for key, moment in found.approved.items()}
        published = {home: numbers[key] for home, key in found.published.items()}
        stale = {numbers[key]: day.toordinal() for key, day in found.stale.items()}
        return Stored(*now, found.digest, _write_rows(entries), approved, published, stale)


def _write_rows(entries: Mapping[Key, Translation]) -> msgspec.Raw:
    contexts, sources = zip(*entries, strict=True) if entries else ((), ())
    targets, states, lines = zip(*entries.values(), strict=True) if entries else ((), (), ())
    rows = (contexts, sources, targets, list(map(_NUMBERS.__getitem__, states)), lines)
    return msgspec.Raw(msgspec.msgpack.encode(rows))


def _read_rows(data: msgspec.Raw) -> dict[Key, Translation]:
    """The messages again; tuples are made without a call in Python for each, for there are many."""
    rows = _DECODER.decode(data)
    keys = map(_KEY, zip(rows.contexts, rows.sources, strict=True))
    states = map(_STATES.__getitem__, rows.states)
    return dict(zip(keys, map(_TRANSLATION, zip(rows.targets, states, rows.lines, strict=True)), strict=True))


_NUMBERS = {state: number for number, state in enumerate(_STATES)}
_DECODER = msgspec.msgpack.Decoder(_Rows)
_KEY, _TRANSLATION = partial(tuple.__new__, Key), partial(tuple.__new__, Translation)


def _read_cache(place: Path) -> tuple[dict[str, Stored], int]:
    """The cache and the time it was written at; nothing when it is missing, not ours or not whole."""
    try:
        written, data = place.stat().st_mtime_ns, view_file(place)
    except OSError:
        return {}, 0
    payload = unseal(_MAGIC, data)
    if payload is None:
        return {}, 0
    try:
        return msgspec.msgpack.decode(payload, type=dict[str, Stored]), written
    except msgspec.MsgspecError:
        return {}, 0
