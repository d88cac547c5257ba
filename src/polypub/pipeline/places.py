"""Catalogs follow their articles: moved with them, united and taken apart as the site groups them, kept when they go.

An article that is gone leaves its catalog where it is, with all that people wrote as obsolete messages: they live again
when it returns, here or elsewhere. A catalog that holds no word of a person goes with its article.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.merge import Merge, merge_catalog
from polypub.catalog.po import read_catalog, render_catalog
from polypub.catalog.published import merge_article
from polypub.catalog.regroup import (
    Grouping,
    Split,
    is_regrouped,
    split_catalogs,
    unite_catalogs,
)
from polypub.catalog.renames import find_renames
from polypub.errors import PolypubError, Problem
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.model.site import Edition, Policy
from polypub.model.state import is_human
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.originals import correct_source

_TRIES = 5
_ROOT = "content"


@dataclass(slots=True)
class Places:
    """One locale's catalogs of articles, while they are brought to where they belong."""

    folder: CatalogFolder
    locale: Locale
    today: dt.date
    changes: Changes
    merges: list[Merge] = field(default_factory=list)
    edition: Edition | None = None
    """It says when an article is published, which the merge notes."""
    alone: Collection[str] = ()
    """The domains of articles that share no catalog, whatever the grouping."""
    home: Path = field(init=False)

    def __post_init__(self) -> None:
        self.home = self.folder.home(self.locale)

    def policy(self, domain: str) -> Policy:
        """When the article of that domain is published."""
        section = domain.partition("/")[2].rpartition("/")[0]
        return self.edition.policy_of(section) if self.edition else Policy()

    def path(self, domain: str) -> Path:
        """The file of a domain."""
        return self.home / f"{domain}.po"

    def domains(self) -> list[str]:
        """The domains of articles that have a file, in order."""
        return list(_domains(self.path(_ROOT)))


def _domains(root: Path) -> Iterator[str]:
    """The domains below a folder of catalogs, by the file of the domain of all."""
    files = sorted(root.with_suffix("").rglob(f"*{root.suffix}"))
    if root.is_file():
        yield _ROOT
    yield from (path.relative_to(root.parent).with_suffix("").as_posix() for path in files if path.is_file())


def needs_grouping(places: Places, templates: Iterable[Catalog], grouping: Grouping) -> bool:
    """Whether messages share catalogs, or did when the files were written."""
    domains = [template.domain for template in templates if is_article(template.domain)]
    return grouping != "article" or is_regrouped(places.domains(), domains, grouping, places.alone)


def is_article(domain: str) -> bool:
    """Whether a domain is an article's: these are moved and grouped, the others lie where they are."""
    return domain.startswith(f"{_ROOT}/")


def follow_moves(places: Places, templates: Sequence[Catalog]) -> None:
    """Move the catalogs of renamed articles, and retire those of articles that are gone; one catalog an article."""
    wanted = {template.domain: template for template in templates if is_article(template.domain)}
    found = places.domains()
    vanished = {domain: _read(places, domain) for domain in found if domain not in wanted}
    readable = {domain: catalog for domain, catalog in vanished.items() if catalog}
    there = {domain: Catalog(domain, places.locale, ()) for domain in found if domain in wanted}
    moved = find_renames(wanted, {**there, **readable}) if readable else {}
    for old, new in moved.items():
        places.changes.move(places.path(old), places.path(new))
    for domain in readable.keys() - moved.keys():
        _retire(places, domain)


def _read(places: Places, domain: str) -> Catalog | None:
    """A catalog, or None when it cannot be read, which is told."""
    path = places.path(domain)
    try:
        return read_catalog(read_if_there(path) or b"", places.changes.shown(path), domain, places.locale)
    except PolypubError as error:
        places.changes.problems.extend(error.problems)
        return None


def _retire(places: Places, domain: str) -> None:
    """All messages of a domain without a source become obsolete; a file without any goes."""
    path, empty = places.path(domain), Catalog(domain, None, ())
    left: list[Catalog] = []

    def change(catalog: Catalog | None) -> Catalog | None:
        left[:] = [merge_catalog(catalog, empty, places.today).catalog] if catalog else []
        return left[0] if left and _holds_words(left[0]) else None

    before = read_if_there(path)
    change_catalog(places.changes, path, domain, places.locale, change)
    if left and not _holds_words(left[0]):
        places.changes.remove(path, before)


def _holds_words(catalog: Catalog) -> bool:
    return bool(catalog.messages) or any(map(is_human, catalog.comments))


