"""Static files: the site's own, the theme's, and those that one edition has in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from polypub.cldr.tags import to_gettext
from polypub.config.project import Project
from polypub.files import read_if_there
from polypub.model.page import Finding
from polypub.model.site import Edition
from polypub.render.output import digest_of

T = TypeVar("T")


def find_assets(project: Project) -> Iterator[tuple[str, tuple[Path, str]]]:
    """Static files by their path in the output, with a digest; the site's own hide the theme's.

    What lies in `@be/` takes the place of the file with that path in the Belarusian edition.
    """
    roots = (project.theme_root / "static", "theme"), (project.static, "")
    editions = _own_folders(project)
    for root, below in roots:
        for path in sorted((root / below).rglob("*")):
            first, *rest = path.relative_to(root).parts
            is_public = not any(part.startswith((".", "@")) for part in rest)
            is_public = is_public and (first in editions or not first.startswith((".", "@")))
            if is_public and path.is_file() and path.resolve().is_relative_to(root.resolve()):
                yield "/".join((editions.get(first, first), *rest)), (path, digest_of(read_if_there(path) or b""))


def place_assets(editions: Iterable[Edition], assets: Mapping[str, T]) -> Mapping[str, T]:
    """Static files by their places in the output: each host has those that its editions ask for."""
    hosts: dict[str, set[str]] = {}
    for edition in editions:
        hosts.setdefault(edition.host, set()).add(f"@{edition.locale}")
    if hosts.keys() == {""}:
        return assets
    return {
        f"{host}/{path}".lstrip("/"): asset
        for host, own in hosts.items()
        for path, asset in assets.items()
        if not path.startswith("@") or path.partition("/")[0] in own
    }


def find_stray_assets(project: Project) -> Iterator[Finding]:
    """Folders of static files for one edition that the site does not have."""
    for folder in sorted(project.static.glob("@*")):
        if folder.name not in _own_folders(project):
            yield Finding(
                rule="static-edition",
                severity="warning",
                text=f"`{folder.name}` names no edition of the site; its files are not published",
                path=f"static/{folder.name}",
                hint=f"Editions are: {', '.join(edition.locale for edition in project.editions)}.",
            )


def _own_folders(project: Project) -> Mapping[str, str]:
    """The folders of editions, however their tags are written, to their place in the output."""
    editions = (edition.locale for edition in project.editions)
    return {f"@{name}": f"@{locale}" for locale in editions for name in (locale, to_gettext(locale))}
