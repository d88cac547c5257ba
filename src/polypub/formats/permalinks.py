"""Patterns of addresses: `/{section}/{year}/{month}/{slug}/`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.formats.fields import nearest_name

PLACEHOLDERS = ("section", "slug", "year", "month", "day", "id")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r"[{}\\?#%\s\x00-\x1f\x7f]")
_PARTS = re.compile(r"(?:/(?!\.{1,2}(?:/|\Z))[^/]+)+/?\Z")

Wrong = tuple[str, str]
"""What is wrong, and what to do."""


def check_permalink(pattern: str) -> Iterator[Wrong]:
    """All that is wrong with a pattern."""
    names = _PLACEHOLDER.findall(pattern)
    for name in dict.fromkeys(names):
        if name not in PLACEHOLDERS:
            nearest = nearest_name(name, PLACEHOLDERS)
            known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
            yield f"there is no placeholder {{{name}}}", f"Did you mean {{{nearest}}}?" if nearest else f"Use {known}."
    if not _PARTS.match(pattern) or _FORBIDDEN.search(_PLACEHOLDER.sub("", pattern)):
        yield f"`{pattern}` is no path", "Begin it with `/`, and part folders by `/`, as in `/{section}/{slug}/`."
    elif not {"slug", "id"} & set(names):
        yield "two articles could have one address", "Put {slug} or {id} into the pattern."


def needs_date(pattern: str) -> bool:
    """Whether an article without a date has no address by the pattern."""
    return bool({"year", "month", "day"} & set(_PLACEHOLDER.findall(pattern)))
