"""Which translation stands in a localised source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from polypub.model.message import Key, Translations
from polypub.model.state import State
from polypub.model.text import Segment

NAMES = frozenset({"tag", "author", "section title", "section summary"})
"""Types of messages that belong to the site, not to an article."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A lookup: the translations that may be shown."""

    article: Translations
    site: Translations | None = None
    """The site's own words: tags, authors, titles of sections."""
    drafts: Collection[State] = ()
    """States of unreviewed translations that are shown too."""
    blocked: Collection[Key] = field(default_factory=frozenset)
    """Messages of the file whose translation must not be shown."""

    def __call__(self, segment: Segment) -> str | None:
        """What stands in the segment's place; None for its own text."""
        key = Key(segment.context, segment.source)
        if segment.place.kind == "field" and segment.type in NAMES:
            found = self.site.entries.get(key) if self.site else None
        else:
            found = None if key in self.blocked else self.article.entries.get(key)
        if found is None or not (found.state.publishable or found.state in self.drafts):
            return None
        return found.targets[0] or None
