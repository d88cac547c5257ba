"""Folders of localised sources: written where they differ, stale files removed, files of others untouched.

The manifest of a folder is the one that rendering uses; a file's record names the language it was written for, so that
several may share a folder and a run for one leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from polypub.config.project import Project
from polypub.errors import OutputError, Problem, UsageError
from polypub.files import replace_file
from polypub.localize.layout import Layout
from polypub.model.locale import Locale
from polypub.pipeline.localize import LocalizeOptions
from polypub.render.output import (
    UNKNOWN,
    Entry,
    Manifest,
    close_journal,
    digest_of,
    find_links,
    in_the_way,
    locate,
    open_journal,
    read_manifest,
    remove_stale,
)

_USE = "localize"
_MADE = "made from"
_INPUTS = ("content", "templates", "static", "locales", ".polypub", ".git")


@dataclass(frozen=True, slots=True)
class TreeOrder:
    """Which languages are written, where, and how."""

    locales: tuple[Locale, ...]
    output: str
    """A folder; `{locale}` in it stands for each language."""
    layout: Layout
    is_forced: bool
    """Write over files that polypub did not write."""
    options: LocalizeOptions


@dataclass(slots=True)
class Tree:
    """One folder while it is written."""

    folder: Path
    planned: frozenset[str]
    """What this run may write."""
    before: Manifest
    """What earlier runs wrote for the languages of this one."""
    others: Manifest
    """What they wrote for other languages."""
    kept: Manifest = field(default_factory=dict)
    written: int = 0

    def keep(self, path: str, mark: str) -> bool:
        """Whether the file that lies there was made from the same; it is then left as it is."""
        old = self.before.get(path)
        if old is None or old.uses.get(_MADE) != mark or not self._place(path).exists():
            return False
        self.kept[path] = old
        return True

    def put(self, path: str, locale: Locale, data: bytes, mark: str = "") -> None:
        """Write a file unless it is there already."""
        old, file, digest = self.before.get(path), self._place(path), digest_of(data)
        if old is None or old.digest != digest or not file.exists():
            replace_file(file, data)
            self.written += 1
        self.kept[path] = Entry(digest, {_USE: locale, **({_MADE: mark} if mark else {})})

    def _place(self, path: str) -> Path:
        return Path(f"{self.folder}/{path}")  # as the walk through the content found it: nothing leads out

    def close(self) -> int:
        """Remove what is stale and remember the rest; how many files were removed."""
        removed = remove_stale(self.folder, self.before, self.kept)
        close_journal(self.folder, self.others | self.kept)
        return removed


def open_trees(project: Project, order: TreeOrder, plans: Mapping[Locale, set[str]]) -> dict[Locale, Tree]:
    """The folder of every language; `plans` says which files each may write.

    Raises UsageError for a folder that is the site's own, OutputError with every file of others that is in the way.
    """
    folders = {locale: _folder(project, order.output.replace("{locale}", locale)) for locale in plans}
    trees: dict[Path, Tree] = {}
    problems: list[Problem] = []
    for folder in dict.fromkeys(folders.values()):
        mine = {locale: plan for locale, plan in plans.items() if folders[locale] == folder}
        tree = trees[folder] = _read(folder, mine, order.layout)
        problems += [] if order.is_forced else _obstacles(tree)
    if problems:
        raise OutputError(problems)
    for folder, tree in trees.items():
        open_journal(folder, tree.planned | tree.before.keys())
    return {locale: trees[folder] for locale, folder in folders.items()}


def _folder(project: Project, output: str) -> Path:
    folder = Path(output).absolute()
    resolved, root = folder.resolve(), project.root.resolve()
    if root.is_relative_to(resolved) or any(resolved.is_relative_to(root / name) for name in _INPUTS):
        hint = "Name a folder of its own: polypub would take what it writes for sources."
        raise UsageError(Problem("the output folder is where the site itself lies", output, hint=hint))
    return folder


def _read(folder: Path, plans: Mapping[Locale, set[str]], layout: Layout) -> Tree:
    if len(plans) > 1 and layout is Layout.folder:
        hint = "Write --output DIR/{locale}, or choose --layout suffix."
        raise UsageError(Problem("several languages would share their files' names", str(folder), hint=hint))
    manifest = read_manifest(folder)
    if any(entry != UNKNOWN and _USE not in entry.uses for entry in manifest.values()):
        hint = "Choose another folder: the pages of a site lie here."
        raise UsageError(Problem("the folder is the output of polypub render", str(folder), hint=hint))
    mine = {path: entry for path, entry in manifest.items() if _is_of(path, entry, plans, layout)}
    others = {path: entry for path, entry in manifest.items() if path not in mine}
    return Tree(folder, frozenset(path for plan in plans.values() for path in plan), mine, others)


def _is_of(path: str, entry: Entry, locales: Collection[Locale], layout: Layout) -> bool:
    """Whether a file was written for one of the languages; of one that a killed run left, its name tells."""
    if entry.uses:
        return Locale(entry.uses[_USE]) in locales
    return layout is Layout.folder or any(f".{locale}." in path for locale in locales)


def _obstacles(tree: Tree) -> list[Problem]:
    """Files of others where this run would write."""
    links = find_links(tree.folder, tree.planned)
    if links:
        return [Problem("the folder is a link", str(link), hint="Remove the link.") for link in links]
    files = (locate(tree.folder, path) for path in sorted(tree.planned - tree.before.keys()))
    return [in_the_way(file) for file in files if file.exists() or file.is_symlink()]
