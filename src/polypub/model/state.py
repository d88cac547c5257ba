"""The state of a message, derived from what every PO tool keeps: flag, comment, `#|`.

A machine draft is `fuzzy` with one translator comment, at most 78 columns long::

    # polypub: mt google 2026-11-23 src=1a2b3c4d out=5e6f7a8b
    # polypub: tm 97 2026-11-23 src=1a2b3c4d out=5e6f7a8b

`src` and `out` are what was drafted from and what was drafted, as eight hexadecimal digits of BLAKE2s,
so that a later edit of either shows. Approving through polypub leaves a record in its place::

    # polypub: ok anna 2026-11-24T08:12:00Z from=google src=1a2b3c4d out=5e6f7a8b

Two more lines are the merge's memory of days: `# polypub: stale 2026-11-24` on a reviewed message whose source
changed, `# polypub: published 2026-11-24` on the title of a published article that grew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Coarse = Literal["reviewed", "draft", "stale", "untranslated"]
"""The four states that reports and shares are counted in."""


class State(StrEnum):
    """What may be done with a message; the finer ones report as the coarse one of `coarse`."""

    UNTRANSLATED = "untranslated"
    """No text: may be drafted."""
    DRAFT = "draft"
    """An unread machine draft of this source: may be drafted again on request."""
    STALE_DRAFT = "stale draft"
    """An unread machine draft of an older source: is drafted again."""
    EDITED_DRAFT = "edited draft"
    """A draft that a person has begun to edit: never touched."""
    STALE_EDITED = "stale edited"
    """A draft that a person has begun to edit, of an older source: never touched."""
    STALE_APPROVED = "stale approved"
    """A reviewed text whose source changed: never touched, shown with what changed."""
    FUZZY = "fuzzy"
    """Marked by another tool or by hand: never touched."""
    ACCEPTED = "accepted"
    """A machine draft approved as it was."""
    REVIEWED = "reviewed"
    """A person's text."""
    OBSOLETE = "obsolete"
    """The source is gone; kept for when it returns."""

    @property
    def publishable(self) -> bool:
        """A person stands behind it."""
        return self is State.REVIEWED or self is State.ACCEPTED

    @property
    def coarse(self) -> Coarse:
        """The state as reports count it; obsolete messages are not counted at all."""
        return _COARSE.get(self, "untranslated")


_COARSE: dict[State, Coarse] = {
    State.DRAFT: "draft",
    State.EDITED_DRAFT: "draft",
    State.FUZZY: "draft",
    State.STALE_DRAFT: "stale",
    State.STALE_EDITED: "stale",
    State.STALE_APPROVED: "stale",
    State.ACCEPTED: "reviewed",
    State.REVIEWED: "reviewed",
}


@dataclass(frozen=True, slots=True)
class DraftNote:
    """A message's text was drafted by machine (`mt`) or taken from the memory (`tm`)."""

    kind: Literal["mt", "tm"]
    origin: str
    """The engine's name; for `tm` the score, 0 to 100. Never holds a space."""
    date: dt.date
    src: str
    out: str

    def __str__(self) -> str:
        return f"polypub: {self.kind} {self.origin} {self.date.isoformat()} src={self.src} out={self.out}"


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """A person approved a message through polypub; `src` and `out` are the draft's, or the approved text's own."""

    who: str
    """The reviewer, without spaces."""
    when: dt.datetime
    """In UTC, to the second."""
    origin: str
    """The engine that drafted it, or `-` for a person's own text."""
    src: str
    out: str

    def __str__(self) -> str:
        when = self.when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"polypub: ok {self.who} {when} from={self.origin} src={self.src} out={self.out}"


