"""Every reply that has come, kept at once in `.polypub/replies.sqlite`, so that no run pays twice for one text.

A reply is kept as it came, verified or not, under a digest of all that it depends on; neither texts nor addresses nor
keys are in the digest's place. The store saves money, never the work: one that is damaged or locked is done without.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from polypub.errors import PolypubError, Problem
from polypub.files import prepare_cache
from polypub.translate.engines.base import Err, Ok, Reply

_TABLE = "CREATE TABLE IF NOT EXISTS replies (key BLOB PRIMARY KEY, day INTEGER, text TEXT, reason TEXT, remedy TEXT)"
_DAYS = 30
"""So long a reply is remembered; the catalogs hold what was made of it."""
_DAYS_OF_FAILURE = 1
"""An error page of today may be a translation tomorrow."""
_PATIENCE = 5.0
"""Seconds to wait for another process that writes."""


def reply_key(*parts: str) -> bytes:
    """A digest of all that a reply depends on."""
    digest = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


class Replies:
    """The replies of this run and, unless they are to be fresh, of earlier ones; for threads at once."""

    def __init__(self, path: Path | None, today: dt.date, *, is_fresh: bool = False) -> None:
        """Without a path nothing is kept beyond the run; `is_fresh` asks anew for what earlier runs were answered."""
        self.problem: Problem | None = None
        """Why replies are not kept, once that is so."""
        self._path, self._today, self._is_fresh = path, today.toordinal(), is_fresh
        self._now: dict[bytes, Reply] = {}
        self._lock = Lock()
        self._is_pruned = False
        self._database: sqlite3.Connection | None = None
        self._database = self._open(path) if path else None

    def get(self, key: bytes) -> Reply | None:
        """The reply to what the key stands for, or None."""
        with self._lock:
            found = self._now.get(key)
            if found is None and self._database and not self._is_fresh:
                found = self._read(key)
            return found

    def put(self, key: bytes, reply: Reply) -> None:
        """Keep a reply; when this returns, no crash loses it."""
        with self._lock:
            self._now[key] = reply
            if isinstance(reply, Ok) or reply.fault == "output":
                self._write(key, reply)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, suppress(sqlite3.Error):
            if self._database:
                self._database.close()
            self._database = None

    def _open(self, path: Path) -> sqlite3.Connection | None:
        try:
            prepare_cache(path.parent)
            database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        except (OSError, PolypubError, sqlite3.Error) as error:
            self._give_up(error)
            return None
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute(_TABLE)
        except sqlite3.Error as error:
            database.close()
            self._give_up(error)
            return None
        return database

    def _read(self, key: bytes) -> Reply | None:
        query = "SELECT day, text, reason, remedy FROM replies WHERE key = ?"
        try:
            row = self._database.execute(query, (key,)).fetchone() if self._database else None
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return None if row is None else self._reply(*row)

    def _reply(self, day: object, text: object, reason: object, remedy: object) -> Reply | None:
        """What a row says; None for one that is too old, or that is not ours."""
        if not isinstance(day, int) or abs(self._today - day) > (_DAYS if text is not None else _DAYS_OF_FAILURE):
            return None
        if isinstance(text, str):
            return Ok(text)
        return Err(reason, remedy) if isinstance(reason, str) and isinstance(remedy, str) else None

    def _write(self, key: bytes, reply: Reply) -> None:
        row = (reply.text, None, None) if isinstance(reply, Ok) else (None, reply.reason, reply.remedy)
        try:
            if self._database:
                order = "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?)"
                self._database.execute(order, (key, self._today, *row))
                self._prune()
        except sqlite3.Error as error:
            self._give_up(error)

    def _prune(self) -> None:
        """Once in a run that writes, forget what is too old to be used."""
        if not self._is_pruned and self._database:
            self._is_pruned = True
            self._database.execute("DELETE FROM replies WHERE day < ?", (self._today - _DAYS,))

    def _give_up(self, error: Exception) -> None:
        """Go on without the store, and say so once."""
        hint = "Drafts are made all the same; what is asked now may have to be asked again. The file may be deleted."
        text = f"replies of engines cannot be kept: {error}"
        if isinstance(error, PolypubError):
            text = f"replies of engines {error.problems[0].text}"
        elif isinstance(error, OSError):
            text = f"replies of engines cannot be kept: {error.strerror}"
        self.problem = self.problem or Problem(text, str(self._path), hint=hint)
        with suppress(sqlite3.Error):
            if self._database:
                self._database.close()
        self._database = None
