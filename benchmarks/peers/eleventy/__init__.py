"""Eleventy, with lists, archive and calendars made once from its collection of articles."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import corpus

from peers.content import (
    NAME,
    STYLE,
    TAGS,
    WORDS,
    Story,
    direction,
    quote,
    read_stories,
    say,
    say_section,
    site_settings,
    write,
)
from peers.peer import Peer
from peers.tools import node_tool

VERSION = "3.1.8"


def build_site(site: Path, folder: Path, locales: Sequence[str]) -> Peer:
    """An Eleventy site in `folder` with the articles of a polypub site."""
    shutil.copytree(Path(__file__).parent / "site", folder)
    write(folder / "theme/style.css", STYLE)
    settings = json.dumps(site_settings(locales), ensure_ascii=False)
    write(folder / "site.json", settings)
    write(folder / "_data/site.json", settings)
    write(folder / "_data/words.json", json.dumps({locale: _words(locale) for locale in locales}, ensure_ascii=False))
    for locale in locales:
        for story in read_stories(site, locale):
            write(folder / f"src/{locale}/{story.section}/{story.slug}.md", _page(story))
    modules = node_tool("eleventy", f"@11ty/eleventy@{VERSION}") / "node_modules"
    (folder / "node_modules").symlink_to(modules)
    command = ("node", str(modules / "@11ty/eleventy/cmd.cjs"), "--quiet")
    # Its Markdown parser writes some entities and line ends in its own way: paragraphs are compared.
    return Peer("Eleventy", f"Eleventy {VERSION}", folder, command, folder / "public")


def _words(locale: str) -> dict[str, Any]:
    return {
        **{name: say(words, locale) for name, words in WORDS.items()},
        "dir": direction(locale),
        "name": say(NAME, locale),
        "titles": {section: say_section(section, locale) for section in corpus.SECTIONS},
        "tags": {tag: say(tag, locale) for tag in TAGS},
    }


def _page(story: Story) -> str:
    head = [
        f"title: {quote(story.title)}",
        f"summary: {quote(story.summary)}",
        f"date: {story.date}",
        f"section: {story.section}",
        f"locale: {story.locale}",
        f"topics: [{', '.join(story.tags)}]",
        "layout: article.njk",
    ]
    return "\n".join(["---", *head, "---", "", story.body])
