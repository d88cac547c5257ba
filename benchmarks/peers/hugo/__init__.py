"""Hugo, its languages in folders of their own, its parts cached wherever pages share them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import corpus

from peers.content import (
    AUTONYMS,
    NAME,
    ORIGIN,
    PAGE_SIZE,
    SOURCE,
    STYLE,
    TAGS,
    WORDS,
    Story,
    direction,
    quote,
    read_stories,
    say,
    say_section,
    write,
)
from peers.peer import Peer
from peers.tools import python_tool

VERSION = "0.168.0"
CONFIGURATION = f"""
baseURL = "{ORIGIN}/"
defaultContentLanguage = "{SOURCE}"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "RSS"]
disableHugoGeneratorInject = true

[pagination]
pagerSize = {PAGE_SIZE}
disableAliases = true

[taxonomies]
tag = "tags"
archive = "archive"

[outputs]
home = ["html", "atom"]
section = ["html", "atom"]
term = ["html"]

[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "feed"

[mediaTypes."application/atom+xml"]
suffixes = ["xml"]

[markup.goldmark.extensions.typographer]
disable = true
[markup.goldmark.renderHooks.link]
useEmbedded = "never"
[markup.goldmark.renderHooks.image]
useEmbedded = "never"
"""


def build_site(site: Path, folder: Path, locales: Sequence[str]) -> Peer:
    """A Hugo site in `folder` with the articles of a polypub site."""
    shutil.copytree(Path(__file__).parent / "layouts", folder / "layouts")
    write(folder / "static/theme/style.css", STYLE)
    write(folder / "hugo.toml", CONFIGURATION + "".join(map(_language, locales, range(len(locales)))))
    for locale in locales:
        content = folder / "content" / locale
        write(folder / f"i18n/{locale}.toml", "".join(f"{k} = {quote(say(w, locale))}\n" for k, w in WORDS.items()))
        for section in corpus.SECTIONS:
            write(content / section / "_index.md", f"---\ntitle: {quote(say_section(section, locale))}\n---\n")
        for tag in TAGS:
            write(content / "tags" / tag / "_index.md", f"---\ntitle: {quote(say(tag, locale))}\n---\n")
        for story in read_stories(site, locale):
            write(content / story.section / f"{story.slug}.md", _page(story))
    # The program itself: the Python wrapper that the package puts before it would be counted too.
    program = next(python_tool("hugo", f"hugo=={VERSION}").glob("lib/*/site-packages/hugo/binaries/hugo*"))
    command = (str(program), "--quiet", "--noBuildLock", "--destination", "public")
    return Peer("Hugo", f"Hugo {VERSION}", folder, command, folder / "public", (folder / "resources",))


def _language(locale: str, place: int) -> str:
    return (
        f'\n[languages.{locale}]\ncontentDir = "content/{locale}"\nweight = {place + 1}\nlabel = "{AUTONYMS[locale]}"\n'
        f'title = {quote(say(NAME, locale))}\n[languages.{locale}.params]\ndir = "{direction(locale)}"\n'
    )


def _page(story: Story) -> str:
    head = [
        f"title: {quote(story.title)}",
        f"summary: {quote(story.summary)}",
        f"date: {story.date}",
        f"tags: [{', '.join(story.tags)}]",
        f"archive: [{', '.join(map(quote, story.periods))}]",
    ]
    return "\n".join(["---", *head, "---", "", story.body])
