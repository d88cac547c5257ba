"""What was published once: the merge notes it on the title, so that an edit of the source withdraws no page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from polypub.catalog.coverage import count_words
from polypub.catalog.merge import Merge, merge_catalog
from polypub.catalog.others import PUBLISHED, take_memory
from polypub.model.message import Catalog, Key, Message, state_of
from polypub.model.site import Policy
from polypub.model.state import find_day, set_day


def merge_article(old: Catalog, template: Catalog, today: dt.date, policy: Policy) -> Merge:
    """An article's catalog merged; when messages are added to one that met its threshold, its title notes the day.

    The note goes when the share falls below `withdraw_below`: the page is then to meet its threshold again.
    """
    merge = merge_catalog(old, template, today)
    if merge.added and is_published(old, policy):
        merge = merge_catalog(old, template, today, published=True)
    if _is_noted(merge.catalog) and _share(merge.catalog) < policy.withdraw_below:
        merge = replace(merge, catalog=_forget(merge.catalog))
    return merge


def is_published(catalog: Catalog, policy: Policy) -> bool:
    """Whether an article with this catalog meets its threshold: title and enough words are reviewed."""
    title = next((message for message in catalog.messages if not message.obsolete), None)
    return title is not None and state_of(title).publishable and _share(catalog) >= policy.min_translated


def _share(catalog: Catalog) -> float:
    """Reviewed share of the source words of its live messages."""
    words = {m: count_words(m.key.source) for m in catalog.messages if not m.obsolete}
    reviewed = sum(count for message, count in words.items() if state_of(message).publishable)
    return reviewed / (sum(words.values()) or 1)


def _is_noted(catalog: Catalog) -> bool:
    return any(find_day(m.comments, "published") for m in catalog.messages if m.comments)


def _forget(catalog: Catalog) -> Catalog:
    return replace(catalog, messages=tuple(map(_without_day, catalog.messages)))


def _without_day(message: Message) -> Message:
    comments = set_day(message.comments, "published", None) if message.comments else ()
    return message if comments == message.comments else replace(message, comments=comments)


def find_published(catalog: Catalog) -> Mapping[str, Key]:
    """The articles that had been published before they grew, with the message of each one's title."""
    found: dict[str, Key] = {}
    for message in catalog.messages:
        if not message.obsolete and any(line.startswith(PUBLISHED) for line in message.comments):
            if find_day(message.comments, "published"):
                found[catalog.domain] = message.key
            found |= dict.fromkeys(take_memory(message).published, message.key)
    return found
