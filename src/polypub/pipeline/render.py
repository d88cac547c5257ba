"""`polypub render`: every edition, written where it differs from what is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from polypub.config.project import Project
from polypub.errors import OutputError, PolypubError, Problem, UsageError
from polypub.files import prepare_cache, read_if_there
from polypub.model.locale import Locale
from polypub.model.page import Finding, Page
from polypub.pipeline.comparison import Comparer, Limit, note_states
from polypub.pipeline.judge import Judgement, judge_project, template_folders
from polypub.pipeline.press import Presses, Progress, Task
from polypub.pipeline.search import SearchIndex, check_search
from polypub.render.edition import Printer, Workshop, root_pages
from polypub.render.output import (
    Entry,
    Manifest,
    close_journal,
    digest_of,
    find_links,
    in_the_way,
    locate,
    open_journal,
    read_manifest,
    remove_stale,
    write_page,
)
from polypub.render.pages import Plan
from polypub.render.press import Press

_HINTS = {
    "tag": "Write the name in one way, or choose another one.",
    "author": "Write the name in one way, or choose another one.",
    "redirect": "Take the alias away from one of them.",
}
"""What to do when two pages would share a file."""
_INPUTS = ("content", "templates", "static", "locales", ".polypub", ".git")


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to render."""

    output: Path
    now: dt.datetime
    locales: tuple[Locale, ...] = ()
    """Some editions only; empty for all."""
    jobs: int = 0
    """Processes; 0 for one per core."""
    is_forced: bool = False
    """Write every page, whatever the manifest says, and over files that polypub did not write."""
    limit: Limit | None = None
    """How many pages may be withdrawn; None for any number."""


@dataclass(slots=True)
class RenderReport:
    """What was done; feeds, sitemaps and redirects are not counted as pages."""

    pages: int = 0
    rendered: int = 0
    removed: int = 0
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    editions: dict[Locale, int] = field(default_factory=dict)
    """Pages by edition."""
    dates: tuple[dt.date | dt.datetime, ...] = ()
    """Of all articles, those to come included."""


def render_project(project: Project, options: RenderOptions, progress: Progress) -> RenderReport:
    """Render the project's editions into a folder."""
    check_output(project, options.output)
    check_search(project)
    judgement = judge_project(project, options.now)
    workshop = Workshop(template_folders(project), _prepare_cache(project))
    printer = Printer(judgement.press, workshop)
    locales = options.locales or tuple(printer.desks)
    tasks = plan_tasks(printer, locales)
    pages = root_pages(printer)
    run = _Run(options, judgement, printer, pages)
    _check_files(tasks, [*run.assets, *(page.path for page in pages)])
    waiting = [task for task in tasks if not run.is_current(task)]
    run.check_foreign(waiting)
    index = SearchIndex(options.output, run.before, project.has_search, options.is_forced)
    left = frozenset(files_of_others(run.before, judgement.press, locales))
    if options.limit:
        options.limit.check(Comparer(judgement.press, run.before, left).compare(tasks))
    others = index.kept(left)
    kept = {plan.file for _, plan in tasks} | run.extra.keys() | others
    open_journal(options.output, run.touched(waiting, kept))
    presses = Presses(printer, workshop, options.output, run.journal)
    written = dict(presses.print_all(waiting, options.jobs, progress)) | dict(run.write_extra())
    removed = remove_stale(options.output, run.before, kept)
    manifest = {path: entry for path, entry in {**run.before, **written}.items() if path in kept}
    close_journal(options.output, index.update(note_states(manifest, tasks, judgement.press)))
    shown, rendered = ([locale for locale, plan in some if plan.is_page] for some in (tasks, waiting))
    counts = {locale: shown.count(locale) for locale in locales}
    dates = tuple(article.date for article in judgement.press.site.articles if article.date)
    return RenderReport(len(shown), len(rendered), removed, judgement.findings, judgement.problems, counts, dates)


def check_output(project: Project, output: Path) -> None:
    """What is rendered never lies among what it is made from."""
    folder, root = output.resolve(), project.root.resolve()
    if root.is_relative_to(folder) or any(folder.is_relative_to(root / name) for name in _INPUTS):
        hint = "Name a folder of its own, such as public."
        raise UsageError(Problem("the output folder is where the site itself lies", str(output), hint=hint))


def _prepare_cache(project: Project) -> Path | None:
    """The folder of compiled templates, in a cache that git ignores; None where nothing can be written."""
    cache = project.root / ".polypub"
    try:
        prepare_cache(cache)
        (cache / "templates").mkdir(exist_ok=True)
    except (OSError, PolypubError):
        return None
    return cache / "templates"


