"""Ids for headings that have none of their own: made of the source's words, the same in every edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from polypub.formats.commonmark import Event

_ID = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)


class Anchors:
    """The ids of one document; none is given twice, and none is one that the author wrote."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._used: set[str] = set()
        self._counts: dict[str, int] = {}
        for event in events:
            if event.kind == "start" and event.name == "Heading" and event.value["id"]:
                self._used.add(event.value["id"])
            elif event.kind in ("Html", "InlineHtml"):
                self._used.update(_ID.findall(event.value))

    def give(self, block: Event | None, events: Sequence[Event]) -> str:
        """The id of the heading that holds these inline events; empty where there is none to give."""
        if block is None or block.name != "Heading" or block.value["id"]:
            return ""
        text = "".join(event.value for event in events if event.kind in ("Text", "Code"))
        slug = re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", text.lower())).strip("-_") or "section"
        count = self._counts.get(slug, 0) + 1
        while (found := slug if count == 1 else f"{slug}-{count}") in self._used:
            count += 1
        self._counts[slug] = count
        self._used.add(found)
        return found
