"""`polypub memory`: the catalogs of a site, and TMX files, into its translation memory and out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.po import read_catalog
from polypub.config.project import Project
from polypub.errors import MemoryFileError, PolypubError, Problem
from polypub.files import prepare_cache, read_if_there, replace_file
from polypub.model.locale import Locale
from polypub.pipeline.originals import named_source
from polypub.translate.memory.entry import Entry, approved_entries
from polypub.translate.memory.store import Count, open_memory
from polypub.translate.memory.tmx_reader import read_tmx
from polypub.translate.memory.tmx_writer import write_tmx
from polypub.translate.memory.units import Languages, unit_entries

_CACHE = ".polypub"


@dataclass(slots=True)
class MemoryReport:
    """What a memory was given or gave, and what could not be read or written."""

    entries: int = 0
    catalogs: int = 0
    problems: list[Problem] = field(default_factory=list)


def build_memory(project: Project) -> MemoryReport:
    """Make the site's part of the memory anew from all its catalogs; those that cannot be read are reported.

    What other sites and TMX files put there stays.
    """
    report = MemoryReport()
    entries = list(_count(_catalog_entries(project, report), report))
    with open_memory(_prepare(project), "write") as memory:
        memory.rebuild(entries, project.base_url)
    return report


def forget_imports(project: Project) -> None:
    """Remove what TMX files put into the memory."""
    with open_memory(_prepare(project), "write") as memory:
        memory.forget()


def _catalog_entries(project: Project, report: MemoryReport) -> Iterator[Entry]:
    folder = CatalogFolder(project.locales)
    for edition in project.editions:
        home = folder.home(edition.locale)
        for path in sorted(home.rglob("*.po")):
            yield from _entries_of(project, edition.locale, (home, path), report)


def _entries_of(project: Project, locale: Locale, place: tuple[Path, Path], report: MemoryReport) -> list[Entry]:
    home, path = place
    shown = path.relative_to(project.root).as_posix()
    domain = path.relative_to(home).with_suffix("").as_posix()
    try:
        catalog = read_catalog(read_if_there(path) or b"", shown, domain, locale)
    except PolypubError as error:
        report.problems.extend(error.problems)
        return []
    source = named_source(catalog, project)
    if source == locale:
        return []  # of the site's own language: what it says of a theme, or what it has been before
    report.catalogs += 1
    return list(approved_entries(catalog, source))


def import_tmx(project: Project, path: Path) -> MemoryReport:
    """Put a TMX file into the memory, in place of what a file of that name put there before; all of it or nothing."""
    languages = Languages(project.source, [edition.locale for edition in project.editions], path.name)
    report = MemoryReport(problems=languages.problems)
    try:
        with path.open("rb") as file:
            entries = list(_count(unit_entries(read_tmx(file, str(path)), languages), report))
    except OSError as error:
        problem = Problem(f"cannot be read: {error.strerror}", str(path), hint="Check the path and who may read it.")
        raise MemoryFileError(problem) from error
    with open_memory(_prepare(project), "write") as memory:
        memory.import_entries(entries, path.name)
    return report


def export_tmx(project: Project, path: Path) -> MemoryReport:
    """Write all of the memory as a TMX file; the same memory gives the same bytes."""
    with open_memory(project.memory) as memory:
        entries = memory.entries()
    data, problems = write_tmx(entries)
    replace_file(path, data)
    return MemoryReport(len(entries) - len(problems), problems=problems)


def memory_counts(project: Project) -> list[Count]:
    """How many entries the memory has, by languages, place and origin."""
    with open_memory(project.memory) as memory:
        return memory.counts()


def _prepare(project: Project) -> Path:
    """The memory's path; the site's cache, if it lies there, is one that git ignores."""
    cache = project.root / _CACHE
    if project.memory.is_relative_to(cache):
        prepare_cache(cache)
    return project.memory


def _count(entries: Iterator[Entry], report: MemoryReport) -> Iterator[Entry]:
    for entry in entries:
        report.entries += 1
        yield entry
