"""A made-up site of any size, the same for the same seed: articles, and catalogs filled with made-up translations."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from polypub.catalog.po import read_catalog, render_catalog

LOCALES = ("es", "fr", "ru", "ar")
SECTIONS = ("culture", "nature", "science", "sport", "travel", "world")
_ONSETS, _RIMES = "b br d dr f g gl h k l m n p pl r s st t tr v z".split(), "a al an e el en i in o ol on u un".split()
_SCRIPTS = {"ru": "абвгдежзиклмнопрстуфхцэюя", "ar": "ابتثجحدرزسشصطعفقكلمنهوي"}


class Writer:
    """Writes prose of no meaning with the shape of news: common words are short, and often the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        words = {"".join(self._syllable() for _ in range(self.random.choice((1, 2, 2, 3)))) for _ in range(9000)}
        self.words = sorted(sorted(words)[:6000], key=lambda word: len(word) + 6 * self.random.random())
        self.weights = list(accumulate(1 / (rank + 9) for rank in range(len(self.words))))

    def _syllable(self) -> str:
        return self.random.choice(_ONSETS) + self.random.choice(_RIMES)

    def some(self, count: int) -> list[str]:
        """Words."""
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self, low: int, high: int) -> str:
        """A sentence; now and then with a link, emphasis or code in it."""
        words = self.some(self.random.randint(low, high))
        mark = self.random.random()
        if mark < 0.06:
            words[1:3] = [f"[{' '.join(words[1:3])}](https://example.org/{words[0]})"]
        elif mark < 0.12:
            words[1] = f"*{words[1]}*"
        elif mark < 0.15:
            words[1] = f"**{words[1]}**"
        elif mark < 0.17:
            words[1] = f"`{words[1]}`"
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def paragraph(self) -> str:
        """A few sentences."""
        return " ".join(self.sentence(6, 18) for _ in range(self.random.randint(2, 5)))

    def blocks(self) -> Iterator[str]:
        """An article's body."""
        for part in range(self.random.randint(3, 5)):
            if part:
                yield f"## {self.sentence(3, 6)[:-1]}"
            for _ in range(self.random.randint(2, 4)):
                yield self.paragraph()
            if self.random.random() < 0.5:
                yield "\n".join(f"- {self.sentence(4, 10)}" for _ in range(self.random.randint(3, 6)))
            if self.random.random() < 0.2:
                rows = [f"| {' '.join(self.some(2))} | {' '.join(self.some(3))} |" for _ in range(4)]
                yield "\n".join([rows[0], "|---|---|", *rows[1:]])


def write_site(folder: Path, articles: int, seed: int = 1) -> None:
    """A site with its configuration and articles, and catalogs that are translated completely."""
    write_sources(folder, articles, seed=seed)
    polypub(folder, "extract")
    fill(folder)


def write_sources(
    folder: Path, articles: int, *, locales: Sequence[str] = LOCALES, tags: Sequence[str] = (), seed: int = 1
) -> None:
    """The same without catalogs; articles have three of the tags each."""
    writer = Writer(seed)
    editions = "".join(f"[editions.{locale}]\n" for locale in ("en", *locales))
    head = 'name = "Benchmark"\nbase_url = "https://benchmark.example.org"\nsource = "en"\nformats = "en-GB"\n'
    folder.mkdir(parents=True)
    (folder / "polypub.toml").write_text(head + editions)
    for number in range(articles):
        path = folder / "content" / SECTIONS[number % len(SECTIONS)] / f"{'-'.join(writer.some(3))}-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        day = f"{2020 + number * 5 // articles}-{1 + number % 12:02}-{1 + number % 28:02}"
        lines = [
            "---",
            f"title: {writer.sentence(4, 9)[:-1]!r}",
            f"summary: {writer.sentence(8, 16)!r}",
            f"date: {day}",
        ]
        if tags:
            lines.append(f"tags: [{', '.join(tags[(number * step) % len(tags)] for step in (3, 5, 7))}]")
        path.write_text("\n".join([*lines, "---", "", "\n\n".join(writer.blocks()), ""]))


def polypub(folder: Path, *arguments: str) -> None:
    """Run a command on a site."""
    subprocess.run(
        [sys.executable, "-m", "polypub", "-q", "-C", str(folder), *arguments], check=True, stdout=subprocess.DEVNULL
    )


def fill(folder: Path, locales: Sequence[str] = LOCALES) -> None:
    """Translate every message."""
    for locale in locales:
        for path in (folder / "locales" / locale).rglob("*.po"):
            data = path.read_bytes()
            catalog = read_catalog(data, str(path))
            messages = (
                replace(message, targets=(translate(message.key.source, locale),)) for message in catalog.messages
            )
            path.write_bytes(render_catalog(replace(catalog, messages=tuple(messages)), data))


def translate(text: str, locale: str) -> str:
    """Another text of the same length and with the same markup: words only, so that links and marks stay."""
    letters = _SCRIPTS.get(locale)

    def change(word: str) -> str:
        if not word.isalpha():
            return word
        if letters is None:
            return f"{word}{'os' if locale == 'es' else 'eau'}"
        return "".join(letters[ord(letter) % len(letters)] for letter in word)

    return " ".join(map(change, text.split(" ")))
