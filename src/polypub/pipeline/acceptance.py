"""What became of machine drafts: accepted as they were, edited, or still open, by edition and engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from polypub.catalog.po import read_catalog
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.message import Message, Translations
from polypub.model.state import PREFIX, DraftNote, find_note, hash_targets
from polypub.pipeline.judge import Judgement
from polypub.pipeline.known_counts import Counts, Known, keep_known, read_known
from polypub.pipeline.status import Status

Fate = Literal["accepted", "edited", "open"]
_FATES: tuple[Fate, ...] = ("accepted", "edited", "open")
_CACHE = "drafts"
MEMORY = "memory"
"""What drafts from the translation memory are counted under."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The drafts of one engine in one edition, in messages."""

    locale: Locale
    engine: str
    accepted: int
    """Approved as they were."""
    edited: int
    """Approved after a person had changed them."""
    open: int
    """Not approved yet, edited ones included."""

    @property
    def share(self) -> float | None:
        """Of those approved, the share that was accepted as it was, 0 to 1; None when none was approved."""
        done = self.accepted + self.edited
        return self.accepted / done if done else None


def count_acceptance(project: Project, judgement: Judgement, status: Status) -> tuple[Acceptance, ...]:
    """The drafts of every edition by engine, from the notes in its catalogs; editions in order, engines by name.

    A draft that was thrown away, or replaced through another tool that takes comments away, has left no note.
    """
    known, seen = read_known(project, _CACHE), Known()
    found = []
    for edition in status.editions:
        catalogs = _catalogs(judgement, edition.locale, edition.domains)
        total: Counter[tuple[str, Fate]] = Counter()
        for catalog in catalogs:
            counts = known.get(catalog.digest)
            seen[catalog.digest] = _count(project, catalog) if counts is None else counts
            for engine, numbers in seen[catalog.digest].items():
                total.update({(engine, fate): number for fate, number in zip(_FATES, numbers, strict=True)})
        engines = sorted({engine for engine, _ in total})
        found += [Acceptance(edition.locale, one, *(total[one, fate] for fate in _FATES)) for one in engines]
    if seen != known:
        keep_known(project, _CACHE, seen)
    return tuple(found)


def _catalogs(judgement: Judgement, locale: Locale, domains: Iterable[str]) -> Iterator[Translations]:
    """The files that the domains lie in, each once."""
    translations = judgement.press.translations[locale]
    found = (translations[domain] for domain in domains if domain in translations)
    yield from {catalog.path: catalog for catalog in found if catalog.digest}.values()


def _count(project: Project, catalog: Translations) -> Counts:
    try:
        data = read_if_there(project.root / catalog.path) or b""
        if PREFIX.encode() not in data:
            return {}
        messages = read_catalog(data, catalog.path, catalog.domain, catalog.locale).messages
    except PolypubError:
        return {}  # it has changed since the pages were judged, which told of it
    fates = Counter(fate for message in messages if (fate := _fate(message)))
    return {engine: tuple(fates[engine, fate] for fate in _FATES) for engine in {engine for engine, _ in fates}}


def _fate(message: Message) -> tuple[str, Fate] | None:
    """The engine that drafted a message, and what became of the draft; None for a person's own text."""
    note = find_note(message.comments) if message.comments and not message.obsolete else None
    if note is None or note.origin == "-" or not any(message.targets):
        return None
    engine = MEMORY if note.origin.isdigit() else note.origin
    is_open = message.fuzzy and (isinstance(note, DraftNote) or message.previous is None)
    if is_open:
        return engine, "open"
    return engine, "accepted" if note.out == hash_targets(message.targets) else "edited"
