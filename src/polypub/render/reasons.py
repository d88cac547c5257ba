"""Why a page is in its state, in plain sentences: the same decision as `decide_state`, told."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import replace

from polypub.model.page import PageState
from polypub.model.site import Article, Edition, Policy
from polypub.model.state import State
from polypub.render.judge import NOTHING, Evidence, decide_state, has_title, key_of, threshold_of, was_whole

_SHOWN = {
    PageState.MACHINE: 'it shows drafts, marked as a machine\'s: unreviewed = "mark"',
    PageState.FALLBACK: 'it is shown in the source language: missing = "source"',
    PageState.NONE: 'it is left out: missing = "omit"',
}
_TITLES = {
    "draft": "the title is a draft that nobody has reviewed",
    "stale": "the title's translation is of an older text",
}


def explain_state(article: Article, edition: Edition, evidence: Evidence) -> Iterator[str]:
    """Sentences without full stops, the most important first, on an article in an edition not in its language."""
    state, policy = decide_state(article, edition, evidence), edition.policy_of(article.section)
    if article.languages and edition.locale not in article.languages:
        yield f"left out: the article's `languages` are {', '.join(article.languages)}"
        return
    if not article.translate:
        yield "not published: the article is not to be translated (`translate: false`)"
    elif state.indexable:
        yield _why_published(state, policy, evidence)
    else:
        yield from _why_not(article, policy, evidence)
    if state in _SHOWN:
        yield _SHOWN[state]
    if evidence.previous.messages:
        yield from _about_previous(article, edition, evidence)
    if section := _ruling_section(article, edition):
        yield f"the section `{section}` has rules of its own"


def _why_published(state: PageState, policy: Policy, evidence: Evidence) -> str:
    if state is PageState.REVIEWED:
        return "published: every text is reviewed"
    share = percent(evidence.share)
    if evidence.share >= policy.min_translated:
        return f"published: {share} of its words are reviewed, {exact(policy.min_translated)} are needed"
    return (
        f"stays published: {share} of its words are reviewed; it was published before {_event(policy, evidence)}, "
        f"and is withdrawn below {exact(policy.withdraw_below)}"
    )


def _why_not(article: Article, policy: Policy, evidence: Evidence) -> Iterator[str]:
    threshold = threshold_of(policy, evidence)
    is_short = evidence.share < threshold
    if not has_title(article, evidence):
        title = evidence.translations.get(key_of(article.title))
        why = _TITLES.get(title.state.coarse if title else "", "the title is not translated")
        yield f"not published: {why}"
    if is_short and threshold < policy.min_translated:
        yield (
            f"withdrawn: {percent(evidence.share)} of its words are reviewed; it was published before "
            f"{_event(policy, evidence)}, but not below {exact(threshold)}"
        )
    elif is_short:
        yield f"not published: {percent(evidence.share)} of its words are reviewed, {exact(threshold)} are needed"


def _event(policy: Policy, evidence: Evidence) -> str:
    """What lowered the share of a page that had been published."""
    if was_whole(policy, evidence):
        return f"{words(evidence.once_reviewed)} of its source changed"
    return "texts were added to it"


def _about_previous(article: Article, edition: Edition, evidence: Evidence) -> Iterator[str]:
    grace = edition.policy_of(article.section).grace_days
    shown, ends = evidence.previous, sorted({_end(day, grace) for day in evidence.previous.days.values()})
    days = ends[0] if len(ends) == 1 else f"{ends[0]} to {ends[-1]}"
    yield f"{words(shown.words)} are shown in their previous translation, and count as reviewed, until {days}"
    later = decide_state(article, edition, replace(evidence, previous=NOTHING))
    if later is not decide_state(article, edition, evidence):
        yield f"unless they are reviewed by then, it will be {later.value}"


def _end(day: dt.date, grace: int) -> str:
    """The first day on which it is not shown any more."""
    try:
        return (day + dt.timedelta(days=grace)).isoformat()
    except OverflowError:
        return dt.date.max.isoformat()


def _ruling_section(article: Article, edition: Edition) -> str:
    section = article.section
    while section and section not in edition.sections:
        section = section.rpartition("/")[0]
    return section


def words_needed(policy: Policy, evidence: Evidence) -> int:
    """How many more source words must be reviewed for the page to be published, its title apart."""
    counted = evidence.coverage.reviewed_words + evidence.previous.words
    return max(0, math.ceil(threshold_of(policy, evidence) * evidence.coverage.words - 1e-9) - counted)


def describe_open(state: State | None) -> str:
    """What is wrong with the translation of a message, in one word of the reports."""
    return "untranslated" if state is None else state.coarse


def percent(share: float) -> str:
    """Whole percents, downwards, so that only what is complete is 100 %."""
    return f"{int(share * 100 + 1e-9)} %"


def exact(share: float) -> str:
    """A share as it was configured: `80 %`, `62.5 %`."""
    return f"{share * 100:.6g} %"


def words(count: int) -> str:
    """A count of words, in words."""
    return f"{count} word" if count == 1 else f"{count} words"
