"""A message is one text to translate with all that a PO file says about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from polypub.model.lazy import Lazy
from polypub.model.locale import Locale
from polypub.model.state import DraftNote, ReviewNote, State, find_day, find_note, hash_source, hash_targets


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a message comes from: `#: path` or `#: path:line`."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Key(NamedTuple):
    """A message's identity inside one domain: `msgctxt` and `msgid`.

    A tuple: keys are looked up a dozen times for every message of every edition, and a tuple is hashed in C.
    """

    context: str | None
    """None when there is no `msgctxt`; an empty one is another identity."""
    source: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The source that a fuzzy translation was made for: the `#|` lines."""

    source: str
    context: str | None = None
    plural: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a catalog, or of a template when `targets` is empty."""

    key: Key
    plural: str | None = None
    """`msgid_plural`, or None."""
    targets: tuple[str, ...] = ()
    """`msgstr`, or every `msgstr[n]` in order."""
    fuzzy: bool = False
    flags: tuple[str, ...] = ()
    """The flags but `fuzzy` (`python-format`, `no-wrap`, …), in order."""
    comments: tuple[str, ...] = ()
    """Translators' comment lines, without `# `."""
    notes: tuple[str, ...] = ()
    """Extracted comment lines, without `#. `; the first is `type: …` for an article's message."""
    references: tuple[Reference, ...] = ()
    previous: Previous | None = None
    obsolete: bool = False
    line: int = field(default=0, compare=False)
    """1-based line of its first line in the file it was read from; 0 for a new one."""

    @property
    def translated(self) -> bool:
        """Every form has a text, whatever its state."""
        return bool(self.targets) and all(self.targets)


def state_of(message: Message) -> State:
    """The state of a message, derived from text, flag, note and previous source."""
    if message.obsolete:
        return State.OBSOLETE
    if not any(message.targets):
        return State.UNTRANSLATED
    if message.fuzzy:
        return State.STALE_APPROVED if message.previous else _fuzzy_state(message)
    if not message.translated:
        return State.FUZZY  # a plural form is missing: somebody's unfinished work
    note = find_note(message.comments) if message.comments else None
    drafted = note is not None and (isinstance(note, DraftNote) or note.origin != "-")
    return State.ACCEPTED if drafted and _fits(message) == (True, True) else State.REVIEWED


def approved_at(message: Message) -> int:
    """When a person approved it through polypub, in seconds since 1970; 0 without a note of that."""
    note = find_note(message.comments) if message.comments else None
    return int(note.when.timestamp()) if isinstance(note, ReviewNote) else 0


def stale_since(message: Message) -> dt.date | None:
    """The day on which the merge saw the source of a reviewed message change; None for others and without its note."""
    if not message.comments or state_of(message) is not State.STALE_APPROVED:
        return None
    return find_day(message.comments, "stale")


def _fuzzy_state(message: Message) -> State:
    if not isinstance(find_note(message.comments), DraftNote):
        return State.FUZZY
    return _DRAFT_STATES[_fits(message)]


_DRAFT_STATES = {
    (True, True): State.DRAFT,
    (True, False): State.EDITED_DRAFT,
    (False, True): State.STALE_DRAFT,
    (False, False): State.STALE_EDITED,
}
"""Whether a draft's source and text are still those of its note."""


def _fits(message: Message) -> tuple[bool, bool]:
    note = find_note(message.comments)
    if note is None:
        return False, False
    key = message.key
    source = note.src == hash_source(key.source, key.context, message.plural)
    return source, note.out == hash_targets(message.targets)


def unite_messages(messages: Iterable[Message]) -> tuple[Message, ...]:
    """One message for each key, where the first stood, with the flags, notes and references of all."""
    united: dict[Key, Message] = {}
    for message in messages:
        first = united.setdefault(message.key, message)
        if first is not message:
            united[message.key] = _unite(first, message)
    return tuple(united.values())


def _unite(first: Message, second: Message) -> Message:
    return replace(
        first,
        plural=first.plural if first.plural is not None else second.plural,
        flags=tuple(dict.fromkeys(first.flags + second.flags)),
        notes=tuple(dict.fromkeys(first.notes + second.notes)),
        references=tuple(dict.fromkeys(first.references + second.references)),
    )


@dataclass(frozen=True, slots=True)
class Catalog:
    """One domain in one locale; without a locale it is a template (POT)."""

    domain: str
    """`theme`, `ui`, `site`, or an article's path without its ending (`content/news/x`)."""
    locale: Locale | None
    messages: tuple[Message, ...]
    """In file order, obsolete ones included, the header not."""
    header: Mapping[str, str] = field(default_factory=dict)
    """The header's fields in order; empty for a file without one."""
    path: str = field(default="", compare=False)
    """The file it was read from, for messages to people."""
    comments: tuple[str, ...] = ()
    """Translators' comment lines above the header, without `# `: credits, a licence."""


class Translation(NamedTuple):
    """What a compiled catalog keeps of a message: enough to render and to judge it."""

    targets: tuple[str, ...]
    state: State
    line: int = 0


class LazyEntries(Lazy[dict[Key, Translation]], Mapping[Key, Translation]):
    """Translations by key that are opened when somebody asks for one."""

    __slots__ = ()

    def __getitem__(self, key: Key) -> Translation:
        return self.open()[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.open())

    def __len__(self) -> int:
        return len(self.open())


@dataclass(frozen=True, slots=True)
class Translations:
    """One domain in one locale, compiled for reading."""

    domain: str
    locale: Locale
    digest: str
    """Content hash of the file it was compiled from; empty when there is no file."""
    entries: Mapping[Key, Translation]
    """Live messages that have a text, drafts included."""
    path: str = field(default="", compare=False)
    approved: Mapping[Key, int] = field(default_factory=dict)
    """When a person approved a message through polypub, in seconds since 1970; those that have no such note are not
    here."""
    published: Mapping[str, Key] = field(default_factory=dict)
    """Domains of articles that had been published before messages were added to them, with the title's message."""
    stale: Mapping[Key, dt.date] = field(default_factory=dict)
    """The day on which the merge saw the source of a reviewed message change; those without such a note are not
    here."""

    def open(self) -> Mapping[Key, Translation]:
        """The entries for somebody who asks for many of them: opened once, where they have to be."""
        entries = self.entries
        return entries.open() if isinstance(entries, LazyEntries) else entries
