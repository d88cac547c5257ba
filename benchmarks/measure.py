"""Run commands in alternating rounds and tell what each costs: CPU of itself and its children, and peak memory.

Absolute times differ from machine to machine and from minute to minute; ratios of commands that took turns do not, so
every figure that is published is a ratio of medians from one run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Command:
    """A command, the folder it runs in, and what puts things back before each run."""

    arguments: Sequence[str]
    folder: Path
    prepare: Callable[[], object] = lambda: None
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """Medians over the rounds."""

    cpu: float
    """Seconds, user and system, children included."""
    peak: float
    """MiB, of the largest process."""


def take_turns(commands: Mapping[str, Command], rounds: int = 5) -> dict[str, Cost]:
    """The cost of each command, each run once a round; a command that fails stops the measurement."""
    runs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr)
            runs[name].append(_run(name, command))
    return {
        name: Cost(statistics.median(c.cpu for c in costs), statistics.median(c.peak for c in costs))
        for name, costs in runs.items()
    }


def _run(name: str, command: Command) -> Cost:
    command.prepare()
    environment = {**os.environ, **command.environment}
    with subprocess.Popen(
        list(command.arguments), cwd=command.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        words = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} failed:\n{words.decode(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def table(costs: Mapping[str, Cost], against: str, title: str) -> str:
    """A Markdown table of ratios to one of the commands."""
    base = costs[against]
    rows = [f"| {name} | {cost.cpu / base.cpu:.2f} | {cost.peak:.0f} MiB |" for name, cost in costs.items()]
    head = f"### {title}\n\n| what | CPU, {against} = 1 | peak memory |\n|---|---|---|"
    return "\n".join([head, *rows, ""])
