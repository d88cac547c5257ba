"""Characters that must not enter a page with a translation: controls, overrides, sentinels, template syntax."""

from __future__ import annotations

import re
from collections import Counter

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ufff9-\uffff\ufdd0-\ufdef\ud800-\udfff\ue000-\uf8ff"
_PLANES = "[\U000f0000-\U0010ffff]"
"""Private planes; apart, for a set of a regular expression that reaches so far is ten times slower than two."""
_FOREIGN = re.compile(f"[{_CONTROLS}]|{_PLANES}")
_UNUSUAL = re.compile(rf"[{_CONTROLS}\u202a-\u202e\u2066-\u2069]")
_PRIVATE = re.compile(_PLANES)
_OVERRIDE = re.compile("[\u202d\u202e]")
_JINJA = re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#.{0,1000}?#\}|\{[{%#]", re.DOTALL)
_PARTNERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_ENDS = frozenset(_PARTNERS.values())
_DIRECTION = re.compile("[\u202a-\u202c\u2066-\u2069]")


def is_usual(text: str) -> bool:
    """Whether none of the characters is there that this module looks for, template syntax aside."""
    if text.isprintable():  # which of all of them U+FFFC and U+FFFD are alone
        return "\ufffc" not in text and "\ufffd" not in text
    return not (_UNUSUAL.search(text) or _PRIVATE.search(text))


def check_text(source: str, target: str) -> tuple[str, ...]:
    """Why a raw translation must not be used: template syntax, control characters, open directions; empty if it may."""
    return (*check_template_syntax(source, target), *check_characters(source, target))


def check_characters(source: str, target: str) -> tuple[str, ...]:
    """The characters of a translation that its source does not have and no page may be given."""
    return (*check_controls(source, target), *check_direction(source, target))


def check_controls(source: str, target: str) -> tuple[str, ...]:
    """Control characters, private ones and noncharacters that the source does not have."""
    foreign = sorted(set(_FOREIGN.findall(target)) - set(_FOREIGN.findall(source)))
    return tuple(f"character U+{ord(character):04X} is not in the source" for character in foreign)


def check_direction(source: str, target: str) -> tuple[str, ...]:
    """Marks of direction that hide the order of a text, or reach beyond its end."""
    reasons = []
    if _OVERRIDE.search(target):
        reasons.append("a bidirectional override (U+202D, U+202E) hides the order of the text")
    if target != source and not _balanced(target):
        reasons.append("a bidirectional embedding or isolate is left open or closed twice")
    return tuple(reasons)


def check_template_syntax(source: str, target: str) -> tuple[str, ...]:
    """Expressions, statements and comments of templates that the source does not have."""
    if "{" not in target:
        return ()
    extra = Counter(_JINJA.findall(target)) - Counter(_JINJA.findall(source))
    return tuple(f"template syntax is not in the source: {mark[:60]}" for mark in extra)


def _balanced(text: str) -> bool:
    """Every embedding and isolate is closed, in order."""
    waiting: list[str] = []
    for mark in _DIRECTION.findall(text):
        if mark in _PARTNERS:
            waiting.append(_PARTNERS[mark])
        elif not waiting or waiting.pop() != mark:
            return False
    return not waiting
