"""Pelican with its plugin for a site in each language."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from babel.dates import get_day_names, get_month_names

from peers.content import STYLE, WORDS, Story, direction, read_stories, say, site_settings, write
from peers.peer import Peer
from peers.tools import python_tool

VERSION, PLUGIN = "4.12.0", "1.0.0"
LONG = {"es": "{day} de {month} de {year}", "ru": "{day} {month} {year} г."}
MONTH = {"es": "{month} de {year}"}


def build_site(site: Path, folder: Path, locales: Sequence[str]) -> Peer:
    """A Pelican site in `folder` with the articles of a polypub site."""
    here = Path(__file__).parent
    shutil.copytree(here / "theme", folder / "theme")
    shutil.copy(here / "pelicanconf.py", folder)
    (folder / "theme/static").mkdir()
    write(folder / "theme/static/style.css", STYLE)
    write(folder / "site.json", json.dumps(_settings(locales), ensure_ascii=False))
    for locale in locales:
        for story in read_stories(site, locale):
            write(folder / f"content/{story.section}/{story.slug}-{locale}.md", _page(story))
    tools = python_tool("pelican", f"pelican[markdown]=={VERSION}", f"pelican-i18n-subsites=={PLUGIN}")
    command = (str(tools / "bin/pelican"), "--quiet", "--settings", "pelicanconf.py")
    return Peer("Pelican", f"Pelican {VERSION}", folder, command, folder / "public", is_slow=True)


def _settings(locales: Sequence[str]) -> dict[str, Any]:
    settings = site_settings(locales)
    return {**settings, "locales": [{**known, **_words(known["locale"])} for known in settings["locales"]]}


def _words(locale: str) -> dict[str, Any]:
    return {
        "dir": direction(locale),
        "words": {name: say(words, locale) for name, words in WORDS.items()},
        "months": [get_month_names("wide", locale=locale)[number] for number in range(1, 13)],
        "weekdays": [get_day_names("abbreviated", locale=locale)[number] for number in range(7)],
        "long": LONG.get(locale, "{day} {month} {year}"),
        "month": MONTH.get(locale, "{month} {year}"),
    }


def _page(story: Story) -> str:
    head = [
        f"Title: {story.title}",
        f"Date: {story.date}",
        f"Category: {story.section}",
        f"Tags: {', '.join(story.tags)}",
        f"Slug: {story.slug}",
        f"Lang: {story.locale}",
        f"Summary: {story.summary}",
    ]
    return "\n".join([*head, "", story.body])
