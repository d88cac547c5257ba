"""Tables and charts of docs/performance.md, from the figures that render.py keeps."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from charts import Bar, draw_bars

PAGE = Path(__file__).parents[1] / "docs/performance.md"
BASE, NOTHING = "Hugo", "a bare interpreter"
Runs = Sequence[Sequence[float]]
"""For each round, CPU seconds, wall seconds and MiB of the largest process."""


def write_report(results: Mapping[str, Any]) -> None:
    """Put the tables between their marks, and the charts beside the page."""
    sizes = sorted(results, key=int)
    for size in sizes:
        title = f"CPU of a whole build, {int(size):,} articles × {results[size]['editions']} editions (Hugo = 1)"
        chart = draw_bars(title, _bars(results[size]["cold"], BASE))
        (PAGE.parent / f"pictures/render-{size}.svg").write_text(chart)
    text = "\n".join(part for size in sizes for part in _size(int(size), results[size]))
    start, end = "<!-- render -->\n", "<!-- /render -->"
    PAGE.write_text(re.sub(f"(?s){start}.*{end}", lambda _: f"{start}\n{text}\n{end}", PAGE.read_text()))


def _bars(rows: Mapping[str, Runs], base: str) -> list[Bar]:
    return [Bar(name, *_ratios(runs, rows[base], 0)) for name, runs in rows.items()]


def _ratios(runs: Runs, base: Runs, column: int) -> tuple[float, float, float]:
    """Median, least and most of what runs cost beside the base: in the same round, or beside its median."""
    middle = statistics.median(run[column] for run in base)
    pairs = zip(runs, base, strict=True) if len(runs) == len(base) else ((run, None) for run in runs)
    found = [run[column] / (other[column] if other else middle) for run, other in pairs]
    return statistics.median(found), min(found), max(found)


def _size(articles: int, found: Mapping[str, Any]) -> Iterator[str]:
    name = f"{articles:,} articles × {found['editions']} editions"
    rounds = len(found["cold"][BASE])
    yield f"### {name}, from nothing\n"
    yield f"![{name}: CPU of a whole build beside Hugo's](pictures/render-{articles}.svg)\n"
    yield f"| {_times(rounds)} | CPU, Hugo = 1 | wall, Hugo = 1 | memory | HTML pages |\n|---|---|---|---|---|"
    yield from (_cold(peer, found) for peer in found["cold"])
    yield from (_writing(found, processes) for processes in found["writing"])
    yield ""
    yield from (f"{peer} makes less: {lack}.\n" for peer, lack in found["lacks"].items())
    yield from _changes(name, found)
    yield from _start(name, found)


def _times(rounds: int) -> str:
    return "one round" if rounds == 1 else f"{rounds} rounds"


def _cold(peer: str, found: Mapping[str, Any]) -> str:
    runs, base, pages = found["cold"][peer], found["cold"][BASE], found["pages"][peer]
    kinds = ("home", "section", "article", "year", "month", "day", "tag", "404", "root", "other")
    count = sum(pages.get(kind, 0) for kind in kinds)
    label = peer if peer.startswith("polypub") else found["versions"][peer]
    ratios = f"{_ratio(runs, base, 0)} | {_ratio(runs, base, 1)}"
    return f"| {label} | {ratios} | {found['memory'][peer]:.0f} MiB | {count:,} |"


def _ratio(runs: Runs, base: Runs, column: int) -> str:
    if runs is base:
        return "1"
    median, least, most = _ratios(runs, base, column)
    return _number(median) if len(runs) == 1 else f"{_number(median)} ({_number(least)}–{_number(most)})"


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _writing(found: Mapping[str, Any], processes: str) -> str:
    runs = [[one["cpu"], one["wall"]] for one in found["writing"][processes]]
    base, words = found["cold"][BASE], "one process" if int(processes) == 1 else "two processes"
    return f"| writing polypub's files alone, {words} | {_ratio(runs, base, 0)} | {_ratio(runs, base, 1)} | | |"


def _changes(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    rows = {**found["edits"]}
    yield f"### {name}, after a change\n"
    yield "| polypub, templates like Hugo's | CPU, Hugo's whole build = 1 | wall |\n|---|---|---|"
    kept = dict(found["kept catalogs"])
    base = kept.pop(BASE)
    for runs in kept.values():
        yield f"| no page there, catalogs compiled earlier | {_ratio(runs, base, 0)} | {_ratio(runs, base, 1)} |"
    base = rows.pop(BASE)
    yield from (f"| {what} | {_ratio(runs, base, 0)} | {_ratio(runs, base, 1)} |" for what, runs in rows.items())
    yield ""


def _start(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    base = found["start"][NOTHING]
    yield f"### {name}, start-up\n"
    yield "| polypub | CPU, a bare interpreter = 1 |\n|---|---|"
    yield from (f"| {what} | {_ratio(runs, base, 0)} |" for what, runs in found["start"].items() if what != NOTHING)
    yield ""