def remove_templates(folder: CatalogFolder, wanted: Iterable[str], changes: Changes) -> None:
    """Remove the templates of articles' domains that are no more: they are made from sources alone."""
    kept = set(wanted)
    for domain in list(_domains(folder.template(_ROOT))):
        if domain not in kept:
            path = folder.template(domain)
            changes.remove(path, read_if_there(path))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the catalogs are to become: the articles' templates, and a new catalog for each that belongs there."""

    templates: Mapping[str, Catalog]
    fresh: Mapping[str, Catalog]
    grouping: Grouping
    editions: Collection[Locale] = ()
    """The languages of the site."""


def update_groups(places: Places, wanted: Wanted) -> None:
    """Bring one locale's catalogs into their grouping and up to date.

    All are read, and written only when none of them changed meanwhile; what is new is written before what is gone is
    removed, so that a run which was stopped between is finished by the next one.
    """
    for _ in range(_TRIES):
        before = {domain: read_if_there(places.path(domain)) or b"" for domain in places.domains()}
        catalogs = _parse(places, before)
        merged = _merged(places, wanted, catalogs)
        after = {one.domain: one for one in unite_catalogs(merged, wanted.grouping, places.alone)}
        after = {domain: _with_header(one, catalogs.get(domain)) for domain, one in after.items() if _holds_words(one)}
        after |= {
            domain: correct_source(after[domain], wanted.templates[domain], wanted.editions)
            for domain in places.alone
            if domain in after
        }
        broken = before.keys() - catalogs.keys()
        written = {domain: _render(places, one, before.get(domain)) for domain, one in after.items()}
        changed = {domain: data for domain, data in written.items() if data and domain not in broken}
        gone = [domain for domain in catalogs if domain not in after]
        if places.changes.is_dry or _is_same(places, before):
            _write(places, changed, [(domain, before[domain]) for domain in gone])
            return
    places.changes.problems.append(
        Problem("somebody else keeps writing catalogs", str(places.locale), hint="Close them there, and run again.")
    )


def _parse(places: Places, files: Mapping[str, bytes]) -> dict[str, Catalog]:
    """The catalogs that can be read; the problems of the others are told once."""
    catalogs: dict[str, Catalog] = {}
    for domain, data in files.items():
        path = places.changes.shown(places.path(domain))
        try:
            catalogs[domain] = read_catalog(data, path, domain, places.locale)
        except PolypubError as error:
            places.changes.problems.extend(p for p in error.problems if p not in places.changes.problems)
    return catalogs


def _merged(places: Places, wanted: Wanted, catalogs: Mapping[str, Catalog]) -> Split:
    """Every article's catalog, moved and merged as if it lay in a file of its own."""
    split = split_catalogs(catalogs, list(wanted.templates.values()))
    moved = find_renames(wanted.templates, split.catalogs)
    ours = {moved.get(domain, domain): catalog for domain, catalog in split.catalogs.items()}
    merged: dict[str, Catalog] = {}
    places.merges.clear()
    for domain in dict.fromkeys((*wanted.templates, *ours)):
        if domain not in ours:
            if domain in wanted.fresh:
                merged[domain] = wanted.fresh[domain]
            continue
        if domain in wanted.templates and domain not in wanted.fresh:
            merged[domain] = ours[domain]  # not for this edition: left as it is
            continue
        template = wanted.templates.get(domain, Catalog(domain, None, ()))
        merge = merge_article(replace(ours[domain], domain=domain), template, places.today, places.policy(domain))
        places.merges.append(merge)
        merged[domain] = merge.catalog
    others = frozenset((moved.get(domain, domain), key) for domain, key in split.others)
    return Split(merged, others)


def _with_header(catalog: Catalog, before: Catalog | None) -> Catalog:
    """The catalog with its own header, and the templates' day when its messages changed."""
    if before is None or not before.header:
        return catalog
    header = dict(before.header)
    created = catalog.header.get("POT-Creation-Date")
    if created and catalog.messages != before.messages:
        header["POT-Creation-Date"] = created
    return replace(catalog, header=header, path=before.path)


def _render(places: Places, catalog: Catalog, before: bytes | None) -> bytes | None:
    """The bytes of a catalog that changed; None for one that did not, or cannot be written, which is told."""
    try:
        data = render_catalog(catalog, before)
    except PolypubError as error:
        places.changes.problems.extend(p for p in error.problems if p not in places.changes.problems)
        return None
    return None if data == before else data


def _is_same(places: Places, before: Mapping[str, bytes]) -> bool:
    return places.domains() == list(before) and all(
        read_if_there(places.path(domain)) == data for domain, data in before.items()
    )


def _write(places: Places, changed: Mapping[str, bytes], gone: Iterable[tuple[str, bytes]]) -> None:
    for domain, data in changed.items():
        places.changes.write(places.path(domain), data)
    for domain, data in gone:
        places.changes.remove(places.path(domain), data)
