"""What is published: every article's state in every edition, decided before the first page is rendered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from polypub.formats.commonmark import render_html
from polypub.formats.flood import check_size
from polypub.formats.gate import check_markup, check_text, needs_gate, sanitise_ui
from polypub.formats.skeleton import compare_skeletons
from polypub.model.message import Key, Translation, Translations
from polypub.model.page import Coverage, Finding, PageState
from polypub.model.site import Article, Edition, Policy
from polypub.model.state import State
from polypub.model.text import Segment, Translatable

SHOWN_DRAFTS = frozenset({State.DRAFT, State.EDITED_DRAFT})
"""What an edition with `unreviewed = "mark"` shows; other tools' fuzzy texts and stale drafts never."""
_RAW_HTML = frozenset({"html", "attribute"})
_OLDER = "It was made for an older text, which this one no longer fits; the page shows the source here."


@dataclass(frozen=True, slots=True)
class Previous:
    """The reviewed translations of older sources that a page shows for a while (`stale = "previous"`)."""

    days: Mapping[Key, dt.date] = field(default_factory=dict)
    """The day that the source of each one changed."""
    messages: int = 0
    words: int = 0
    """Of the new sources."""

    @property
    def since(self) -> dt.date | None:
        """The first of the days."""
        return min(self.days.values(), default=None)


NOTHING = Previous()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of one article in one edition, and what led to it."""

    state: PageState
    coverage: Coverage = field(default_factory=Coverage)
    blocked: frozenset[Key] = frozenset()
    """Messages whose translation must not reach a page: the source is shown."""
    approved: int = 0
    """When a text of the article was last approved in this edition, in seconds since 1970; 0 where no note says it."""
    previous: Previous = NOTHING

    @property
    def shown_share(self) -> float:
        """Share of the source words that the page shows a person's translation of, 0 to 1."""
        return share_of(self.coverage, self.previous)


def share_of(coverage: Coverage, previous: Previous) -> float:
    """Share of the source words that count for publishing: reviewed, or shown in a previous translation; 0 to 1."""
    return (coverage.reviewed_words + previous.words) / coverage.words if coverage.words else 1.0


def key_of(segment: Segment) -> Key:
    """The identity of a segment's message in its article's domain."""
    return Key(segment.context, segment.source)


def find_blocked(article: Translatable, policy: Policy, translations: Translations) -> Iterator[tuple[Key, Finding]]:
    """The translations that a page would show and must not, each with every reason."""
    for key, segment in {key_of(segment): segment for segment in article.segments}.items():
        translation = translations.entries.get(key)
        if translation and may_be_shown(translation, policy):
            yield from find_reasons(segment, translation, translations)


def find_reasons(
    segment: Segment, translation: Translation, translations: Translations
) -> Iterator[tuple[Key, Finding]]:
    """The same for one segment, whatever the state of its translation."""
    for reason in _reasons(segment, translation):
        yield key_of(segment), _blocked(key_of(segment), translation, translations, reason)


def find_blocked_words(translations: Translations) -> Iterator[tuple[Key, Finding]]:
    """The same for the site's names and titles, which are text and never markup."""
    for key, translation in translations.entries.items():
        if translation.state.publishable:
            for reason in _text_reasons(key.source, translation.targets[0]):
                yield key, _blocked(key, translation, translations, reason)


def find_blocked_strings(translations: Translations) -> Iterator[tuple[Key, Finding]]:
    """The same for strings of templates, which may hold markup and `%(name)s`."""
    for key, translation in translations.entries.items():
        if not translation.state.publishable:
            continue
        for target in translation.targets:
            reasons = _text_reasons(key.source, target)
            if not reasons and len(translation.targets) == 1 and sanitise_ui(key.source, target) is None:
                reasons = ("its markup or its placeholders are not the source's",)
            for reason in reasons:
                yield key, _blocked(key, translation, translations, reason)


def _text_reasons(source: str, target: str) -> tuple[str, ...]:
    return check_size(source, target) or check_text(source, target)


def _blocked(key: Key, translation: Translation, translations: Translations, reason: str) -> Finding:
    is_stale = translation.state is State.STALE_APPROVED
    return Finding(
        rule="blocked",
        severity="info" if is_stale else "error",
        text=f"“{_short(key.source)}”: {reason}",
        path=translations.path,
        line=translation.line,
        locale=translations.locale,
        hint=_OLDER if is_stale else "Correct the translation; until then the page shows the source text here.",
    )


def may_be_shown(translation: Translation, policy: Policy) -> bool:
    """On some day: whether the grace of a stale one is over is not asked."""
    state = translation.state
    return (
        state.publishable
        or (policy.unreviewed == "mark" and state in SHOWN_DRAFTS)
        or (policy.stale == "previous" and state is State.STALE_APPROVED)
    )


def _reasons(segment: Segment, translation: Translation) -> Iterator[str]:
    target = translation.targets[0]
    flood = check_size(segment.source, target)
    if flood:
        yield from flood
        return
    yield from check_text(segment.source, target)
    yield from (difference.text for difference in compare_skeletons(segment, target) if difference.binding)
    if segment.place.kind != "field" and needs_gate(target):
        yield from check_markup(_html(segment, segment.source), _html(segment, target))


def _html(segment: Segment, text: str) -> str:
    return text if segment.place.kind in _RAW_HTML else render_html(text)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the state of an article in an edition is decided from; blocked translations count as missing."""

    coverage: Coverage
    translations: Mapping[Key, Translation]
    once_reviewed: int = 0
    """Source words that a person had translated before their source changed."""
    was_published: bool = False
    """The merge noted that it met its threshold before it grew."""
    previous: Previous = NOTHING
    """The stale texts that the page shows; they count as reviewed, but never make the page one that is."""

    @property
    def share(self) -> float:
        """What is held against the threshold."""
        return share_of(self.coverage, self.previous)


def decide_state(article: Article, edition: Edition, evidence: Evidence) -> PageState:
    """The page's state by the edition's policy.

    A page that was published once (its stale texts or the merge's note say so) is withdrawn only below
    `withdraw_below`.
    """
    if article.languages and edition.locale not in article.languages:
        return PageState.NONE
    coverage, policy = evidence.coverage, edition.policy_of(article.section)
    if article.translate and has_title(article, evidence):
        if coverage.reviewed == coverage.messages:
            return PageState.REVIEWED
        if evidence.share >= threshold_of(policy, evidence):
            return PageState.PARTIAL
    if article.translate and policy.unreviewed == "mark" and _has_drafts(article, evidence.translations):
        return PageState.MACHINE
    return PageState.FALLBACK if policy.missing == "source" else PageState.NONE


def has_title(article: Article, evidence: Evidence) -> bool:
    """Whether the page shows its title in a person's translation."""
    key = key_of(article.title)
    title = evidence.translations.get(key)
    return (title is not None and title.state.publishable) or key in evidence.previous.days


def _has_drafts(article: Article, translations: Mapping[Key, Translation]) -> bool:
    found = (translations.get(key_of(segment)) for segment in article.segments)
    return any(translation and translation.state in SHOWN_DRAFTS for translation in found)


def threshold_of(policy: Policy, evidence: Evidence) -> float:
    """The share that the page must reach: the lower one for a page that was published once."""
    return policy.withdraw_below if evidence.was_published or was_whole(policy, evidence) else policy.min_translated


def was_whole(policy: Policy, evidence: Evidence) -> bool:
    """Whether the page met its threshold before the sources of reviewed messages changed."""
    words = evidence.coverage.reviewed_words + evidence.once_reviewed
    return evidence.once_reviewed > 0 and words >= policy.min_translated * evidence.coverage.words
