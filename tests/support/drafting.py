"""Sites to translate, time that passes at once, and what was drafted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import polib

SOURCES = ("The old castle", "A walk around the lake", "Seven bells", "An inn by the road", "Ferries and bridges")


class Clock:
    """Time that goes on when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []
        self._lock = threading.Lock()

    def __call__(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Wait no time at all."""
        with self._lock:
            self.waits.append(seconds)
            self.now += seconds


def drafts(root: Path, locale: str = "pl") -> dict[str, str]:
    """Source to draft, of all catalogs of articles in a locale."""
    return {entry.msgid: entry.msgstr for entry in _entries(root, locale) if entry.msgstr and "fuzzy" in entry.flags}


def left(root: Path, locale: str = "pl") -> set[str]:
    """The sources that have no text."""
    return {entry.msgid for entry in _entries(root, locale) if not entry.msgstr}


def _entries(root: Path, locale: str) -> Iterator[polib.POEntry]:
    for path in sorted((root / "locales" / locale / "LC_MESSAGES" / "content").rglob("*.po")):
        yield from polib.pofile(str(path), wrapwidth=0)


def po_file(root: Path, name: str, locale: str = "pl") -> Path:
    """The catalog of an article."""
    return root / "locales" / locale / "LC_MESSAGES" / "content" / f"{name}.po"


Run = Callable[..., int]
