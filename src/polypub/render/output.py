"""The output folder: files written only when they differ, stale ones removed, what others put there untouched.

The manifest lies in the folder itself. It holds, for every file that polypub wrote, a digest of its bytes and what it
was made from; a file that is not in it is never touched. Before a run changes anything it names the files it is about
to write or remove in a journal; what a run that was killed has left there is known to be ours, and to be done again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from polypub.errors import OutputError, Problem
from polypub.files import UNFINISHED, read_if_there, replace_file
from polypub.model.page import Page

MANIFEST = ".polypub-manifest.json"
JOURNAL = ".polypub-journal.json"
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


class _Stored(msgspec.Struct, frozen=True):
    files: dict[str, Entry]
    version: int


def read_manifest(folder: Path) -> Manifest:
    """What was written last time; empty for a new folder, or when the manifest is of another version or broken."""
    files: Manifest = {}
    try:
        stored = msgspec.json.decode(read_if_there(folder / MANIFEST) or b"", type=_Stored)
        files = stored.files if stored.version == _VERSION else dict.fromkeys(stored.files, UNKNOWN)
    except msgspec.MsgspecError:
        pass
    return files | dict.fromkeys(_read_journal(folder), UNKNOWN)


def _read_journal(folder: Path) -> list[str]:
    try:
        return msgspec.json.decode(read_if_there(folder / JOURNAL) or b"", type=list[str])
    except msgspec.MsgspecError:
        return []


def open_journal(folder: Path, paths: Iterable[str]) -> None:
    """Note what this run is about to write or remove, and clear away what a killed one left half written."""
    before = _read_journal(folder)
    for parent in {locate(folder, path).parent for path in before} | ({folder} if before else set()):
        for file in parent.glob(UNFINISHED):
            file.unlink(missing_ok=True)
    extend_journal(folder, paths)


def extend_journal(folder: Path, paths: Iterable[str]) -> None:
    """Note more files that this run is about to write or remove."""
    if names := set(paths):
        replace_file(folder / JOURNAL, msgspec.json.encode(sorted({*_read_journal(folder), *names})))


def close_journal(folder: Path, manifest: Manifest) -> None:
    """Remember what lies in the folder; the same files give the same bytes."""
    data = msgspec.json.encode(_Stored(dict(sorted(manifest.items())), _VERSION))
    if read_if_there(folder / MANIFEST) != data:
        replace_file(folder / MANIFEST, data)
    (folder / JOURNAL).unlink(missing_ok=True)


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
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute() or "\0" in path:
        raise OutputError(Problem(f"the page `{path}` would lie outside the output folder", hint="Correct its slug."))
    return folder.joinpath(*parts)


def find_links(folder: Path, paths: Iterable[str]) -> list[Path]:
    """Folders below the output that are links to elsewhere: what is written there would leave the output."""
    parents = {parent for path in paths for parent in PurePosixPath(path).parents if parent.name}
    return [link for parent in sorted(parents) if (link := folder / parent).is_symlink()]


def in_the_way(path: Path) -> Problem:
    """The problem of a file that polypub did not write, where it is about to write one."""
    hint = "Move it away, choose another --output, or overwrite it with --force."
    return Problem("there is a file that polypub did not write", str(path), hint=hint)


def remove_stale(folder: Path, before: Mapping[str, object], kept: Iterable[str]) -> int:
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