def plan_tasks(printer: Printer, locales: Iterable[Locale]) -> list[Task]:
    """Every page of some editions; two that would share a file are an error."""
    tasks = [(locale, plan) for locale in locales for plan in printer.plans(locale)]
    owners: dict[str, Plan] = {}
    problems: dict[tuple[str, ...], Problem] = {}
    for _, plan in tasks:
        other = owners.setdefault(plan.file, plan)
        if other is not plan:
            # What collides in one edition does so in all: it is said once.
            pair = (plan.kind, plan.subject, other.kind, other.subject)
            text = f"{plan.kind} `{plan.subject}` and {other.kind} `{other.subject}` would both be {plan.file}"
            problems.setdefault(pair, Problem(text, hint=_HINTS.get(plan.kind, "Give one of them another slug.")))
    if problems:
        raise OutputError(list(problems.values()))
    return tasks


def _check_files(tasks: Sequence[Task], extra: Iterable[str]) -> None:
    """No static file and no page at the root is another page, and no file is another one's folder."""
    files = {plan.file for _, plan in tasks}
    problems = []
    for path in extra:
        if path in files:
            hint = "Move a static file away, or take an alias away from an article."
            problems.append(Problem(f"{path} would be written twice", hint=hint))
        files.add(path)
    pairs = ((file, str(parent)) for file in sorted(files) for parent in PurePosixPath(file).parents)
    for file, parent in pairs:
        if parent in files:
            problems.append(Problem(f"{parent} would be a file and the folder of {file}", hint="Rename one."))
    if problems:
        raise OutputError(problems)


def files_of_others(before: Manifest, press: Press, locales: Sequence[Locale]) -> Iterator[str]:
    """Files of editions that are not rendered this time: they stay."""
    others = [edition for edition in press.site.editions if edition.locale not in locales]
    prefixes = tuple(f"{edition.prefix}/" for edition in others if edition.prefix)
    mine = tuple(f"{edition.prefix}/" for edition in press.site.editions if edition.locale in locales)
    keeps_root = any(not edition.prefix for edition in others)
    return (path for path in before if path.startswith(prefixes) or (keeps_root and not path.startswith(mine)))


class _Run:
    """One run over an output folder: what was there, and what is about to change."""

    def __init__(self, options: RenderOptions, judgement: Judgement, printer: Printer, pages: Sequence[Page]) -> None:
        self.options, self.printer = options, printer
        self.before = read_manifest(options.output)
        self.journal: Manifest = {} if options.is_forced else self.before
        """What is known of the files; nothing, when all are to be written."""
        self.assets: Mapping[str, Path] = judgement.assets
        self.pages = {page.path: page for page in pages}
        digests = {page.path: digest_of(page.content) for page in pages}
        self.extra = {**judgement.press.assets, **digests}
        """What belongs to no edition, by path, to the digest of its bytes."""

    def is_current(self, task: Task) -> bool:
        """Whether a page is there and nothing that it was made from has changed."""
        locale, plan = task
        entry = self.journal.get(plan.file)
        if not entry or not entry.digest or not self.printer.is_current(locale, entry.uses):
            return False
        return (self.options.output / plan.file).exists()

    def check_foreign(self, waiting: Sequence[Task]) -> None:
        """Stop before anything is written over files of others, unless they hold what would be written."""
        if self.options.is_forced:
            return
        tasks: dict[str, Task | None] = {plan.file: (locale, plan) for locale, plan in waiting}
        tasks |= dict.fromkeys(self.extra)
        links = find_links(self.options.output, tasks)
        problems = [Problem("the folder is a link", str(link), hint="Remove the link.") for link in links]
        for path, task in tasks.items():
            file = locate(self.options.output, path)
            if path not in self.before and not links and (file.exists() or file.is_symlink()):
                digest = digest_of(self.printer.print_page(*task).content) if task else self.extra[path]
                if not file.is_file() or digest_of(read_if_there(file) or b"") != digest:
                    problems.append(in_the_way(file))
        if problems:
            raise OutputError(problems)

    def touched(self, waiting: Sequence[Task], kept: Collection[str]) -> set[str]:
        """The files that this run may write or remove."""
        changed = {path for path in self.extra if not self._has(path)}
        return {plan.file for _, plan in waiting} | (self.before.keys() - kept) | changed

    def _has(self, path: str) -> bool:
        entry = self.journal.get(path)
        return entry is not None and entry.digest == self.extra[path] and (self.options.output / path).exists()

    def write_extra(self) -> Iterator[tuple[str, Entry]]:
        """Write what belongs to no edition, where it is not there yet."""
        for path in self.extra:
            if self._has(path):
                yield path, self.journal[path]
            else:
                page = self.pages.get(path) or Page(path, read_if_there(self.assets[path]) or b"")
                yield path, write_page(self.options.output, page, self.journal.get(path))
