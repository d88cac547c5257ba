"""Print pages on a Dask cluster whose workers share a file system and run this very version of polypub.

Workers are sent the project's settings and names of files, never a site: each reads and judges the site itself, once,
from the caches that all share, and tells whether what it sees is what the run sees. A share of files may be printed
twice, when a worker dies over it: pages are written atomically, and the same bytes each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from polypub.config.project import Project
from polypub.errors import OutputError, Problem, UsageError
from polypub.pipeline.judge import judge_project, template_folders
from polypub.pipeline.press import Presses, Progress, Task, Written
from polypub.render.edition import Printer, Workshop
from polypub.render.freshness import edition_facts
from polypub.render.queries import digest_of

_SHARE = 300
"""Pages of a task: some seconds of work."""
_RETRIES = 3
_CONNECT = 10
"""Seconds."""


@dataclass(frozen=True)
class Order:
    """What a worker is told of a run."""

    project: Project
    now: dt.datetime
    output: str
    digest: str
    """Of the site as the run sees it: a worker that sees another one must not print."""

    def __hash__(self) -> int:
        return hash((self.digest, self.output))


def check_cluster(address: str) -> None:
    """Raise UsageError when there is no scheduler to ask, or nothing to ask it with."""
    if find_spec("distributed") is None:
        hint = "Run `pip install 'polypub[dask]'`, here and where the workers are."
        raise UsageError(Problem("`--executor dask` needs Dask, which is not installed", hint=hint))
    if not address:
        hint = "Start one with `dask scheduler`, and name it: --scheduler tcp://HOST:8786."
        raise UsageError(Problem("`--executor dask` needs the address of a scheduler", hint=hint))


def digest_site(printer: Printer) -> str:
    """What all pages are made from, as a digest: the facts of every edition, and the moment."""
    facts = [(locale, edition_facts(desk)) for locale, desk in printer.desks.items()]
    return digest_of((facts, printer.press.now.isoformat()))


class Cluster:
    """The workers of a scheduler."""

    def __init__(self, order: Order, address: str) -> None:
        self.order, self.address = order, address

    def print_all(self, tasks: Sequence[Task], progress: Progress) -> Iterator[Written]:
        """Print and write pages; raises OutputError when no scheduler answers, or its workers fail."""
        if not tasks:
            return
        files = [plan.file for _, plan in tasks]
        shares = [files[start : start + _SHARE] for start in range(0, len(files), _SHARE)]
        done = 0
        for written in self._answers(shares):
            done += len(written)
            progress(done, len(tasks))
            yield from written

    def _answers(self, shares: Sequence[Sequence[str]]) -> Iterator[list[Written]]:
        from distributed import Client, as_completed

        try:
            client = Client(self.address, timeout=_CONNECT)
        except (OSError, ValueError, TimeoutError) as error:
            hint = "Start it with `dask scheduler`, or correct --scheduler."
            raise OutputError(Problem(f"no Dask scheduler answers at {self.address}: {error}", hint=hint)) from error
        with client:
            futures = [client.submit(print_share, self.order, share, retries=_RETRIES, pure=False) for share in shares]
            for future in as_completed(futures):
                yield self._result(future)

    def _result(self, future: Any) -> list[Written]:
        try:
            answer: list[Written] | str = future.result()
        except Exception as error:  # whatever a worker raises, or the scheduler when one dies again and again
            what = f"a worker failed: {type(error).__name__}: {error}"
            hint = "Workers need this version of polypub, the same paths, and memory for the whole site."
            raise OutputError(Problem(what, hint=hint)) from error
        if isinstance(answer, str):
            hint = "Let all machines share one file system, and change nothing meanwhile; then render again."
            raise OutputError(Problem(answer, hint=hint))
        return answer


def print_share(order: Order, files: Sequence[str]) -> list[Written] | str:
    """Print some files on a worker; a sentence instead when it sees another site than the run does."""
    presses, tasks = _station(order)
    if presses is None or not all(file in tasks for file in files):
        return "a worker sees another site than this run does"
    return [presses.print_one(tasks[file]) for file in files]


@lru_cache(maxsize=1)
def _station(order: Order) -> tuple[Presses | None, dict[str, Task]]:
    """What a worker makes of an order and keeps for the next share."""
    judgement = judge_project(order.project, order.now)
    workshop = Workshop(template_folders(order.project))
    printer = Printer(judgement.press, workshop)
    if digest_site(printer) != order.digest:
        return None, {}
    tasks = {plan.file: (locale, plan) for locale in printer.desks for plan in printer.plans(locale)}
    # What is asked for is written, whatever the folder held when this worker last looked: it keeps this for later runs.
    return Presses(printer, workshop, Path(order.output), {}), tasks
