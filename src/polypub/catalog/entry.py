"""One entry while it is read, and the message that it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field

from polypub.catalog.references import parse_references
from polypub.catalog.tokens import split_flags
from polypub.model.message import Key, Message, Previous, Reference

Fields = dict[str, list[str]]
"""Keyword to the strings that follow it."""


@dataclass(slots=True)
class Entry:
    """What was read of an entry so far."""

    start: int = -1
    """Number of its first line, from 0; -1 before there is one."""
    mark: str = ""
    """What its last keyword stood behind: `#~`, `#|`, `#~|` or nothing."""
    fields: Fields = field(default_factory=dict)
    previous: Fields = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)


class MessageMaker:
    """Makes messages; the same references and flags, which most entries of a file share, are parsed once."""

    def __init__(self) -> None:
        self.references: dict[tuple[str, ...], tuple[Reference, ...]] = {(): ()}
        self.flags: dict[tuple[str, ...], tuple[bool, tuple[str, ...]]] = {(): (False, ())}

    def make(self, entry: Entry) -> Message:
        """The message of an entry that is complete."""
        fields = entry.fields
        context, plural = fields.get("msgctxt"), fields.get("msgid_plural")
        fuzzy, flags = self._flags(tuple(entry.flags))
        return Message(
            Key(None if context is None else "".join(context), "".join(fields["msgid"])),
            None if plural is None else "".join(plural),
            tuple(["".join(parts) for word, parts in fields.items() if word[:6] == "msgstr"]),
            fuzzy,
            flags,
            tuple(entry.comments),
            tuple(entry.notes),
            self._references(tuple(entry.references)),
            _previous(entry.previous) if entry.previous else None,
            entry.mark == "#~",
            entry.start + 1,
        )

    def _references(self, raw: tuple[str, ...]) -> tuple[Reference, ...]:
        found = self.references.get(raw)
        if found is None:
            found = self.references[raw] = parse_references(" ".join(raw))
        return found

    def _flags(self, raw: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
        found = self.flags.get(raw)
        if found is None:
            names = list(split_flags(raw))
            found = self.flags[raw] = ("fuzzy" in names, tuple(name for name in names if name != "fuzzy"))
        return found


def _previous(fields: Fields) -> Previous:
    texts = {word: "".join(parts) for word, parts in fields.items()}
    return Previous(texts.get("msgid", ""), texts.get("msgctxt"), texts.get("msgid_plural"))
