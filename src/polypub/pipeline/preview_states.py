"""What a preview shows: all that there is, drafts too, and beside it the state that the page has for readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.page import Cluster, Coverage, PageState, Version
from polypub.model.site import Article, Edition, Policy, Site
from polypub.model.state import State
from polypub.pipeline.screen import Screen
from polypub.pipeline.verdicts import hear_article, word_counts
from polypub.render.judge import SHOWN_DRAFTS, Verdict, decide_state
from polypub.render.reasons import explain_state
from polypub.render.routes import Routes
from polypub.site.load import published_articles

Verdicts = Mapping[tuple[str, Locale], Verdict]


def open_editions(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions with policies that withhold nothing; what a passage with a new source shows stays theirs."""
    return tuple(
        replace(
            edition,
            policy=_open(edition.policy),
            sections={section: _open(policy) for section, policy in edition.sections.items()},
        )
        for edition in editions
    )


def _open(policy: Policy) -> Policy:
    return replace(policy, min_translated=0.0, withdraw_below=0.0, unreviewed="mark", missing="source")


def open_verdict(verdict: Verdict, article: Article, catalog: Translations | None) -> Verdict:
    """The verdict on a page that shows every draft beside what is reviewed, and every text, whatever its title's is."""
    if verdict.state not in (PageState.PARTIAL, PageState.FALLBACK) or not article.translate or catalog is None:
        return verdict
    keys = (key for key, _ in word_counts(article) if key not in verdict.blocked)
    states = {found.state for key in keys if (found := catalog.entries.get(key))}
    if states & SHOWN_DRAFTS:
        return replace(verdict, state=PageState.MACHINE)
    is_own = verdict.previous.messages or any(state.publishable for state in states)
    return replace(verdict, state=PageState.PARTIAL) if is_own else verdict


@dataclass(frozen=True, slots=True)
class Bench:
    """All that an article is judged with; `site` has the policies by which it is judged."""

    site: Site
    translations: Mapping[Locale, Mapping[str, Translations]]
    screen: Screen
    today: dt.date

    def catalog(self, article: Article, locale: Locale) -> Translations:
        """The article's catalog in an edition; an empty one where it has none."""
        found = self.translations[locale].get(article.domain)
        return found or Translations(article.domain, locale, "", {})

    def judge(self, article: Article, locale: Locale) -> Verdict:
        """The verdict that a court comes to, on one article in one edition."""
        if locale == self.site.language_of(article):
            is_here = not article.languages or locale in article.languages
            return Verdict(PageState.SOURCE if is_here else PageState.NONE)
        edition, catalog = self.site.edition(locale), self.catalog(article, locale)
        hearing = hear_article(article, edition, catalog, self.screen, self.today)
        return Verdict(
            state=decide_state(article, edition, hearing.evidence),
            coverage=hearing.evidence.coverage,
            blocked=_kept_off(catalog, (key for key, _ in hearing.blocked)),
            approved=max((catalog.approved.get(key, 0) for key, _ in word_counts(article)), default=0),
            previous=hearing.evidence.previous,
        )

    def cluster(self, article: Article, verdicts: Verdicts) -> Cluster:
        """The article in all editions."""

        def version_in(edition: Edition) -> Version:
            routes = Routes(self.site, edition)
            url = routes.url(routes.article(article))
            return Version(edition.locale, url, verdicts[article.id, edition.locale].state)

        return Cluster(article.id, tuple(map(version_in, self.site.editions)), self.site.language_of(article))


def _kept_off(catalog: Translations, keys: Iterable[Key]) -> frozenset[Key]:
    """Those that count as missing; stale ones count as stale."""
    return frozenset(key for key in keys if catalog.entries[key].state is not State.STALE_APPROVED)


@dataclass(frozen=True, slots=True)
class RealState:
    """The state that a page has for readers, and why, in sentences without full stops."""

    state: PageState
    reasons: tuple[str, ...]
    coverage: Coverage = field(default_factory=Coverage)


def real_state(bench: Bench, article: Article, locale: Locale, now: dt.datetime) -> RealState:
    """The state that rendering would give the article's page; `bench.site` has the site's own policies."""
    hidden = () if article in published_articles(replace(bench.site, articles=(article,)), now) else _hidden(article)
    if locale == bench.site.language_of(article):
        verdict = bench.judge(article, locale)
        state = PageState.NONE if hidden else verdict.state
        return RealState(state, hidden or ("it is written in this language",))
    edition = bench.site.edition(locale)
    hearing = hear_article(article, edition, bench.catalog(article, locale), bench.screen, bench.today)
    state = PageState.NONE if hidden else decide_state(article, edition, hearing.evidence)
    blocked = tuple(f"blocked: {found.path}:{found.line}: {found.text}" for _, found in hearing.blocked)
    reasons = (*hidden, *explain_state(article, edition, hearing.evidence), *blocked)
    return RealState(state, reasons, hearing.evidence.coverage)


def _hidden(article: Article) -> tuple[str]:
    return ("not published: it is a draft (`draft: true`)" if article.draft else f"it comes out on {article.date}",)
