"""What a path on disk is to a site: which part of it has to be read again when the file there changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from polypub.config.project import Project
from polypub.formats.html_article import HTML
from polypub.site.folders import SECTION_FILE, Found
from polypub.site.glossary import GLOSSARY_FILE

_ARTICLES = (".md", ".markdown", *HTML)
_CONFIGURATIONS = ("polypub.toml", "pyproject.toml")


@dataclass(slots=True)
class Sorted:
    """Changed paths by what they are."""

    sources: set[Path] = field(default_factory=set)
    """Articles, and files that describe sections."""
    catalogs: set[Path] = field(default_factory=set)
    has_assets: bool = False
    has_bundled: bool = False
    """A file beside an article."""
    is_whole: bool = False
    """Something changed that all the rest depends on."""


def sort_paths(project: Project, paths: Iterable[Path], known: Callable[[], Iterable[Path]]) -> Sorted:
    """The paths by what they are; a folder stands for what lies in it, or did: `known` are the files read before."""
    found = Sorted()
    for path in paths:
        for file in _expand(path, known):
            _sort(project, file, found)
    return found


def _expand(path: Path, known: Callable[[], Iterable[Path]]) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in path.rglob("*") if file.is_file())
        return
    yield path
    if not path.exists():
        yield from (file for file in known() if path in file.parents)


def _sort(project: Project, path: Path, found: Sorted) -> None:
    theme = project.theme_root
    if path.name in _CONFIGURATIONS and path.parent == project.root:
        found.is_whole = True
    elif path.is_relative_to(project.content):
        _sort_source(project, path, found)
    elif path == project.root / GLOSSARY_FILE or path.name == "slugs.csv":
        found.is_whole = True
    elif path.is_relative_to(project.locales) or path.is_relative_to(theme / "locales"):
        if path.suffix == ".po":
            found.catalogs.add(path)
        is_theme = path.name == "theme.pot" or (path.name == "theme.po" and not path.exists())
        found.is_whole |= is_theme  # what takes its place lies elsewhere
    elif path.is_relative_to(project.static) or path.is_relative_to(theme / "static"):
        found.has_assets = True


def _sort_source(project: Project, path: Path, found: Sorted) -> None:
    parts = path.relative_to(project.content).parts
    if any(part.startswith(".") for part in parts):
        return
    if path.name == SECTION_FILE or path.name.lower().endswith(_ARTICLES):
        if path.exists() and path.resolve() != project.root.resolve() / "content" / Path(*parts):
            found.is_whole = True  # a link: whether it may be followed is the walk's to say
        found.sources.add(path)
    else:
        found.has_bundled = True


def describe(project: Project, path: Path) -> Found:
    """The file of an article or a section, as the walk through the content finds it."""
    folder = path.parent.relative_to(project.content).as_posix()
    return Found(path, path.relative_to(project.root).as_posix(), "" if folder == "." else folder)
