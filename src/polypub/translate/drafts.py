"""Machine drafts for a catalog: what nobody has translated is filled and marked for review; all else stays.

Planning reads a catalog, answering asks an engine, and what comes of it is applied to the catalog as it is then, so
that a person may go on working in the file meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from polypub.model.message import Catalog, Key, Message, state_of
from polypub.model.page import Finding
from polypub.model.state import DraftNote, State, find_note, hash_source, hash_targets, set_note
from polypub.model.text import Segment
from polypub.translate.aids import Aids, Match, find_surroundings
from polypub.translate.engines.base import Err, Ok, Query, Reply
from polypub.translate.forms import form_sources
from polypub.translate.gated import Origin, find_reason
from polypub.translate.shield import keeps_markup

OPEN = frozenset({State.UNTRANSLATED, State.STALE_DRAFT})
"""What is drafted."""
UNREAD = OPEN | {State.DRAFT}
"""What is drafted when drafts are to be made anew: whatever no person has touched."""
_STRINGS = ("ui", "theme")
_HAND = "Translate the message by hand."
_NO_FORMS = Err("the number of plural forms is not known", "Correct the catalog's Plural-Forms header.", "input")


@dataclass(frozen=True, slots=True)
class Slot:
    """A message to be drafted: from the memory, or by asking."""

    message: Message
    queries: tuple[Query, ...] = ()
    """One for each form, markup still in it; none when the memory has it, or nothing can be asked."""
    match: Match | None = None
    """What the memory has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be drafted in a catalog."""

    catalog: Catalog
    slots: tuple[Slot, ...]
    segments: Mapping[Key, Segment] = field(default_factory=dict)
    """The blocks that an article's messages were read from."""

    def origin(self, message: Message) -> Origin:
        """What a message was read from."""
        words: Origin = "string" if self.catalog.domain in _STRINGS else "words"
        return self.segments.get(message.key, words)

    @property
    def queries(self) -> Iterator[Query]:
        """What an engine is to be asked, in the catalog's order."""
        return (query for slot in self.slots for query in slot.queries)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a slot: a verified text for every form, or why there is none."""

    message: Message
    result: tuple[str, ...] | Err
    kind: Literal["mt", "tm"] = "mt"
    origin: str = ""
    """The engine's name, or the memory's score."""


def plan_drafts(
    catalog: Catalog, states: frozenset[State], aids: Aids, segments: Mapping[Key, Segment] | None = None
) -> Plan:
    """What is to be drafted in a catalog: its messages in those states, each from the memory or by queries.

    `segments` are the blocks that an article's messages were read from.
    """
    plan = Plan(catalog, (), segments or {})
    wanted = [message for message in catalog.messages if state_of(message) in states]
    if catalog.locale is None or not wanted:
        return plan
    surroundings = find_surroundings(catalog)
    slots = []
    for message in wanted:
        slot = _from_memory(message, aids, plan.origin(message))
        if slot is None:
            sources = form_sources(message, catalog)
            slot = Slot(message, tuple(surroundings.query(message, text, aids, catalog.locale) for text in sources))
        slots.append(slot)
    return replace(plan, slots=tuple(slots))


def _from_memory(message: Message, aids: Aids, origin: Origin) -> Slot | None:
    """The memory's best match that a page may have; it has none for plural forms."""
    source = message.key.source
    if message.plural is None and source.strip():
        kept = [source[start:stop] for start, stop in aids.find_kept(source)]
        for match in aids.recall(message.key):
            is_whole = keeps_markup(source, match.target) and all(term in match.target for term in kept)
            if is_whole and find_reason(message, source, match.target, origin) is None:
                return Slot(message, match=match)
    return None


def settle_drafts(plan: Plan, replies: Mapping[Query, Reply], engine: str) -> tuple[Outcome, ...]:
    """What became of each slot, from an engine's verified replies to the plan's queries."""
    return tuple(_settle(slot, plan.origin(slot.message), replies, engine) for slot in plan.slots)


def _settle(slot: Slot, origin: Origin, replies: Mapping[Query, Reply], engine: str) -> Outcome:
    message = slot.message
    if slot.match:
        return Outcome(message, (slot.match.target,), "tm", str(slot.match.score))
    targets: list[str] = []
    for query in slot.queries:
        reply = replies[query]
        if isinstance(reply, Ok) and (reason := find_reason(message, query.text, reply.text, origin)):
            reply = Err(reason, _HAND)
        if isinstance(reply, Err):
            return Outcome(message, reply, origin=engine)
        targets.append(reply.text)
    return Outcome(message, tuple(targets) or _NO_FORMS, origin=engine)


def apply_drafts(catalog: Catalog, outcomes: Iterable[Outcome], states: frozenset[State], today: dt.date) -> Catalog:
    """The catalog with the drafts in it, marked fuzzy and noted; law 5: only messages in those states change."""
    by_key = {(outcome.message.key, outcome.message.plural): outcome for outcome in outcomes}
    drafted = (
        _drafted(message, by_key.get((message.key, message.plural)), states, today) for message in catalog.messages
    )
    return replace(catalog, messages=tuple(drafted))


def apply_draft(message: Message, outcome: Outcome, states: frozenset[State], today: dt.date) -> Message:
    """The same for one message."""
    return _drafted(message, outcome, states, today)


def _drafted(message: Message, outcome: Outcome | None, states: frozenset[State], today: dt.date) -> Message:
    if outcome is None or isinstance(outcome.result, Err) or state_of(message) not in states:
        return message
    key, targets = message.key, outcome.result
    src = hash_source(key.source, key.context, message.plural)
    note = DraftNote(outcome.kind, outcome.origin, today, src, hash_targets(targets))
    if _is_same(message, note):
        return message
    return replace(message, targets=targets, fuzzy=True, previous=None, comments=set_note(message.comments, note))


def _is_same(message: Message, note: DraftNote) -> bool:
    """The draft is there already, but for the day."""
    old = find_note(message.comments)
    return isinstance(old, DraftNote) and state_of(message) is State.DRAFT and replace(old, date=note.date) == note


def drop_drafts(catalog: Catalog) -> Catalog:
    """The catalog with every unread draft emptied; what a person has touched stays."""
    return replace(catalog, messages=tuple(map(_emptied, catalog.messages)))


def _emptied(message: Message) -> Message:
    if state_of(message) not in (State.DRAFT, State.STALE_DRAFT):
        return message
    empty = ("",) * len(message.targets)
    return replace(message, targets=empty, fuzzy=False, comments=set_note(message.comments, None))


def tell_reason(engine: str, err: Err) -> str:
    """The reason with the engine's name before it, unless it is there already."""
    is_named = err.reason.casefold().startswith(engine.casefold())
    return err.reason if is_named or not engine else f"{engine}: {err.reason}"


def report_refusals(outcomes: Sequence[Outcome], catalog: Catalog) -> Iterator[Finding]:
    """A finding, as rule `draft-refused`, for each message that has no draft for a reason of its own."""
    for outcome in outcomes:
        err, message = outcome.result, outcome.message
        if isinstance(err, Err):
            yield Finding(
                rule="draft-refused",
                severity="warning",
                text=f"{tell_reason(outcome.origin, err)}: {message.key.source[:60]}",
                path=catalog.path,
                line=message.line,
                locale=catalog.locale,
                hint=err.remedy,
                source=message.key.source,
            )
