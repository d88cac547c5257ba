"""Values of a header or a TOML file that know the line they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar, a list or a mapping, and its 1-based line in the file."""

    content: object
    """A scalar (text alone where it was read from YAML), a tuple of Values, or a mapping of text to Values."""
    line: int

    @property
    def plain(self) -> object:
        """The value without lines, in lists and dicts."""
        if isinstance(self.content, tuple):
            return [item.plain for item in self.content]
        if isinstance(self.content, Mapping):
            return {name: item.plain for name, item in self.content.items()}
        return self.content

    @property
    def entries(self) -> Mapping[str, Value]:
        """The entries of a mapping; none for any other value."""
        return self.content if isinstance(self.content, Mapping) else {}

    @property
    def items(self) -> tuple[Value, ...]:
        """The items of a list; none for any other value."""
        return self.content if isinstance(self.content, tuple) else ()

    def at(self, steps: Iterator[str | int]) -> Value:
        """The value that the steps (names, indices) lead to, or the last one on the way there."""
        step = next(steps, None)
        if isinstance(step, int) and step < len(self.items):
            return self.items[step].at(steps)
        if isinstance(step, str) and step in self.entries:
            return self.entries[step].at(steps)
        return self


def line_ends(text: str) -> list[int]:
    """The offsets just behind every line end (LF, CRLF or CR), in order: `bisect` finds the line of an offset."""
    return [match.end() for match in _LINE_END.finditer(text)]
