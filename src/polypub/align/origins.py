"""Which article a translated file is a translation of: by what its header says, else by where it lies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from polypub.cldr.tags import gettext_spellings, to_gettext
from polypub.errors import Problem
from polypub.model.locale import Locale

_MARKED = re.compile(r"(?P<name>.+?)[._-](?P<tag>[A-Za-z]{2,3}(?:[-_@][A-Za-z0-9]{2,8})*)\Z")
_INDEX = frozenset({"index", "_index"})
_HINT = "Name the source with --source, with one file at a time."
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file, as far as it tells what it belongs to."""

    path: str
    """With `/`; of an article, relative to the site."""
    key: str = ""
    """`translationKey` of its header."""
    slug: str = ""
    """`slug` of its header."""
    day: str = ""
    """The day of its header's `date`, as it is written there."""


def find_origin(file: Leaf, articles: Sequence[Leaf], locale: Locale, source: Locale) -> Leaf | Problem:
    """The article that the file translates into the locale; a problem that names what was tried where none is found.

    In this order: the same `translationKey`; the path without the language in it (`x.ru.md`, `ru/x.md`,
    `content.ru/x.md`), of which the end decides; the same `slug` and day.
    """
    keyed = [one for one in articles if file.key and one.key == file.key]
    alike = _longest(_steps(file.path, locale), [(one, _steps(one.path, source)) for one in articles])
    dated = [one for one in articles if file.slug and file.day and (one.slug, one.day) == (file.slug, file.day)]
    for found in (keyed, alike, dated):
        if len(found) == 1:
            return found[0]
    return _unresolved(file, [*keyed, *alike, *dated], _steps(file.path, locale))


def is_marked(path: str, locale: Locale) -> bool:
    """Whether the path names the language: in a folder, or behind a name."""
    spellings = _spellings(locale)
    *folders, name = PurePosixPath(path).parts
    stem = name.removesuffix("".join(PurePosixPath(name).suffixes[-1:]))
    return any(part.casefold() in spellings or _unmarked(part, spellings) != part for part in (*folders, stem))


def _unresolved(file: Leaf, rivals: list[Leaf], steps: tuple[str, ...]) -> Problem:
    if rivals:
        named = sorted({one.path for one in rivals})
        others = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
        what = f"it may be a translation of {', '.join(named[:_SHOWN])}{others}"
        return Problem(what, file.path, hint=_HINT)
    tried = [f"a path that ends in {'/'.join(steps)}"]
    tried += [f"the translationKey {file.key}"] if file.key else []
    tried += [f"the slug {file.slug} and the date {file.day}"] if file.slug and file.day else []
    return Problem(f"no article was found for it: none has {', or '.join(tried)}", file.path, hint=_HINT)


def _longest(steps: tuple[str, ...], articles: Iterable[tuple[Leaf, tuple[str, ...]]]) -> list[Leaf]:
    """The articles whose path has most of its end in common with the file's; at least the name."""
    common = [(_common(steps, other), len(other), article) for article, other in articles]
    most = max((size for size, _, _ in common), default=0)
    found = [(length, article) for size, length, article in common if size == most and most > 0]
    whole = [article for length, article in found if length == most]
    return whole if len(whole) == 1 else [article for _, article in found]


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return size


def _steps(path: str, locale: Locale) -> tuple[str, ...]:
    """The parts of a path without the language, `content`, an `index` and the ending."""
    spellings = _spellings(locale)
    *folders, name = PurePosixPath(path).parts
    stem = _unmarked(name.removesuffix("".join(PurePosixPath(name).suffixes[-1:])), spellings)
    parts = [_unmarked(part, spellings) for part in folders if part.casefold() not in spellings]
    kept = tuple(part for part in parts if part not in ("content", ".", "..", "/"))
    return kept if stem in _INDEX and kept else (*kept, stem)


def _unmarked(name: str, spellings: frozenset[str]) -> str:
    match = _MARKED.match(name)
    return match["name"] if match and match["tag"].casefold() in spellings else name


def _spellings(locale: Locale) -> frozenset[str]:
    """How people write a language in the names of files: `zh-Hans`, `zh_CN`, `zh`."""
    names = (str(locale), to_gettext(locale), *gettext_spellings(locale), locale.partition("-")[0])
    return frozenset(spelling.casefold() for name in names for spelling in (name, name.replace("_", "-")))
