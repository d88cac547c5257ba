"""`polypub status --format html`: how far a site is, as one page that needs nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from polypub.cldr.names import language_name
from polypub.cldr.tags import text_direction
from polypub.config.project import Project
from polypub.errors import Problem
from polypub.formats.jinja import read_template
from polypub.model.locale import Locale
from polypub.model.page import Coverage, PageState
from polypub.model.site import Site
from polypub.pipeline.acceptance import Acceptance, count_acceptance
from polypub.pipeline.charts import (
    Bar,
    Line,
    draw_line,
    page_bar,
    page_legend,
    page_word,
    stack,
    word_bar,
    word_legend,
)
from polypub.pipeline.history import History, read_history
from polypub.pipeline.judge import judge_project
from polypub.pipeline.open_pages import OpenPage, find_oldest, find_open_pages
from polypub.pipeline.status import EditionStatus, Status, judged_status

SHEETS = Path(__file__).with_name("sheets")
ENGLISH = Locale("en")
_NEXT, _OLDEST, _SECTIONS = 6, 15, 40


@dataclass(frozen=True, slots=True)
class Language:
    """An edition's language, as people know it."""

    tag: Locale
    autonym: str
    english: str
    dir: str


Languages = Mapping[Locale, Language]
View = dict[str, object]
"""What a template is told, by name."""


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition."""

    language: Language
    coverage: Coverage
    words: Bar
    pages: Bar
    counts: Mapping[PageState, int]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section."""

    title: str
    words: int
    cells: tuple[float | None, ...]
    """The reviewed share in each edition with translations; None where it translates nothing of the section."""
    is_own: bool
    """The title is the site's own word."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One edition over time."""

    language: Language
    line: Line
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class DraftRow:
    """The drafts of one engine in one edition."""

    language: Language
    drafts: Acceptance
    bar: Bar


def make_dashboard(project: Project, now: dt.datetime) -> tuple[str, tuple[Problem, ...]]:
    """The page, and catalogs that could not be read; the same site, history and moment give the same text."""
    judgement = judge_project(project, now)
    status = judged_status(project, judgement)
    languages = {edition.locale: describe_language(edition.locale, edition.autonym) for edition in project.editions}
    history = read_history(project, status, now)
    view: View = {
        **_words_of_the_page(),
        "site": judgement.press.site,
        "now": now,
        "source": language_name(project.source, ENGLISH),
        "articles": len(judgement.press.articles),
        "languages": languages,
        **_view_states(judgement.press.site, status, languages),
        **_view_open(find_open_pages(judgement, status), languages, now.date()),
        **_view_history(history, status, languages),
        "drafts": [_draft_row(row, languages) for row in count_acceptance(project, judgement, status)],
    }
    return read_template(SHEETS, "dashboard.html").render(view), status.problems


def _words_of_the_page() -> View:
    return {
        "percent": percent,
        "number": "{:,}".format,
        "day": show_day,
        "page_word": page_word,
        "word_legend": word_legend(),
        "page_legend": page_legend,
        "draft_legend": tuple((kind, label) for kind, label, _ in _draft_parts(0, 0, 0)),
    }


def _view_states(site: Site, status: Status, languages: Languages) -> View:
    translated = [edition for edition in status.editions if edition.coverage.messages]
    sections = list(_section_rows(site, translated))
    shown = sections if len(sections) <= _SECTIONS else sorted(sections, key=lambda row: -row.words)[:_SECTIONS]
    return {
        "waiting": status.waiting,
        "editions": [_edition_row(edition, languages) for edition in status.editions],
        "translated": [_edition_row(edition, languages) for edition in translated],
        "total": sum((edition.coverage for edition in translated), Coverage()),
        "states": [state for state in PageState if any(edition.pages[state] for edition in status.editions)],
        "sections": shown,
        "sections_left": len(sections) - len(shown),
        "section_of": {section.id: section.title for section in site.sections},
    }


def _view_open(pages: Mapping[Locale, tuple[OpenPage, ...]], languages: Languages, today: dt.date) -> View:
    oldest = find_oldest(pages)
    days = [(today - page.since).days if page.since else 0 for page in oldest]
    return {
        "next": [(languages[locale], some[:_NEXT], len(some)) for locale, some in pages.items() if some],
        "stale": list(zip(oldest, days, strict=True))[:_OLDEST],
        "stale_count": len(oldest),
    }


def _view_history(history: History, status: Status, languages: Languages) -> View:
    """Points are told by their day, and by the minute where several are of one day; the newest is told first."""
    zone = history.points[-1].when.tzinfo
    moments = [point.when.astimezone(zone) for point in reversed(history.points)]
    is_dense = len({moment.date() for moment in moments}) < len(moments)
    told = [f"{show_day(moment.date())}{moment:, %H:%M}" if is_dense else show_day(moment.date()) for moment in moments]
    translated = [edition for edition in status.editions if edition.coverage.messages]
    return {"history": history, "moments": told, "trends": list(_trends(history, translated, languages))}


def describe_language(locale: Locale, autonym: str) -> Language:
    """A language with its names and its direction."""
    return Language(locale, autonym, language_name(locale, ENGLISH), text_direction(locale))


def _edition_row(edition: EditionStatus, languages: Languages) -> EditionRow:
    coverage = edition.coverage
    return EditionRow(languages[edition.locale], coverage, word_bar(coverage), page_bar(edition.pages), edition.pages)


def _section_rows(site: Site, editions: list[EditionStatus]) -> Iterator[SectionRow]:
    """The sections in the site's order, then articles of none, then what stands on many pages."""
    section_of = {article.domain: article.section for article in site.articles}
    domains: dict[str | None, list[str]] = {}
    for domain in dict.fromkeys(domain for edition in editions for domain in edition.domains):
        domains.setdefault(section_of.get(domain), []).append(domain)
    titles: dict[str | None, str] = {section.id: section.title for section in site.sections}
    for id_ in (*titles, *(id_ for id_ in ("", None) if id_ not in titles)):
        found = [[edition.domains.get(domain, Coverage()) for domain in domains.get(id_, ())] for edition in editions]
        totals = [sum(coverages, Coverage()) for coverages in found]
        if words := max((total.words for total in totals), default=0):
            cells = tuple(total.share if total.words else None for total in totals)
            other = "Names and strings of the site" if id_ is None else "Pages of no section"
            yield SectionRow(titles.get(id_, other), words, cells, is_own=id_ in titles)


def _trends(history: History, editions: list[EditionStatus], languages: Languages) -> Iterator[Trend]:
    begin, end = history.points[0].when, history.points[-1].when
    for edition in editions:
        found = [point for point in history.points if edition.locale in point.editions]
        shares = [(point.when, point.editions[edition.locale].share) for point in found]
        if shares:
            line = draw_line(shares, begin, end)
            yield Trend(languages[edition.locale], line, shares[0][1], shares[-1][1])


def _draft_row(row: Acceptance, languages: Languages) -> DraftRow:
    return DraftRow(languages[row.locale], row, stack(_draft_parts(row.accepted, row.edited, row.open)))


def _draft_parts(accepted: int, edited: int, left: int) -> tuple[tuple[str, str, int], ...]:
    return ("reviewed", "accepted as they were", accepted), ("edited", "edited", edited), ("draft", "open", left)


def percent(share: float) -> str:
    """A share as whole percents, rounded down: 100 % is all of it."""
    return f"{int(share * 100 + 1e-9)}\N{NO-BREAK SPACE}%"


def show_day(day: dt.date) -> str:
    """A day as English texts have it (`24 Nov 2026`)."""
    return f"{day.day} {day:%b} {day.year}"
