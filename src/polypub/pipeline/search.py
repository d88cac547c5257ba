"""The search index: made by Pagefind of the articles that may be found, one part of it for each language.

The state of a page decides, as the output's manifest has it, and the index is made of the pages as they lie there: so
it is right for editions that were not rendered this time. Its files stand in the manifest, too, each with a digest of
what was indexed: nothing is done while that is the same. What of a page is its text, the theme marks in the page.
Pagefind writes the values of a filter in a new order every time, so the theme has none.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from polypub import __version__
from polypub.config.project import Project
from polypub.errors import ConfigError, OutputError, Problem
from polypub.files import read_if_there
from polypub.model.page import Page, PageState
from polypub.render.output import (
    Entry,
    Manifest,
    digest_of,
    extend_journal,
    find_links,
    in_the_way,
    locate,
    remove_stale,
    write_page,
)
from polypub.render.routes import SEARCH_FOLDER

_PACKAGE = "pagefind_bin_extended"
"""The one program, so that an index does not depend on what else is installed; it alone finds words in Chinese."""
_OTHER_LANGUAGES = "body [lang][dir]"
"""What falls back to the source's language is found in the source's edition: it is marked with both attributes."""
_USE = "search"
_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""Ready-made boxes that no page of ours loads."""
_LIMIT = 1800
"""Seconds after which Pagefind is given up; it takes one for some hundred pages."""


def check_search(project: Project) -> None:
    """Raise ConfigError when the site wants a search and what makes its index is not installed."""
    if project.has_search and find_spec(_PACKAGE) is None:
        hint = "Run `pip install 'polypub[search]'`, or set `search = false`."
        raise ConfigError(Problem("`search`: Pagefind is not installed", project.config_path.name, hint=hint))


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The index in an output folder, as an earlier run left it."""

    output: Path
    before: Manifest
    is_wanted: bool
    is_forced: bool = False
    """Make it anew whatever is known of it, over files of others too."""
    hosts: tuple[str, ...] = ()
    """Folders of other hosts, whose pages are not found from here."""

    @property
    def files(self) -> Manifest:
        """What an earlier run wrote."""
        return {path: entry for path, entry in self.before.items() if _is_ours(path, entry)}

    def kept(self, paths: Iterable[str]) -> set[str]:
        """Paths that stay in the output, with the index's own, or without them where no index is wanted."""
        return {*paths, *self.files} if self.is_wanted else set(paths) - self.files.keys()

    def update(self, manifest: Manifest) -> Manifest:
        """Bring the index up to date with the pages; the manifest with its files. Raises OutputError."""
        if not self.is_wanted:
            return manifest
        rest = {path: entry for path, entry in manifest.items() if not _is_ours(path, entry)}
        old = {path: entry for path, entry in self.files.items() if path not in rest}
        found = ((path, entry) for path, entry in rest.items() if not path.startswith(self.hosts))
        pages = sorted((path, entry.digest) for path, entry in found if _may_be_found(entry))
        digest = digest_of(msgspec.json.encode([__version__, version(_PACKAGE), pages]))
        if not self.is_forced and self._is_current(old, digest):
            return {**rest, **old}
        files = build_index(self.output, (path for path, _ in pages))
        self._check(files, rest)
        extend_journal(self.output, {*old, *files})
        new = {path: self._write(Page(path, data, {_USE: digest})) for path, data in files.items()}
        remove_stale(self.output, old, new)
        return {**rest, **new}

    def _is_current(self, files: Manifest, digest: str) -> bool:
        fresh = (entry.uses.get(_USE) == digest and (self.output / path).is_file() for path, entry in files.items())
        return bool(files) and all(fresh)

    def _write(self, page: Page) -> Entry:
        return write_page(self.output, page, None if self.is_forced else self.files.get(page.path))

    def _check(self, files: Mapping[str, bytes], others: Collection[str]) -> None:
        """Stop before anything is written over what the index does not own."""
        hint = "The search index lies there: move the static file away."
        problems = [Problem(f"{path} would be written twice", hint=hint) for path in files if path in others]
        if not self.is_forced:
            links = find_links(self.output, files)
            problems += [Problem("the folder is a link", str(link), hint="Remove the link.") for link in links]
            problems += [in_the_way(locate(self.output, path)) for path in self._foreign(files)]
        if problems:
            raise OutputError(problems)

    def _foreign(self, files: Mapping[str, bytes]) -> Iterator[str]:
        for path, data in files.items():
            file = locate(self.output, path)
            if path not in self.before and file.exists() and not (file.is_file() and read_if_there(file) == data):
                yield path


def _is_ours(path: str, entry: Entry) -> bool:
    """Whether a file is the index's, one that a killed run may have left included."""
    return _USE in entry.uses or (not entry.digest and path.startswith(SEARCH_FOLDER))


def _may_be_found(entry: Entry) -> bool:
    """Whether a file is the page of an article that its edition has in its own language."""
    return bool(entry.state) and PageState(entry.state).indexable


def build_index(folder: Path, pages: Iterable[str]) -> dict[str, bytes]:
    """The files of an index over some pages of a folder, by path; none when there is no page.

    The same pages give the same bytes. Raises OutputError when Pagefind fails.
    """
    try:
        with TemporaryDirectory(prefix="polypub-search-") as name:
            room = Path(name)
            if not _gather(folder, pages, room / "site"):
                return {}
            _run_pagefind(room)
            return dict(_read_bundle(room / "index"))
    except OSError as error:
        hint = "Free some room in the folder of temporary files."
        raise OutputError(Problem(f"no search index can be made: {error.strerror or error}", hint=hint)) from error


def _gather(folder: Path, pages: Iterable[str], site: Path) -> int:
    """Put the pages into a folder of their own, for Pagefind takes all that it is shown; how many there are."""
    count = 0
    for path in pages:
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(read_if_there(folder / path) or b"")
        count += 1
    return count


def _run_pagefind(room: Path) -> None:
    """Run Pagefind in a folder without settings of its own, and without those of the environment."""
    from pagefind_bin_extended import (
        get_executable,
    )

    command = [get_executable(), "--site", "site", "--output-path", "index", "--silent"]
    command += ["--exclude-selectors", _OTHER_LANGUAGES]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        with (room / "words").open("wb") as words:
            done = subprocess.run(  # noqa: S603 - the program of the package that the site asks for
                command,
                cwd=room,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=words,
                timeout=_LIMIT,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise OutputError(Problem(f"Pagefind did not finish in {_LIMIT} seconds", hint="Try again.")) from None
    if done.returncode or not (room / "index").is_dir():
        lines = (room / "words").read_text("utf-8", "replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), f"exit code {done.returncode}")
        hint = "Install it anew: `pip install --force-reinstall 'polypub[search]'`."
        raise OutputError(Problem(f"Pagefind failed: {last}", hint=hint))


def _read_bundle(bundle: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(bundle.rglob("*")):
        if file.is_file() and not file.name.startswith(_UNUSED):
            data = file.read_bytes()
            path = SEARCH_FOLDER + file.relative_to(bundle).as_posix()
            yield path, _in_order(data) if file.name == "pagefind-entry.json" else data


def _in_order(data: bytes) -> bytes:
    """A JSON object with its keys in order: Pagefind writes the languages in another one every time."""
    return msgspec.json.encode(msgspec.json.decode(data), order="sorted")
