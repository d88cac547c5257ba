"""Write a text where a TOML string stands: in the string's own quotes where they can hold it, else in basic ones."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LINE_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_CLOSING = re.compile(r"^\+(?=\+\+)", re.MULTILINE)
"""What would end a header of `+++` lines from inside a string."""
_TRIPLE = re.compile(r'"{3,}|"\Z')
_OPENING = re.compile(r"(\"{3}|'{3})((?:\r?\n)?)")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def write_toml_text(raw: str, text: str) -> str:
    """The string `raw` (with its quotes) with another text; it reads back as that text."""
    opening = _OPENING.match(raw)
    if opening:
        return _as_lines(opening[1], opening[2], text, "\r\n" if "\r\n" in raw else "\n")
    if raw[:1] == "'" and "'" not in text and not _LINE_CONTROL.search(text):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _LINE_CONTROL.sub(_escape, escaped) + '"'


def _as_lines(quotes: str, first: str, text: str, line_end: str) -> str:
    first = line_end if text.startswith("\n") else first  # a first line end is not the text's
    if quotes == "'''" and not ("'''" in text or text.endswith("'") or _CONTROL.search(text) or _CLOSING.search(text)):
        body = text
    else:
        quotes = '"""'
        escaped = _CONTROL.sub(_escape, text.replace("\\", "\\\\"))
        body = _CLOSING.sub(r"\\u002B", _TRIPLE.sub(lambda found: found[0].replace('"', '\\"'), escaped))
    return quotes + first + body.replace("\n", line_end) + quotes


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0], f"\\u{ord(found[0]):04X}")
