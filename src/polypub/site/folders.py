"""The walk through `content/`: which files are articles, and which folders say what they are."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from polypub.errors import Problem
from polypub.formats.html_article import HTML

SECTION_FILE = "_section.toml"
_ENDINGS = (".md", ".markdown", *HTML)


@dataclass(frozen=True, slots=True)
class Found:
    """A file below `content/` that is an article or describes a section."""

    file: Path
    path: str
    """Relative to the site, with `/`."""
    folder: str
    """Its folder below `content/`, with `/`; empty for `content/` itself."""

    @property
    def describes_section(self) -> bool:
        """It is a `_section.toml`."""
        return self.file.name == SECTION_FILE

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return self.file.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class _Walk:
    root: Path
    """The site's folder with every link resolved: nothing outside it is read."""
    problems: list[Problem]

    def folder(self, folder: Path, name: str, above: tuple[Path, ...]) -> Iterator[Found]:
        try:
            entries = _entries(folder)
        except OSError as error:
            self.problems.append(Problem(f"the folder cannot be read: {error.strerror}", f"content/{name}"))
            return
        for entry in entries:
            path = f"content/{name}/{entry.name}" if name else f"content/{entry.name}"
            if entry.name.startswith(".") or not self._is_safe(entry, path, above):
                continue
            if entry.is_dir():
                inner = f"{name}/{entry.name}" if name else entry.name
                yield from self.folder(Path(entry.path), inner, (*above, Path(entry.path).resolve()))
            elif entry.is_file() and (entry.name.lower().endswith(_ENDINGS) or entry.name == SECTION_FILE):
                yield Found(Path(entry.path), path, name)

    def _is_safe(self, entry: os.DirEntry[str], path: str, above: tuple[Path, ...]) -> bool:
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in entry.name):
            shown = path.encode("utf-8", "backslashreplace").decode()
            self.problems.append(Problem("the name has control characters or is not UTF-8", repr(shown)[1:-1]))
            return False
        reason = self._link_problem(entry, above) if entry.is_symlink() else ""
        if reason:
            self.problems.append(Problem(f"the link leads {reason}", path, hint="Put the file itself there."))
        return not reason

    def _link_problem(self, link: os.DirEntry[str], above: tuple[Path, ...]) -> str:
        try:
            target = Path(link.path).resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: a circle, before Python 3.13
            return "nowhere"
        if not target.is_relative_to(self.root):
            return "out of the site"
        return "to a folder that it lies in" if target in above else ""


def walk_content(root: Path, problems: list[Problem]) -> Iterator[Found]:
    """Every article and `_section.toml` of the site in `root`, sorted; links that leave the site are noted instead."""
    content = root / "content"
    walk = _Walk(root.resolve(), problems)
    if content.is_dir() and not content.resolve().is_relative_to(walk.root):
        problems.append(Problem("the link leads out of the site", "content", hint="Copy the folder into the site."))
    elif content.is_dir():
        yield from walk.folder(content, "", (walk.root, content.resolve()))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
