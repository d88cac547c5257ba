"""The files that a site is made of, which no report is written over."""

from __future__ import annotations

from pathlib import Path

from polypub.config.project import Project
from polypub.errors import Problem, UsageError

_FILES = ("polypub.toml", "pyproject.toml")


def refuse_own(project: Project, output: Path) -> None:
    """UsageError for an output that would be one of the site's own files, or lie among its sources or catalogs."""
    place = output.resolve()
    folders = (project.content, project.templates, project.locales)  # a report may be one of the static files
    is_own = place in {(project.root / name).resolve() for name in _FILES}
    if is_own or any(place.is_relative_to(folder.resolve()) for folder in folders):
        hint = "Name a file outside the site's own folders."
        raise UsageError(Problem("the output is a part of the site itself", str(output), hint=hint))
