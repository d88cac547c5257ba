"""Where expressions and tags of JSX end: brackets in them are counted, comments and templates passed over."""

from __future__ import annotations

import re

_LONGEST = 20_000
_DEEPEST = 20
_PART = re.compile(
    r"""(?P<skip> "(?:[^"\\]|\\.){0,5000}" | `(?:[^`\\]|\\.){0,5000}` | /\*.{0,5000}?\*/ )
    | (?P<open> [({\[] ) | (?P<close> [)}\]] )""",
    re.VERBOSE | re.DOTALL,
)
_NO_COMMENT = re.compile(
    r"""(?P<skip> "(?:[^"\\]|\\.){0,5000}" | `(?:[^`\\]|\\.){0,5000}` ) | (?P<open> [({\[] ) | (?P<close> [)}\]] )""",
    re.VERBOSE | re.DOTALL,
)


def end_of_brackets(text: str, start: int) -> int:
    """Offset behind the bracket of any kind that closes the one at `start`; 0 when none does."""
    depth, end = 0, start + _LONGEST
    part = _PART if text.find("*/", start, end) > 0 else _NO_COMMENT  # the end of what never ends is sought but once
    for match in part.finditer(text, start, end):
        depth += (match.lastgroup == "open") - (match.lastgroup == "close")
        if depth == 0 and match.lastgroup == "close":
            return match.end()
        if depth > _DEEPEST:
            return 0
    return 0


_TAG_PART = re.compile(
    r"""(?P<skip> "[^"]{0,5000}" | '[^']{0,5000}' ) | (?P<open> \{ ) | (?P<end> > ) | (?P<other> [^\w\s.:=/-] )""",
    re.VERBOSE,
)


def end_of_tag(text: str, start: int) -> int:
    """Offset behind a tag that begins at `start`; 0 when it does not end."""
    position = start + 1
    while match := _TAG_PART.search(text, position, start + _LONGEST):
        position = match.end()
        if match.lastgroup == "end":
            return position
        if match.lastgroup == "other":
            return 0
        if match.lastgroup == "open":
            position = end_of_brackets(text, match.start())
            if not position:
                return 0
    return 0
