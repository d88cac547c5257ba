"""The words of PO files: keywords, strings, comments, the marks before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
KEYWORDS = frozenset((*WORDS, *(f"msgstr[{number}]" for number in range(6))))
TOKEN = re.compile(
    r"""[ \t\r\f\v]+ | "(?P<text>[^"\\]*(?:\\.[^"\\]*)*)" | (?P<comment>\#.*)
    | msgstr[ \t]*\[[ \t]*(?P<form>[0-9]{1,4})[ \t]*\] | (?P<word>[a-z_]+) | (?P<open>") | (?P<bad>.)""",
    re.VERBOSE | re.DOTALL,
)
QUOTED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_MARK = re.compile(r"[ \t]*(?:(#~)[ \t]*)*(?:(?<![ \t])(\|)|#(\|))?(.*)", re.DOTALL)


def split_mark(line: str) -> tuple[str, str]:
    """The mark of an obsolete or previous line (`#~`, `#|`, `#~|`, none) and the rest; `#~ #|` is `#~|` too."""
    found = _MARK.match(line)
    if not found:
        return "", line
    tilde, bar, hash_bar, rest = found.groups()
    previous = hash_bar or (tilde and bar)
    if not tilde and not previous:
        return "", line
    return ("#~" if tilde else "#") + ("|" if previous else ""), rest if previous or not bar else bar + rest


def split_flags(lines: tuple[str, ...]) -> Iterator[str]:
    """The flags of some `#,` lines, without their marks; each once."""
    names = dict.fromkeys(name.strip() for line in lines for name in line.split(","))
    return (name for name in names if name)
