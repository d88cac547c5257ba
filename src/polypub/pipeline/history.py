"""Progress over the git history: the reviewed share of each edition at some thirty points in time.

Catalogs are read from git's own store, newest first. A catalog or a folder that is the same at two points is counted
once, and what was counted is kept by the id that git knows it by, so that the next run counts what is new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from polypub.catalog.compile import compile_translations
from polypub.catalog.coverage import count_words, cover
from polypub.catalog.po import read_catalog
from polypub.cldr.tags import gettext_spellings, to_gettext
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.model.locale import Locale
from polypub.model.page import Coverage
from polypub.pipeline.git import Commit, GitError, Item, Repository, find_repository, read_folder
from polypub.pipeline.known_counts import Known, keep_known, read_known
from polypub.pipeline.status import Status

POINTS = 30
_MOST = 40_000
"""Catalogs that one run counts: half a minute."""
_AT_ONCE = 200
_CACHE, _TOTAL = "history", "coverage"
_HOURS = (1, 3, 6, 12, 24, 48, 96, 168)
"""How far points are apart, at least; then doubled from a week on."""


@dataclass(frozen=True, slots=True)
class Point:
    """A moment, and what each edition had of its texts then; editions without catalogs are left out."""

    when: dt.datetime
    editions: Mapping[Locale, Coverage]


@dataclass(frozen=True, slots=True)
class History:
    """The points in order, the present last."""

    points: tuple[Point, ...]
    reason: str = ""
    """Why there are none but the present, or not all."""


def read_history(project: Project, status: Status, now: dt.datetime) -> History:
    """The history of a site's catalogs up to `now`; where it cannot be read, the present and the reason."""
    present = Point(now, {edition.locale: edition.coverage for edition in status.editions if edition.coverage.words})
    try:
        repository = find_repository(project.root)
        commits = [commit for commit in repository.commits(project.locales.name) if commit.when <= now]
        chosen = choose_points(commits)
        counting = _Counting(project, repository, read_known(project, _CACHE))
        roots = counting.find_roots(chosen, tuple(present.editions))
    except GitError as error:
        return History((present,), str(error))
    before, points, reason = len(counting.known), [present], "" if chosen else "git has no commit of a catalog yet"
    try:
        for commit, found in zip(chosen, roots, strict=True):
            points.append(Point(commit.when, counting.count(found)))
    except (GitError, _EnoughError) as error:
        reason = str(error)
    if len(counting.known) != before:
        keep_known(project, _CACHE, counting.known)
    return History(tuple(reversed(points)), reason)


def choose_points(commits: Iterable[Commit]) -> list[Commit]:
    """At most thirty of the commits, given newest first: the last of every hour, day, week or longer time.

    The times are counted from 1970 and not from the first or the last commit, so that a new commit moves no point.
    """
    known, hours = list(commits), _HOURS[0]
    while len(chosen := _last_of_each(known, hours)) > POINTS:
        hours = next((longer for longer in _HOURS if longer > hours), hours * 2)
    return chosen


def _last_of_each(commits: Iterable[Commit], hours: int) -> list[Commit]:
    chosen: dict[int, Commit] = {}
    for commit in commits:
        chosen.setdefault(int(commit.when.timestamp()) // (hours * 3600), commit)
    return sorted(chosen.values(), key=lambda commit: commit.when, reverse=True)


_Roots = dict[Locale, list[Item]]
"""The folder of articles' catalogs and the other catalogs, by edition."""


class _EnoughError(Exception):
    """This run has counted as much as it may."""


@dataclass(slots=True)
class _Counting:
    """What is known of catalogs and folders, by the ids that git knows them by."""

    project: Project
    repository: Repository
    known: Known
    left: int = _MOST
    _folders: dict[str, tuple[Item, ...]] = field(default_factory=dict)

    def find_roots(self, commits: Iterable[Commit], locales: Iterable[Locale]) -> list[_Roots]:
        """What each edition's texts lay in at each of the commits."""
        places = {locale: _places(self.project, locale) for locale in locales}
        names = {
            (commit.id, locale): [[f"{commit.id}:{path}" for path in paths] for paths in spellings]
            for commit in commits
            for locale, spellings in places.items()
        }
        asked = [name for spellings in names.values() for paths in spellings for name in paths]
        ids = dict(zip(asked, self.repository.find(asked), strict=True))
        roots: dict[str, _Roots] = {commit.id: {} for commit in commits}
        for (commit_id, locale), spellings in names.items():
            found = ([_item(name, ids[name]) for name in paths] for paths in spellings)
            there = ([item for item in items if item] for items in found)
            roots[commit_id][locale] = next(filter(None, there), [])
        return list(roots.values())

    def count(self, roots: _Roots) -> dict[Locale, Coverage]:
        """What each edition had; one that had nothing yet is left out."""
        self._learn(item for items in roots.values() for item in items)
        totals = {locale: sum(map(self._coverage, items), Coverage()) for locale, items in roots.items()}
        return {locale: coverage for locale, coverage in totals.items() if coverage.words}

    def _coverage(self, item: Item) -> Coverage:
        if item.id not in self.known:
            self._note(item.id, sum(map(self._coverage, self._folders[item.id]), Coverage()))
        return Coverage(*self.known[item.id][_TOTAL])

    def _note(self, id_: str, coverage: Coverage) -> None:
        self.known[id_] = {_TOTAL: tuple(getattr(coverage, name) for name in Coverage.__slots__)}

    def _learn(self, items: Iterable[Item]) -> None:
        """Read what is not known yet, level by level."""
        waiting = self._unknown(items)
        while waiting:
            inside: list[Item] = []
            for id_, content in self._read(list(waiting)):
                if waiting[id_].is_folder:
                    found = read_folder(content, len(id_) // 2)
                    self._folders[id_] = tuple(one for one in found if one.is_folder or one.name.endswith(".po"))
                    inside += self._folders[id_]
                else:
                    self._count_catalog(id_, content)
            waiting = self._unknown(inside)

    def _unknown(self, items: Iterable[Item]) -> dict[str, Item]:
        return {item.id: item for item in items if item.id not in self.known}

    def _count_catalog(self, id_: str, content: bytes) -> None:
        self.left -= 1
        if self.left < 0:
            raise _EnoughError("older catalogs are counted the next time")
        self._note(id_, count_catalog(content))

    def _read(self, ids: list[str]) -> Iterator[tuple[str, bytes]]:
        for start in range(0, len(ids), _AT_ONCE):
            yield from self.repository.read(ids[start : start + _AT_ONCE])


def _places(project: Project, locale: Locale) -> list[list[str]]:
    """Where an edition's texts may lie, for each spelling of its folder: those of the site, not of another theme."""
    names = ("content", "site.po", "ui.po", *(("theme.po",) if project.theme_root == project.root else ()))
    spellings = (to_gettext(locale), *gettext_spellings(locale))
    return [[f"{project.locales.name}/{spelling}/LC_MESSAGES/{name}" for name in names] for spelling in spellings]


def _item(name: str, id_: str | None) -> Item | None:
    return Item(name, id_, is_folder=not name.endswith(".po")) if id_ else None


def count_catalog(content: bytes) -> Coverage:
    """Messages and words of a catalog by state; nothing for one that cannot be read."""
    try:
        catalog = read_catalog(content, "")
    except PolypubError:
        return Coverage()
    sources = ((message.key, count_words(message.key.source)) for message in catalog.messages if not message.obsolete)
    return cover(sources, compile_translations(catalog, ""))
