"""Text from catalogs, made safe to show: what would steer a terminal or hide the order of letters is spelled out."""

from __future__ import annotations

import re

_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]")
_NAMES = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def make_visible(text: str) -> str:
    """The text with control characters and marks of direction as escapes: a backslash, `x1b` or `u202e`."""
    return _HIDDEN.sub(lambda match: _NAMES.get(match[0]) or _escape(ord(match[0])), text)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
