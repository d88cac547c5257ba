"""The memory keeps what it is given, and says so when its file is not what it should be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.errors import MemoryFileError, PolypubError
from polypub.model.locale import Locale
from polypub.translate.memory import Entry, Memory, Pair, open_memory

_PAIR = Pair(Locale("en"), Locale("be"))
_OTHER = Pair(Locale("en"), Locale("de"))


def _entry(source: str, target: str = "", **fields: object) -> Entry:
    return Entry(**{"pair": _PAIR, "source": source, "target": target or f"«{source}»", **fields})


def _build(path: Path, entries: Iterable[Entry]) -> Path:
    with open_memory(path, "write") as memory:
        memory.rebuild(entries)
    return path


def _rows(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        queries = [f"SELECT * FROM {table} ORDER BY 1, 2" for table in ("entries", "shapes", "grams")]
        rows = [row for query in queries for row in connection.execute(query)]
    connection.close()
    return rows


_WORDS = st.sampled_from("the old new town hall map of 1 2 30 `x` `y` *so* %s".split())
_TEXT = st.lists(_WORDS, min_size=1, max_size=9).map(" ".join)

# What is kept


_ENTRIES = st.lists(
    st.builds(
        Entry,
        pair=st.sampled_from([_PAIR, _OTHER]),
        source=_TEXT,
        target=_TEXT,
        context=st.sampled_from([None, "", "c"]),
        origin=st.sampled_from(["human", "accepted", "import"]),
        file=st.sampled_from(["a.po", "b.po"]),
        moment=st.integers(0, 3),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(_ENTRIES, _ENTRIES, _ENTRIES)
def test_done_twice_is_done_once(own: list[Entry], others: list[Entry], imported: list[Entry]) -> None:
    """A rebuild replaces its own site's entries and keeps those of other sites and imports; twice is the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m"
        with open_memory(path, "write") as memory:
            memory.rebuild(others, "other")
            memory.import_entries(imported, "x.tmx")
            before = memory.entries()
            memory.rebuild(own, "own")
            first, rows = memory.entries(), _rows(path)
            memory.rebuild(reversed(own), "own")
            memory.import_entries(imported, "x.tmx")
            assert memory.entries() == first
            memory.rebuild([], "own")
            assert memory.entries() == before
            memory.forget("x.tmx")
            memory.rebuild([], "other")
            assert memory.entries() == []
        assert len(_rows(path)) == 0 <= len(rows)


@settings(max_examples=30, deadline=None)
@given(_ENTRIES)
def test_the_same_entries_give_the_same_rows(entries: list[Entry]) -> None:
    """Two new memories of the same entries, in any order, hold the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        one = _build(Path(folder) / "1", entries)
        two = _build(Path(folder) / "2", reversed(entries))
        assert _rows(one) == _rows(two)


def test_a_failed_rebuild_changes_nothing(tmp_path: Path) -> None:
    """An error half way leaves the memory as it was."""
    path = _build(tmp_path / "m", [_entry("One")])
    bad = Entry(_PAIR, "Two", "x", moment=1 << 80)
    with pytest.raises(OverflowError), open_memory(path, "write") as memory:
        memory.rebuild([_entry("Three"), bad])
    with open_memory(path) as memory:
        assert [entry.source for entry in memory.entries()] == ["One"]


_READER = """
import sys
from pathlib import Path
from polypub.translate.memory import Pair, open_memory
seen = set()
with open_memory(Path(sys.argv[1])) as memory:
    print("ready", flush=True)
    while True:
        found = [memory.exact(f"Text number {name}", None, Pair("en", "be")) for name in ("one", "two")]
        fuzzy = memory.fuzzy("Text number onx in this file", Pair("en", "be"))
        assert all(found) and fuzzy, found
        seen.add(found[0].target)
        if found[0].target == "end":
            break
