"""A document's source in another language, in whatever dialect it is written."""

from __future__ import annotations

from polypub.formats.splice import join_pieces, splice_text
from polypub.model.text import Document, Lookup, Segment


def localise(document: Document, lookup: Lookup) -> str:
    """The document's source with every segment that `lookup` answers for replaced (law 2)."""

    def write(segment: Segment) -> str:
        target = lookup(segment)
        return segment.raw if target is None else splice_into(document, target, segment)

    return join_pieces(document, write)


def splice_into(document: Document, target: str, segment: Segment) -> str:
    """A translation as it must be written in its document, whose dialect may ask for more than CommonMark."""
    if document.dialect == "commonmark":
        return splice_text(target, segment, document.labels)
    from polypub.formats.dialects.splicing import splice_construct_text  # most sites have no constructs

    return splice_construct_text(document, target, segment)
