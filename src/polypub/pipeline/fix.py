"""`polypub check --fix`: what a rule can mend by itself, mended in the catalogs or shown as a patch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import diff_bytes, unified_diff
from pathlib import Path

from polypub.catalog.po import read_catalog, render_catalog
from polypub.check.fix import fix_catalog
from polypub.check.settings import CheckSettings
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.model.page import Finding
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.check import settings_of
from polypub.pipeline.judge import site_catalogs
from polypub.pipeline.originals import foreign_languages
from polypub.site.load import load_site


def fix_project(project: Project, locales: Iterable[Locale], changes: Changes) -> list[Finding]:
    """Mend the unread machine drafts of some editions; the findings that are gone by it.

    A text that a person has reviewed or begun to edit is left as it is: see `diff_project`.
    """
    settings = settings_of(project)
    gone: list[Finding] = []
    for locale, domain, path, language in _catalogs(project, locales):
        last: list[Finding] = []
        written = settings.written_in(language)

        def change(
            catalog: Catalog | None, last: list[Finding] = last, written: CheckSettings = written
        ) -> Catalog | None:
            fixed, found = fix_catalog(catalog, written, "drafts") if catalog else (None, ())
            last[:] = found  # of the last try: it is made again when somebody has written the file meanwhile
            return fixed if found else None

        before = len(changes.changed)
        change_catalog(changes, path, domain, locale, change)
        if len(changes.changed) > before:
            gone += last
    return gone


def diff_project(project: Project, locales: Iterable[Locale], folder: str = "") -> Iterator[bytes]:
    """The patch that mends all texts of some editions, reviewed ones too, for a person to read and to apply.

    `folder` is where the site lies in its repository, with a final slash. Catalogs that cannot be read are left out.
    """
    settings = settings_of(project)
    for locale, domain, path, language in _catalogs(project, locales):
        try:
            before = read_if_there(path)
            if before is None:
                continue
            catalog = read_catalog(before, str(path), domain, locale)
            fixed, found = fix_catalog(catalog, settings.written_in(language), "all")
            after = render_catalog(fixed, before) if found else before
        except PolypubError:
            continue
        if after != before:
            name = folder + path.relative_to(project.root).as_posix()
            yield make_patch(Difference(name, before, after))


def _catalogs(project: Project, locales: Iterable[Locale]) -> Iterator[tuple[Locale, str, Path, Locale | None]]:
    """Each with the language of its messages, where that is not the site's."""
    site = load_site(project)
    languages = foreign_languages(site)
    for locale in locales:
        for domain, path in sorted(site_catalogs(project, site, locale).items()):
            yield locale, domain, path, languages.get(domain)


@dataclass(frozen=True, slots=True)
class Difference:
    """A file before and after."""

    path: str
    before: bytes
    after: bytes


def make_patch(difference: Difference) -> bytes:
    """The difference as `git apply` and `patch -p1` take it, in the file's own bytes."""
    name = difference.path.encode("utf-8", "surrogateescape")
    end = b"\t" if b" " in name else b""  # GNU patch reads a name up to a tab
    lines = list(
        diff_bytes(
            unified_diff,
            _lines(difference.before),
            _lines(difference.after),
            b"a/" + name,
            b"b/" + name,
        )
    )
    lines[:2] = [b"--- a/" + name + end + b"\n", b"+++ b/" + name + end + b"\n"]
    marked = (line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)
    return b"diff --git a/" + name + b" b/" + name + b"\n" + b"".join(marked)


def _lines(data: bytes) -> list[bytes]:
    return [line for line in data.replace(b"\n", b"\n\0").split(b"\0") if line]
