"""A text without what may differ between two that say the same: placeables and numbers, each behind one character."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from polypub.formats.inline import find_placeables

_NUMBER = re.compile(r"\d+(?:[.,:\u00a0\u202f]\d+)*")
_KINDS = ("number", "code", "link", "image", "tag", "variable", "url", "entity", "markup")
_MASKS = {kind: chr(0xE000 + number) for number, kind in enumerate(_KINDS)}
"""One private character for each kind: two masked texts are alike only where the same kinds of things are hidden."""
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W_\ue000-\uf8ff]+(?:['’-][^\W_\ue000-\uf8ff]+)*"
)
"""A character of a script without spaces, or a run of letters."""


class Part(NamedTuple):
    """What is hidden, without its place."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its parts hidden."""

    text: str
    parts: tuple[Part, ...]
    """What is hidden, in order."""
    spans: tuple[tuple[int, int], ...]
    """Where that stands in the text as it was."""

    @property
    def digest(self) -> int:
        """A signed number of 64 bits that tells masked texts apart."""
        digest = hashlib.blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)

    @property
    def words(self) -> list[str]:
        """The words of the masked text; each character is one where words are written without spaces."""
        return _WORD.findall(self.text)


def mask(text: str) -> Masked:
    """The text with its placeables and numbers hidden."""
    pieces: list[str] = []
    parts: list[Part] = []
    spans: list[tuple[int, int]] = []
    end = 0
    for start, part in _parts(text):
        pieces += (text[end:start], _MASKS[part.kind])
        end = start + len(part.text)
        parts.append(part)
        spans.append((start, end))
    return Masked("".join((*pieces, text[end:])), tuple(parts), tuple(spans))


def _parts(text: str) -> Iterator[tuple[int, Part]]:
    """Every part with its place, in order."""
    end = 0
    for placeable in sorted(find_placeables(text), key=lambda found: found.start):
        yield from _numbers(text, end, placeable.start)
        yield placeable.start, Part(placeable.kind, placeable.text)
        end = placeable.start + len(placeable.text)
    yield from _numbers(text, end, len(text))


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, Part]]:
    for match in _NUMBER.finditer(text, start, end):
        yield match.start(), Part("number", match.group())
