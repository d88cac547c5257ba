"""Bytes of a PO file to text and back: the header names the charset, the bytes are never guessed at."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from polypub.errors import CatalogError, Problem

_CHARSET = re.compile(rb'[Cc](?i:ontent-Type:[^"\n]*?charset=([^\s"\\;]+))')
"""Where its first letter is a set, the places that cannot begin it are passed over at once."""
_HINT = "Save the file as UTF-8 and say so in its Content-Type header (msgconv -t UTF-8 does both)"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and how to turn text into such bytes again."""

    text: str
    charset: str
    bom: bytes

    def encode(self, text: str, path: str) -> bytes:
        """The text as bytes of this file, or a CatalogError that names the character which does not fit."""
        try:
            return self.bom + text.encode(self.charset)
        except UnicodeEncodeError as error:
            said = f"“{text[error.start : error.end][:20]}” cannot be written in the file's charset {self.charset}"
            raise CatalogError(Problem(said, path, text.count("\n", 0, error.start) + 1, _HINT)) from None


def decode(data: bytes, path: str) -> Decoded:
    """The file's text by the charset of its header, UTF-8 when it names none."""
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    charset = "utf-8" if bom else _declared(data, path)
    try:
        return Decoded(data[len(bom) :].decode(charset), charset, bom)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start + len(bom)) + 1
        raise CatalogError(Problem(f"a byte that is not {charset.upper()}", path, line, _HINT)) from None
    except UnicodeError as error:  # some multi-byte codecs raise the bare class
        raise CatalogError(Problem(f"not {charset.upper()}: {error}", path, 0, _HINT)) from None


def _declared(data: bytes, path: str) -> str:
    found = _CHARSET.search(data)
    name = found[1].decode("ascii", "replace") if found else "utf-8"
    if name == "CHARSET" or name.lower() in ("ascii", "us-ascii"):
        return "utf-8"  # a template nobody filled in; UTF-8 reads ASCII too
    line = data.count(b"\n", 0, found.start()) + 1 if found else 0
    try:
        if 'msgid ""\\'.encode(name) == b'msgid ""\\':
            return codecs.lookup(name).name
    except (LookupError, UnicodeError):
        pass
    raise CatalogError(Problem(f"charset “{name}” is unknown or not a superset of ASCII", path, line, _HINT))
