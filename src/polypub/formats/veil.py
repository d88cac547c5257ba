"""The braces of a date inside a text, hidden from the Markdown parser.

At the end of a heading they would be taken for its attributes. Two control characters stand for them, of the same
length, so that byte ranges stay true. A backslash before the brace makes it plain text.
"""

from __future__ import annotations

import re
from typing import Any

BEGIN = "{date"
PLACEABLE = re.compile(r"\{(date\s[^{}\x0e\x0f]{0,100})\}")
_BRACES = {0x0E: "{", 0x0F: "}"}


def veil(text: str) -> str:
    """The text with the braces of its dates as control characters, none of which it may have of its own."""
    if BEGIN not in text:
        return text
    return wrap_dates(text.replace("\x0e", " ").replace("\x0f", " "), "\x0e{}\x0f")


def wrap_dates(text: str, form: str) -> str:
    """The text with what stands between the braces of each date in another form; not where a backslash is before."""

    def wrap(match: re.Match[str]) -> str:
        start = match.start()
        while start and text[start - 1] == "\\":
            start -= 1
        return match[0] if (match.start() - start) % 2 else form.format(match[1])

    return PLACEABLE.sub(wrap, text)


def unveil(value: Any) -> Any:
    """The braces again, in a text or in whatever the parser tells of it."""
    if isinstance(value, str):
        return value.translate(_BRACES)
    if isinstance(value, dict):
        return {key: unveil(item) for key, item in value.items()}
    return [unveil(item) for item in value] if isinstance(value, list) else value
