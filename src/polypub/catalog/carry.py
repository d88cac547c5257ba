"""What a translation becomes when its source has changed: carried over as it is, or marked for review."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace

from polypub.model.message import Key, Message, Previous
from polypub.model.state import set_day

_TARGET = re.compile(r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?=[)\s])")
"""The address of a Markdown link or image: what follows `](`, balanced parentheses included."""
_QUOTES = str.maketrans("‘’‚‛“”„‟«»‹›", "''''" + '""""' + '""' + "''")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n\s*")
_SPACE = re.compile(r"[^\S\0]+")
_CODE = re.compile(r"((?<!`)`++[^`]+`+)")


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link target that the merge changed in a translation, because its source's changed."""

    key: Key
    """Of the message as it is now."""
    old: str
    new: str


def plain_form(text: str) -> str:
    """The text without what carries over: kind of quotes, amount of white space, addresses of links; code stays."""
    if "`" not in text:
        return _plain(text)
    return "".join(part if number % 2 else _plain(part) for number, part in enumerate(_CODE.split(text)))


def _plain(text: str) -> str:
    text = _HARD_BREAK.sub("\0", _TARGET.sub("", text).translate(_QUOTES))
    return _SPACE.sub(" ", text).strip(" ")


def same_words(old: Message, new: Message) -> bool:
    """Whether only white space, quotes or link targets differ."""
    return plain_form(old.key.source) == plain_form(new.key.source) and plain_form(old.plural or "") == plain_form(
        new.plural or ""
    )


def carry_over(old: Message, new: Message, today: dt.date) -> tuple[Message, tuple[LinkChange, ...]]:
    """The old message under its new source, and the links changed in it.

    - A change of white space, quotes or link targets keeps a reviewed text reviewed, when the targets can be replaced.
    - A reviewed text becomes fuzzy, with `#|` and the day; one that was stale keeps its older `#|`.
    - A text whose `#|` is the new source again is what was approved for it: it is reviewed again (edit undone).
    - A draft keeps its note and stays fuzzy without `#|`, so that its `src` tells that it is stale.
    """
    moved = replace(old, key=new.key, plural=new.plural)
    if not any(old.targets):
        return moved, ()
    if undoes(old, new):
        return approve_again(moved), ()
    if (old.plural is None) == (new.plural is None) and old.key.context == new.key.context and same_words(old, new):
        carried = _carry_links(old, moved)
        if carried is not None:
            return carried
    return mark_stale(moved, old, today), ()


def undoes(old: Message, new: Message) -> bool:
    """Whether the message was approved for exactly this source before that changed."""
    approved = Previous(new.key.source, new.key.context, new.plural)
    return old.fuzzy and not old.obsolete and old.previous == approved and old.translated


def approve_again(message: Message) -> Message:
    """The message as it was before its source changed."""
    return replace(message, fuzzy=False, previous=None, comments=set_day(message.comments, "stale", None))


def mark_stale(moved: Message, old: Message, today: dt.date) -> Message:
    """The message for review: `#|` and the day for a reviewed text; what is fuzzy already stays as it is."""
    if old.fuzzy:
        return moved
    previous = Previous(old.key.source, old.key.context, old.plural)
    return replace(moved, fuzzy=True, previous=previous, comments=set_day(moved.comments, "stale", today))


def _carry_links(old: Message, moved: Message) -> tuple[Message, tuple[LinkChange, ...]] | None:
    """The message with its new link targets; None when they cannot be replaced for certain."""
    before = _targets(old.key.source, old.plural)
    after = _targets(moved.key.source, moved.plural)
    changes = _mapping(before, after)
    if changes is None:
        return None
    if not changes or old.fuzzy:
        return (moved, ()) if not changes else None
    if not all(_equally_often(changes, old, text) for text in old.targets):
        return None
    texts = tuple(_TARGET.sub(lambda found: changes.get(found[0], found[0]), text) for text in old.targets)
    links = tuple(LinkChange(moved.key, one, two) for one, two in changes.items())
    return replace(moved, targets=texts), links


def _targets(source: str, plural: str | None) -> list[str]:
    return _TARGET.findall(source) + (_TARGET.findall(plural) if plural else [])


def _mapping(before: list[str], after: list[str]) -> dict[str, str] | None:
    """Old to new target; None when one old target became two different ones."""
    if len(before) != len(after):
        return None
    mapping: dict[str, str] = {}
    for one, two in zip(before, after, strict=True):
        if mapping.setdefault(one, two) != two:
            return None
    return {one: two for one, two in mapping.items() if one != two}


def _equally_often(changes: dict[str, str], old: Message, text: str) -> bool:
    """Whether the translation holds each changed target as often as its source (of a plural, either form) does."""
    there = Counter(_TARGET.findall(text))
    sources = [Counter(_TARGET.findall(source)) for source in (old.key.source, old.plural) if source is not None]
    return any(all(there[target] == source[target] for target in changes) for source in sources)
