"""Files beside an article in its own folder: `x/index.md`, `x/photo.jpg`, `x/maps/south.svg`."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from polypub.model.site import Article

_SOURCES = (".md", ".markdown", ".html", ".htm", "_section.toml")


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that belongs to an article."""

    article: Article
    name: str
    """Its path in the article's folder, with `/`."""
    file: Path

    @property
    def path(self) -> str:
        """Its path below `content/`."""
        return f"{self.article.id}/{self.name}"


def find_beside(root: Path, articles: Iterable[Article]) -> Iterator[Beside]:
    """The files of all articles that have folders of their own, in order; `root` is the site's folder.

    Hidden files, links out of the site and folders with an article of their own are left out.
    """
    articles = tuple(articles)
    folders = frozenset(posixpath.dirname(article.path) for article in articles)
    content = root.resolve()
    for article in articles:
        if posixpath.basename(article.path).startswith("index."):
            for name, file in _walk(root / posixpath.dirname(article.path), "", article, folders):
                if file.resolve().is_relative_to(content):
                    yield Beside(article, name, file)


def _walk(folder: Path, below: str, article: Article, folders: Set[str]) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return  # told by the walk through `content/`
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if f"content/{article.id}/{name}" not in folders:
                yield from _walk(Path(entry.path), f"{name}/", article, folders)
        elif entry.is_file() and not entry.name.lower().endswith(_SOURCES):
            yield name, Path(entry.path)
