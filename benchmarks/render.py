"""The same portal made by polypub and by other generators, in one run: CPU, wall, memory, beside the writing alone.

`python benchmarks/render.py` measures 200 and 1,000 articles in five languages beside Hugo; `--peers all` adds the
others. Figures are kept in benchmarks/render.json; `--write` puts tables and charts of all that are there into
docs/performance.md. Pages must be equal, in number, kind and words, or there are no figures. Work lies in memory where
the system has a folder for that.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import corpus
from edits import edits_of
from measure import Command, Cost, measure_memory, run_rounds
from pages import Census, count_pages, differences, read_body, read_texts
from peers import eleventy, hugo, nikola, pelican, sphinx
from peers import polypub as ours
from peers.content import SOURCE
from peers.peer import Peer
from report import write_report

RESULTS = Path(__file__).with_suffix(".json")
LANGUAGES = (SOURCE, *corpus.LOCALES)
OTHERS: dict[str, Callable[[Path, Path, Sequence[str]], Peer]] = {
    "eleventy": eleventy.build_site,
    "pelican": pelican.build_site,
    "nikola": nikola.build_site,
    "sphinx": sphinx.build_site,
}
NOTHING, NO_CHANGE = "a bare interpreter", "render, nothing changed"


def main() -> None:
    """Measure what is asked for."""
    options = _options()
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for articles in options.articles:
        with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
            found = _measure(Path(folder), articles, options)
        print(json.dumps(found, indent=1, ensure_ascii=False))
        results[str(articles)] = found
        if options.write:
            RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    if options.write:
        write_report(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[200, 1000], help="none: write the report again")
    parser.add_argument("--languages", type=int, default=5, choices=range(2, 6), help="editions, English included")
    parser.add_argument("--pairs", type=int, default=3, help="rounds; in each, every generator runs once")
    parser.add_argument("--peers", nargs="*", default=[], choices=[*OTHERS, "all"], help="besides Hugo")
    parser.add_argument("--write", action="store_true", help="keep the figures, write tables and charts")
    return parser.parse_args()


def _measure(folder: Path, articles: int, options: argparse.Namespace) -> dict[str, Any]:
    locales = LANGUAGES[: options.languages]
    environment = ours.take_snapshot(folder / "package")
    os.environ.update(environment)
    plain, full = ours.build_sites(folder, articles, locales, environment)
    wanted = OTHERS if "all" in options.peers else options.peers
    others = [OTHERS[name](plain.folder, folder / name, locales) for name in wanted]
    base = hugo.build_site(plain.folder, folder / "hugo", locales)
    peers = [base, plain, full, *others]
    first = {peer.name: measure_memory(peer.name, peer.cold()) for peer in peers}
    pages = _compare(peers, locales)
    # Memory is sampled in a run apart, which is all that the slow ones are asked for.
    cold = run_rounds({peer.name: peer.cold() for peer in peers if not peer.is_slow}, options.pairs)
    cold |= {peer.name: [first[peer.name]] for peer in peers if peer.is_slow}
    return {
        "day": str(dt.date.today()),
        "editions": len(locales),
        "versions": {peer.name: peer.version for peer in peers},
        "lacks": {peer.name: peer.lacks for peer in peers if peer.lacks},
        "pages": {name: {**census.pages, **census.features, "bytes": census.size} for name, census in pages.items()},
        "memory": {name: round(cost.peak, 1) for name, cost in first.items()},
        "cold": _rows(cold),
        "writing": {n: [_writing(folder, plain, n) for _ in range(options.pairs)] for n in (1, 2)},
        "kept catalogs": _rows(run_rounds({base.name: base.cold(), plain.name: _warm(plain)}, options.pairs)),
        "edits": _rows(_edit(base, plain, options.pairs)),
        "start": _rows(_start(plain, environment)),
    }


def _rows(costs: Mapping[str, Sequence[Cost]]) -> dict[str, list[list[float]]]:
    return {name: [[round(c.cpu, 4), round(c.wall, 4), round(c.peak, 1)] for c in row] for name, row in costs.items()}


def _warm(peer: Peer) -> Command:
    return peer.again(lambda: shutil.rmtree(peer.output, ignore_errors=True))


def _compare(peers: Sequence[Peer], locales: Sequence[str]) -> dict[str, Census]:
    """What each has made; stops where portals differ in more than looks."""
    content = peers[1].folder / "content"
    articles = [path.relative_to(content).with_suffix("").as_posix() for path in sorted(content.rglob("*.md"))]
    found = {peer.name: count_pages(peer.output, frozenset(articles), locales) for peer in peers}
    faults = [
        f"{peers[0].name} and {peer.name}: {fault}"
        for peer in peers[1:]
        if not peer.lacks
        for fault in differences(found[peers[0].name], found[peer.name])
    ]
    sample = articles[:: max(1, len(articles) // 20)]
    for peer in peers[1:]:
        for place in (f"{locale}/{article}" for article in sample for locale in locales):
            faults += _differ(peers[0], peer, place)
    for peer in peers:
        if found[peer.name].pages["article"] != len(articles) * len(locales):
            faults.append(f"{peer.name}: {found[peer.name].pages['article']} articles")
    if faults:
        raise SystemExit("pages are not equal:\n" + "\n".join(faults[:40]))
    return found


def _differ(base: Peer, peer: Peer, place: str) -> list[str]:
    """Markup and words of an article, or only its paragraphs where a generator has Markdown of its own."""
    one, other = base.output / place / "index.html", peer.find(place)
    if peer.is_exact:
        return [] if read_body(one, base.body) == read_body(other, peer.body) else [f"{peer.name}: text of {place}"]
    missing = read_texts(one, base.body) - read_texts(other) - {""}
    return [f"{peer.name}: {place} has no {sorted(missing)[0]!r}"] if missing else []


def _writing(folder: Path, peer: Peer, processes: int) -> dict[str, float]:
    script = Path(__file__).with_name("writing.py")
    command = [sys.executable, str(script), str(peer.output), str(folder / "written"), str(processes)]
    cost: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return cost


def _edit(base: Peer, peer: Peer, rounds: int) -> dict[str, list[Cost]]:
    """A full build of the one beside the other after small changes; each change is a new one."""
    commands = {base.name: base.cold()}
    commands |= {name: peer.again(change) for name, change in edits_of(peer.folder).items()}
    return run_rounds({**commands, "nothing changed": peer.again()}, rounds)


def _start(peer: Peer, environment: Mapping[str, str]) -> dict[str, list[Cost]]:
    def command(*arguments: str) -> Command:
        return Command([sys.executable, *arguments], peer.folder, environment=environment)

    commands = {NOTHING: command("-c", "pass")}
    for words in ("--version", "--help", "status"):
        commands[words] = command("-m", "polypub", words)
    commands[NO_CHANGE] = peer.again()
    return run_rounds(commands, 11)


if __name__ == "__main__":
    main()
