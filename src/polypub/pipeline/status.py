"""`polypub status`: how far every edition is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from polypub.catalog.coverage import count_words, cover
from polypub.config.project import Project
from polypub.errors import Problem
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Translations
from polypub.model.page import Coverage, PageState
from polypub.model.site import Edition
from polypub.pipeline.extract import extract_messages
from polypub.pipeline.judge import Judgement, judge_project
from polypub.site.load import waiting_articles


@dataclass(frozen=True, slots=True)
class EditionStatus:
    """Messages and words of one edition by state, and its articles by page state."""

    locale: Locale
    autonym: str
    coverage: Coverage
    pages: dict[PageState, int]
    domains: Mapping[str, Coverage] = field(default_factory=dict)
    """What the coverage is the sum of, by domain (`content/news/x`, `site`, `ui`, `theme`)."""


@dataclass(frozen=True, slots=True)
class Status:
    """A site's editions, in order, and catalogs that could not be read."""

    source: Locale
    editions: tuple[EditionStatus, ...]
    problems: tuple[Problem, ...]
    waiting: int = 0
    """Articles whose day has not come: they are no pages yet."""
    dates: tuple[dt.date | dt.datetime, ...] = ()
    """Of all articles."""


def project_status(project: Project, now: dt.datetime) -> Status:
    """The state of every edition, counted from sources and catalogs as they are."""
    return judged_status(project, judge_project(project, now))


def judged_status(project: Project, judgement: Judgement) -> Status:
    """The same where the pages have been judged already."""
    now = judgement.press.now
    templates = tuple(extract_messages(judgement.press.site, project, now))
    editions = (_edition(judgement, edition, templates) for edition in project.editions)
    waiting = len(waiting_articles(judgement.press.site, now))
    dates = tuple(article.date for article in judgement.press.site.articles if article.date)
    return Status(project.source, tuple(editions), judgement.problems, waiting, dates)


def _edition(judgement: Judgement, edition: Edition, templates: tuple[Catalog, ...]) -> EditionStatus:
    press = judgement.press
    states = Counter(press.verdicts[article.id, edition.locale].state for article in press.articles)
    own = {a.domain for a in press.site.articles if press.site.language_of(a) == edition.locale}
    own |= {"theme", "ui", "site"} if edition.locale == press.site.source else set()
    asked = (template for template in templates if template.domain not in own)
    domains = dict(_coverages(judgement, edition, asked))
    coverage = sum(domains.values(), Coverage())
    pages = {state: states.get(state, 0) for state in PageState}
    return EditionStatus(edition.locale, edition.autonym, coverage, pages, domains)


def _coverages(judgement: Judgement, edition: Edition, templates: Iterable[Catalog]) -> Iterator[tuple[str, Coverage]]:
    """Of every domain; a translation that was kept off its page counts as none, as it does for the page."""
    press = judgement.press
    catalogs = press.translations[edition.locale]
    blocked = {article.domain: press.verdicts[article.id, edition.locale].blocked for article in press.articles}
    for template in templates:
        found = catalogs.get(template.domain) or Translations(template.domain, edition.locale, "", {})
        entries = found.open()
        if refused := blocked.get(template.domain):
            entries = {key: entry for key, entry in entries.items() if key not in refused}
        sources = ((message.key, count_words(message.key.source)) for message in template.messages)
        yield template.domain, cover(sources, replace(found, entries=entries))


def status_table(status: Status) -> dict[str, object]:
    """The status in the form that scripts read (see docs/status.md)."""
    rows = [_row(edition) for edition in status.editions]
    return {"source": status.source, "editions": rows, "waiting": status.waiting}


def _row(edition: EditionStatus) -> dict[str, object]:
    return {
        "locale": edition.locale,
        **count_table(edition.coverage),
        "pages": {state.value: count for state, count in edition.pages.items()},
    }


def count_table(c: Coverage) -> dict[str, dict[str, int]]:
    """Messages and words by state, in the form that scripts read."""
    words_left = c.words - c.reviewed_words - c.draft_words - c.stale_words
    return {
        "messages": _counts(c.messages, c.reviewed, c.draft, c.stale, c.untranslated),
        "words": _counts(c.words, c.reviewed_words, c.draft_words, c.stale_words, words_left),
    }


def _counts(*numbers: int) -> dict[str, int]:
    return dict(zip(("total", "reviewed", "draft", "stale", "untranslated"), numbers, strict=True))