print(len(seen))
"""


def test_several_processes_read_while_one_writes(tmp_path: Path) -> None:
    """Readers see a whole memory at every moment: no error, no half of a rebuild."""
    path = tmp_path / "m"
    filler = [_entry(f"Filler {'abcdefghij'[n % 10]} {n * 7919 % 1000}th {n}") for n in range(3000)]

    def texts(target: str) -> list[Entry]:
        named = [_entry(f"Text number {name}", target) for name in ("one", "two")]
        return [*named, _entry("Text number one in this file", target), *filler]

    _build(path, texts("0"))
    command = [sys.executable, "-c", _READER, str(path)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "ready\n"
        for target in ("1", "2", "3", "end"):
            _build(path, texts(target))
        for reader in readers:
            out, error = reader.communicate(timeout=60)
            assert reader.returncode == 0, error
            assert int(out) >= 1
    finally:
        for reader in readers:
            reader.kill()
            reader.communicate()


_KILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("DELETE FROM entries")
connection.execute("UPDATE shapes SET masked = 'half done'")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_writer_left_is_taken_back(tmp_path: Path) -> None:
    """A process that dies while it writes leaves the memory as it was, for readers too."""
    entries = [_entry(f"The {n}th town hall of {name * 9}") for n, name in enumerate(map(chr, range(0x430, 0x450)))]
    path = _build(tmp_path / "m", entries)
    before = path.read_bytes()
    subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False)
    assert path.read_bytes() != before
    with open_memory(path) as memory:
        assert len(memory.entries()) == len(entries)
        assert memory.fuzzy(f"{entries[0].source} x", _PAIR)


# The file


def test_no_file_is_an_empty_memory(tmp_path: Path) -> None:
    """Reading makes no file, and finds nothing."""
    with open_memory(tmp_path / "a" / "m") as memory:
        assert memory.exact("x", None, _PAIR) is memory.fuzzy("x y z", _PAIR) is None
        assert memory.entries() == memory.nearest("x", _PAIR, 3) == []
    assert list(tmp_path.iterdir()) == []


def _change(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    """Neither a text nor another program's database is overwritten."""
    text = tmp_path / "text"
    text.write_text("Not a database, and long enough to be taken for one. " * 30)
    other = tmp_path / "other"
    _change(other, "CREATE TABLE letters (text)")
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(MemoryFileError, match=path.name), open_memory(path, "write"):
            raise AssertionError("it must not open")
        assert path.read_bytes() == before


def test_an_older_version_is_made_anew(tmp_path: Path) -> None:
    """Reading says what to do, writing does it; a newer version is not touched."""
    path = _build(tmp_path / "m", [_entry("One")])
    _change(path, "PRAGMA user_version = 0", "DROP TABLE grams")
    with pytest.raises(MemoryFileError, match="polypub memory build"), open_memory(path):
        raise AssertionError("it must not open")
    _build(path, [_entry("Two")])
    with open_memory(path) as memory:
        assert [entry.source for entry in memory.entries()] == ["Two"]
    _change(path, "PRAGMA user_version = 99")
    with pytest.raises(MemoryFileError, match="newer"), open_memory(path, "write"):
        raise AssertionError("it must not open")


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    """A memory that was opened for reading refuses to change."""
    path = _build(tmp_path / "m", [_entry("One")])
    with pytest.raises(MemoryFileError, match="cannot be used"), open_memory(path) as memory:
        memory.rebuild([])


@settings(max_examples=60, deadline=None)
@given(st.integers(0), st.binary(min_size=1, max_size=64), st.booleans())
def test_a_damaged_file_is_said_to_be_one(place: int, noise: bytes, is_cut: bool) -> None:
    """Bytes changed anywhere, or the end cut off, give an answer or an error of ours, never another exception."""
    with tempfile.TemporaryDirectory() as folder:
        path = _build(Path(folder) / "m", _DAMAGED)
        data = path.read_bytes()
        place %= len(data)
        path.write_bytes(data[:place] if is_cut else data[:place] + noise + data[place + len(noise) :])
        for work in (_read_all, lambda memory: memory.rebuild(_DAMAGED)):
            with suppress(PolypubError), open_memory(path, "write") as memory:
                work(memory)


_DAMAGED = [_entry(f"The {n}th town hall of {name}") for n, name in enumerate(map(chr, range(0x430, 0x450)))]


def _read_all(memory: Memory) -> None:
    for entry in _DAMAGED[:5]:
        memory.exact(entry.source, None, _PAIR)
        memory.fuzzy(f"{entry.source} x", _PAIR)
        memory.nearest(entry.source, _PAIR, 3)
    memory.counts()
    memory.entries()
