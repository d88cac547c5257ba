"""Lengths: what has a limit keeps it, and nothing is far shorter or longer than its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining

from polypub.check.rule import Hit, Subject

_LIMIT = re.compile(r"max-length:(\d{1,6})\Z")
_ADVISED = {"type: title": 60, "type: summary": 155}
"""What search engines show of a title and a description, in characters."""


def check_limit(subject: Subject) -> Iterator[Hit]:
    """A text longer than its message's flag `max-length:N` allows, in characters as readers count them."""
    for flag in subject.message.flags:
        found = _LIMIT.match(flag)
        if found and _length(subject.target) > int(found[1]):
            yield Hit(f"{_length(subject.target)} characters, where {found[1]} fit")


def check_advised(subject: Subject) -> Iterator[Hit]:
    """A title or summary longer than search engines show, where the source's is not."""
    notes = subject.message.notes
    limit = _ADVISED.get(notes[0]) if notes else None
    if limit and _length(subject.target) > limit >= _length(subject.source):
        yield Hit(f"{_length(subject.target)} characters; search engines show about {limit}")


def _length(text: str) -> int:
    return sum(not combining(character) for character in text)


def check_ratio(subject: Subject) -> Iterator[Hit]:
    """A text less than a third, or more than three times, as long as its source."""
    if len(subject.source) <= 20:
        return
    ratio = len(subject.target) / len(subject.source)
    low, high = (
        (0.15, 2.0)
        if not subject.facts.spaced and subject.facts.script not in ("Thai", "Khmr", "Mymr", "Laoo")
        else (0.3, 3.0)
    )
    if not low <= ratio <= high:
        yield Hit(f"it has {ratio:.1f} times the length of its source".replace("0.0", "almost 0"))


_SENTENCE_END = re.compile(r"[.!?…؟۔։;](?=[\"'”’»)]{0,3}(?:\s|\Z))|[。！？।]")


def check_sentences(subject: Subject) -> Iterator[Hit]:
    """A draft with two sentences more or less than its source: an engine dropped or invented one."""
    source = len(_SENTENCE_END.findall(subject.bare_source))
    target = len(_SENTENCE_END.findall(subject.bare_target))
    if abs(source - target) > 1 and (source > 1 or target > 1):
        yield Hit(f"{target} sentence{'' if target == 1 else 's'} instead of {source}")
