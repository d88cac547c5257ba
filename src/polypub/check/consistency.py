"""One source, one translation; one translation, one source: what only the whole catalog shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from polypub.check.rule import Hit, Sheet
from polypub.model.message import Message

_LONG = 20
"""Characters from which a text is no single word any more."""


def check_inconsistent(sheet: Sheet) -> Iterator[tuple[Message | None, Hit]]:
    """One source with several translations, where no context parts them."""
    found: dict[tuple[str, str | None], list[Message]] = defaultdict(list)
    for message in _plain(sheet):
        found[message.key.source.casefold(), message.plural].append(message)
    for messages in found.values():
        for message, other in _pairs(messages, _translation):
            yield message, Hit(f"“{_short(other.targets[0])}” elsewhere (line {other.line})", message.targets[0][:60])


def check_reused(sheet: Sheet) -> Iterator[tuple[Message | None, Hit]]:
    """Several sources with one translation: perhaps copied, perhaps a word that means both."""
    if len(sheet.forms) == 1:  # one form may rightly stand for the source's two
        return
    found: dict[str, list[Message]] = defaultdict(list)
    for message in _plain(sheet):
        if message.plural is None and len(message.targets[0]) > _LONG:
            found[_translation(message)].append(message)
    for messages in found.values():
        for message, other in _pairs(messages, _source):
            yield (
                message,
                Hit(f"also translates “{_short(other.key.source)}” (line {other.line})", message.targets[0][:60]),
            )


def _pairs(messages: list[Message], read: Callable[[Message], str]) -> Iterator[tuple[Message, Message]]:
    """Each message with the first that differs from it, if any do, whatever their order."""
    if len(messages) < 2 or len(set(map(read, messages))) < 2:
        return
    ordered = sorted(messages, key=lambda m: (m.line, m.key.source, m.key.context or ""))
    first = ordered[0]
    second = next(message for message in ordered if read(message) != read(first))
    for message in ordered:
        yield message, first if read(message) != read(first) else second


def _translation(message: Message) -> str:
    return message.targets[0].casefold()


def _source(message: Message) -> str:
    return message.key.source.casefold()


def _plain(sheet: Sheet) -> Iterator[Message]:
    """Messages with a text that a person stands behind."""
    return (m for m in sheet.catalog.messages if m.targets and m.targets[0] and not m.obsolete and not m.fuzzy)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
