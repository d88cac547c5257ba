"""Write files so that a reader sees the old one or the new one, never half of either."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from polypub.errors import OutputError, Problem, SourceError

UNFINISHED = ".polypub-*.tmp"
"""What a process that was killed leaves beside the file that it was writing."""


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in place of the file, atomically; folders are made as needed, an old file's permissions stay.

    Raises OutputError when the file system refuses; the old file is then still there.
    """
    temporary = path.with_name(f".polypub-{secrets.token_hex(6)}.tmp")  # short: a name may already be as long as it can
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(data)
            with suppress(FileNotFoundError):
                temporary.chmod(path.stat().st_mode)
            os.replace(temporary, path)  # noqa: PTH105 - Path.replace hides that it is the atomic one
        finally:
            with suppress(OSError):
                temporary.unlink()
    except OSError as error:
        hint = "Free it or choose another folder."
        raise OutputError(Problem(f"cannot be written: {error.strerror or error}", str(path), hint=hint)) from error


def read_if_there(path: Path) -> bytes | None:
    """The file's bytes, or None when there is no such file; SourceError when there is one that cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        hint = "Check what it is and who may read it."
        raise SourceError(Problem(f"cannot be read: {error.strerror or error}", str(path), hint=hint)) from error
