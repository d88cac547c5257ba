"""The verdict on every article in every edition; translations that were found to be harmless are known by content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from polypub import __version__
from polypub.catalog.coverage import count_words, cover
from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.page import Finding, PageState
from polypub.model.site import Article, Edition, Policy, Site
from polypub.model.state import State
from polypub.pipeline.screen import Screen
from polypub.pipeline.settled import Settled, read_settled
from polypub.render.judge import NOTHING, Evidence, Previous, Verdict, decide_state, key_of

Words = tuple[tuple[Key, int], ...]
"""An article's messages with their source words."""
Translated = Mapping[Locale, Mapping[str, Translations]]


@dataclass(slots=True)
class Court:
    """Judges articles; what it knows from earlier runs and finds out is one file an edition."""

    site: Site
    translations: Translated
    screen: Screen
    folder: Path
    today: dt.date
    """In the site's time zone: it decides how long a previous translation is shown."""
    verdicts: dict[tuple[str, Locale], Verdict] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    """The translations that were blocked."""
    _harmless: dict[Locale, Settled] = field(default_factory=dict)

    def judge(self, articles: tuple[Article, ...]) -> None:
        """Judge every article in every edition."""
        written = {self.site.language_of(article) for article in articles}
        others = [edition.locale for edition in self.site.editions if {edition.locale} != written]
        self._harmless = {locale: read_settled(self.folder / locale) for locale in others}
        for article in articles:
            words = word_counts(article)
            for edition in self.site.editions:
                self.verdicts[article.id, edition.locale] = self._judge(article, edition, words)
        for settled in self._harmless.values():
            settled.save()

    def _judge(self, article: Article, edition: Edition, words: Words) -> Verdict:
        if edition.locale == self.site.language_of(article):
            return Verdict(_source_state(article, edition.locale))
        empty = Translations(article.domain, edition.locale, "", {})
        catalog = self.translations[edition.locale].get(article.domain) or empty
        blocked, misfits = self._blocked(article, edition, catalog)
        previous = find_previous(edition.policy_of(article.section), words, catalog, misfits, self.today)
        evidence = weigh(article, words, catalog, blocked, previous)
        approved = max((catalog.approved.get(key, 0) for key, _ in words), default=0) if catalog.approved else 0
        return Verdict(decide_state(article, edition, evidence), evidence.coverage, blocked, approved, previous)

    def _blocked(
        self, article: Article, edition: Edition, catalog: Translations
    ) -> tuple[frozenset[Key], frozenset[Key]]:
        """The messages whose translation must not be shown, and stale ones whose previous translation must not.

        To find none costs a fifth of a cold run.
        """
        policy = edition.policy_of(article.section)
        settled = self._harmless[edition.locale]
        source = f"{__version__} {article.digest} {policy.unreviewed} {policy.stale} {self.screen.digest}"
        if settled.holds(source, catalog.digest.encode()):
            return frozenset(), frozenset()
        found = self.screen.find(article, policy, catalog, article.language)
        if not found:
            settled.add(source, catalog.digest.encode())
        self.findings.extend(finding for key, finding in found if _is_told(policy, catalog, key, self.today))
        return _part(catalog, found)


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


def _source_state(article: Article, locale: Locale) -> PageState:
    is_here = not article.languages or locale in article.languages
    return PageState.SOURCE if is_here else PageState.NONE
