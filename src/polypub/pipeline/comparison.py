"""What a run would change for readers: the articles' pages of an output folder against those of a judgement."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from polypub.errors import OutputError, Problem, UsageError
from polypub.model.locale import Locale
from polypub.model.message import Translations
from polypub.model.page import PageState
from polypub.model.site import Article, Edition
from polypub.pipeline.press import Task
from polypub.pipeline.verdicts import weigh, word_counts
from polypub.render.desk import unquote_argument
from polypub.render.output import Entry, Manifest
from polypub.render.press import Press
from polypub.render.reasons import explain_state

Kind = Literal["appears", "changes", "moves", "withdrawn"]
_TOLD = 20
"""How many of the pages that are withdrawn are named in an error."""


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one article in one edition."""

    kind: Kind
    locale: str
    """Empty for an edition that the site has no more."""
    article: str
    """Its id."""
    file: str
    """Of its page, relative to the output folder."""
    before: str
    """The page's state in the output; empty when it is not there, or its state is not known."""
    after: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, and what stays."""

    changes: tuple[Change, ...]
    unchanged: int = 0
    unknown: int = 0
    """Pages that are there, written by a version of polypub that noted no states."""
    published: int = 0
    """Pages that are published in the output as it is, or whose state is not known."""

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many pages may be withdrawn: so many, or a share of those that are published."""

    count: int = 0
    percent: float | None = None

    def check(self, comparison: Comparison) -> None:
        """Raises OutputError with the pages when it is exceeded."""
        withdrawn = comparison.of("withdrawn")
        allowed = self.count if self.percent is None else int(comparison.published * self.percent / 100 + 1e-9)
        if len(withdrawn) <= allowed:
            return
        named = [f"{change.locale} {change.article}: {'; '.join(change.reasons)}" for change in withdrawn]
        more = [f"and {len(named) - _TOLD} more"] if len(named) > _TOLD else []
        found = f"{len(withdrawn)} page{'s' if len(withdrawn) > 1 else ''} would be withdrawn"
        text = f"{found}, and {allowed} may be; published now: {comparison.published}"
        hint = "Nothing was written. If it is meant, raise --max-withdrawn."
        raise OutputError(Problem(text, hint="\n  ".join((*named[:_TOLD], *more, hint))))


def parse_limit(text: str) -> Limit:
    """`12`, or `2.5%`; raises UsageError for anything else."""
    found = re.fullmatch(r"(\d{1,9})|(\d{1,3}(?:\.\d{1,6})?) ?%", text.strip(), re.ASCII)
    if not found:
        hint = "Give a number of pages, such as 12, or a share of those published, such as 2%."
        raise UsageError(Problem(f"--max-withdrawn is `{text}`", hint=hint))
    return Limit(int(found[1])) if found[1] else Limit(percent=float(found[2]))


def note_states(manifest: Manifest, tasks: Iterable[Task], press: Press) -> Manifest:
    """The manifest with the state of every article's page among the tasks."""
    noted = dict(manifest)
    for locale, plan in tasks:
        if plan.kind == "article" and (entry := noted.get(plan.file)):
            state = press.verdicts[plan.subject, locale].state.value
            noted[plan.file] = entry if entry.state == state else replace(entry, state=state)
    return noted


@dataclass(frozen=True, slots=True)
class _Now:
    """An article's page as a run would write it."""

    locale: Locale
    article: str
    file: str
    state: PageState


