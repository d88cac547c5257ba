"""How many instructions commands take, beside a fixed piece of work in the same interpreter: no clock is needed.

Counts hardly move from run to run and from machine to machine, so a command that has become a tenth dearer shows.
Needs `perf` with hardware counters, or valgrind. `--update` keeps the ratios of this Python in instructions.json.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import corpus

ARTICLES, LOCALES, TOLERANCE = 30, ("fr", "ar"), 0.1
KEPT = Path(__file__).with_suffix(".json")
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
REFERENCE = """
import sys, pyromark
from pathlib import Path
for number in range(40):
    for path in sorted(Path("content").rglob("*.md")):
        words = path.read_text().split(" ")
        counts = {}
        for word in words:
            counts[word] = counts.get(word, 0) + 1
        html = pyromark.html(" ".join(sorted(words)))
        Path(sys.argv[1], path.name).write_text(html)
"""
"""What each count is divided by: text, dictionaries, the Markdown parser and files, a little of each."""


def main() -> None:
    """Count, compare, and with `--update` keep."""
    found = measure()
    for name, ratio in found.items():
        print(f"{name}: {ratio:.3f}")
    if "--update" in sys.argv:
        kept = {**_kept(), VERSION: {name: round(ratio, 3) for name, ratio in found.items()}}
        KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    else:
        faults = compare(found)
        print("\n".join(faults) or f"all within {TOLERANCE:.0%}", file=sys.stderr)
        sys.exit(bool(faults))


def measure() -> dict[str, float]:
    """Instructions of each command on a small site, divided by those of the reference."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        site = Path(name) / "site"
        corpus.write_sources(site, ARTICLES, locales=LOCALES)
        (site / "scratch").mkdir()
        corpus.polypub(site, "extract")
        corpus.fill(site, LOCALES)
        base = _count(site, "-c", REFERENCE, "scratch")
        counts = {"extract": _command(site, "extract", False), "check": _command(site, "check", False)}
        counts["render"] = _command(site, "render", False)
        counts["render, nothing changed"] = _command(site, "render", True)
    return {name: count / base for name, count in counts.items()}


def _command(site: Path, command: str, is_again: bool) -> int:
    """A command's count, from nothing or upon its own last output; a first run of it compiles the modules it loads."""
    jobs = ("--jobs", "1") if command == "render" else ()
    arguments = ("-m", "polypub", "--quiet", command, *jobs)
    _run(_environment(), site, sys.executable, *arguments)
    if not is_again:
        for folder in (".polypub", "public"):
            shutil.rmtree(site / folder, ignore_errors=True)
    return _count(site, *arguments)


def _count(site: Path, *arguments: str) -> int:
    report = site / "counted"
    _run(_environment(), site, *_counter(report), sys.executable, *arguments)
    found = re.search(r"(?:I +refs:|Collected :) *([\d,]+)|^([\d,]+)[;,]*\S*;instructions", report.read_text(), re.M)
    if found is None:
        raise SystemExit(f"no count in\n{report.read_text()}")
    return int((found[1] or found[2]).replace(",", ""))


def _counter(report: Path) -> Sequence[str]:
    if has_perf():
        return ("perf", "stat", "-x;", "-o", str(report), "-e", "instructions:u")
    tool = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
    return ("valgrind", *tool, f"--log-file={report}")


@cache
def has_perf() -> bool:
    """Whether the processor's counters can be read here: in many virtual machines they cannot."""
    if not shutil.which("perf"):
        return False
    trial = subprocess.run(
        ["perf", "stat", "-e", "instructions:u", "true"], capture_output=True, text=True, check=False
    )
    return trial.returncode == 0 and "not " not in trial.stderr.partition("instructions")[0]


def is_possible() -> bool:
    """Whether there is anything to count with."""
    return has_perf() or shutil.which("valgrind") is not None


def _environment() -> dict[str, str]:
    unset = ("PYTHONDONTWRITEBYTECODE", "COV_CORE_SOURCE", "COVERAGE_PROCESS_START")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return {**kept, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1767225600"}


def _run(environment: Mapping[str, str], folder: Path, *arguments: str) -> None:
    done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments[:8])} failed:\n{done.stderr[-2000:]}")


def _kept() -> dict[str, dict[str, float]]:
    ratios: dict[str, dict[str, float]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    return ratios


def expected() -> dict[str, float]:
    """The ratios that are kept for this version of Python; empty if there are none."""
    return _kept().get(VERSION, {})


def compare(found: Mapping[str, float]) -> list[str]:
    """What has become dearer than the tolerance allows, in words."""
    kept = expected()
    if not kept:
        return [f"there are no ratios for Python {VERSION}: run benchmarks/instructions.py --update"]
    return [
        f"{name}: {ratio:.3f} times the reference instead of {kept[name]:.3f}, {ratio / kept[name] - 1:+.0%}"
        for name, ratio in found.items()
        if ratio > kept[name] * (1 + TOLERANCE)
    ]


if __name__ == "__main__":
    main()
