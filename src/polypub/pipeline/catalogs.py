"""Read, change and write catalogs beside people and tools that do the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from polypub.catalog.po import read_catalog, render_catalog
from polypub.errors import CatalogError, PolypubError, Problem
from polypub.files import read_if_there, replace_file
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.pipeline.removal import move_file, remove_file
from polypub.replay import REMOVED, hash_content

_TRIES = 5

Change = Callable[[Catalog | None], Catalog | None]
"""From the catalog as it is (None: there is no file) to what it becomes; None leaves it as it is."""


@dataclass(slots=True)
class Changes:
    """What a command did, or would do, to files."""

    root: Path
    is_dry: bool = False
    changed: list[str] = field(default_factory=list)
    """Paths relative to the site, in order."""
    written: dict[str, str] = field(default_factory=dict)
    """The hash of what each of them holds now, `REMOVED` for one that is gone."""
    problems: list[Problem] = field(default_factory=list)
    """Catalogs that could not be read; the others went on."""

    def shown(self, path: Path) -> str:
        """A path as people know it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def write(self, path: Path, data: bytes) -> None:
        """Put a file in place, unless this only tells what would change."""
        self.changed.append(self.shown(path))
        if not self.is_dry:
            replace_file(path, data)
            self.written[self.shown(path)] = hash_content(data)

    def remove(self, path: Path, seen: bytes | None) -> None:
        """Remove a file that still has the bytes that were seen, unless this only tells what would change."""
        self.changed.append(self.shown(path))
        if not self.is_dry:
            remove_file(path, seen)
            self.written[self.shown(path)] = REMOVED

    def move(self, old: Path, new: Path) -> None:
        """Move a file, unless this only tells what would change."""
        self.changed += self.shown(old), self.shown(new)
        if not self.is_dry:
            data = read_if_there(old) or b""
            move_file(old, new)
            self.written |= {self.shown(old): REMOVED, self.shown(new): hash_content(data)}

    def raise_problems(self) -> None:
        """Stop with every problem there was, if any."""
        if self.problems:
            raise CatalogError(self.problems)


def change_catalog(changes: Changes, path: Path, domain: str, locale: Locale | None, change: Change) -> bytes | None:
    """Change one catalog, or keep the problems of one that cannot be read, which is left as it is.

    The bytes that it has now, as far as they are known to be what `change` makes of it.

    The file is compared immediately before the atomic replacement; where somebody has written it meanwhile, the
    change is made again on what they wrote.
    """
    shown = changes.shown(path)
    try:
        for _ in range(_TRIES):
            before = read_if_there(path)
            catalog = None if before is None else read_catalog(before, shown, domain, locale)
            after = change(catalog)
            data = None if after is None else render_catalog(after, before)
            if data is None or data == before:
                return data
            if changes.is_dry or read_if_there(path) == before:
                changes.write(path, data)
                return None if changes.is_dry else data
        changes.problems.append(Problem("somebody else keeps writing it", shown, hint="Close it there, and run again."))
    except PolypubError as error:
        changes.problems.extend(error.problems)
    return None
