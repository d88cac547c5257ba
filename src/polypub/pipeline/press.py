"""Print pages in this process or in several; the same bytes whatever their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path

from polypub.errors import OutputError, Problem
from polypub.model.locale import Locale
from polypub.pipeline.processes import count_cores, divide, process_context
from polypub.render.edition import Printer, Workshop
from polypub.render.output import Entry, Manifest, write_page
from polypub.render.pages import Plan
from polypub.render.press import Press

_FEW = 300
"""Fewer pages than this are rendered sooner by one process than two are started."""

_PIECES = 4
"""Of each process's share of articles, and of the rest: so often it tells how far it is."""

Task = tuple[Locale, Plan]
Written = tuple[str, Entry]
Progress = Callable[[int, int], None]
"""Called with the pages done and all pages."""


class Presses:
    """Writes pages into a folder; `journal` says what is known of the files there."""

    def __init__(self, printer: Printer, workshop: Workshop, output: Path, journal: Manifest) -> None:
        self.printer, self.workshop, self.output, self.journal = printer, workshop, output, journal

    def print_all(self, tasks: Sequence[Task], jobs: int, progress: Progress) -> Iterator[Written]:
        """Print and write pages with that many processes, 0 for one per core where there is work enough."""
        tasks = _by_article(tasks)
        is_small = len(tasks) < _FEW and not jobs
        jobs = jobs or count_cores()
        if jobs > 1 and not is_small:
            yield from self._print_in_processes(tasks, jobs, progress)
            return
        for done, task in enumerate(tasks):
            progress(done, len(tasks))
            yield self.print_one(task)

    def print_one(self, task: Task) -> Written:
        """Print and write one page."""
        page = self.printer.print_page(*task)
        return page.path, write_page(self.output, page, self.journal.get(page.path))

    def _print_in_processes(self, tasks: Sequence[Task], jobs: int, progress: Progress) -> Iterator[Written]:
        """Pages next to each other share answers, so each process is given a stretch of them, piece by piece.

        Of the articles and of all the rest apart, for these cost less.
        """
        context = process_context()
        arguments = (self.printer.press, self.workshop, self.output, self.journal)
        done = 0
        try:
            with ExitStack() as stack:
                futures: list[Future[list[Written]]] = []
                articles = [task for task in tasks if task[1].kind == "article"]
                for stretches in zip_longest(
                    divide(articles, jobs), divide(tasks[len(articles) :], jobs), fillvalue=()
                ):
                    executor = ProcessPoolExecutor(1, context, _Worker.start, arguments)
                    stack.enter_context(executor)
                    shares = [share for stretch in stretches for share in divide(stretch, _PIECES)]
                    futures += [executor.submit(_Worker.print_share, share) for share in shares]
                for future in as_completed(futures):
                    written = future.result()
                    done += len(written)
                    progress(done, len(tasks))
                    yield from written
        except BrokenProcessPool:
            hint = "There may be too little memory; try --jobs 1."
            raise OutputError(Problem("a process that rendered pages was killed", hint=hint)) from None


def _by_article(tasks: Iterable[Task]) -> list[Task]:
    """Each article in all editions, and then the rest, edition by edition: so each text is opened once."""
    articles: dict[str, list[Task]] = {}
    others: list[Task] = []
    for task in tasks:
        plan = task[1]
        (articles.setdefault(plan.subject, []) if plan.kind == "article" else others).append(task)
    return [task for found in articles.values() for task in found] + others


class _Worker:
    """What a worker process keeps between its shares."""

    presses: Presses

    @classmethod
    def start(cls, press: Press, workshop: Workshop, output: Path, journal: Manifest) -> None:
        cls.presses = Presses(Printer(press, workshop), workshop, output, journal)

    @classmethod
    def print_share(cls, tasks: Sequence[Task]) -> list[Written]:
        return [cls.presses.print_one(task) for task in tasks]
