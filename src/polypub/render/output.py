"""The output folder: files written only when they differ, stale ones removed, what others put there untouched.

The manifest lies in the folder itself. It holds, for every file that polypub wrote, a digest of its bytes and what it
was made from; a file that is not in it is never touched. Before a run changes anything it names the files it is about
to write or remove in a journal; what a run that was killed has left there is known to be ours, and to be done again.
A run that writes one share of the files has a manifest and a journal of its own, until the whole is finished.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from polypub.errors import OutputError, Problem
from polypub.files import UNFINISHED, read_if_there, replace_file
from polypub.model.page import Page
from polypub.render.shard import Shard, read_name

_SUFFIX = ".json"
_MANIFEST, _JOURNAL = ".polypub-manifest", ".polypub-journal"
MANIFEST = f"{_MANIFEST}{_SUFFIX}"
JOURNAL = f"{_JOURNAL}{_SUFFIX}"
WHOLE = Shard()
_VERSION = 1


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file of the output."""

    digest: str
    """Of its bytes; empty when a run that was killed may have left it in any state."""
    uses: dict[str, str] = {}
    state: str = ""
    """Of an article's page: its state, so that the next run can tell what changes for readers."""


UNKNOWN = Entry("")
"""A file that is ours, but what it holds is not known."""

Manifest = dict[str, Entry]


Facts = dict[str, dict[str, str]]
"""By edition: what its pages were made from, as `freshness` notes it."""


class _Stored(msgspec.Struct, frozen=True, omit_defaults=True):
    files: dict[str, Entry]
    version: int
    facts: Facts = {}


class _StoredFacts(msgspec.Struct, frozen=True):
    version: int
    facts: Facts = {}


def read_manifest(folder: Path) -> Manifest:
    """What was written last time; empty for a new folder, or when the manifest is of another version or broken.

    What shards have written since counts as well; of a file that two of them tell differently nothing is known.
    """
    files = _read_files(folder / MANIFEST)
    parts: Manifest = {}
    for shard in find_shards(folder):
        for path, entry in _read_files(folder / _named(_MANIFEST, shard)).items():
            parts[path] = entry if parts.get(path, entry) == entry else UNKNOWN
    return files | parts | dict.fromkeys(_read_journals(folder), UNKNOWN)


def read_facts(folder: Path) -> Facts:
    """What all pages in the folder were made from; nothing once shards have written since."""
    try:
        stored = msgspec.json.decode(read_if_there(folder / MANIFEST) or b"", type=_StoredFacts)
    except msgspec.MsgspecError:
        return {}
    return {} if stored.version != _VERSION or find_shards(folder) else stored.facts


def find_shards(folder: Path) -> list[Shard]:
    """The shards whose manifests lie in a folder, in order."""
    names = (path.name[len(_MANIFEST) + 1 : -len(_SUFFIX)] for path in folder.glob(f"{_MANIFEST}.*{_SUFFIX}"))
    return sorted(shard for name in names if (shard := read_name(name)))


def _named(name: str, shard: Shard) -> str:
    return f"{name}{_SUFFIX}" if shard.is_whole else f"{name}.{shard.name}{_SUFFIX}"


def _read_files(path: Path) -> Manifest:
    try:
        stored = msgspec.json.decode(read_if_there(path) or b"", type=_Stored)
    except msgspec.MsgspecError:
        return {}
    return stored.files if stored.version == _VERSION else dict.fromkeys(stored.files, UNKNOWN)


def _read_journal(path: Path) -> list[str]:
    try:
        return msgspec.json.decode(read_if_there(path) or b"", type=list[str])
    except msgspec.MsgspecError:
        return []


def _read_journals(folder: Path) -> list[str]:
    return [name for path in sorted(folder.glob(f"{_JOURNAL}*{_SUFFIX}")) for name in _read_journal(path)]


