"""Texts longer than an engine takes are cut at sentence ends, else between words, and never inside a token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SENTENCE = re.compile(r"(?<=[^\W\d_][.!?…])[\"'”’»)\]]{0,9}\s+|(?<=[。！？।۔])|\n+")
_WORD = re.compile(r"\s+|(?<=[⟧\]])(?=\S)|(?<=\S)(?=[⟦\[])")


def split_text(text: str, limit: int) -> tuple[str, ...]:
    """The text in pieces of at most `limit` characters, which joined are the text; a longer word stays whole."""
    if not 0 < limit < len(text):
        return (text,)
    return tuple(_packed(_cut(text, limit), limit))


def _cut(text: str, limit: int) -> Iterator[str]:
    """Sentences, and the words of a sentence that is too long."""
    for sentence in _parts(text, _SENTENCE):
        if len(sentence) > limit:
            yield from _parts(sentence, _WORD)
        else:
            yield sentence


def _parts(text: str, border: re.Pattern[str]) -> Iterator[str]:
    """The text between the borders, each border at the end of what it ends."""
    start = 0
    for match in border.finditer(text):
        if match.end() > start:
            yield text[start : match.end()]
            start = match.end()
    if start < len(text):
        yield text[start:]


def _packed(parts: Iterable[str], limit: int) -> Iterator[str]:
    """As many parts in a piece as there is room for."""
    piece = ""
    for part in parts:
        if piece and len(piece) + len(part) > limit:
            yield piece
            piece = ""
        piece += part
    yield piece
