"""Messages of an article: its fields and its blocks, in document order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from polypub.model.message import Catalog, Key, Message, Reference
from polypub.model.site import Article
from polypub.model.text import Segment


def extract_article(article: Article, address: str) -> Catalog:
    """The template of an article's domain; empty for one that is not to be translated.

    A text that occurs twice is one message. Each carries its type and the author's note; the article's address
    stands on the first one only.
    """
    messages = extract_segments(article.segments, article.path, address) if article.translate else ()
    return Catalog(article.domain, None, messages)


def extract_segments(segments: Iterable[Segment], path: str, address: str = "") -> tuple[Message, ...]:
    """The messages of a file's segments, in their order, each once."""
    messages: dict[Key, Message] = {}
    references = (Reference(path),)
    for segment in segments:
        key = Key(segment.context, segment.source)
        if key not in messages:
            notes = _notes(segment, address if not messages else "")
            messages[key] = Message(key, targets=("",), notes=notes, references=references)
        elif segment.note:
            messages[key] = _with_note(messages[key], segment.note)
    return tuple(messages.values())


def _notes(segment: Segment, address: str) -> tuple[str, ...]:
    notes = (f"type: {segment.type}", f"address: {address}" if address else "", segment.note)
    return tuple([line for line in notes if line])


def _with_note(message: Message, note: str) -> Message:
    return message if note in message.notes else replace(message, notes=(*message.notes, note))
