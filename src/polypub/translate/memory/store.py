"""The translation memory: a file that can be made anew from the catalogs at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from polypub.model.locale import Locale
from polypub.translate.memory.entry import ORIGINS, Entry, Match, Origin, Pair, unite_entries
from polypub.translate.memory.index import write_index
from polypub.translate.memory.lookup import find_exact, find_fuzzy, find_nearest
from polypub.translate.memory.mask import mask
from polypub.translate.memory.schema import SOUND, Database, Mode, open_database

_CATALOGS, _IMPORT = "catalogs ", "import "
_FIELDS = tuple(field.name for field in fields(Entry) if field.name != "pair")
"""The columns are named as the fields."""
_JOINED = f"FROM (SELECT id, {SOUND['language']} AS original FROM shapes) AS s JOIN entries ON s.id = shape"
_ALL = f"SELECT original, {SOUND['language']}, {', '.join(map(SOUND.__getitem__, _FIELDS))} {_JOINED}"
_COUNT = (
    f"SELECT original, {SOUND['language']}, {SOUND['shelf']}, {SOUND['origin']}, count(*) {_JOINED} GROUP BY 1, 2, 3, 4"
)
_INSERT = f"INSERT INTO entries (shape, language, {', '.join(_FIELDS)}, shelf) VALUES ({'?, ' * (len(_FIELDS) + 2)}?)"


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries of a pair came from one place."""

    pair: Pair
    shelf: str
    """`catalogs NAME` or `import FILE`."""
    origin: Origin
    entries: int


class Memory:
    """Approved translations in a file.

    Entries stand on shelves, one for a site's catalogs and one for each TMX file; a shelf is replaced as a whole, so
    that what is done twice is the same as done once.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def exact(self, source: str, context: str | None, pair: Pair) -> Match | None:
        """The best translation of this very text: of the same context first, by a person first.

        Scores 100; 99 where people have translated it in several ways in that context, 95 from another context, and
        what was accepted or imported is taken down as in `fuzzy`.
        """
        with self._database.reading() as connection:
            return find_exact(connection, source, context, pair)

    def fuzzy(self, source: str, pair: Pair, least: int = 75) -> Match | None:
        """The best translation of a text that is like this one, with this one's numbers and placeables.

        Scores 99 at most and `least` at least, texts of fewer than four words 90; 97 % of it for what was accepted as
        a machine had drafted it, 95 % for what was imported. Whose numbers and placeables cannot be made to fit is not
        offered.
        """
        with self._database.reading() as connection:
            return find_fuzzy(connection, source, pair, least)

    def nearest(self, source: str, pair: Pair, count: int) -> list[Match]:
        """Up to so many translations of texts that are like this one, best first, as examples.

        Nothing is made to fit, each source comes once, and none scores less than 50.
        """
        with self._database.reading() as connection:
            return find_nearest(connection, source, pair, count)

    def rebuild(self, entries: Iterable[Entry], site: str = "") -> None:
        """Replace what came from the catalogs of a site, in one transaction; other sites and imports stay.

        The same entries in any order give the same memory.
        """
        self._replace(f"{_CATALOGS}{site}".strip(), entries)

    def import_entries(self, entries: Iterable[Entry], file: str) -> None:
        """Replace what came from a TMX file of that name; it stays until it is imported again or forgotten."""
        self._replace(f"{_IMPORT}{file}", entries)

    def forget(self, file: str | None = None) -> None:
        """Remove what was imported: from one file, or from all."""
        with self._database.writing() as connection:
            if file is None:
                connection.execute("DELETE FROM entries WHERE substr(shelf, 1, 7) = ?", (_IMPORT,))
            else:
                connection.execute("DELETE FROM entries WHERE shelf = ?", (f"{_IMPORT}{file}",))
            _reindex(connection, _drop_orphans(connection))

    def entries(self) -> list[Entry]:
        """Everything, in order; what stands on several shelves comes once, its uses added up."""
        with self._database.reading() as connection:
            rows = connection.execute(_ALL).fetchall()
        return unite_entries(Entry(Pair(source, target), *columns) for source, target, *columns in rows)

    def counts(self) -> list[Count]:
        """How many entries there are, by pair, shelf and origin, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(_COUNT).fetchall()
        counts = [Count(Pair(source, target), shelf, origin, number) for source, target, shelf, origin, number in rows]
        return sorted(counts, key=lambda count: (count.pair, count.shelf, ORIGINS.index(count.origin)))

    def _replace(self, shelf: str, entries: Iterable[Entry]) -> None:
        """What comes before the transaction is done without a lock; others read on until all is complete."""
        united = unite_entries(entries)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM entries WHERE shelf = ?", (shelf,))
            languages = _put(connection, united, shelf) | _drop_orphans(connection)
            _reindex(connection, languages)


def _put(connection: sqlite3.Connection, entries: Iterable[Entry], shelf: str) -> set[str]:
    """Store entries; the languages that have got new texts."""
    shelving = _Shelving(connection)
    rows = [
        (shelving.shape(entry), entry.pair.target, *(getattr(entry, name) for name in _FIELDS), shelf)
        for entry in entries
    ]
    connection.executemany("INSERT INTO shapes VALUES (?, ?, ?, ?)", shelving.new)
    connection.executemany(_INSERT, rows)
    return {language for _, language, _, _ in shelving.new}


def _drop_orphans(connection: sqlite3.Connection) -> set[str]:
    """Remove texts that no entry has any more; their languages."""
    orphans = "FROM shapes WHERE id NOT IN (SELECT shape FROM entries)"
    languages = {language for (language,) in connection.execute(f"SELECT DISTINCT {SOUND['language']} {orphans}")}
    connection.execute(f"DELETE {orphans}")
    return languages


def _reindex(connection: sqlite3.Connection, languages: Iterable[str]) -> None:
    for language in sorted(languages):
        write_index(connection, language)


class _Shelving:
    """Gives each text that is new a number, one for all that differ in what is masked alone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT id, language, digest FROM shapes").fetchall()
        self.known = {(language, digest): shape for shape, language, digest in rows}
        self.next = 1 + max(self.known.values(), default=0)
        self.masked: dict[tuple[Locale, str], int] = {}
        self.new: list[tuple[int, str, str, int]] = []

    def shape(self, entry: Entry) -> int:
        """The number of an entry's source."""
        language = entry.pair.source
        text = language, entry.source
        if text not in self.masked:
            masked = mask(entry.source)
            key = language, masked.digest
            if key not in self.known:
                self.known[key] = self.next
                self.new.append((self.next, language, masked.text, masked.digest))
                self.next += 1
            self.masked[text] = self.known[key]
        return self.masked[text]


@contextmanager
def open_memory(path: Path, mode: Mode = "read") -> Iterator[Memory]:
    """The memory in a file; for reading, a file that is not there is an empty memory.

    Several processes may read while one writes. Raises MemoryFileError for a file that is damaged, locked for a minute,
    or not a memory; one of an older version is emptied when it is opened for writing.
    """
    with open_database(path, mode) as database:
        yield Memory(database)
