"""Ids for headings that have none of their own: made of the source's words, the same in every edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from polypub.formats.commonmark import Event

_ID = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)


def find_ids(html: str) -> list[str]:
    """What the author of a piece of HTML wrote as ids; what merely looks so is among it."""
    return _ID.findall(html)


class Slugs:
    """Ids made of words; none is given twice, and none is one that the author wrote."""

    def __init__(self, used: Iterable[str]) -> None:
        self._used = set(used)
        self._counts: dict[str, int] = {}

    def make(self, words: str) -> str:
        """The id for a heading of these words."""
        slug = re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", words.lower())).strip("-_") or "section"
        count = self._counts.get(slug, 0) + 1
        while (found := slug if count == 1 else f"{slug}-{count}") in self._used:
            count += 1
        self._counts[slug] = count
        self._used.add(found)
        return found


class Anchors:
    """The ids of the headings of one Markdown document."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._slugs = Slugs(_own_ids(events))

    def give(self, block: Event | None, events: Sequence[Event]) -> str:
        """The id of the heading that holds these inline events; empty where there is none to give."""
        if block is None or block.name != "Heading" or block.value["id"]:
            return ""
        return self._slugs.make("".join(event.value for event in events if event.kind in ("Text", "Code")))


def _own_ids(events: Iterable[Event]) -> Iterable[str]:
    for event in events:
        if event.kind == "start" and event.name == "Heading" and event.value["id"]:
            yield event.value["id"]
        elif event.kind in ("Html", "InlineHtml"):
            yield from find_ids(event.value)
