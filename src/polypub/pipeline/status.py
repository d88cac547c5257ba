"""`polypub status`: how far every edition is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from polypub.catalog.coverage import count_words, cover
from polypub.config.project import Project
from polypub.errors import Problem
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Translations
from polypub.model.page import Coverage, PageState
from polypub.model.site import Edition
from polypub.pipeline.extract import extract_messages
from polypub.pipeline.judge import Judgement, judge_project


@dataclass(frozen=True, slots=True)
class EditionStatus:
    """Messages and words of one edition by state, and its articles by page state."""

    locale: Locale
    autonym: str
    coverage: Coverage
    pages: dict[PageState, int]


@dataclass(frozen=True, slots=True)
class Status:
    """A site's editions, in order, and catalogs that could not be read."""

    source: Locale
    editions: tuple[EditionStatus, ...]
    problems: tuple[Problem, ...]


def project_status(project: Project, now: dt.datetime) -> Status:
    """The state of every edition, counted from sources and catalogs as they are."""
    judgement = judge_project(project, now)
    templates = tuple(extract_messages(judgement.press.site, project, now))
    editions = (_edition(judgement, edition, templates) for edition in project.editions)
    return Status(project.source, tuple(editions), judgement.problems)


def _edition(judgement: Judgement, edition: Edition, templates: tuple[Catalog, ...]) -> EditionStatus:
    press = judgement.press
    states = Counter(press.verdicts[article.id, edition.locale].state for article in press.articles)
    is_source = edition.locale == press.site.source
    coverage = Coverage() if is_source else sum(_coverages(judgement, edition, templates), Coverage())
    return EditionStatus(
        edition.locale, edition.autonym, coverage, {state: states.get(state, 0) for state in PageState}
    )


def _coverages(judgement: Judgement, edition: Edition, templates: tuple[Catalog, ...]) -> Iterator[Coverage]:
    """Of every domain; a translation that was kept off its page counts as none, as it does for the page."""
    press = judgement.press
    catalogs = press.translations[edition.locale]
    blocked = {article.domain: press.verdicts[article.id, edition.locale].blocked for article in press.articles}
    for template in templates:
        found = catalogs.get(template.domain) or Translations(template.domain, edition.locale, "", {})
        if refused := blocked.get(template.domain):
            found = replace(found, entries={key: entry for key, entry in found.entries.items() if key not in refused})
        sources = ((message.key, count_words(message.key.source)) for message in template.messages)
        yield cover(sources, found)


def status_table(status: Status) -> dict[str, object]:
    """The status in the form that scripts read (see docs/status.md)."""
    return {"source": status.source, "editions": [_row(edition) for edition in status.editions]}


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
