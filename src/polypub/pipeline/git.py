"""Git, asked for what a repository remembers: its program, found by name, run without a shell and for a limited time.

Only plumbing is asked, which looks at objects and touches neither the work tree nor the index. Nothing that the
repository's own configuration names is run, and nothing is fetched.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_GIT = ("git", "--no-replace-objects", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false")
_ELSEWHERE = frozenset(
    f"GIT_{name}"
    for name in "DIR WORK_TREE INDEX_FILE PREFIX COMMON_DIR OBJECT_DIRECTORY ALTERNATE_OBJECT_DIRECTORIES".split()
)
"""What a hook is told of its repository: it would be asked instead of the one that a folder lies in."""
_SECONDS = 30
"""For one question."""


class GitError(Exception):
    """Why there is no answer, in words."""


class Commit(NamedTuple):
    """A state of the repository."""

    id: str
    when: dt.datetime
    """In UTC, as its committer's clock said."""


class Item(NamedTuple):
    """A file or a folder in a folder."""

    name: str
    id: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a folder lies in."""

    folder: Path
    prefix: str
    """The folder's path inside it: empty, or with `/` at its end."""

    def commits(self, path: str) -> list[Commit]:
        """The commits of the main line that changed something below a path of the folder, newest first."""
        told = _ask(self.folder, "rev-list", "--first-parent", "--timestamp", "HEAD", "--", path)
        rows = (line.split() for line in told.decode("ascii").splitlines())
        return [Commit(id_, dt.datetime.fromtimestamp(int(seconds), dt.UTC)) for seconds, id_ in rows]

    def find(self, names: Sequence[str]) -> list[str | None]:
        """The ids of files and folders, named as `commit:path` from this folder; None for what is not there."""
        asked = "".join(f"{name.replace(':', f':{self.prefix}', 1)}\n" for name in names)
        told = _ask(self.folder, "cat-file", "--batch-check=%(objectname)", given=asked) if names else b""
        rows = told.decode("utf-8", "surrogateescape").splitlines()
        return [None if row.endswith(" missing") else row for row in rows]

    def read(self, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The content of files and folders with their ids, in order; GitError when the repository lacks one."""
        told, place = _ask(self.folder, "cat-file", "--batch", given="".join(f"{id_}\n" for id_ in ids)), 0
        while place < len(told):
            end = told.index(b"\n", place)
            id_, *kind = told[place:end].decode("ascii").split()
            if len(kind) != 2:
                raise GitError("git has only a part of the history here")
            place = end + 1 + int(kind[1]) + 1
            yield id_, told[end + 1 : place - 1]


def find_repository(folder: Path) -> Repository:
    """The repository around a folder; GitError where there is none, it has no commit, or git is not here."""
    told = _ask(folder, "rev-parse", "--show-prefix", "HEAD").decode("utf-8", "surrogateescape")
    return Repository(folder, told.split("\n", maxsplit=1)[0])


def read_setting(folder: Path, name: str) -> str:
    """A setting of git's as it holds in a folder (`user.name`); empty without one."""
    try:
        return _ask(folder, "config", name).decode("utf-8", "replace")
    except GitError:
        return ""


def read_folder(content: bytes, width: int) -> Iterator[Item]:
    """The files and folders of a folder as git keeps it, whose ids have `width` bytes; links are neither."""
    place = 0
    while place < len(content):
        end = content.index(b"\0", place)
        mode, _, name = content[place:end].partition(b" ")
        place = end + 1 + width
        if mode in (b"40000", b"100644", b"100755"):
            id_ = content[end + 1 : place].hex()
            yield Item(name.decode("utf-8", "surrogateescape"), id_, mode == b"40000")


def _ask(folder: Path, *arguments: str, given: str = "") -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    environment |= {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.check_output(  # noqa: S603 - found by name, run without a shell
            [*_GIT, *arguments],
            cwd=folder,
            env=environment,
            input=given.encode("utf-8", "surrogateescape"),
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise GitError("git took too long to answer") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise GitError("git finds no repository with a commit that it may read") from error
