"""One edition drafted: catalogs are read, an engine is asked for some of them at a time, and each is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.po import read_catalog
from polypub.errors import PolypubError
from polypub.files import read_if_there
from polypub.formats.glossary import Glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key
from polypub.model.state import State
from polypub.model.text import Dialect, Segment
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.draft_report import TranslateReport
from polypub.translate.aids import Aids, Match
from polypub.translate.ask import Asker
from polypub.translate.attempts import Translator
from polypub.translate.drafts import Outcome, Plan, apply_drafts, plan_drafts, settle_drafts
from polypub.translate.engines.base import Query, Reply
from polypub.translate.memory import Memory, Pair

_EXAMPLES = 3
_MOST_WINDOW = 1000
"""Texts that are asked for at once: more would only delay the writing of catalogs."""

Work = Sequence[tuple[str, int]]
"""Domains, and how many of their messages are to be drafted."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What drafts are made from beside the catalogs."""

    memory: Memory
    glossary: Glossary
    segments: Mapping[str, Mapping[Key, Segment]]
    """The blocks that messages were read from, by domain."""
    language: Locale
    """What the glossary's terms are in."""
    dialect: Dialect = "commonmark"
    """Whose Markdown the articles are written in."""

    def aids(self, asker: Asker) -> Aids:
        """The memory and the glossary for one engine and pair of languages."""
        pair, memory = Pair(*asker.direction), self.memory
        examples = _EXAMPLES if asker.engine.limits.reads_context else 0  # for others they would be sought in vain

        def recall(key: Key) -> Iterator[Match]:
            for found in (memory.exact(key.source, key.context, pair), memory.fuzzy(key.source, pair)):
                if found is not None:
                    yield Match(found.score, found.target, found.source == key.source)

        def find_examples(text: str) -> list[tuple[str, str]]:
            found = memory.nearest(text, pair, examples) if examples else []
            return [(one.source, one.target) for one in found]

        glossary = self.glossary if pair.source == self.language else Glossary()
        return Aids(recall, find_examples, glossary, self.dialect)


class Meter:
    """How many messages have been dealt with, of all that there are."""

    def __init__(self, tell: Callable[[int, int], None], total: int) -> None:
        self._tell, self._total = tell, total
        self._done = self._near = 0

    def approach(self, count: int) -> None:
        """So many more texts were answered; a message may take more than one."""
        self._near += count
        self._tell(min(self._done + self._near, self._total), self._total)

    def reach(self, count: int) -> None:
        """So many more messages are done with."""
        self._done, self._near = self._done + count, 0
        self._tell(min(self._done, self._total), self._total)


@dataclass(frozen=True, slots=True)
class Drafting:
    """One edition, and all that its drafts come from and go to."""

    folder: CatalogFolder
    sources: Sources
    states: frozenset[State]
    """Of the messages that are drafted."""
    today: dt.date
    changes: Changes
    report: TranslateReport
    meter: Meter

    def draft(self, asker: Asker, work: Work) -> None:
        """Draft the domains in order; after Ctrl-C, what has been answered is still written."""
        aids = self.sources.aids(asker)
        translator = Translator(asker, aids.find_kept)
        try:
            for window in self._windows(asker, aids, work):
                self._draft_all(window, translator)
        finally:
            self.report.add_sent(asker, asker.sent)

    def _draft_all(self, window: Sequence[Plan], translator: Translator) -> None:
        queries = [query for plan in window for query in plan.queries]
        try:
            self._write_all(window, translator.translate(queries), translator.asker)
        except KeyboardInterrupt:
            translator.asker.dispatcher.stop()
            self._write_all(window, translator.translate(queries), translator.asker)  # of what has been answered
            raise

    def foresee(self, asker: Asker, work: Work) -> None:
        """Count what would be sent."""
        aids = self.sources.aids(asker)
        translator = Translator(asker, aids.find_kept)
        for window in self._windows(asker, aids, work):
            for plan in window:
                self.report.add_plan(plan)
                sent = translator.foresee(plan.queries)
                self.report.add_sent(asker, sent)
                self.meter.reach(len(plan.slots))

    def _windows(self, asker: Asker, aids: Aids, work: Work) -> Iterator[list[Plan]]:
        """Plans in order, enough at a time to keep every worker busy."""
        limits = asker.engine.limits
        enough = min(_MOST_WINDOW, max(1, limits.workers) * max(1, limits.max_batch))
        window: list[Plan] = []
        waiting = 0
        for domain, _ in work:
            plan = self._plan(domain, asker.direction.target, aids)
            if plan is not None:
                window.append(plan)
                waiting += sum(len(slot.queries) for slot in plan.slots)
            if waiting >= enough:
                yield window
                window, waiting = [], 0
        if window:
            yield window

    def _plan(self, domain: str, locale: Locale, aids: Aids) -> Plan | None:
        path = self.folder.catalog(locale, domain)
        try:
            data = read_if_there(path)
            catalog = None if data is None else read_catalog(data, self.changes.shown(path), domain, locale)
        except PolypubError as error:
            self.changes.problems.extend(error.problems)
            return None
        return None if catalog is None else plan_drafts(catalog, self.states, aids, self.sources.segments.get(domain))

    def _write_all(self, window: Iterable[Plan], replies: Mapping[Query, Reply], asker: Asker) -> None:
        for plan in window:
            self._write(plan, settle_drafts(plan, replies, asker.engine.name), asker)

    def _write(self, plan: Plan, outcomes: tuple[Outcome, ...], asker: Asker) -> None:
        """Put drafts into a catalog as it is now: somebody may have worked on it meanwhile."""
        locale, domain = asker.direction.target, plan.catalog.domain
        written = 0

        def change(catalog: Catalog | None) -> Catalog | None:
            nonlocal written
            if catalog is None:
                return None
            drafted = apply_drafts(catalog, outcomes, self.states, self.today)
            pairs = zip(catalog.messages, drafted.messages, strict=True)
            written = sum(old is not new for old, new in pairs)
            return drafted

        change_catalog(self.changes, self.folder.catalog(locale, domain), domain, locale, change)
        self.report.add_plan(plan)
        self.report.count(locale).written += written
        self.report.count(locale).recalled += min(written, sum(slot.match is not None for slot in plan.slots))
        self.report.add_failures(plan, outcomes)
        self.meter.reach(len(plan.slots))
