"""`polypub render`: every edition, written where it differs from what is there."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from polypub.config.project import Project
from polypub.errors import OutputError, Problem, UsageError
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.page import Finding, Page
from polypub.pipeline.assets import place_assets
from polypub.pipeline.cluster import Cluster, Order, check_cluster, digest_site
from polypub.pipeline.comparison import Comparer, Limit, edition_of, note_states
from polypub.pipeline.garbage import settled
from polypub.pipeline.judge import Judgement, judge_project, prepare_templates, template_folders
from polypub.pipeline.press import Presses, Progress, Task, Written
from polypub.pipeline.search import SearchIndex, check_search
from polypub.render.edition import Printer, Workshop, root_pages
from polypub.render.freshness import Freshness
from polypub.render.output import (
    WHOLE,
    Entry,
    Facts,
    Manifest,
    close_journal,
    digest_of,
    find_links,
    find_shards,
    in_the_way,
    locate,
    open_journal,
    parents_of,
    read_facts,
    read_manifest,
    remove_stale,
    write_page,
)
from polypub.render.pages import Plan
from polypub.render.press import Press
from polypub.render.shard import Shard
from polypub.site.load import waiting_articles

_HINTS = {
    "tag": "Write the name in one way, or choose another one.",
    "author": "Write the name in one way, or choose another one.",
    "redirect": "Take the alias away from one of them.",
}
"""What to do when two pages would share a file."""
_INPUTS = ("content", "templates", "static", "locales", ".polypub", ".git")
_OTHER_USES = {"review": "a review bundle", "localize": "sources for another generator"}
"""What else of polypub's a folder may hold, by what the manifest says of its files."""


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
    shard: Shard = WHOLE
    """The share of the files to write: a part removes nothing and makes no search index."""
    scheduler: str | None = None
    """The address of a Dask scheduler whose workers print; None for processes of this machine."""
    must_be_complete: bool = False
    """Every shard must have been rendered before; the run makes the whole of them."""


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
    waiting: int = 0
    """Articles whose day has not come."""
    folders: tuple[str, ...] = ()
    """Every folder of the output that polypub wrote into, absolute; the output itself first."""


def render_project(project: Project, options: RenderOptions, progress: Progress) -> RenderReport:
    """Render the project's editions, or a shard of their files, into a folder."""
    check_dialect(project)
    check_output(project, options.output)
    check_search(project)
    if options.scheduler is not None:
        check_cluster(options.scheduler)
    if options.must_be_complete:
        check_shards(options.output)
    judgement = judge_project(project, options.now, options.jobs)
    with settled():
        run = _Run(project, options, judgement)
        run.check()
        removed = run.carry_out(progress)
    shown, rendered = ([locale for locale, plan in some if plan.is_page] for some in (run.tasks, run.waiting))
    site = judgement.press.site
    return RenderReport(
        len(shown),
        len(rendered),
        removed,
        judgement.findings,
        judgement.problems,
        editions={locale: shown.count(locale) for locale in run.locales},
        dates=tuple(article.date for article in site.articles if article.date),
        waiting=len(waiting_articles(site, options.now)),
        folders=run.folders,
    )


def check_shards(output: Path) -> None:
    """Raise OutputError unless the folder has all the shards of some number."""
    found = find_shards(output)
    totals = {shard.total for shard in found}
    if len(totals) != 1:
        several = f"shards of {' and of '.join(map(str, sorted(totals)))}" if totals else "no shards"
        hint = "Run `polypub render --shard I/N` for each I from 1 to N first, into this folder, or copy their output."
        raise OutputError(Problem(f"there are {several} to finish", str(output), hint=hint))
    missing = set(range(1, totals.pop() + 1)) - {shard.number for shard in found}
    if missing:
        names = ", ".join(f"{number}/{found[0].total}" for number in sorted(missing))
        hint = "Render them into this folder, or copy their output; or run `polypub render` to make what is missing."
        raise OutputError(Problem(f"shards are missing: {names}", str(output), hint=hint))


def check_dialect(project: Project) -> None:
    """What another generator executes is executed by that generator alone: without it, pages would lack it."""
    if project.dialect != "commonmark":
        what = f"articles in the dialect `{project.dialect}` are pages only where its own program builds them"
        hint = "Run `polypub localize LOCALE --output DIR` and build DIR with it; or set `dialect` to commonmark."
        raise UsageError(Problem(what, project.config_path.name, hint=hint))


def check_output(project: Project, output: Path) -> None:
    """What is rendered never lies among what it is made from."""
    folder, root = output.resolve(), project.root.resolve()
    if root.is_relative_to(folder) or any(folder.is_relative_to(root / name) for name in _INPUTS):
        hint = "Name a folder of its own, such as public."
        raise UsageError(Problem("the output folder is where the site itself lies", str(output), hint=hint))


def check_use(output: Path, manifest: Manifest) -> None:
    """UsageError for a folder that holds something else of polypub's: its files would go as pages that are stale."""
    for use, what in _OTHER_USES.items():
        if any(use in entry.uses for entry in manifest.values()):
            raise UsageError(Problem(f"the folder holds {what}", str(output), hint="Choose a folder of its own."))


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
    for parent in sorted(files & parents_of(files)):
        inside = min(file for file in files if file.startswith(f"{parent}/"))
        problems.append(Problem(f"{parent} would be a file and the folder of {inside}", hint="Rename one."))
    if problems:
        raise OutputError(problems)


