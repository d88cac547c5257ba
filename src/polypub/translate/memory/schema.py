"""The file of a memory: its tables, its version, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from polypub.errors import MemoryFileError, Problem

Mode = Literal["read", "write"]

VERSION = 1
_OURS = 0x706F6C79
"""`application_id`: tells the file from any other of SQLite's."""
_WAIT = 60
"""Seconds to wait for another process, which locks the file only while it puts its changes in place."""
_CACHE = -64_000
"""Most KiB of the file to keep in memory: with the usual 2,000 a query of 100,000 texts takes half as long again."""
_TABLES = """
CREATE TABLE shapes (
    id INTEGER PRIMARY KEY, language TEXT NOT NULL, masked TEXT NOT NULL, digest INTEGER NOT NULL
);
CREATE INDEX shapes_by_digest ON shapes (digest, language);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, shape INTEGER NOT NULL REFERENCES shapes, language TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL, context TEXT, domain TEXT NOT NULL, origin TEXT NOT NULL,
    engine TEXT NOT NULL, file TEXT NOT NULL, who TEXT NOT NULL, moment INTEGER NOT NULL, uses INTEGER NOT NULL,
    shelf TEXT NOT NULL
);
CREATE INDEX entries_by_shape ON entries (shape, language);
CREATE INDEX entries_by_shelf ON entries (shelf);
CREATE TABLE grams (
    language TEXT NOT NULL, gram TEXT NOT NULL, rank INTEGER NOT NULL, shapes BLOB NOT NULL,
    PRIMARY KEY (language, gram)
) WITHOUT ROWID;
"""
_TEXTS = ("language", "masked", "source", "target", "domain", "engine", "file", "who", "shelf")
SOUND = {
    **{name: f"coalesce(CAST({name} AS TEXT), '')" for name in _TEXTS},
    **{name: f"coalesce(CAST({name} AS INTEGER), 0)" for name in ("moment", "uses")},
    "context": "CAST(context AS TEXT)",
    "origin": "CASE origin WHEN 'human' THEN 'human' WHEN 'accepted' THEN 'accepted' ELSE 'import' END",
    "shapes": "CAST(shapes AS BLOB)",
}
"""How columns are read: in a damaged file a value may be of any type, whatever its column says."""
_ANEW = "Delete the file, run `polypub memory build`, and import TMX files once more."


@dataclass(frozen=True, slots=True)
class Database:
    """An open file. Whatever SQLite has against it is a MemoryFileError."""

    connection: sqlite3.Connection
    path: Path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """What is read inside is of one moment."""
        with _told(self.path), _transaction(self.connection, "DEFERRED"):
            yield self.connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All of what is done inside, or nothing."""
        with _told(self.path), _transaction(self.connection, "IMMEDIATE"):
            yield self.connection


@contextmanager
def open_database(path: Path, mode: Mode) -> Iterator[Database]:
    """The database in a file, with its tables; for reading, a file that is not there is an empty database.

    SQLite's rollback journal is used, not its write-ahead log, which fails on network drives and wants to write where
    one may only read.
    """
    with _told(path):
        connection = _connect(path, mode)
    with closing(connection):
        with _told(path):
            _prepare(connection, path, mode)
        yield Database(connection, path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """SQLite's errors as ours; its words on a damaged file may quote it, and then be no text themselves."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise MemoryFileError(_problem(sqlite3.DatabaseError("bytes that are no text"), path)) from error
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.NotSupportedError):
        raise
    except sqlite3.DatabaseError as error:
        raise MemoryFileError(_problem(error, path)) from error


def _connect(path: Path, mode: Mode) -> sqlite3.Connection:
    if mode == "read" and _is_nothing(path):
        return sqlite3.connect(":memory:", isolation_level=None)
    if mode == "write":
        _make_folder(path)
    # Reading, too, asks for more than to read, where it may: what a writer that was killed left must be taken back.
    address = f"{path.absolute().as_uri()}?mode={'rw' if mode == 'read' else 'rwc'}"
    return sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)


def _is_nothing(path: Path) -> bool:
    """No file, or an empty one, which another process has begun to fill."""
    try:
        return path.stat().st_size == 0
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = Problem(f"its folder cannot be made: {error.strerror}", str(path), hint="Choose another place.")
        raise MemoryFileError(problem) from error


def _prepare(connection: sqlite3.Connection, path: Path, mode: Mode) -> None:
    """Tables where there are none; a file that is not ours or not of this version is refused, or made anew."""
    connection.execute("PRAGMA cache_spill = OFF")  # others read on until the changes are complete
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute(f"PRAGMA cache_size = {_CACHE}")
    is_empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    owner, version = (_pragma(connection, name) for name in ("application_id", "user_version"))
    if not is_empty and owner != _OURS:
        raise MemoryFileError(Problem("is a database of another program", str(path), hint="Name another file."))
    if version > VERSION:
        hint = "Update polypub, or name another file."
        raise MemoryFileError(Problem("was made by a newer polypub", str(path), hint=hint))
    if is_empty or (version < VERSION and mode == "write"):
        _make_tables(connection)
    elif version < VERSION:
        raise MemoryFileError(Problem("was made by an older polypub", str(path), hint="Run `polypub memory build`."))
    if mode == "read":
        connection.execute("PRAGMA query_only = ON")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _make_tables(connection: sqlite3.Connection) -> None:
    """In one transaction; another process may have made them meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    if _pragma(connection, "user_version") < VERSION:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            connection.execute(f'DROP TABLE "{table}"')
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_OURS}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _problem(error: sqlite3.Error, path: Path) -> Problem:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    said = str(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Problem("another process keeps it locked", str(path), hint="Run again when that is done.")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return Problem(f"cannot be used: {said}", str(path), hint="Check the path and who may read and write it.")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM):
        return Problem(f"cannot be read or written: {said}", str(path), hint="Check the drive and its free space.")
    return Problem(f"the memory is damaged: {said}", str(path), hint=_ANEW)
