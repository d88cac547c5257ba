"""The verdict on every article in every edition; those of an earlier run are known by content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from polypub.catalog.coverage import count_words, cover
from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.page import Finding, PageState
from polypub.model.site import Article, Edition, Policy, Site
from polypub.model.state import State
from polypub.pipeline.docket import Docket
from polypub.pipeline.screen import Screen
from polypub.render.judge import NOTHING, Evidence, Previous, Verdict, decide_state, key_of
from polypub.replay import hash_content

Words = tuple[tuple[Key, int], ...]
"""An article's messages with their source words."""
Translated = Mapping[Locale, Mapping[str, Translations]]


class Court:
    """Judges articles; what it knows from earlier runs and finds out is one file an edition."""

    def __init__(self, site: Site, screen: Screen, folder: Path | None, today: dt.date) -> None:
        """`folder` is that of the caches, or None for none.

        `today` is in the site's time zone: it decides how long a previous translation is shown.
        """
        self.site, self.screen, self.today = site, screen, today
        self.verdicts: dict[tuple[str, Locale], Verdict] = {}
        self.findings: list[Finding] = []
        """The translations that were blocked."""
        self.dockets = {edition.locale: Docket(folder and folder / edition.locale) for edition in site.editions}
        self._terms: dict[Policy, str] = {}

    def judge(self, articles: Iterable[Article], translations: Translated) -> None:
        """Judge articles in every edition."""
        for article in articles:
            case = _Case(article)
            for edition in self.site.editions:
                locale = edition.locale
                self.verdicts[article.id, locale] = self._judge(case, edition, translations[locale])

    def save(self) -> None:
        """Keep what was found out."""
        for docket in self.dockets.values():
            docket.save()

    def _judge(self, case: _Case, edition: Edition, catalogs: Mapping[str, Translations]) -> Verdict:
        article = case.article
        if edition.locale == self.site.language_of(article):
            return _HERE if not article.languages or edition.locale in article.languages else _NOT_HERE
        policy, docket = edition.policy_of(article.section), self.dockets[edition.locale]
        catalog = catalogs.get(article.domain) or Translations(article.domain, edition.locale, "", {})
        name = f"{self._name(policy)} {article.digest} {catalog.digest} {article.id}"
        return docket.find(name) or self._hear(case, edition, catalog, name)

    def _hear(self, case: _Case, edition: Edition, catalog: Translations, name: str) -> Verdict:
        """A verdict that is not known; to find that nothing is to be blocked costs a fifth of a cold run."""
        article, words = case.article, case.words
        catalog = replace(catalog, entries=catalog.open())
        policy = edition.policy_of(article.section)
        found = self.screen.find(article, policy, catalog, article.language)
        blocked, misfits = _part(catalog, found)
        previous = find_previous(policy, words, catalog, misfits, self.today)
        evidence = weigh(article, words, catalog, blocked, previous)
        approved = max((catalog.approved.get(key, 0) for key, _ in words), default=0) if catalog.approved else 0
        verdict = Verdict(decide_state(article, edition, evidence), evidence.coverage, blocked, approved, previous)
        if not found:
            self.dockets[edition.locale].keep(name, verdict)
        self.findings.extend(finding for key, finding in found if _is_told(policy, catalog, key, self.today))
        return verdict

    def _name(self, policy: Policy) -> str:
        """What else a verdict hangs on."""
        if policy not in self._terms:
            self._terms[policy] = hash_content(f"{policy} {self.screen.digest}".encode())
        return self._terms[policy]


_HERE, _NOT_HERE = Verdict(PageState.SOURCE), Verdict(PageState.NONE)
"""An article in the edition of its own language."""


class _Case:
    """An article in court; its words are counted when they are asked for, once for all editions."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def words(self) -> Words:
        """Its messages with their source words."""
        return word_counts(self.article)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one article's state in one edition is decided from, and why translations are kept off the page."""

    evidence: Evidence
    blocked: tuple[tuple[Key, Finding], ...]


def hear_article(article: Article, edition: Edition, catalog: Translations, screen: Screen, today: dt.date) -> Hearing:
    """The same for one article, from scratch; `today` is in the site's time zone."""
    policy, counts = edition.policy_of(article.section), word_counts(article)
    found = tuple(screen.find(article, policy, catalog, article.language))
    blocked, misfits = _part(catalog, found)
    previous = find_previous(policy, counts, catalog, misfits, today)
    shown = tuple((key, finding) for key, finding in found if _is_told(policy, catalog, key, today))
    return Hearing(weigh(article, counts, catalog, blocked, previous), shown)


def _part(catalog: Translations, found: Iterable[tuple[Key, Finding]]) -> tuple[frozenset[Key], frozenset[Key]]:
    """The messages that must not be shown, and those of them that are stale apart: they count as stale, not as none."""
    keys = frozenset(key for key, _ in found)
    stale = frozenset(key for key in keys if catalog.entries[key].state is State.STALE_APPROVED)
    return keys - stale, stale


def _is_told(policy: Policy, catalog: Translations, key: Key, today: dt.date) -> bool:
    """Whether a translation would be shown today if it were harmless."""
    is_stale = catalog.entries[key].state is State.STALE_APPROVED
    return not is_stale or _is_in_grace(policy, catalog, key, today)


def weigh(
    article: Article, words: Words, catalog: Translations, blocked: frozenset[Key], previous: Previous
) -> Evidence:
    """What an article's state is decided from."""
    was_published = catalog.published.get(article.domain) == key_of(article.title)
    if blocked:
        entries = {key: entry for key, entry in catalog.entries.items() if key not in blocked}
        catalog = replace(catalog, entries=entries)
    coverage = cover(words, catalog)
    return Evidence(coverage, catalog.entries, _once_reviewed(words, catalog), was_published, previous)


def find_previous(
    policy: Policy, words: Words, catalog: Translations, misfits: frozenset[Key], today: dt.date
) -> Previous:
    """The stale messages whose previous translation is shown today; `misfits` do not go with the new source.

    A stale message without the merge's note has no day to count from: it shows its source.
    """
    if policy.stale == "source" or not catalog.stale:
        return NOTHING
    shown = {
        key: count
        for key, count in words
        if key in catalog.stale and key not in misfits and _is_in_grace(policy, catalog, key, today)
    }
    return Previous({key: catalog.stale[key] for key in shown}, len(shown), sum(shown.values()))


def _is_in_grace(policy: Policy, catalog: Translations, key: Key, today: dt.date) -> bool:
    day = catalog.stale.get(key)
    return day is not None and (today - day).days < policy.grace_days


def word_counts(article: Article) -> Words:
    """An article's messages with their source words, as often as they are read."""
    counts: dict[Key, int] = {}
    for segment in article.segments if article.translate else ():
        key = key_of(segment)
        counts[key] = counts.get(key, 0) + count_words(segment.source)
    return tuple(counts.items())


def _once_reviewed(words: Words, catalog: Translations) -> int:
    entries = ((catalog.entries.get(key), count) for key, count in words)
    return sum(count for entry, count in entries if entry and entry.state is State.STALE_APPROVED)
