"""`polypub render --review`: pages that show each text beside its source, for somebody who has nothing installed.

A page for each article and edition; one for the names and strings of an edition; a list of them, with progress, for
each edition and for all. The same sources, catalogs and day give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from polypub.cldr.names import language_name
from polypub.cldr.tags import text_direction
from polypub.config.project import Project
from polypub.errors import OutputError, Problem, UsageError
from polypub.files import read_if_there
from polypub.formats.jinja import read_template
from polypub.model.locale import Locale
from polypub.model.page import Page, PageState
from polypub.pipeline.charts import Bar, page_word, word_bar, word_legend
from polypub.pipeline.dashboard import ENGLISH, SHEETS, Language, View, describe_language, percent, show_day
from polypub.pipeline.judge import Judgement, judge_project
from polypub.pipeline.press import Progress
from polypub.pipeline.render import check_output
from polypub.pipeline.review_sheets import STATES, Sheet, SheetMaker
from polypub.pipeline.status import judged_status
from polypub.render.output import (
    UNKNOWN,
    Manifest,
    close_journal,
    find_links,
    in_the_way,
    locate,
    open_journal,
    read_manifest,
    remove_stale,
    write_page,
)

_USES = {"review": "1"}
"""What the manifest says of every file of a bundle."""
_STYLE = "style.css"


@dataclass(frozen=True, slots=True)
class BundleOptions:
    """What to make, and where."""

    output: Path
    now: dt.datetime
    locales: tuple[Locale, ...] = ()
    """Some editions only; empty for all."""
    is_forced: bool = False
    """Write over files that polypub did not write."""


@dataclass(slots=True)
class BundleReport:
    """What was done."""

    pages: dict[Locale, int] = field(default_factory=dict)
    """By edition."""
    removed: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A page on its edition's list."""

    title: str
    language: Locale
    """Of the title."""
    state: PageState | None
    counts: dict[str, int]
    """Texts by state."""
    bar: Bar
    href: str


def write_bundle(project: Project, options: BundleOptions, progress: Progress) -> BundleReport:
    """Write the bundle into a folder, and remove what an earlier one left there that this one has not.

    Raises UsageError for a folder that is the site's own or has other pages of polypub, OutputError for others' files.
    """
    check_output(project, options.output)
    before = _read_before(options.output)
    judgement = judge_project(project, options.now)
    makers = _make_makers(project, judgement, options.locales)
    plans = [(maker, domain, article) for maker in makers for domain, article in maker.domains()]
    files = {_file_of(maker.locale, domain) for maker, domain, _ in plans}
    files |= {"index.html", _STYLE, *(f"{maker.locale}/index.html" for maker in makers)}
    _check_files(options, files, before)
    open_journal(options.output, files | before.keys())
    written: Manifest = {}
    for page in _Bundle(project, judgement, makers, options.now.date()).pages():
        written[page.path] = write_page(options.output, page, before.get(page.path))
        progress(len(written), len(files))
    removed = remove_stale(options.output, before, written)
    close_journal(options.output, written)
    counts = {maker.locale: sum(one is maker for one, _, _ in plans) for maker in makers}
    return BundleReport(counts, removed, judgement.problems)


def _read_before(folder: Path) -> Manifest:
    before = read_manifest(folder)
    if any(entry != UNKNOWN and entry.uses != _USES for entry in before.values()):
        hint = "Choose a folder of its own for the bundle."
        raise UsageError(Problem("the folder has other pages of polypub", str(folder), hint=hint))
    return before


def _make_makers(project: Project, judgement: Judgement, locales: tuple[Locale, ...]) -> list[SheetMaker]:
    """One for each edition that translates something."""
    editions = [edition for edition in judged_status(project, judgement).editions if edition.coverage.messages]
    return [SheetMaker(project, judgement, one) for one in editions if not locales or one.locale in locales]


def _check_files(options: BundleOptions, files: set[str], before: Manifest) -> None:
    """Nothing is written over what others put there, or through a link out of the folder."""
    links = find_links(options.output, files)
    problems = [Problem("the folder is a link", str(link), hint="Remove the link.") for link in links]
    new = (locate(options.output, path) for path in sorted(files - before.keys()))
    if not links and not options.is_forced:
        problems += [in_the_way(file) for file in new if file.exists() or file.is_symlink()]
    if problems:
        raise OutputError(problems)


def _file_of(locale: Locale, domain: str) -> str:
    return f"{locale}/{domain}.html"


@dataclass(frozen=True, slots=True)
class _Bundle:
    """The pages, one after the other."""

    project: Project
    judgement: Judgement
    makers: list[SheetMaker]
    today: dt.date
    _templates: dict[str, Callable[..., str]] = field(default_factory=dict)

    def pages(self) -> Iterator[Page]:
        """All files of the bundle; sheets are made one by one, and none is kept."""
        style = b"".join(read_if_there(SHEETS / name) or b"" for name in ("common.css", "review.css"))
        yield Page(_STYLE, style, _USES)
        for maker in self.makers:
            yield from self._edition(maker)
        rows = [(self._describe(maker), maker.edition, word_bar(maker.edition.coverage)) for maker in self.makers]
        yield self._print("review_index.html", "index.html", {"rows": rows})

    def _edition(self, maker: SheetMaker) -> Iterator[Page]:
        plans, rows = list(maker.domains()), []
        for number, (domain, article) in enumerate(plans):
            sheet = maker.make(domain, article)
            around = [plans[number - 1][0] if number else "", plans[number + 1][0] if plans[number + 1 :] else ""]
            rows.append(_row(sheet))
            yield self._sheet(maker, sheet, around)
        view = {"language": self._describe(maker), "edition": maker.edition, "rows": rows}
        yield self._print("review_edition.html", f"{maker.locale}/index.html", view)

    def _sheet(self, maker: SheetMaker, sheet: Sheet, around: list[str]) -> Page:
        up = "../" * sheet.domain.count("/")
        before, after = (f"{up}{quote(domain)}.html" if domain else "" for domain in around)
        view = {
            "language": self._describe(maker),
            "sheet": sheet,
            "words": word_bar(sheet.coverage),
            "source_name": language_name(sheet.language, ENGLISH),
            "dir": text_direction(sheet.language),
            "list": f"{up}index.html",
            "before": before,
            "after": after,
        }
        return self._print("review_sheet.html", _file_of(sheet.locale, sheet.domain), view)

    def _describe(self, maker: SheetMaker) -> Language:
        return describe_language(maker.locale, maker.edition.autonym)

    def _print(self, template: str, path: str, view: View) -> Page:
        words = {
            "site": self.judgement.press.site,
            "today": self.today,
            "root": "../" * path.count("/"),
            "states": STATES,
            "percent": percent,
            "number": "{:,}".format,
            "day": show_day,
            "page_word": page_word,
            "word_legend": word_legend(),
        }
        if template not in self._templates:
            self._templates[template] = read_template(SHEETS, template).render
        text = self._templates[template](words | view)
        return Page(path, text.encode("utf-8", "replace"), _USES)


def _row(sheet: Sheet) -> Row:
    href, bar = quote(f"{sheet.domain}.html"), word_bar(sheet.coverage)
    return Row(sheet.title, sheet.language, sheet.state, sheet.counts, bar, href)
