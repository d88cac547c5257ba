"""What a reviewer does to one message: save, approve, reject. Nothing here touches a file.

Where two people must approve, the first one's record goes in place of the draft's note as any approval's does, the flag
`fuzzy` stays, and one line more tells for which source and text that approval was given::

    # polypub: ok anna 2026-11-24T08:12:00Z from=google src=1a2b3c4d out=5e6f7a8b
    # polypub: first src=1a2b3c4d out=99aabbcc
    #, fuzzy

To every tool such a message is merely fuzzy: never published, and never drafted again. Once source or text are others,
the line does not fit and counts for nothing. The second approval takes line and flag away, and adds its own record.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from polypub.model.message import Message, state_of
from polypub.model.state import (
    PREFIX,
    DraftNote,
    Note,
    ReviewNote,
    find_note,
    hash_source,
    hash_targets,
    parse_note,
    set_day,
    set_note,
    unfold,
)

_FIRST = re.compile(r"polypub: first src=([0-9a-f]{8}) out=([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves, when, and how many people must."""

    who: str
    """Without spaces."""
    when: dt.datetime
    needed: int = 1
    """1 or 2."""
    engine: str = ""
    """The engine whose very proposal is approved, where the message had no draft of it."""


def version_of(message: Message) -> str:
    """Sixteen hexadecimal digits that change with everything that a reviewer sees or changes of a message."""
    told = (message.key, message.plural, message.targets, message.fuzzy, message.comments, message.previous)
    return hashlib.blake2s(repr(told).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def fit_lines(text: str, source: str) -> str:
    """The text with as many line ends at both ends as its source, as gettext wants it, and none of Windows' kind."""
    body = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not body:
        return ""
    before = len(source) - len(source.lstrip("\n"))
    after = len(source) - len(source.rstrip("\n"))
    return "\n" * before + body + "\n" * after


def first_approval(message: Message) -> ReviewNote | None:
    """The approval that waits for a second person's; None when there is none, or text or source are others now."""
    note = find_note(message.comments) if message.fuzzy and message.comments else None
    return note if isinstance(note, ReviewNote) and _first_line(message) in message.comments else None


def _first_line(message: Message) -> str:
    src = hash_source(message.key.source, message.key.context, message.plural)
    return f"polypub: first src={src} out={hash_targets(message.targets)}"


def is_done(message: Message, who: str) -> bool:
    """Whether this person has nothing more to do with the message."""
    first = first_approval(message)
    return state_of(message).publishable or (first is not None and first.who == who)


def save(message: Message, texts: Sequence[str]) -> Message:
    """The message with an edited text that nobody has approved; an empty one is a rejection.

    A draft's note stays, so that it is an edited draft. What a reviewed text was approved as is no longer true of it.
    """
    targets = tuple(texts)
    if targets == message.targets:
        return message
    if not any(targets):
        return reject(message)
    comments = set_day(_without_first(message.comments), "stale", None)
    note = find_note(comments)
    if isinstance(note, ReviewNote) and message.previous is None:
        comments = set_note(comments, _as_draft(note))
    return replace(message, targets=targets, fuzzy=True, comments=comments)


def _as_draft(record: ReviewNote) -> DraftNote | None:
    """The draft's note that the record took the place of."""
    if record.origin == "-":
        return None
    return DraftNote(
        "tm" if record.origin.isdigit() else "mt", record.origin, record.when.date(), record.src, record.out
    )


def reject(message: Message) -> Message:
    """The message without a text, and without all that was said of it."""
    comments = set_day(set_note(_without_first(message.comments), None), "stale", None)
    return replace(message, targets=("",) * len(message.targets), fuzzy=False, previous=None, comments=comments)


def approve(message: Message, texts: Sequence[str], approval: Approval) -> Message:
    """The message with a text that a person stands behind: reviewed, or waiting for the second of two people."""
    new = replace(message, targets=tuple(texts), previous=None)
    is_same = new.targets == message.targets
    record = _record(message, new, approval)
    bare = set_day(_without_first(message.comments), "stale", None)
    first = first_approval(message) if is_same else None
    was_reviewed = is_same and state_of(message).publishable
    if (was_reviewed and _has_record_of(message, approval.who)) or (first and first.who == approval.who):
        return message
    if approval.needed > 1 and (first or was_reviewed):
        return replace(new, fuzzy=False, comments=_add_record(bare, record))
    new = replace(new, fuzzy=approval.needed > 1, comments=set_note(bare, record))
    return replace(new, comments=(*new.comments, _first_line(new))) if new.fuzzy else new


def _record(old: Message, new: Message, approval: Approval) -> ReviewNote:
    """The record, with the draft's hashes where there was a draft; an approved text that was edited is a person's."""
    note = find_note(old.comments)
    if isinstance(note, ReviewNote) and new.targets != old.targets:
        note = None
    src = hash_source(new.key.source, new.key.context, new.plural)
    out = hash_targets(new.targets)
    if approval.engine:
        return ReviewNote(approval.who, approval.when, approval.engine, src, out)
    if note is None or note.origin == "-":
        return ReviewNote(approval.who, approval.when, "-", src, out)
    return ReviewNote(approval.who, approval.when, note.origin, note.src, note.out)


def _has_record_of(message: Message, who: str) -> bool:
    return any(record.who == who for record in records_of(message))


def records_of(message: Message) -> tuple[ReviewNote, ...]:
    """Every record of an approval that a message has, in order."""
    notes = map(parse_note, unfold(message.comments))
    return tuple(note for note in notes if isinstance(note, ReviewNote))


def _add_record(comments: Sequence[str], record: Note) -> tuple[str, ...]:
    """The comments with the record behind those that are there; a draft's note goes."""
    kept = [line for line in unfold(comments) if not isinstance(parse_note(line), DraftNote)]
    places = [place for place, line in enumerate(kept) if parse_note(line)]
    kept.insert(places[-1] + 1 if places else len(kept), str(record))
    return tuple(kept)


def _without_first(comments: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in comments if not (line.startswith(PREFIX) and _FIRST.fullmatch(line.rstrip())))
