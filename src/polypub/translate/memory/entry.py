"""What a memory holds and what it answers with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from polypub.model.locale import Locale
from polypub.model.message import Catalog, Message, approved_at, state_of
from polypub.model.state import DraftNote, ReviewNote, State, find_note

Origin = Literal["human", "accepted", "import"]
"""A person's text, a machine draft that a person approved as it was, another tool's file."""

ORIGINS: tuple[Origin, ...] = ("human", "accepted", "import")
"""Most trusted first."""
_BY_STATE: dict[State, Origin] = {State.REVIEWED: "human", State.ACCEPTED: "accepted"}


class Pair(NamedTuple):
    """From which language into which."""

    source: Locale
    target: Locale


class Identity(NamedTuple):
    """Entries with the same identity are one that is used more than once."""

    pair: Pair
    source: str
    context: str
    """With an `x` before it; empty for none, so that identities have an order."""
    target: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Entry:
    """One approved translation."""

    pair: Pair
    source: str
    target: str
    context: str | None = None
    """`msgctxt`."""
    domain: str = ""
    origin: Origin = "human"
    engine: str = ""
    """What drafted it: an engine's name, or `memory`; empty for a person's own text."""
    file: str = ""
    """Where it was found, relative to its site."""
    who: str = ""
    """The reviewer, where a note says so."""
    moment: int = 0
    """When it was approved, in seconds since 1970; 0 when nothing says so."""
    uses: int = 1
    """How many messages have it."""

    @property
    def identity(self) -> Identity:
        """What makes it one entry."""
        context = "" if self.context is None else f"x{self.context}"
        return Identity(self.pair, self.source, context, self.target, self.origin)


@dataclass(frozen=True, slots=True)
class Match:
    """A translation of the same text, or of one that is like it."""

    score: int
    """0 to 100; 100 is for the very text, in the same context, with one translation by a person."""
    source: str
    """What the memory's translation was made from."""
    target: str
    """Ready to use as a draft: where numbers or placeables differed, they are those of the text that was asked for."""
    origin: Origin
    engine: str
    context: str | None
    file: str


def approved_entries(catalog: Catalog, source: Locale) -> Iterator[Entry]:
    """What a memory keeps of a catalog: reviewed and accepted messages, obsolete ones too if they were.

    A plural message has no one translation and is left out.
    """
    if catalog.locale is None:
        return
    pair = Pair(source, catalog.locale)
    for message in catalog.messages:
        origin = _BY_STATE.get(state_of(replace(message, obsolete=False) if message.obsolete else message))
        if origin and message.plural is None:
            yield _entry(message, catalog, pair, origin)


def _entry(message: Message, catalog: Catalog, pair: Pair, origin: Origin) -> Entry:
    note = find_note(message.comments) if message.comments else None
    return Entry(
        pair=pair,
        source=message.key.source,
        target=message.targets[0],
        context=message.key.context,
        domain=catalog.domain,
        origin=origin,
        engine=_engine(note) if note and origin == "accepted" else "",
        file=catalog.path,
        who=note.who if isinstance(note, ReviewNote) else "",
        moment=approved_at(message),
    )


def _engine(note: DraftNote | ReviewNote) -> str:
    """A draft from a memory is noted by its score."""
    return "memory" if note.origin.isdigit() else note.origin


def unite_entries(entries: Iterable[Entry]) -> list[Entry]:
    """One entry for each identity, in order: its uses added up, its place and time those of the newest."""
    uses: Counter[Identity] = Counter()
    newest: dict[Identity, Entry] = {}
    for entry in entries:
        identity = entry.identity
        uses[identity] += entry.uses
        other = newest.setdefault(identity, entry)
        if other is not entry and _age(entry) < _age(other):
            newest[identity] = entry
    return [replace(newest[identity], uses=uses[identity]) for identity in sorted(newest)]


def _age(entry: Entry) -> tuple[int, str, str, str, str]:
    """Newest first; the rest decides between equals, so that the order of files does not."""
    return -entry.moment, entry.file, entry.domain, entry.engine, entry.who
