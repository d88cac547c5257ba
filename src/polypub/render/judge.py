"""What is published: every article's state in every edition, decided before the first page is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from polypub.formats.commonmark import render_html
from polypub.formats.gate import check_markup, check_text, needs_gate, sanitise_ui
from polypub.formats.skeleton import compare_skeletons
from polypub.model.message import Key, Translation, Translations
from polypub.model.page import Coverage, Finding, PageState
from polypub.model.site import Article, Edition, Policy
from polypub.model.state import State
from polypub.model.text import Segment

SHOWN_DRAFTS = frozenset({State.DRAFT, State.EDITED_DRAFT})
"""What an edition with `unreviewed = "mark"` shows; other tools' fuzzy texts and stale drafts never."""
_RAW_HTML = frozenset({"html", "attribute"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of one article in one edition, and what led to it."""

    state: PageState
    coverage: Coverage = field(default_factory=Coverage)
    blocked: frozenset[Key] = frozenset()
    """Messages whose translation must not reach a page: the source is shown."""


def key_of(segment: Segment) -> Key:
    """The identity of a segment's message in its article's domain."""
    return Key(segment.context, segment.source)


def find_blocked(article: Article, policy: Policy, translations: Translations) -> Iterator[tuple[Key, Finding]]:
    """The translations that a page would show and must not, each with every reason."""
    for key, segment in {key_of(segment): segment for segment in article.segments}.items():
        translation = translations.entries.get(key)
        if translation and _may_be_shown(translation, policy):
            for reason in _reasons(segment, translation):
                yield key, _blocked(key, translation, translations, reason)


def find_blocked_words(translations: Translations) -> Iterator[tuple[Key, Finding]]:
    """The same for the site's names and titles, which are text and never markup."""
    for key, translation in translations.entries.items():
        if translation.state.publishable:
            for reason in check_text(key.source, translation.targets[0]):
                yield key, _blocked(key, translation, translations, reason)


def find_blocked_strings(translations: Translations) -> Iterator[tuple[Key, Finding]]:
    """The same for strings of templates, which may hold markup and `%(name)s`."""
    for key, translation in translations.entries.items():
        if not translation.state.publishable:
            continue
        for target in translation.targets:
            if len(translation.targets) == 1 and sanitise_ui(key.source, target) is None:
                reasons = check_text(key.source, target) or ("its markup or its placeholders are not the source's",)
            else:
                reasons = check_text(key.source, target)
            for reason in reasons:
                yield key, _blocked(key, translation, translations, reason)


def _blocked(key: Key, translation: Translation, translations: Translations, reason: str) -> Finding:
    return Finding(
        rule="blocked",
        severity="error",
        text=f"“{_short(key.source)}”: {reason}",
        path=translations.path,
        line=translation.line,
        locale=translations.locale,
        hint="Correct the translation; until then the page shows the source text here.",
    )


def _may_be_shown(translation: Translation, policy: Policy) -> bool:
    return translation.state.publishable or (policy.unreviewed == "mark" and translation.state in SHOWN_DRAFTS)


def _reasons(segment: Segment, translation: Translation) -> Iterator[str]:
    target = translation.targets[0]
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


def decide_state(article: Article, edition: Edition, evidence: Evidence) -> PageState:
    """The page's state by the edition's policy.

    A page that was published once (its stale texts say so) is withdrawn only below `withdraw_below`.
    """
    if article.languages and edition.locale not in article.languages:
        return PageState.NONE
    coverage, policy = evidence.coverage, edition.policy
    title = evidence.translations.get(key_of(article.title))
    if article.translate and title is not None and title.state.publishable:
        if coverage.reviewed == coverage.messages:
            return PageState.REVIEWED
        if coverage.share >= _threshold(policy, evidence):
            return PageState.PARTIAL
    if article.translate and policy.unreviewed == "mark" and _has_drafts(article, evidence.translations):
        return PageState.MACHINE
    return PageState.FALLBACK if policy.missing == "source" else PageState.NONE


def _has_drafts(article: Article, translations: Mapping[Key, Translation]) -> bool:
    found = (translations.get(key_of(segment)) for segment in article.segments)
    return any(translation and translation.state in SHOWN_DRAFTS for translation in found)


def _threshold(policy: Policy, evidence: Evidence) -> float:
    words = evidence.coverage.reviewed_words + evidence.once_reviewed
    was_published = evidence.once_reviewed and words >= policy.min_translated * evidence.coverage.words
    return policy.withdraw_below if was_published else policy.min_translated
