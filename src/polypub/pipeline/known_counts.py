"""Figures that are known by the content they were counted from, kept below `.polypub/`.

A folder that cannot be written costs time, not the work; what is not ours, not whole or another version's is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from polypub import __version__
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.files import prepare_cache, read_if_there, replace_file

Counts = dict[str, tuple[int, ...]]
"""Named numbers, in an order that whoever counts knows."""
Known = dict[str, Counts]
"""By the hash of what was counted."""


class _Stored(msgspec.Struct, array_like=True):
    version: str
    known: Known


def read_known(project: Project, name: str) -> Known:
    """What earlier runs have counted; nothing when it cannot be read."""
    try:
        stored = msgspec.msgpack.decode(read_if_there(_place(project, name)) or b"", type=_Stored)
    except (msgspec.MsgspecError, PolypubError):
        return {}
    return stored.known if stored.version == __version__ else {}


def keep_known(project: Project, name: str, known: Mapping[str, Counts]) -> None:
    """Keep it for the next run."""
    data = msgspec.msgpack.encode(_Stored(__version__, dict(sorted(known.items()))))
    with suppress(PolypubError):
        prepare_cache(project.root / ".polypub")
        replace_file(_place(project, name), data)


def _place(project: Project, name: str) -> Path:
    return project.root / ".polypub" / "status" / name
