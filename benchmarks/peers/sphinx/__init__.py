"""Sphinx with MyST: documentation, not news, and one build for each language, but the same articles."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import corpus

from peers.content import NAME, Story, assign, read_stories, say, say_section, write
from peers.peer import Peer
from peers.tools import python_tool

VERSION, MYST = "9.0.4", "5.2.0"
LACKS = "articles and contents pages, and no lists, archive, feeds, sitemap or alternates"
BUILD = """
import subprocess, sys
for locale in sys.argv[2:]:
    command = [sys.argv[1], "-q", "-j", "2", "-b", "dirhtml", "-D", f"language={locale}", locale, f"public/{locale}"]
    subprocess.run(command, check=True)
"""


def build_site(site: Path, folder: Path, locales: Sequence[str]) -> Peer:
    """Sphinx projects in `folder`, one for each language, with the articles of a polypub site."""
    for locale in locales:
        write(folder / locale / "conf.py", _configuration(locale))
        parts = "".join(f"{section}/index\n" for section in corpus.SECTIONS)
        write(folder / locale / "index.md", _contents(say(NAME, locale), parts))
        stories = list(read_stories(site, locale))
        for section in corpus.SECTIONS:
            slugs = "".join(f"{story.slug}\n" for story in stories if story.section == section)
            write(folder / locale / section / "index.md", _contents(say_section(section, locale), slugs))
        for story in stories:
            write(folder / locale / story.section / f"{story.slug}.md", _page(story))
    tools = python_tool("sphinx", f"sphinx=={VERSION}", f"myst-parser=={MYST}")
    write(folder / "build.py", BUILD)
    command = (sys.executable, "build.py", str(tools / "bin/sphinx-build"), *locales)
    return Peer(
        "Sphinx", f"Sphinx {VERSION}, MyST {MYST}", folder, command, folder / "public",
        is_exact=False, lacks=LACKS, is_slow=True,
    )  # fmt: skip


def _configuration(locale: str) -> str:
    settings = {
        "project": say(NAME, locale),
        "extensions": ["myst_parser"],
        "root_doc": "index",
        "html_theme": "basic",
        "html_show_sourcelink": False,
        "html_copy_source": False,
        "suppress_warnings": ["myst.header", "myst.xref_missing"],
    }
    return assign(settings)


def _contents(title: str, pages: str) -> str:
    return f"# {title}\n\n```{{toctree}}\n:maxdepth: 1\n\n{pages}```\n"


def _page(story: Story) -> str:
    return f"# {story.title}\n\n{story.summary}\n\n{story.body}"
