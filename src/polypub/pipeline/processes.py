"""Work for several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

T = TypeVar("T")


def count_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def process_context() -> BaseContext:
    """How processes are started: where it is safe, as copies of this one, which share what it has in memory."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def divide(tasks: Sequence[T], number: int) -> list[Sequence[T]]:
    """That many stretches of the same length, or fewer."""
    size = max(1, -(-len(tasks) // number))
    return [tasks[start : start + size] for start in range(0, len(tasks), size)]


def run_in_processes(function: Callable[..., T], work: Sequence[tuple[Any, ...]], jobs: int) -> Iterator[T]:
    """What a function gives for each tuple of arguments, by that many processes, in the order of the work.

    When a process is killed, the rest is left out.
    """
    with ProcessPoolExecutor(jobs, process_context()) as executor:
        futures = deque(executor.submit(function, *arguments) for arguments in work)
        while futures:
            try:
                yield futures.popleft().result()
            except BrokenProcessPool:
                return
