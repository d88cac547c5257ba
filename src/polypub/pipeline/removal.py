"""Files that go or move, beside people and tools that may be writing them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from polypub.errors import OutputError, Problem
from polypub.files import UNFINISHED, read_if_there


def move_file(old: Path, new: Path) -> None:
    """Move a file to where none is; the folders that it leaves empty go."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        if new.exists():
            raise FileExistsError(17, "there is a file already")
        os.rename(old, new)  # noqa: PTH104 - like os.replace in `files`: the atomic one
    except OSError as error:
        hint = "Free the place or move it by hand."
        raise OutputError(Problem(f"cannot be moved: {error.strerror or error}", str(old), hint=hint)) from error
    _remove_empty(old.parent)


def remove_file(path: Path, seen: bytes | None) -> None:
    """Remove a file that still has the bytes that were seen; the folders that it leaves empty go."""
    if read_if_there(path) != seen:
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        hint = "Free it or remove it by hand."
        raise OutputError(Problem(f"cannot be removed: {error.strerror or error}", str(path), hint=hint)) from error
    _remove_empty(path.parent)


def _remove_empty(folder: Path) -> None:
    """Remove a folder of catalogs and those above it while they are empty, up to the locale's own."""
    with suppress(OSError):
        while folder.name not in ("LC_MESSAGES", "pot"):
            folder.rmdir()
            folder = folder.parent


def find_unfinished(folder: Path) -> list[Path]:
    """What other runs have not finished: they are writing it now, or were killed."""
    return list(folder.rglob(UNFINISHED))


def remove_unfinished(files: Iterable[Path]) -> None:
    """Clear away what was unfinished when this run began and still is: nobody writes one file for so long."""
    for file in files:
        with suppress(OSError):
            file.unlink()
