"""The reasons for a state say what the decision says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from polypub.formats.markdown import cut_markdown
from polypub.model.locale import Locale
from polypub.model.message import Key, Translation
from polypub.model.page import Coverage, PageState
from polypub.model.site import Article, Edition, Policy
from polypub.model.state import State
from polypub.model.text import Place, Segment
from polypub.render.judge import NOTHING, Evidence, Previous, decide_state, share_of, threshold_of
from polypub.render.reasons import exact, explain_state, percent, words_needed

TITLE = Segment(raw="Title", source="Title", place=Place("field"), type="title")
KEY = Key(None, "Title")
ARTICLE = Article("news/a", "content/news/a.md", "news", "a", TITLE, cut_markdown("", 1), "")
SHARES = st.sampled_from([0, 0.1, 0.29, 1 / 3, 0.5, 0.57, 0.8, 0.9, 1])


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy that a configuration can hold."""
    low, high = sorted((draw(SHARES), draw(SHARES)))
    unreviewed, missing = draw(st.sampled_from(["hide", "mark"])), draw(st.sampled_from(["omit", "source"]))
    return Policy(high, low, unreviewed, missing, "previous", draw(st.integers(0, 40)))


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """Words by state, a title or none, and what was published before."""
    reviewed, stale, draft, rest = (draw(st.integers(0, 40)) for _ in range(4))
    previous = draw(st.integers(0, stale))
    shown = Previous({Key(None, "x"): dt.date(2026, 5, 1)}, 1, previous) if previous else NOTHING
    coverage = Coverage(5, draw(st.integers(0, 4)), 1, 1, reviewed + stale + draft + rest, reviewed, draft, stale)
    state = draw(st.sampled_from([None, State.REVIEWED, State.DRAFT, State.STALE_APPROVED, State.FUZZY]))
    entries = {KEY: Translation(("x",), state)} if state else {}
    return Evidence(coverage, entries, stale, draw(st.booleans()), shown)


def _edition(policy: Policy) -> Edition:
    return Edition(Locale("be"), "be", "беларуская", Locale("be"), policy=policy)


@given(policies(), evidences())
def test_the_first_reason_is_the_decision(policy: Policy, evidence: Evidence) -> None:
    """It says that a page is published when it is, and else what is missing."""
    state, (first, *more) = (
        decide_state(ARTICLE, _edition(policy), evidence),
        explain_state(ARTICLE, _edition(policy), evidence),
    )
    assert first.startswith(("published", "stays published")) == state.indexable
    assert ("it is left out" in " ".join(more)) == (state is PageState.NONE)
    assert ("it shows drafts" in " ".join(more)) == (state is PageState.MACHINE)


@given(policies(), evidences())
def test_so_many_words_are_needed_and_not_one_less(policy: Policy, evidence: Evidence) -> None:
    """With that many more reviewed, of those that are not yet, the share reaches the threshold."""
    needed, threshold = words_needed(policy, evidence), threshold_of(policy, evidence)

    def share(more: int) -> float:
        coverage = evidence.coverage
        return share_of(replace(coverage, reviewed_words=coverage.reviewed_words + more), evidence.previous)

    assert share(needed) >= threshold
    assert needed == 0 or share(needed - 1) < threshold


def test_shares_are_told_as_people_write_them() -> None:
    """What is not all is never 100 %, and a threshold has the digits that it was given."""
    assert [percent(share) for share in (0, 0.29, 0.999, 1)] == ["0 %", "29 %", "99 %", "100 %"]
    assert [exact(share) for share in (0.8, 0.625, 1, 0.29)] == ["80 %", "62.5 %", "100 %", "29 %"]
