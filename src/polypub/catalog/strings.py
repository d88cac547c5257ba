"""The strings of PO files: C escapes on the way in (the way out is polib's)."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"((?:\\x[0-9a-fA-F]+|\\[0-7]{1,3})+)|\\(.)", re.DOTALL)
_NUMBER = re.compile(r"\\x([0-9a-fA-F]+)|\\([0-7]{1,3})")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", '"': '"'}


class EscapeError(ValueError):
    """A backslash sequence that gettext does not know."""


def unescape(text: str, charset: str) -> str:
    """What stands between two quotes, as text; numeric escapes are bytes of the file's charset."""
    if text.count("\\") == text.count("\\n") + text.count('\\"'):  # nothing but line ends and quotes, as usual
        return text.replace("\\n", "\n").replace('\\"', '"')

    def replaced(found: re.Match[str]) -> str:
        if found[1]:
            return _from_bytes(found[1], charset)
        try:
            return _LETTERS[found[2]]
        except KeyError:
            raise EscapeError(f"\\{found[2]}") from None

    return _ESCAPE.sub(replaced, text)


def _from_bytes(escapes: str, charset: str) -> str:
    codes = [int(hexa, 16) if hexa else int(octal, 8) for hexa, octal in _NUMBER.findall(escapes)]
    return bytes(code & 255 for code in codes).decode(charset, "replace")