@dataclass(slots=True)
class Comparer:
    """Compares the tasks of a run with what lies in its output; files in `left` are not the run's business."""

    press: Press
    before: Manifest
    left: Collection[str] = ()
    _articles: Mapping[str, Article] = field(default_factory=dict)

    def compare(self, tasks: Sequence[Task]) -> Comparison:
        """The changes in the order of the tasks, pages that go last."""
        self._articles = {article.id: article for article in self.press.articles}
        pages = [
            _Now(locale, plan.subject, plan.file, self.press.verdicts[plan.subject, locale].state)
            for locale, plan in tasks
            if plan.kind == "article"
        ]
        files = {page.file for page in pages}
        gone = {
            (self._locale_of(file), article): file
            for file, entry in self.before.items()
            if file not in files and file not in self.left and (article := _article_of(entry))
        }
        found = [(page, self._compare_page(page, gone)) for page in pages]
        moved = {(page.locale, page.article) for page in pages}
        lost = [self._lose(*key, file) for key, file in gone.items() if key not in moved]
        known = [change for _, change in found if isinstance(change, Change)]
        states = [entry.state for file, entry in self.before.items() if file not in self.left and _article_of(entry)]
        return Comparison(
            changes=(*known, *lost),
            unchanged=sum(change == "unchanged" for _, change in found),
            unknown=sum(change == "unknown" for _, change in found),
            published=sum(not state or PageState(state).indexable for state in states),
        )

    def _compare_page(
        self, page: _Now, gone: Mapping[tuple[str, str], str]
    ) -> Change | Literal["unchanged", "unknown"]:
        former = gone.get((page.locale, page.article))
        entry = self.before.get(former or page.file)
        if entry is None:
            return self._change("appears", page, "")
        if entry.state == page.state.value:
            return self._move(page, former) if former else "unchanged"
        if not entry.state:
            return "unknown"
        is_lost = PageState(entry.state).indexable and not page.state.indexable
        return self._change("withdrawn" if is_lost else "changes", page, entry.state)

    def _move(self, page: _Now, former: str) -> Change:
        state, reason = page.state.value, f"from {former} to {page.file}"
        return Change("moves", page.locale, page.article, page.file, state, state, (reason,))

    def _change(self, kind: Kind, page: _Now, before: str) -> Change:
        reasons = tuple(self._reasons(self._articles[page.article], page.locale))
        return Change(kind, page.locale, page.article, page.file, before, page.state.value, reasons)

    def _lose(self, locale: str, article_id: str, file: str) -> Change:
        none, before = PageState.NONE.value, self.before[file].state
        return Change("withdrawn", locale, article_id, file, before, none, tuple(self._why_lost(locale, article_id)))

    def _why_lost(self, locale: str, article_id: str) -> Iterator[str]:
        article = self._articles.get(article_id)
        edition = next((edition for edition in self.press.site.editions if edition.locale == locale), None)
        if edition is None:
            yield "the site has no such edition any more"
        elif article:
            yield from self._reasons(article, edition.locale)
        elif any(other.id == article_id for other in self.press.site.articles):
            yield "its article is a draft, or comes out later"
        else:
            yield "its article is gone"

    def _reasons(self, article: Article, locale: Locale) -> Iterator[str]:
        if locale == self.press.site.language_of(article):
            verdict = self.press.verdicts[article.id, locale]
            yield "the article is new" if verdict.state.written else "its `languages` leave this edition out"
            return
        edition = next(edition for edition in self.press.site.editions if edition.locale == locale)
        yield from self._explain(article, edition)

    def _explain(self, article: Article, edition: Edition) -> Iterator[str]:
        verdict = self.press.verdicts[article.id, edition.locale]
        catalog = self.press.translations[edition.locale].get(article.domain)
        catalog = catalog or Translations(article.domain, edition.locale, "", {})
        evidence = weigh(article, word_counts(article), catalog, verdict.blocked, verdict.previous)
        yield from explain_state(article, edition, evidence)

    def _locale_of(self, file: str) -> str:
        """The edition of a file; empty when there is none."""
        return edition_of(self.press.site.editions, file) or ""


def edition_of(editions: Iterable[Edition], file: str) -> Locale | None:
    """The edition that a file of the output lies in, the innermost one's; None when it is in none."""
    around = [edition for edition in editions if not edition.folder or file.startswith(f"{edition.folder}/")]
    return max(around, key=lambda edition: len(edition.folder)).locale if around else None


def _article_of(entry: Entry) -> str:
    """The id of the article whose page it is; empty for other pages and files."""
    asked = next((use for use in entry.uses if use.startswith("source ")), "")
    return unquote_argument(asked.partition(" ")[2])


def change_table(comparison: Comparison) -> dict[str, object]:
    """The comparison in the form that scripts read (see docs/ci.md)."""
    kinds: tuple[Kind, ...] = ("appears", "changes", "moves", "withdrawn")
    rows: dict[str, object] = {kind: [_row(change) for change in comparison.of(kind)] for kind in kinds}
    counts = {"unchanged": comparison.unchanged, "unknown": comparison.unknown, "published": comparison.published}
    return rows | counts


def _row(change: Change) -> dict[str, object]:
    return {
        "locale": change.locale or None,
        "article": change.article,
        "file": change.file,
        "before": change.before or None,
        "after": change.after,
        "reasons": list(change.reasons),
    }
