"""Catalogs of tools that cut documents in another way: what their longer messages say becomes messages of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from polypub.align.entries import Entries
from polypub.model.message import Catalog, Message, state_of
from polypub.model.text import Place, Segment


def recut(catalog: Catalog, template: Catalog) -> Catalog:
    """The catalog with messages for new blocks that are parts of its old ones: a whole table, a quote with its mark.

    Only what is sure is taken: an old message whose translation has the same blocks. It stays itself, and is obsolete
    after the merge.
    """
    keys = {message.key for message in template.messages}
    known = {message.key for message in catalog.messages}
    entries = Entries()
    entries.add((m for m in catalog.messages if m.key not in keys and state_of(m).publishable), catalog.path)
    new = [message for message in template.messages if message.key not in known and message.plural is None]
    if not entries.entries or not new:
        return catalog
    found = tuple(_find(new, entries))
    return replace(catalog, messages=(*catalog.messages, *found)) if found else catalog


def _find(new: list[Message], entries: Entries) -> Iterator[Message]:
    for message in new:
        source = message.key.source
        found = entries.find(Segment(source, source, Place("paragraph"), "paragraph"), "")
        is_part = found is not None and (len(found.parts) > 1 or found.parts[0].number > 0)
        if found and is_part and not found.doubt and found.text:
            yield Message(message.key, targets=(found.text,))