Note = DraftNote | ReviewNote
PREFIX = "polypub:"
"""How every comment line of ours begins; what does not begin so is a person's."""
_HASHES = r" src=(?P<src>[0-9a-f]{8}) out=(?P<out>[0-9a-f]{8})"
_DRAFT = re.compile(r"polypub: (?P<kind>mt|tm) (?P<origin>\S+) (?P<date>\d{4}-\d\d-\d\d)" + _HASHES)
_REVIEW = re.compile(
    r"polypub: ok (?P<who>\S+) (?P<when>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) from=(?P<origin>\S+)" + _HASHES
)
_OK = "polypub: ok "
_DAY = re.compile(r"polypub: (stale|published) (\d{4}-\d\d-\d\d)")


def hash_source(source: str, context: str | None = None, plural: str | None = None) -> str:
    """The `src` of a note: eight hexadecimal digits over context, source and plural."""
    head = "" if context is None else context + "\x04"
    return _digest(f"{head}{source}" if plural is None else f"{head}{source}\0{plural}")


def hash_targets(targets: Sequence[str]) -> str:
    """The `out` of a note: eight hexadecimal digits over all forms of the translation."""
    return _digest("\0".join(targets))


def _digest(text: str) -> str:
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def parse_note(comment: str) -> Note | None:
    """The draft's or review's note in one comment line, None for any other line."""
    if not comment.startswith(PREFIX):
        return None
    try:
        return _parse_draft(comment) or _parse_review(comment)
    except ValueError:  # a day that no calendar has: not a line of ours
        return None


def _parse_draft(comment: str) -> DraftNote | None:
    found = _DRAFT.fullmatch(comment.rstrip())
    if not found:
        return None
    kind: Literal["mt", "tm"] = "mt" if found["kind"] == "mt" else "tm"
    return DraftNote(kind, found["origin"], dt.date.fromisoformat(found["date"]), found["src"], found["out"])


def _parse_review(comment: str) -> ReviewNote | None:
    found = _REVIEW.fullmatch(comment.rstrip())
    if not found:
        return None
    when = dt.datetime.fromisoformat(found["when"].replace("Z", "+00:00"))
    return ReviewNote(found["who"], when, found["origin"], found["src"], found["out"])


def find_note(comments: Iterable[str]) -> Note | None:
    """The last draft's or review's note among a message's comments."""
    notes = [note for line in unfold(comments) if line.startswith(PREFIX) and (note := parse_note(line))]
    return notes[-1] if notes else None


def unfold(comments: Iterable[str]) -> Sequence[str]:
    """The comments, each record of an approval whole: a long one may have been folded by a tool (polib does so)."""
    lines: list[str] = []
    for line in comments:
        whole = f"{lines[-1].rstrip()} {line.strip()}" if lines and lines[-1].startswith(_OK) else ""
        if whole and parse_note(lines[-1]) is None and parse_note(whole):
            lines[-1] = whole
        else:
            lines.append(line)
    return lines


def set_note(comments: Sequence[str], note: Note | None) -> tuple[str, ...]:
    """The comments with the note in place of an older one; at the end when there was none, None takes it away."""
    kept = [line if parse_note(line) is None else None for line in unfold(comments)]
    place = kept.index(None) if None in kept else len(kept)
    if note is not None:
        kept.insert(place, str(note))
    return tuple(line for line in kept if line is not None)


def find_day(comments: Iterable[str], word: Literal["stale", "published"]) -> dt.date | None:
    """The day of a `polypub: stale` or `polypub: published` line; None without one."""
    for line in comments:
        found = _DAY.fullmatch(line.rstrip())
        if found and found[1] == word:
            try:
                return dt.date.fromisoformat(found[2])
            except ValueError:
                continue
    return None


def set_day(comments: Sequence[str], word: Literal["stale", "published"], day: dt.date | None) -> tuple[str, ...]:
    """The comments with that day's line replaced or added at the end; None takes it away."""
    kept = tuple(line for line in comments if not ((found := _DAY.fullmatch(line.rstrip())) and found[1] == word))
    return kept if day is None else (*kept, f"polypub: {word} {day.isoformat()}")


def is_human(comment: str) -> bool:
    """Whether a person wrote this comment line."""
    return bool(comment.strip()) and not comment.startswith(PREFIX)
