"""Small changes to a polypub site, another each time they are made."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

EDITS = ("one message changed", "one article changed", "one template changed")


def edits_of(site: Path) -> dict[str, Callable[[], object]]:
    """What changes a message, an article and the template of articles, by name."""
    article = sorted((site / "content").rglob("*.md"))[7]
    catalogs = site / "locales/es/LC_MESSAGES"
    catalog = catalogs / article.relative_to(site).with_suffix(".po")
    template = site / "templates/article.html"
    changes = (_in_last_string(catalog), _at_end(article), _in_article(template))
    return dict(zip(EDITS, changes, strict=True))


def _at_end(path: Path) -> Callable[[], object]:
    text, numbers = path.read_text(), itertools.count(1)
    return lambda: path.write_text(f"{text.rstrip()} Addition {next(numbers)}.\n")


def _in_article(path: Path) -> Callable[[], object]:
    text, numbers = path.read_text(), itertools.count(1)
    return lambda: path.write_text(text.replace("<article>", f'<article data-edit="{next(numbers)}">', 1))


def _in_last_string(path: Path) -> Callable[[], object]:
    text, numbers = path.read_text(), itertools.count(1)
    start, _, end = text.rpartition('"')
    return lambda: path.write_text(f'{start} {next(numbers)}"{end}')