def open_journal(folder: Path, paths: Iterable[str], shard: Shard = WHOLE) -> None:
    """Note what this run is about to write or remove, and clear away what a killed one left half written."""
    before = _read_journal(folder / _named(_JOURNAL, shard))
    for parent in {locate(folder, path).parent for path in before} | ({folder} if before else set()):
        for file in parent.glob(UNFINISHED):
            file.unlink(missing_ok=True)
    extend_journal(folder, paths, shard)


def extend_journal(folder: Path, paths: Iterable[str], shard: Shard = WHOLE) -> None:
    """Note more files that this run is about to write or remove."""
    if names := set(paths):
        file = folder / _named(_JOURNAL, shard)
        replace_file(file, msgspec.json.encode(sorted({*_read_journal(file), *names})))


def close_journal(folder: Path, manifest: Manifest, shard: Shard = WHOLE, facts: Facts | None = None) -> None:
    """Remember what lies in the folder; the same files give the same bytes. The whole takes the place of all shards."""
    data = msgspec.json.encode(_Stored(dict(sorted(manifest.items())), _VERSION, facts or {}))
    file = folder / _named(_MANIFEST, shard)
    if read_if_there(file) != data:
        replace_file(file, data)
    (folder / _named(_JOURNAL, shard)).unlink(missing_ok=True)
    for part in find_shards(folder) if shard.is_whole else ():
        (folder / _named(_JOURNAL, part)).unlink(missing_ok=True)
        (folder / _named(_MANIFEST, part)).unlink(missing_ok=True)


def write_page(folder: Path, page: Page, before: Entry | None) -> Entry:
    """Write a page unless the folder has it already."""
    digest = digest_of(page.content)
    path = locate(folder, page.path)
    if before is None or before.digest != digest or not path.exists():
        replace_file(path, page.content)
    return Entry(digest, dict(page.uses))


def digest_of(content: bytes) -> str:
    """How the manifest knows a file's bytes."""
    return hashlib.sha256(content).hexdigest()[:32]


def locate(folder: Path, path: str) -> Path:
    """The file of an output path; raises OutputError for one that would leave the folder."""
    if not path.strip("/.") or path.startswith("/") or "\0" in path or (".." in path and ".." in path.split("/")):
        raise OutputError(Problem(f"the page `{path}` would lie outside the output folder", hint="Correct its slug."))
    return folder / path


def find_links(folder: Path, paths: Iterable[str]) -> list[Path]:
    """Folders below the output that are links to elsewhere: what is written there would leave the output."""
    root = str(folder)
    links = (place for parent in sorted(parents_of(paths)) if os.path.islink(place := f"{root}/{parent}"))  # noqa: PTH114 - a call for each
    return list(map(Path, links))


def parents_of(paths: Iterable[str]) -> set[str]:
    """The folders that paths lie in, each with those around it; the root of them all, which has no name, left out."""
    parents: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in parents:
            parents.add(parent)
            parent = parent.rpartition("/")[0]
    return parents


def in_the_way(path: Path) -> Problem:
    """The problem of a file that polypub did not write, where it is about to write one."""
    hint = "Move it away, choose another --output, or overwrite it with --force."
    return Problem("there is a file that polypub did not write", str(path), hint=hint)


def remove_stale(folder: Path, before: Iterable[str], kept: Iterable[str]) -> int:
    """Remove what was written before and is no more, and folders that this leaves empty; how many files."""
    stale = sorted(set(before) - set(kept), reverse=True)
    for path in stale:
        file = locate(folder, path)
        try:
            _remove(folder, file)
        except OSError as error:
            hint = "Remove it yourself, or choose another --output."
            raise OutputError(Problem(f"cannot be removed: {error.strerror}", str(file), hint=hint)) from error
    return len(stale)


def _remove(folder: Path, file: Path) -> None:
    if file.is_symlink() or file.is_file():
        file.unlink()
    for parent in file.parents:
        if parent == folder or parent.is_symlink() or (parent.is_dir() and any(parent.iterdir())):
            break
        if parent.is_dir():
            parent.rmdir()
