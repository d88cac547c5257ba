"""The content of a benchmark site as other generators want it: translated Markdown, one article per language."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus

NAME, ORIGIN, SOURCE = "Benchmark", "https://benchmark.example.org", "en"
PAGE_SIZE, ON_HOME, IN_FEED = 20, 7, 20
TAGS = tuple(dict.fromkeys(corpus.Writer(8).some(120)))[:40]
AUTONYMS = {"en": "English", "es": "español", "fr": "français", "ru": "русский", "ar": "العربية"}
WORDS = {
    "sections": "Sections",
    "language": "Language",
    "here": "You are here",
    "home": "Home",
    "archive": "Archive",
    "pages": "Pages",
    "newer": "Newer articles",
    "older": "Older articles",
    "missing": "Page not found",
}
"""What templates say, by a name for it."""
STYLE = "body { max-width: 60rem; margin: auto }\n"


@dataclass(frozen=True)
class Story:
    """An article in one language."""

    locale: str
    section: str
    slug: str
    title: str
    summary: str
    date: str
    """`2020-01-31`."""
    tags: tuple[str, ...]
    body: str
    """Markdown."""

    @property
    def periods(self) -> tuple[str, str, str]:
        """Its year, month and day as addresses of the archive have them."""
        path = self.date.replace("-", "/")
        return path[:4], path[:7], path


def read_stories(site: Path, locale: str) -> Iterator[Story]:
    """All articles of a site that `corpus.write_sources` wrote, translated as `corpus.fill` does."""
    for path in sorted((site / "content").rglob("*.md")):
        _, head, body = path.read_text().split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        title, summary = (say(ast.literal_eval(fields[name]), locale) for name in ("title", "summary"))
        tags = tuple(fields["tags"].strip("[]").split(", "))
        text = "\n".join(say(line, locale) for line in body.strip().splitlines()) + "\n"
        yield Story(locale, path.parent.name, path.stem, title, summary, fields["date"], tags, text)


def say(text: str, locale: str) -> str:
    """A text of the site in a language."""
    return text if locale == SOURCE else corpus.translate(text, locale)


def say_section(section: str, locale: str) -> str:
    """The title of a section."""
    return say(section.capitalize(), locale)


def site_settings(locales: Sequence[str]) -> dict[str, Any]:
    """What scripts of a site are told of it, as JSON holds it."""
    return {
        "origin": ORIGIN,
        "sections": corpus.SECTIONS,
        "tags": TAGS,
        "pageSize": PAGE_SIZE,
        "onHome": ON_HOME,
        "inFeed": IN_FEED,
        "locales": [
            {
                "locale": locale,
                "autonym": AUTONYMS[locale],
                "name": say(NAME, locale),
                "sections": {section: say_section(section, locale) for section in corpus.SECTIONS},
                "tags": {tag: say(tag, locale) for tag in TAGS},
            }
            for locale in locales
        ],
    }


def assign(settings: Mapping[str, object]) -> str:
    """Settings as a Python file that assigns them."""
    return "".join(f"{name} = {value!r}\n" for name, value in settings.items())


def quote(text: str) -> str:
    """For YAML, TOML, JSON and Python alike."""
    return json.dumps(text, ensure_ascii=False)


def direction(locale: str) -> str:
    """`ltr` or `rtl`."""
    return "rtl" if locale == "ar" else "ltr"


def write(path: Path, text: str) -> None:
    """A file, with the folders around it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
