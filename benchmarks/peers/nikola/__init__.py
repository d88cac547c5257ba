"""Nikola with its plain theme, tags, archives by month and day, and Atom feeds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import corpus

from peers.content import NAME, ORIGIN, PAGE_SIZE, SOURCE, Story, assign, read_stories, say, write
from peers.peer import Peer
from peers.tools import python_tool

VERSION = "8.3.3"
LACKS = "in its own theme, no calendar, no languages on lists, no feeds of sections, fewer things on a page"

MENDED = """MESSAGES = {
    "Posts for {month_day_year}": "{month_day_year}",
    "Posts for {month_year}": "{month_year}",
    "Posts for year %s": "%s",
}
"""
"""The names in braces are translated in Nikola's Arabic messages, which stops a build with an archive."""


def build_site(site: Path, folder: Path, locales: Sequence[str]) -> Peer:
    """A Nikola site in `folder` with the articles of a polypub site."""
    write(folder / "conf.py", _configuration(locales))
    write(folder / "themes/plain/plain.theme", "[Theme]\nengine = jinja\nparent = base-jinja\n")
    write(folder / "themes/plain/messages/messages_ar.py", MENDED)
    for locale in locales:
        mark = "" if locale == SOURCE else f".{locale}"
        for story in read_stories(site, locale):
            write(folder / f"posts/{story.section}/{story.slug}{mark}.md", _page(story))
    tools = python_tool("nikola", f"nikola=={VERSION}", "markdown", "jinja2")
    command = (str(tools / "bin/nikola"), "build", "-v", "0", "-n", "2", "-P", "thread")
    caches = (folder / "cache", folder / ".doit.db", folder / ".doit.db.db")
    return Peer(
        "Nikola", f"Nikola {VERSION}", folder, command, folder / "output", caches,
        is_exact=False, lacks=LACKS, is_slow=True,
    )  # fmt: skip


def _configuration(locales: Sequence[str]) -> str:
    links = tuple((f"/categories/{section}/", section) for section in corpus.SECTIONS)
    settings = {
        "BLOG_TITLE": {locale: say(NAME, locale) for locale in locales},
        "BLOG_AUTHOR": NAME,
        "BLOG_EMAIL": "news@example.org",
        "BLOG_DESCRIPTION": NAME,
        "SITE_URL": f"{ORIGIN}/",
        "BASE_URL": f"{ORIGIN}/",
        "DEFAULT_LANG": SOURCE,
        "TRANSLATIONS": {locale: f"./{locale}" for locale in locales},
        "TRANSLATIONS_PATTERN": "{path}.{lang}.{ext}",
        "NAVIGATION_LINKS": dict.fromkeys(locales, links),
        "THEME": "plain",
        "POSTS": (("posts/*.md", "", "post.tmpl"),),
        "PAGES": (),
        "COMPILERS": {"markdown": (".md",)},
        "MARKDOWN_EXTENSIONS": ["markdown.extensions.extra"],
        "PRETTY_URLS": True,
        "INDEX_DISPLAY_POST_COUNT": PAGE_SIZE,
        "INDEX_TEASERS": True,
        "GENERATE_ATOM": True,
        "GENERATE_RSS": False,
        "CATEGORY_PAGES_ARE_INDEXES": True,
        "CREATE_MONTHLY_ARCHIVE": True,
        "CREATE_DAILY_ARCHIVE": True,
        "CREATE_FULL_ARCHIVES": True,
        "SHOW_SOURCELINK": False,
        "COPY_SOURCES": False,
        "USE_BUNDLES": False,
        "DISABLED_PLUGINS": ["render_galleries", "render_listings", "classify_authors"],
    }
    return assign(settings)


def _page(story: Story) -> str:
    head = [
        f".. title: {story.title}",
        f".. slug: {story.slug}",
        f".. date: {story.date} 00:00:00 UTC",
        f".. category: {story.section}",
        f".. tags: {', '.join(story.tags)}",
        f".. description: {story.summary}",
    ]
    return "\n".join(["<!--", *head, "-->", "", story.summary, "", story.body])
