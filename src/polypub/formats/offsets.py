"""From characters of a block of raw HTML to bytes of the source it stands in, which has quote marks between lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from polypub.formats.commonmark import Event


class Offsets:
    """The lines of a block of raw HTML, and where their characters stand in the source."""

    def __init__(self, lines: Sequence[Event]) -> None:
        self._lines = lines
        self._starts = [0, *accumulate(len(event.value) for event in lines)]
        self._line = -1
        self._counted = (0, 0)

    def start(self, offset: int) -> int:
        """Byte at which a stretch starts that begins with this character; asked in rising order, it costs little."""
        return self._byte(bisect_right(self._starts, offset) - 1, offset)

    def end(self, offset: int) -> int:
        """Byte at which a stretch ends that goes up to this character."""
        return self._byte(max(bisect_left(self._starts, offset) - 1, 0), offset)

    def _byte(self, line: int, offset: int) -> int:
        if line >= len(self._lines):
            return self._lines[-1].end
        event, within = self._lines[line], offset - self._starts[line]
        characters, length = self._counted if line == self._line else (0, 0)
        if within < characters:
            characters, length = 0, 0
        length += len(event.value[characters:within].encode())
        self._line, self._counted = line, (within, length)
        return event.start + length
