"""Directives: HTML comments in which authors speak to polypub.

`polypub: skip` leaves out the next block, `off` … `on` what stands between, `note TEXT` is a word to translators,
`context TEXT` makes the next message its own (`msgctxt`). mdbook's `i18n:skip`, `i18n:skip-start`, `i18n:skip-end`
and `i18n:comment` are understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIRECTIVE = re.compile(
    r"<!-{2,}\s*(?:polypub|i18n)\s*:\s*(?P<command>[a-z-]+)\s*:?\s*(?P<text>.*?)\s*-{2,}>", re.DOTALL
)


class Directives:
    """What the directives read so far say about the blocks that follow."""

    def __init__(self) -> None:
        self._off = False
        self._skip_from: int | None = None
        self._skipped: int | None = None
        self._notes: list[str] = []
        self._context: str | None = None

    def read(self, comment: str, offset: int) -> None:
        """Take in the comment at an offset of the source; one that is no directive says nothing."""
        match = _DIRECTIVE.fullmatch(comment.strip())
        if match is None:
            return
        text = " ".join(match["text"].split())
        match match["command"]:
            case "skip":
                self._skip_from, self._skipped = offset, None
            case "off" | "skip-start":
                self._off = True
            case "on" | "skip-end":
                self._off = False
            case "note" | "comment":
                self._notes.append(text)
            case "context":
                self._context = text

    @property
    def is_idle(self) -> bool:
        """Whether no text is left out, as long as nothing more is read."""
        return not self._off and self._skip_from is None and self._skipped is None

    def skip(self, starts: Sequence[int]) -> bool:
        """Whether a text is left out, by the offsets of the blocks around it, outermost first, and its own."""
        if self._skip_from is not None:
            following = next((start for start in starts if start > self._skip_from), None)
            if following is not None:
                self._skipped, self._skip_from = following, None
        return self._off or self._skipped in starts

    def skip_block(self, start: int) -> bool:
        """Whether the block that starts here is the one that a `skip` before it means, with all that is in it."""
        self.skip((start,))
        return self._skipped == start

    def take(self) -> tuple[str, str | None]:
        """The note and context for the next message, which are then spent."""
        if not self._notes:
            context, self._context = self._context, None
            return "", context
        note, context = " ".join(self._notes), self._context
        self._notes, self._context = [], None
        return note, context
