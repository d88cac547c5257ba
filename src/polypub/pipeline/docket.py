"""Verdicts that are known by content: of an article and a catalog that were judged before, nobody reads a word.

Only verdicts that hang on nothing but their names are kept: no text was blocked, which is to be told in every run, and
none is shown for some days only. The cache can be deleted, copied and shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from polypub import __version__
from polypub.errors import PolypubError
from polypub.files import prepare_cache, replace_file, seal, unseal
from polypub.model.page import Coverage, PageState
from polypub.render.judge import NOTHING, Verdict

_STATES = tuple(PageState)
_MAGIC = f"polypub verdicts 1 {__version__} {'|'.join(_STATES)} {'|'.join(Coverage.__slots__)}\n".encode()
"""What the cache begins with: another version's is ignored."""

Row = tuple[int, tuple[int, int, int, int, int, int, int, int], int]
"""Number of the state, the coverage, and when a text was last approved."""


class Docket:
    """The verdicts of one edition; `place` is its file in a folder of the site's caches, or None for none."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._old = _read(place) if place else {}
        self.new: dict[str, Row] = {}
        """What was asked for or come to in this run, here or in another process."""

    def find(self, name: str) -> Verdict | None:
        """The verdict of that name."""
        row = self.new.get(name)
        if row is None:
            row = self._old.get(name)
            if row is None:
                return None
            self.new[name] = row
        state, coverage, approved = row
        return Verdict(_STATES[state], Coverage(*coverage), approved=approved)

    def keep(self, name: str, verdict: Verdict) -> None:
        """Note a verdict, unless it hangs on more than its name."""
        if not verdict.blocked and verdict.previous is NOTHING:
            found = verdict.coverage
            numbers = (
                found.messages,
                found.reviewed,
                found.draft,
                found.stale,
                found.words,
                found.reviewed_words,
                found.draft_words,
                found.stale_words,
            )
            self.new[name] = (_STATES.index(verdict.state), numbers, verdict.approved)

    def take(self, rows: Mapping[str, Row]) -> None:
        """Take over what another process has come to."""
        self.new.update(rows)

    def save(self) -> None:
        """Keep what this run has seen; a folder that cannot be written costs time, not the work."""
        if self._place and self.new.keys() != self._old.keys():
            with suppress(OSError, PolypubError):
                prepare_cache(self._place.parent.parent)
                replace_file(self._place, seal(_MAGIC, msgspec.msgpack.encode(self.new)))


def _read(place: Path) -> dict[str, Row]:
    with suppress(OSError, msgspec.MsgspecError):
        payload = unseal(_MAGIC, place.read_bytes())
        return msgspec.msgpack.decode(payload, type=dict[str, Row]) if payload else {}
    return {}
