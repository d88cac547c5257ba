"""Articles' catalogs united into the catalog of a section or of the site."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from polypub.catalog.others import Memory, add_memory, take_memory
from polypub.catalog.split import Split
from polypub.model.message import Catalog, Key, Message, state_of
from polypub.model.state import DraftNote, ReviewNote, State, find_day, find_note, set_day

Grouping = Literal["article", "section", "site"]
"""What one catalog is for."""
ROOT = "content"
"""The domain of all articles together; an article's begins with it."""
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def group_domain(domain: str, grouping: Grouping, alone: Collection[str] = ()) -> str:
    """The domain that an article's messages lie in; `theme`, `ui` and `site` are never grouped.

    `alone` are the articles that share no catalog: a file of gettext has one source language.
    """
    if grouping == "article" or not domain.startswith(f"{ROOT}/") or domain in alone:
        return domain
    return ROOT if grouping == "site" else domain.rpartition("/")[0]


def unite_catalogs(split: Split, grouping: Grouping, alone: Collection[str] = ()) -> list[Catalog]:
    """The catalogs of the groups, in document order.

    Of different texts for one source the newest stands in the catalog: a text before none, a reviewed one before one
    that is not, then by the day of its record or of its catalog's header, then in document order; but a text that
    stood there before stays. The others are remembered beside it, save drafts that nobody has read.
    """
    groups: dict[str, list[Catalog]] = defaultdict(list)
    for home, catalog in split.catalogs.items():
        groups[group_domain(home, grouping, alone)].append(catalog)
    return [_unite(domain, catalogs, split.others) for domain, catalogs in groups.items()]


@dataclass(frozen=True, slots=True)
class _Text:
    """What a message is in one article."""

    home: str
    message: Message
    is_other: bool
    day: dt.datetime
    published: dt.date | None
    """The day of the article, which is its own whatever text its title has."""

    @property
    def rank(self) -> tuple[bool, bool, int, bool, dt.datetime]:
        """The greatest is the text of the shared message."""
        message = self.message
        return any(message.targets), not self.is_other, _quality(message), not message.obsolete, self.day


def _unite(domain: str, catalogs: Sequence[Catalog], others: frozenset[tuple[str, Key]]) -> Catalog:
    if len(catalogs) == 1 and catalogs[0].domain == domain:
        return catalogs[0]
    found = _by_key(text for catalog in catalogs for text in _texts(catalog, others))
    newest = max((catalog for catalog in catalogs if catalog.messages), key=_revised, default=catalogs[0])
    header = {**newest.header, **({"Content-Type": "text/plain; charset=UTF-8"} if newest.header else {})}
    messages = tuple(_one(domain, texts) for texts in found.values())
    return replace(newest, domain=domain, header=header, messages=messages, comments=_credits(catalogs))


def _credits(catalogs: Sequence[Catalog]) -> tuple[str, ...]:
    """What people wrote above the headers, each once; catalogs that were one before have the same."""
    lines: tuple[str, ...] = ()
    for block in (catalog.comments for catalog in catalogs):
        known = any(lines[start : start + len(block)] == block for start in range(len(lines) - len(block) + 1))
        lines = lines if known else (*lines, *block)
    return lines


def _by_key(texts: Iterable[_Text]) -> dict[Key, list[_Text]]:
    """The texts of every message; a message stands where it is live for the first time."""
    found: dict[Key, list[_Text]] = {}
    for text in texts:
        key = text.message.key
        known = found.get(key, [])
        if not text.message.obsolete and all(one.message.obsolete for one in known):
            found.pop(key, None)
        found.setdefault(key, known).append(text)
    return found


def _texts(catalog: Catalog, others: frozenset[tuple[str, Key]]) -> Iterator[_Text]:
    """Every message of an article's catalog, and what each remembers."""
    revised = _revised(catalog)
    for message in catalog.messages:
        memory = take_memory(message)
        is_other = (catalog.domain, message.key) in others
        yield _text(catalog.domain, replace(message, comments=memory.comments), is_other=is_other, revised=revised)
        for home, other in memory.others.items():
            yield _text(home, other, is_other=True, revised=revised)


def _text(home: str, message: Message, *, is_other: bool, revised: dt.datetime) -> _Text:
    published = find_day(message.comments, "published")
    if published:
        message = replace(message, comments=set_day(message.comments, "published", None))
    return _Text(home, message, is_other, _day(message, revised), published)


def _one(domain: str, texts: Sequence[_Text]) -> Message:
    """The shared message, with what differs in some articles."""
    best = max(texts, key=lambda text: text.rank)
    live = [text.message for text in texts if not text.message.obsolete]
    message = replace(best.message, obsolete=not live)
    if live:
        message = replace(
            message,
            flags=tuple(dict.fromkeys((*message.flags, *(f for one in live for f in one.flags if _from_source(f))))),
            notes=tuple(dict.fromkeys(note for one in live for note in one.notes)),
            references=tuple(dict.fromkeys(reference for one in live for reference in one.references)),
        )
    origins = [t.home for t in texts if t.message.obsolete and t.home != domain and _same(t.message, message)]
    others = {t.home: t.message for t in texts if not _same(t.message, message) and not _is_idle(t.message, message)}
    published = {text.home: text.published.isoformat() for text in texts if text.published}
    return add_memory(message, Memory((), others, tuple(dict.fromkeys(origins)), published))


def _same(one: Message, two: Message) -> bool:
    """Whether an article loses nothing when it is given the other message."""
    return _substance(one) == _substance(two)


def _substance(message: Message) -> tuple[object, ...]:
    flags = tuple(flag for flag in message.flags if not _from_source(flag))
    return message.plural, message.targets, message.fuzzy, message.previous, message.comments, flags


def _from_source(flag: str) -> bool:
    return flag.endswith("-format") or flag.startswith("range:")


def _is_idle(message: Message, shared: Message) -> bool:
    """Whether no person has put anything into a message that would be missed beside the shared one."""
    if not any(message.targets):
        return not message.comments
    is_draft = _quality(message) == 0 and len(message.comments) == 1
    return is_draft and not message.obsolete and any(shared.targets)


def _quality(message: Message) -> int:
    """2 for a text that a person stands behind, 0 for a draft that nobody has read or a flag without a text."""
    if not any(message.targets):
        return int(not message.fuzzy)
    state = state_of(replace(message, obsolete=False) if message.obsolete else message)
    return 2 if state.publishable else 0 if state in (State.DRAFT, State.STALE_DRAFT) else 1


def _day(message: Message, revised: dt.datetime) -> dt.datetime:
    """When the text was made: its own record's day, else its catalog's."""
    match find_note(message.comments):
        case ReviewNote(when=when):
            return when
        case DraftNote(date=date):
            return dt.datetime.combine(date, dt.time(), dt.UTC)
        case _:
            return revised


def _revised(catalog: Catalog) -> dt.datetime:
    """The header's `PO-Revision-Date`; a catalog without one is older than all others."""
    try:
        return dt.datetime.strptime(catalog.header.get("PO-Revision-Date", ""), "%Y-%m-%d %H:%M%z")
    except ValueError:
        return _NEVER
