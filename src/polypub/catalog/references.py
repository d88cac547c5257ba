"""References of messages: `#: path`, `#: path:line`, names with spaces between U+2068 and U+2069."""

from __future__ import annotations

import re
from collections.abc import Iterable

from polypub.model.message import Reference

_SPACE = re.compile(r"\s")
_NAME = re.compile(r"\u2068([^\u2069]*)\u2069(?::(\d{1,9})(?!\S))?|(\S+)")


def parse_references(text: str) -> tuple[Reference, ...]:
    """The references of one or more `#:` lines, without their marks."""
    if "\u2068" not in text:
        return tuple(map(_plain, text.split()))
    found = _NAME.findall(text)
    return tuple(_plain(plain) if plain else Reference(name, int(line or 0)) for name, line, plain in found)


def _plain(text: str) -> Reference:
    """A name without spaces; digits alone are a line, `int` would also take `1_0` and signs."""
    path, _, line = text.rpartition(":")
    return Reference(path, int(line)) if path and line.isdecimal() and len(line) < 10 else Reference(text)


def format_references(references: Iterable[Reference]) -> str:
    """All references on one line, without its mark, as `msgcat --no-wrap` writes them."""
    return " ".join(map(_format, references))


def _format(reference: Reference) -> str:
    if not _SPACE.search(reference.path):
        return str(reference)
    return f"\u2068{reference.path}\u2069" + (f":{reference.line}" if reference.line else "")
