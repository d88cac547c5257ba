"""Compare the inline skeleton of a translation with its source's: links, notes, code, emphasis, tags."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from polypub.formats.commonmark import INLINE_TAGS, parse_events
from polypub.formats.html import TOKEN, VOID
from polypub.formats.splice import splice_text
from polypub.model.text import Place, Segment

_MARKS = re.compile(r"[*_`\[\]<>~&\\]|\{\{|!\[")
_NOTE = re.compile(r"(?<!\\)\[\^[^\[\]\s]+\]")
_CODE = re.compile(r"(`+).*?\1")
_PLACES_OF_MARKUP = frozenset({"paragraph", "item", "setext", "heading", "cell", "term"})
_BINDING = {
    "Link": "links",
    "Image": "images",
}
_FORMATTING = {
    "Emphasis": "emphasis",
    "Strong": "strong emphasis",
    "Strikethrough": "strikethrough",
    "Code": "code",
}


class Difference(NamedTuple):
    """What a translation's markup lacks or adds; a binding one keeps it off the page."""

    text: str
    binding: bool


def compare_skeletons(segment: Segment, target: str) -> tuple[Difference, ...]:
    """How a translation's inline markup differs from its source's; empty when it fits.

    Binding: another number of links, images or footnote references, unbalanced tags, or a text that is no single
    block. Not binding: emphasis or code, where a language may need more or less.
    """
    if segment.place.kind not in _PLACES_OF_MARKUP:
        return ()
    if not _MARKS.search(target) and not _MARKS.search(segment.source):
        return ()
    expected, found = _count(segment, segment.source), _count(segment, target)
    if found is None or expected is None:
        return (Difference("it would not stay one block", binding=True),)
    binding = [
        Difference(f"{found[key]} {name} instead of {expected[key]}", binding=True)
        for key, name in _BINDING.items()
        if found[key] != expected[key]
    ]
    formatting = [
        Difference(f"{found[key]} × {name} instead of {expected[key]}", binding=False)
        for key, name in _FORMATTING.items()
        if found[key] != expected[key]
    ]
    notes = _compare_notes(segment.source, target)
    return (*binding, *notes, *_compare_tags(segment.source, target), *formatting)


def _count(segment: Segment, text: str) -> Counter[str] | None:
    """Inline elements by name; None when the text is more than one block."""
    counts: Counter[str] = Counter()
    alone = replace(segment, place=Place(segment.place.kind))  # a prefix means something only inside its blocks
    for event in parse_events(splice_text(text, alone)):
        if event.kind == "start":
            if event.name not in INLINE_TAGS and event.name != "Paragraph":
                return None
            counts[event.name] += 1
        elif event.kind == "Code":
            counts["Code"] += 1
    return counts if counts["Paragraph"] <= 1 else None


def _compare_notes(source: str, target: str) -> tuple[Difference, ...]:
    """Footnotes are told by their labels: where they are defined cannot be seen from here."""
    expected, found = (Counter(_NOTE.findall(_CODE.sub("", text))) for text in (source, target))
    lost, added = sorted((expected - found).elements()), sorted((found - expected).elements())
    words = [
        f"{' '.join(names)} {what}" for names, what in ((lost, "is missing"), (added, "is not in the source")) if names
    ]
    return tuple(Difference(f"the footnote reference {text}", binding=True) for text in words)


def _compare_tags(source: str, target: str) -> tuple[Difference, ...]:
    """Tags must nest as tags do, unless the source's do not either."""
    if _is_balanced(target) or not _is_balanced(source):
        return ()
    return (Difference("its HTML tags do not nest", binding=True),)


def _is_balanced(text: str) -> bool:
    stack: list[str] = []
    for match in TOKEN.finditer(text):
        name = (match["name"] or "").lower()
        if not name or name in VOID or match["attributes"].endswith("/"):
            continue
        if not match["close"]:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack
