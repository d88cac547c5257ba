"""The merge: a catalog follows its sources, and no human word is lost.

In this order: a message whose context and source are still there keeps everything of the translator's; an obsolete one
whose source returned lives again; a vanished one is looked for among the new ones (`matching`) and carried over
(`carry`); what is left becomes obsolete. Memory and engines have no part in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from polypub.catalog.carry import LinkChange, carry_over
from polypub.catalog.matching import pair_edited
from polypub.catalog.po import plural_count
from polypub.model.message import Catalog, Key, Message
from polypub.model.state import find_day, is_human, set_day


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged catalog, and what happened to its messages."""

    catalog: Catalog
    added: int = 0
    """New ones without a translation."""
    moved: int = 0
    """Unchanged ones that stand elsewhere in the document."""
    edited: int = 0
    """Carried over from a source that changed."""
    resurrected: int = 0
    """Obsolete ones whose source returned."""
    retired: int = 0
    """Now obsolete."""
    dropped: int = 0
    """Gone: no person had written a word for them."""
    links: tuple[LinkChange, ...] = ()
    """Link targets changed in reviewed translations."""


def merge_catalog(old: Catalog, template: Catalog, today: dt.date, published: bool = False) -> Merge:
    """The catalog brought up to date with its template; merging again changes nothing.

    `published` says that the article met its threshold before: when messages are added, its title notes the day.
    """
    work = _Work(old, template, today)
    day = _published_day(old) or (today if published and work.added else None)
    live = _note_published(work.live, day) if day and work.live else work.live
    messages = (*_in_order(old.messages, live, work.origins), *work.retired)
    return Merge(
        replace(old, messages=messages, header=_header(old, template, messages)),
        added=work.added,
        moved=_count_moved(work.exact),
        edited=work.edited,
        resurrected=work.resurrected,
        retired=len(work.retired),
        dropped=work.dropped,
        links=tuple(work.links),
    )


class _Work:
    """One merge: the live messages in the template's order, each with its old position, and what is left."""

    def __init__(self, old: Catalog, template: Catalog, today: dt.date) -> None:
        self.old, self.today, self.forms = old.messages, today, plural_count(old)
        self.positions = {message.key: number for number, message in enumerate(old.messages)}
        self.new = _unique(template.messages)
        self.live: list[Message] = []
        self.origins: list[int] = []
        self.exact: list[int] = []
        self.links: list[LinkChange] = []
        self.added = self.edited = self.resurrected = self.dropped = 0
        self.pairs = self._pairs()
        for number, message in enumerate(self.new):
            self._place(number, message)
        self.retired = list(self._retire())

    def _pairs(self) -> dict[int, int]:
        keys = {message.key for message in self.new}
        matched = {key: number for key, number in self.positions.items() if key in keys}
        orphans = [number for number, m in enumerate(self.old) if m.key not in keys and not m.obsolete and _kept(m)]
        return pair_edited(self.old, self.new, matched, orphans)

    def _place(self, number: int, new: Message) -> None:
        found = self.positions.get(new.key)
        if found is not None:
            message = self._same(self.old[found], new, found)
        elif (found := self.pairs.get(number)) is not None:
            message = self._carry(self.old[found], new)
            self.edited += 1
        else:
            message = Message(new.key, new.plural)
            self.added += 1
        self.live.append(_refresh(_fit_forms(message, self.forms), new))
        self.origins.append(-1 if found is None else found)

    def _same(self, old: Message, new: Message, position: int) -> Message:
        if old.obsolete:
            self.resurrected += 1
            old = replace(old, obsolete=False)
        else:
            self.exact.append(position)
        return old if old.plural == new.plural else self._carry(old, new)

    def _carry(self, old: Message, new: Message) -> Message:
        message, links = carry_over(old, new, self.today)
        self.links.extend(links)
        return message

    def _retire(self) -> Iterable[Message]:
        used = set(self.origins)
        for number, message in enumerate(self.old):
            if number in used or message.obsolete:
                continue
            if _kept(message):
                yield replace(message, obsolete=True, notes=(), references=())
            else:
                self.dropped += 1


def _unique(messages: Iterable[Message]) -> list[Message]:
    """The template's messages, each key once: a file with one twice could not be read again."""
    unique: dict[Key, Message] = {}
    for message in messages:
        if not message.obsolete:
            unique.setdefault(message.key, message)
    return list(unique.values())


def _kept(message: Message) -> bool:
    """Whether the message holds anything that somebody may want back."""
    return any(message.targets) or any(map(is_human, message.comments))


def _refresh(message: Message, new: Message) -> Message:
    """The message with what the source says about it; flags that a translator set are kept."""
    flags = message.flags
    if flags != new.flags:
        own = [flag for flag in flags if flag not in new.flags and not _from_source(flag)]
        flags = flags if {*new.flags, *own} == set(flags) else (*new.flags, *own)
    if (message.notes, message.references, message.flags) == (new.notes, new.references, flags):
        return message  # the very message: writing it back is then a copy
    return replace(message, notes=new.notes, references=new.references, flags=flags)


def _from_source(flag: str) -> bool:
    return flag.endswith("-format") or flag.startswith("range:")


def _fit_forms(message: Message, forms: int) -> Message:
    """As many targets as the message has forms; texts that have no place any more become comments."""
    count = 1 if message.plural is None else forms
    targets = message.targets
    if len(targets) == count or (message.plural is not None and len(targets) > 1):
        return message  # a plural of another number of forms is the check's to report
    lost = tuple(
        f"msgstr[{number}]: {line}"
        for number, text in enumerate(targets[count:], count)
        for line in text.split("\n")
        if line
    )
    padded = (*targets[:count], *[""] * (count - len(targets)))
    return replace(message, targets=padded, comments=(*message.comments, *lost))


def _in_order(old: Sequence[Message], live: Sequence[Message], origins: Sequence[int]) -> Iterable[Message]:
    """The live messages in order, obsolete ones behind the message that they stood behind; a final run stays final."""
    used = frozenset(origins)
    followers: dict[int, list[Message]] = {}
    anchor, last_live = -1, max(used, default=-1)
    final: list[Message] = []
    for number, message in enumerate(old):
        if number in used:
            anchor = number
        elif message.obsolete:
            (final if number > last_live else followers.setdefault(anchor, [])).append(message)
    yield from followers.get(-1, ())
    for message, origin in zip(live, origins, strict=True):
        yield message
        yield from followers.get(origin, ()) if origin >= 0 else ()
    yield from final


def _published_day(catalog: Catalog) -> dt.date | None:
    """The day that a title noted: it stays noted when another message becomes the title."""
    days = (find_day(message.comments, "published") for message in catalog.messages if message.comments)
    return min((day for day in days if day), default=None)


def _note_published(live: Sequence[Message], day: dt.date) -> list[Message]:
    title, rest = live[0], live[1:]
    if find_day(title.comments, "published") is None:
        title = replace(title, comments=set_day(title.comments, "published", day))
    return [title, *rest]


def _count_moved(positions: Sequence[int]) -> int:
    """How many unchanged messages stand behind one that they stood before."""
    furthest, moved = -1, 0
    for position in positions:
        moved += position < furthest
        furthest = max(furthest, position)
    return moved


def _header(old: Catalog, template: Catalog, messages: tuple[Message, ...]) -> dict[str, str]:
    """The old header; the day of the template when messages changed, for headers that tell it."""
    header = dict(old.header)
    created = template.header.get("POT-Creation-Date", "")
    if created and messages != old.messages and header:
        header["POT-Creation-Date"] = created
    return header
