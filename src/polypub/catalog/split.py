"""What each article's own catalog would hold, out of catalogs in any grouping."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from polypub.catalog.others import Memory, add_memory, take_memory
from polypub.model.message import Catalog, Key, Message
from polypub.model.state import set_day


@dataclass(frozen=True, slots=True)
class Split:
    """What each article's own catalog would hold, in document order, then what no article has."""

    catalogs: Mapping[str, Catalog]
    others: frozenset[tuple[str, Key]] = frozenset()
    """What stood beside another text in a shared catalog: united again, it stands there again."""


def split_catalogs(catalogs: Mapping[str, Catalog], articles: Sequence[Catalog]) -> Split:
    """The catalogs of one locale by article; `articles` are the articles' templates, in document order.

    A shared message is given to each article that it refers to, also to one that is gone. An obsolete message goes
    where its memory says; one that remembers nothing stays in the domain it was in.
    """
    work = _Splitting(articles)
    for catalog in catalogs.values():
        for message in catalog.messages:
            work.give(catalog, message)
    return work.finish(catalogs)


@dataclass(frozen=True, slots=True)
class _Found:
    """A message for an article, and the catalog it was found in."""

    message: Message
    catalog: Catalog
    is_other: bool


class _Splitting:
    """Messages by article, while they are given out."""

    def __init__(self, articles: Sequence[Catalog]) -> None:
        self.sources = {template.domain: {m.key: m for m in template.messages} for template in articles}
        self.by_path = {r.path: t.domain for t in articles for m in t.messages for r in m.references}
        self.by_key: dict[Key, list[str]] = defaultdict(list)
        for domain, messages in self.sources.items():
            for key in messages:
                self.by_key[key].append(domain)
        self.found: dict[str, dict[Key, list[_Found]]] = {domain: {} for domain in self.sources}
        self.published: dict[tuple[str, Key], dt.date] = {}

    def give(self, catalog: Catalog, message: Message) -> None:
        """Give a message, and what it remembers, to the articles they are for."""
        memory = take_memory(message)
        plain = replace(message, comments=memory.comments)
        for home in memory.origins:
            self._put(home, _Found(_retired(plain), catalog, is_other=False))
        live = [] if message.obsolete else self._homes(catalog.domain, message)
        homes = [home for home in live if home not in memory.others]
        if not homes and not memory.origins:
            homes, plain = [catalog.domain], _retired(plain) if live else plain
        for home in homes:
            self._put(home, _Found(plain, catalog, is_other=False))
        for home, other in memory.others.items():
            self._put(home, _Found(other, catalog, is_other=True))
        for home, day in memory.published.items():
            with suppress(ValueError):
                self.published[home, message.key] = dt.date.fromisoformat(day)

    def _put(self, home: str, found: _Found) -> None:
        self.found.setdefault(home, {}).setdefault(found.message.key, []).append(found)

    def _homes(self, domain: str, message: Message) -> list[str]:
        """The articles that a live message refers to; without references, those of the group that have it."""
        named = dict.fromkeys(self.by_path.get(r.path) or _article_domain(r.path) for r in message.references)
        homes = [home for home in named if _is_below(home, domain)]
        if homes or domain in self.sources:
            return homes or [domain]
        return [home for home in self.by_key.get(message.key, ()) if _is_below(home, domain)]

    def finish(self, catalogs: Mapping[str, Catalog]) -> Split:
        """Every article's catalog; its header is its own, else that of the catalog which its first message was in."""
        split: dict[str, Catalog] = {}
        others: set[tuple[str, Key]] = set()
        for home, messages in self.found.items():
            chosen = {key: _choose(home, founds) for key, founds in messages.items()}
            near = _nearest(home, list(chosen.values())) or catalogs.get(home)
            if near and (messages or not near.messages):
                texts = tuple(self._described(home, found.message) for found in chosen.values())
                split[home] = replace(near, domain=home, messages=texts)
                others.update((home, key) for key, found in chosen.items() if found.is_other)
        return Split(split, frozenset(others))

    def _described(self, home: str, message: Message) -> Message:
        """The message with what its article says about it, and the day of its article."""
        source = self.sources.get(home, {}).get(message.key)
        day = self.published.get((home, message.key))
        if day:
            message = replace(message, comments=set_day(message.comments, "published", day))
        if source is None or message.obsolete:
            return message
        return replace(message, notes=source.notes, references=source.references)


def _nearest(home: str, founds: Sequence[_Found]) -> Catalog | None:
    catalogs = [found.catalog for found in founds]
    return next((catalog for catalog in catalogs if catalog.domain == home), catalogs[0] if catalogs else None)


def _retired(message: Message) -> Message:
    return message if message.obsolete else replace(message, obsolete=True, notes=(), references=())


def _article_domain(path: str) -> str:
    """The domain of an article that is gone, by its path."""
    return path.rpartition(".")[0].removesuffix("/index") or path


def _is_below(home: str, domain: str) -> bool:
    return home == domain or home.startswith(f"{domain}/")


def _choose(home: str, founds: Sequence[_Found]) -> _Found:
    """The one of an article's texts that it keeps: a live one before an obsolete one, then its own catalog's.

    Two are found where a regrouping was stopped half way, or a file was put back: what differs is remembered.
    """
    if len(founds) == 1:
        return founds[0]

    def rank(found: _Found) -> tuple[bool, bool, bool]:
        message = found.message
        return any(message.targets), not message.obsolete, found.catalog.domain == home

    best = max(founds, key=rank)
    lost = {
        found.catalog.domain: replace(found.message, obsolete=True)
        for found in founds
        if found.catalog.domain != home and (any(found.message.targets) or found.message.comments)
        if found is not best and found.message.targets != best.message.targets
    }
    return replace(best, message=add_memory(best.message, Memory((), lost)))
