"""`polypub init`: a small site that renders at once, in any languages that CLDR knows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from polypub.cldr.tags import parse_locale
from polypub.clock import read_now
from polypub.config import load_project
from polypub.errors import LocaleError, Problem, UsageError
from polypub.files import replace_file
from polypub.model.locale import Locale
from polypub.pipeline.catalogs import Changes
from polypub.pipeline.extract import extract_project


def init_site(folder: Path, source: str, editions: list[str], now: str | None) -> list[str]:
    """Write the site and its first catalogs; the files' paths. UsageError for a folder that is not empty."""
    _check_empty(folder)
    locales = _parse([source, *editions])
    written = []
    for path, text in _files(locales):
        replace_file(folder / path, text.encode())
        written.append(path)
    project = load_project(folder)
    changes = Changes(project.root)
    extract_project(project, locales, read_now(now, project.timezone), changes)
    changes.raise_problems()
    return [*written, *changes.changed]


def _check_empty(folder: Path) -> None:
    try:
        is_free = not folder.exists() or not any(folder.iterdir())
    except OSError as error:
        hint = "Choose a new folder."
        raise UsageError(Problem(f"cannot be used: {error.strerror}", str(folder), hint=hint)) from error
    if not is_free:
        raise UsageError(Problem("the folder is not empty", str(folder), hint="Choose a new one."))


def _parse(names: list[str]) -> list[Locale]:
    locales: list[Locale] = []
    problems: list[Problem] = []
    for name in names:
        try:
            locales.append(parse_locale(name))
        except LocaleError as error:
            problems.extend(error.problems)
    if problems:
        raise LocaleError(problems)
    return list(dict.fromkeys(locales))


def _files(locales: list[Locale]) -> list[tuple[str, str]]:
    """The scaffold's files, with the languages filled in."""
    root = files("polypub") / "scaffold"
    texts = [(path, root.joinpath(path).read_text("utf-8")) for path in _PATHS]
    editions = "".join(f"\n[editions.{locale}]\n" for locale in locales)
    return [(path, text.replace("@source@", locales[0]).replace("@editions@", editions)) for path, text in texts]


_PATHS = (
    "polypub.toml",
    "content/news/_section.toml",
    "content/news/first-article.md",
    "content/news/a-second-one.md",
    ".gitignore",
)