def files_of_others(before: Manifest, press: Press, locales: Sequence[Locale]) -> Iterator[str]:
    """Files of editions that are not rendered this time: they stay."""
    left = {edition.locale for edition in press.site.editions if edition.locale not in locales}
    return (path for path in (before if left else ()) if edition_of(press.site.editions, path) in left)


class _Run:
    """One run over an output folder: what was there, and what is about to change."""

    def __init__(self, project: Project, options: RenderOptions, judgement: Judgement) -> None:
        self.project, self.options, self.press = project, options, judgement.press
        self.workshop = Workshop(template_folders(project), prepare_templates(project))
        self.printer = Printer(judgement.press, self.workshop)
        self.locales = options.locales or tuple(self.printer.desks)
        self.plan = plan_tasks(self.printer, self.locales)
        """All pages, whatever the shard."""
        self.tasks = [task for task in self.plan if options.shard.has(task[1].file)]
        self.before = read_manifest(options.output)
        check_use(options.output, self.before)
        self.journal: Manifest = {} if options.is_forced else self.before
        """What is known of the files; nothing, when all are to be written."""
        self.facts = {} if options.is_forced else read_facts(options.output)
        desks = {locale: self.printer.desks[locale] for locale in self.locales}
        self.fresh = {locale: Freshness(desk, self.facts.get(locale, {})) for locale, desk in desks.items()}
        self.waiting = list(self._find_waiting())
        self._collect_extra(judgement)
        hosts = tuple(f"{edition.host}/" for edition in project.editions if edition.domain)
        self.index = SearchIndex(options.output, self.before, project.has_search, options.is_forced, hosts)
        self.left = frozenset(files_of_others(self.before, judgement.press, self.locales))
        self.folders: tuple[str, ...] = ()

    def _collect_extra(self, judgement: Judgement) -> None:
        self.assets: Mapping[str, Path] = judgement.assets
        pages = root_pages(self.printer)
        self.pages = {page.path: page for page in pages}
        digests = {page.path: digest_of(page.content) for page in self.pages.values()}
        bundled = {bundled.place: bundled.digest for bundled in judgement.press.bundled.values()}
        placed = place_assets(judgement.press.site.editions, judgement.press.assets)
        beside = (file.place for file in judgement.press.bundled.values())
        self.sources = [*placed, *beside, *(page.path for page in pages)]
        """The paths of what belongs to no edition; two that are the same are a mistake."""
        self.extra = {path: digest for path, digest in {**placed, **bundled, **digests}.items() if self._is_mine(path)}
        """Of those, the shard's, to the digest of their bytes."""

    def _is_mine(self, path: str) -> bool:
        return self.options.shard.has(path)

    def check(self) -> None:
        """Stop before anything is written: for two pages in one place, files of others, too many pages withdrawn."""
        _check_files(self.plan, self.sources)
        self.check_foreign(self.waiting)
        if self.options.limit:
            self.options.limit.check(Comparer(self.press, self.before, self.left).compare(self.plan))

    def carry_out(self, progress: Progress) -> int:
        """Write what differs and remove what is no more; how many files were removed. A part removes nothing."""
        output, shard = self.options.output, self.options.shard
        kept = {plan.file for _, plan in self.tasks} | self.extra.keys()
        kept |= self.index.kept(self.left) if shard.is_whole else set()
        stale = self.before.keys() - kept if shard.is_whole else set()
        open_journal(output, self._touched() | stale, shard)
        written = dict(self._print(progress)) | dict(self.write_extra())
        removed = remove_stale(output, stale, ())
        manifest = {path: entry for path, entry in {**self.before, **written}.items() if path in kept}
        manifest = note_states(manifest, self.tasks, self.press)
        manifest = self.index.update(manifest) if shard.is_whole else manifest
        close_journal(output, manifest, shard, self._new_facts())
        self.folders = (str(output), *(f"{output}/{folder}" for folder in sorted(parents_of(manifest))))
        return removed

    def _find_waiting(self) -> Iterator[Task]:
        """The files that are not there, or that something has changed of what they were made from."""
        known: dict[Locale, list[Entry]] = {locale: [] for locale in self.locales}
        for locale, plan in self.tasks:
            if entry := self.journal.get(plan.file):
                known[locale].append(entry)
        stale = {locale: self.fresh[locale].find_stale(entries) for locale, entries in known.items()}
        output = str(self.options.output)
        for locale, plan in self.tasks:
            entry = self.journal.get(plan.file)
            is_known = entry and entry.digest and entry.uses and stale[locale].isdisjoint(entry.uses.items())
            if not is_known or not os.path.exists(f"{output}/{plan.file}"):  # noqa: PTH110 - called for every file
                yield locale, plan

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

    def _new_facts(self) -> Facts:
        """A shard does not know that the pages of others are there, and notes none."""
        if not self.options.shard.is_whole:
            return {}
        left = {str(edition.locale) for edition in self.press.site.editions} - set(self.locales)
        kept = {locale: facts for locale, facts in self.facts.items() if locale in left}
        return kept | {str(locale): dict(fresh.facts) for locale, fresh in self.fresh.items()}

    def _print(self, progress: Progress) -> Iterator[Written]:
        options = self.options
        if options.scheduler is not None:
            order = Order(self.project, options.now, str(options.output), digest_site(self.printer))
            return Cluster(order, options.scheduler).print_all(self.waiting, progress)
        presses = Presses(self.printer, self.workshop, options.output, self.journal)
        return presses.print_all(self.waiting, options.jobs, progress)

    def _touched(self) -> set[str]:
        """The files that this run may write."""
        return {plan.file for _, plan in self.waiting} | {path for path in self.extra if not self._has(path)}

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
