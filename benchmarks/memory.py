"""The translation memory beside a full scan by rapidfuzz of the same segments, in one run; and what each finds.

Prints Markdown; `python benchmarks/memory.py --write` puts it into docs/performance.md.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus
from measure import Command, Cost, take_turns
from rapidfuzz import fuzz, process

from polypub.model.locale import Locale
from polypub.translate.memory import Entry, Pair, open_memory
from polypub.translate.memory.fit import fit_target
from polypub.translate.memory.mask import Masked, mask

SEGMENTS, QUERIES, LEAST = 100_000, 1000, 75
PAIR = Pair(Locale("en"), Locale("es"))
ROOT = Path(__file__).parents[1]
SCAN, FIRST, INDEX = "rapidfuzz, full scan", "polypub, the first 10", "polypub, index"
BUILD, NOTHING = "polypub, building the memory", "a bare interpreter"


def main() -> None:
    """Measure everything."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        folder = Path(name)
        for step in ("write", "build"):  # processes of their own: the peak of a child is never below its parent's
            subprocess.run([sys.executable, __file__, step], cwd=folder, check=True)
        costs = _costs(folder)
        same, some, wanted = _recall(folder, _read(folder, "segments"), _read(folder, "queries"))
    base = costs[SCAN]
    rows = [f"| {name} | {cost.cpu / base.cpu:.3f} | {cost.peak:.0f} MiB |" for name, cost in costs.items()]
    head = f"| what | CPU, {SCAN} = 1 | peak memory |\n|---|---|---|"
    found = (
        f"The full scan finds a match that fits for {wanted:,} of the queries; the memory finds the best one for "
        f"{same / wanted:.1%} of these, and one at all for {some / wanted:.1%}."
    )
    title = f"### {QUERIES:,} queries, {SEGMENTS:,} segments"
    text = "\n".join([title, "", head, *rows, "", found, ""])
    print(text)
    for name, cost in costs.items():
        print(f"{name}: {cost.cpu:.2f} s", file=sys.stderr)
    if "--write" in sys.argv:
        page = ROOT / "docs/performance.md"
        start, end = "<!-- memory -->\n", "<!-- /memory -->"
        page.write_text(re.sub(f"(?s){start}.*{end}", lambda _: f"{start}\n{text}\n{end}", page.read_text()))


def write(folder: Path) -> None:
    """Segments of a site: headings, sentences, paragraphs; of the queries three in five are edited segments."""
    writer, chance = corpus.Writer(5), random.Random(9)

    def text() -> str:
        kind = chance.random()
        if kind < 0.5:
            return writer.sentence(2, 6) if kind < 0.3 else writer.sentence(6, 18)
        return writer.sentence(6, 18) if kind < 0.8 else writer.paragraph()

    def edited(words: list[str]) -> str:
        for _ in range(max(1, int(len(words) * chance.choice((0.05, 0.1, 0.2, 0.3))))):
            place, kind = chance.randrange(len(words)), chance.random()
            new = writer.some(1) if kind < 0.75 else []
            words[place : place + (kind < 0.5 or (kind >= 0.75 and len(words) > 2))] = new
        return " ".join(words)

    segments: dict[str, None] = {}
    while len(segments) < SEGMENTS:
        segments[text()] = None
    known = list(segments)
    queries = [edited(chance.choice(known).split(" ")) if chance.random() < 0.6 else text() for _ in range(QUERIES)]
    (folder / "segments.json").write_text(json.dumps(known))
    (folder / "queries.json").write_text(json.dumps(queries))


def _costs(folder: Path) -> dict[str, Cost]:
    def command(*arguments: str) -> Command:
        return Command([sys.executable, __file__, *arguments], folder)

    return take_turns(
        {
            SCAN: command("scan"),
            INDEX: command("ask", str(QUERIES)),
            FIRST: command("ask", "10"),
            BUILD: command("build"),
            NOTHING: Command([sys.executable, "-c", "pass"], folder),
        },
        rounds=3,
    )


def _read(folder: Path, name: str) -> list[str]:
    texts: list[str] = json.loads((folder / f"{name}.json").read_text())
    return texts


def build(folder: Path) -> None:
    """Every segment with a made-up translation."""
    with open_memory(folder / "memory.sqlite", "write") as memory:
        memory.rebuild(Entry(PAIR, text, corpus.translate(text, "es")) for text in _read(folder, "segments"))


def ask(folder: Path, count: int) -> None:
    """The best match of so many queries."""
    with open_memory(folder / "memory.sqlite") as memory:
        for query in _read(folder, "queries")[:count]:
            memory.fuzzy(query, PAIR, LEAST)


def scan(folder: Path) -> None:
    """The best match of every query among all segments, numbers and placeables left aside."""
    segments = _read(folder, "segments")
    for query in _read(folder, "queries"):
        process.extractOne(query, segments, scorer=fuzz.ratio, score_cutoff=LEAST)


def _recall(folder: Path, segments: list[str], queries: list[str]) -> tuple[int, int, int]:
    """For how many queries the memory finds the best match, any match, and a full scan one that fits."""
    masked = [mask(text) for text in segments]
    texts = [one.text for one in masked]
    same = some = wanted = 0
    with open_memory(folder / "memory.sqlite") as memory:
        for query in queries:
            best = _best(mask(query), segments, masked, texts)
            match = memory.fuzzy(query, PAIR, LEAST) if best else None
            wanted += best > 0
            some += match is not None
            same += match is not None and match.score >= best
    return same, some, wanted


def _best(query: Masked, segments: list[str], masked: list[Masked], texts: list[str]) -> int:
    """The score of the best segment that fits, 0 for none; short ones need more, as the memory has it."""
    least = 90 if len(query.words) < 4 else LEAST
    for _, score, place in process.extract(query.text, texts, scorer=fuzz.ratio, score_cutoff=least, limit=None):
        target = corpus.translate(segments[place], "es")
        fitted = fit_target(query, masked[place], target)
        if fitted is not None:
            return int(min(score, 99 if fitted == target else 98))
    return 0


if __name__ == "__main__":
    steps = {"write": write, "build": build, "scan": scan}
    if sys.argv[1:2] == ["ask"]:
        ask(Path(), int(sys.argv[2]))
    elif sys.argv[1:2] and sys.argv[1] in steps:
        steps[sys.argv[1]](Path())
    else:
        main()
