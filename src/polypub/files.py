"""Write files so that a reader sees the old one or the new one, never half of either."""

from __future__ import annotations

import mmap
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from polypub.errors import OutputError, Problem, SourceError

UNFINISHED = ".polypub-*.tmp"
"""What a process that was killed leaves beside the file that it was writing."""


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in place of the file, atomically; folders are made as needed, an old file's permissions stay.

    Raises OutputError when the file system refuses; the old file is then still there.
    """
    folder, _, _ = str(path).rpartition(os.sep)
    temporary = f"{folder or '.'}{os.sep}.polypub-{secrets.token_hex(6)}.tmp"  # short: a name may be as long as it can
    try:
        try:
            _write(temporary, data, folder)
            with suppress(FileNotFoundError):
                os.chmod(temporary, os.stat(path).st_mode)  # noqa: PTH101, PTH116 - paths cost more than the call
            os.replace(temporary, path)  # noqa: PTH105 - Path.replace hides that it is the atomic one
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
            raise
    except OSError as error:
        hint = "Free it or choose another folder."
        raise OutputError(Problem(f"cannot be written: {error.strerror or error}", str(path), hint=hint)) from error


def _write(temporary: str, data: bytes, folder: str) -> None:
    """A new file; its folder is made when it turns out to be missing, which is rare."""
    for is_last in (False, True):
        try:
            with open(temporary, "xb") as file:  # noqa: PTH123 - as above
                file.write(data)
            return
        except FileNotFoundError:
            if is_last:
                raise
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above


def prepare_cache(cache: Path) -> None:
    """Make a folder of caches one that git ignores; OutputError when the file system refuses."""
    if not (cache / ".gitignore").exists():
        replace_file(cache / ".gitignore", b"*\n")


def read_if_there(path: Path) -> bytes | None:
    """The file's bytes, or None when there is no such file; SourceError when there is one that cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        hint = "Check what it is and who may read it."
        raise SourceError(Problem(f"cannot be read: {error.strerror or error}", str(path), hint=hint)) from error


_CHECK = 16
"""Bytes of the checksum of a cache."""


def seal(kind: bytes, payload: bytes) -> bytes:
    """The bytes of a cache: what it is, a checksum, and what it holds."""
    return kind + _checksum(payload) + payload


def unseal(kind: bytes, data: bytes | memoryview) -> bytes | memoryview | None:
    """What a cache holds; None when it is of another kind or not whole."""
    start = len(kind) + _CHECK
    payload = data[start:]
    return payload if data[: len(kind)] == kind and data[len(kind) : start] == _checksum(payload) else None


def view_file(path: Path) -> bytes | memoryview:
    """The bytes of a file that is only ever replaced as a whole; they stay on disk until asked for, where they can.

    Raises OSError when it cannot be read.
    """
    if sys.platform == "win32":  # there, a file that somebody views cannot be replaced
        return path.read_bytes()
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        if not os.fstat(file.fileno()).st_size:
            return b""
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _checksum(payload: bytes | memoryview) -> bytes:
    from hashlib import blake2b

    return blake2b(payload, digest_size=_CHECK).digest()
