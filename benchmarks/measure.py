"""Run commands in alternating rounds and tell what each costs: CPU of itself and its children, and peak memory.

Absolute times differ from machine to machine and from minute to minute; ratios of commands that took turns do not, so
every figure that is published is a ratio of medians from one run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    wall: float = 0
    """Seconds."""


def take_turns(commands: Mapping[str, Command], rounds: int = 5) -> dict[str, Cost]:
    """The cost of each command, each run once a round; a command that fails stops the measurement."""
    return {name: _median(costs) for name, costs in run_rounds(commands, rounds).items()}


def run_rounds(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Cost]]:
    """The same, with what each round cost: the first ratio is that of the first costs, and so on."""
    runs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr)
            runs[name].append(run(name, command))
    return runs


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "peak", "wall")))


def run(name: str, command: Command) -> Cost:
    """What one run costs."""
    command.prepare()
    start = time.perf_counter()
    with _start(command) as process:
        assert process.stderr is not None
        words = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    _demand_success(name, process.returncode, words)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.perf_counter() - start)


def measure_memory(name: str, command: Command, pause: float = 0.02) -> Cost:
    """A run's cost, its peak being what all its processes have at once, in MiB: sampled, shared pages counted once."""
    print(f"memory: {name}", file=sys.stderr)
    command.prepare()
    start, most, ended = time.perf_counter(), 0, 0
    with _start(command, stderr=subprocess.DEVNULL) as process:
        while not ended:
            most = max(most, sum(map(_proportional, _family(process.pid))))
            time.sleep(pause)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
    _demand_success(name, process.returncode, b"")
    return Cost(usage.ru_utime + usage.ru_stime, most / 1024, time.perf_counter() - start)


def _start(command: Command, stderr: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**inherited, **command.environment}  # what is installed is compiled, once
    return subprocess.Popen(
        list(command.arguments), cwd=command.folder, env=environment, stdout=subprocess.DEVNULL, stderr=stderr
    )


def _demand_success(name: str, code: int, words: bytes) -> None:
    if code:
        raise SystemExit(f"{name} failed:\n{words.decode(errors='replace')[-2000:]}")


def _family(process: int) -> Iterator[int]:
    yield process
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:  # it ended meanwhile
            continue
        for child in children:
            yield from _family(int(child))


def _proportional(process: int) -> int:
    """KiB: each page counts for as much as this process has of it."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def table(costs: Mapping[str, Cost], against: str, title: str) -> str:
    """A Markdown table of ratios to one of the commands."""
    base = costs[against]
    rows = [f"| {name} | {cost.cpu / base.cpu:.2f} | {cost.peak:.0f} MiB |" for name, cost in costs.items()]
    head = f"### {title}\n\n| what | CPU, {against} = 1 | peak memory |\n|---|---|---|"
    return "\n".join([head, *rows, ""])
