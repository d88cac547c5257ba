r"""References of messages: `#: path`, `#: path:line`, names with spaces between U+2068 and U+2069.

Of a name with a line break, GNU gettext writes what is no catalog any more. Here such a name, and one with another
character that ends a line for some program or is an isolate, is written as `a\nb.md`: people recognise it, and nothing
needs to find the file by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from polypub.model.message import Reference

_SPACE = re.compile(r"\s")
_UNSPEAKABLE = re.compile(r"[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029\u2068\u2069\ud800-\udfff]")
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
    """All references on one line, whatever the names, without its mark, as `msgcat --no-wrap` writes them."""
    return " ".join(map(_format, references))


def _format(reference: Reference) -> str:
    path = _UNSPEAKABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), reference.path)
    path = f"\u2068{path}\u2069" if _SPACE.search(path) else path
    return f"{path}:{reference.line}" if reference.line else path
