"""`polypub localize FILE --catalog`: one file in another language, for whoever builds its site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from polypub.catalog.compile import load_catalog
from polypub.catalog.coverage import count_words
from polypub.catalog.po import read_catalog
from polypub.check.settings import CheckSettings
from polypub.errors import CatalogError, Problem, UsageError
from polypub.files import read_if_there, replace_file
from polypub.formats.source import Source
from polypub.localize.shown import Shown
from polypub.localize.source import localise_source
from polypub.model.locale import Locale
from polypub.model.message import Translations
from polypub.model.page import Finding
from polypub.model.site import Policy
from polypub.model.state import State
from polypub.model.text import Lookup, Segment
from polypub.pipeline.merge import locale_of, parse_or_none, source_language
from polypub.pipeline.screen import Screen
from polypub.pipeline.sources import Reading
from polypub.render.judge import SHOWN_DRAFTS

_UNKNOWN = Locale("und")
_HINT = "Correct the translation; until then the source text stays here."


@dataclass(frozen=True, slots=True)
class LocalizeOptions:
    """What a localised source shows, and when it is written."""

    drafts: bool = False
    """Show unreviewed drafts too."""
    min_translated: float = 0.0
    """Share of the source words (0 to 1) below which a file is not written."""
    reading: Reading = field(default_factory=Reading)

    @property
    def policy(self) -> Policy:
        """What decides which translations are looked at."""
        return Policy(unreviewed="mark" if self.drafts else "hide")

    @property
    def states(self) -> frozenset[State]:
        """States of unreviewed translations that are shown."""
        return SHOWN_DRAFTS if self.drafts else frozenset()


@dataclass(frozen=True, slots=True)
class Localized:
    """One file's outcome."""

    text: str | None
    """None for a file that is not translated enough."""
    share: float
    """Of its source words, how many are translated, 0 to 1; not counted where no share is asked for."""
    findings: tuple[Finding, ...] = ()
    """Translations that must not be shown."""


@dataclass(frozen=True, slots=True)
class Localizer:
    """Translates files by one catalog."""

    translations: Translations
    screen: Screen
    options: LocalizeOptions

    @property
    def locale(self) -> Locale:
        """The language of the catalog."""
        return self.translations.locale

    def localize(self, source: Source) -> Localized:
        """One file; what is untranslated, unreviewed or blocked stays in the source's language."""
        found = self.screen.find(source, self.options.policy, self.translations)
        blocked = frozenset(key for key, _ in found)
        shown = Shown(self.translations, self.translations, self.options.states, blocked)
        findings = tuple(replace(finding, hint=_HINT) for _, finding in found)
        least = self.options.min_translated
        share = translated_share(source.segments, shown) if least else 1.0
        text = localise_source(source, shown, self.locale) if share >= least else None
        return Localized(text, share, findings)


def open_catalog(catalog: Path, options: LocalizeOptions) -> Localizer:
    """A localizer with the translations of a catalog; CatalogError when it is none."""
    data = read_if_there(catalog)
    if data is None:
        hint = f"Make it with polypub merge {catalog} TEMPLATE.pot."
        raise CatalogError(Problem("there is no such catalog", str(catalog), hint=hint))
    header = _read_header(data, str(catalog))
    locale = parse_or_none(header.get("Language", "")) or locale_of(catalog) or _UNKNOWN
    screen = Screen(Path(), CheckSettings(source_language(header), dialect=options.reading.dialect), "")
    return Localizer(load_catalog(data, str(catalog), "", locale, ""), screen, options)


def place_outputs(paths: Sequence[str], output: str, locales: Iterable[Locale]) -> dict[tuple[str, Locale], Path]:
    """Where each file is written in each language.

    `output` is the file itself for one file; else a folder, in which files lie as they do below their common one.
    `{locale}` in it stands for the language.
    Raises UsageError where two would be one, or a source or a catalog be overwritten.
    """
    whole = {path: Path(os.path.abspath(path)) for path in paths}  # noqa: PTH100 - without `..`, which leads out
    common = Path(os.path.commonpath([path.parent for path in whole.values()]))
    places: dict[tuple[str, Locale], Path] = {}
    for locale in locales:
        target = output.replace("{locale}", locale)
        is_file = len(paths) == 1 and not target.endswith("/") and not Path(target).is_dir()
        for path in paths:
            inner = Path(target) / whole[path].relative_to(common)
            places[path, locale] = Path(target) if is_file else inner
    _refuse_clashes(paths, list(places.values()))
    return places


def _refuse_clashes(paths: Sequence[str], places: Sequence[Path]) -> None:
    sources = {Path(path).resolve() for path in paths}
    problems = [
        Problem("the output is a source itself", str(place), hint="Name another --output.")
        for place in places
        if place.resolve() in sources
    ]
    problems += [
        Problem("the output is a catalog", str(place), hint="Name another --output.")
        for place in places
        if place.resolve().suffix.lower() in (".po", ".pot", ".mo")
    ]
    if len(set(places)) < len(places):
        hint = "Write {locale} in --output, and every file and catalog once."
        problems.append(Problem("several files would be written to one place", hint=hint))
    if problems:
        raise UsageError(problems)


def _read_header(data: bytes, path: str) -> Mapping[str, str]:
    """The header's fields, without the rest of the file being read."""
    end = data.find(b"\n\n", max(data.find(b"msgstr"), 0))
    try:
        return read_catalog(data[: end + 1 or None], path).header
    except CatalogError:
        return read_catalog(data, path).header  # it tells what is wrong with the file


def write_localized(output: Path, text: str) -> bool:
    """Write a localised file unless it is there already; whether it was written."""
    data = text.encode()
    if read_if_there(output) == data:
        return False
    replace_file(output, data)
    return True


def translated_share(segments: Iterable[Segment], lookup: Lookup) -> float:
    """Share of the source words whose translation `lookup` has, 0 to 1; all of a file without words."""
    words = shown = 0
    for segment in segments:
        count = count_words(segment.source)
        words += count
        shown += count if lookup(segment) is not None else 0
    return shown / words if words else 1.0


def parse_share(text: str) -> float:
    """A share as people write it: `0.8`, `80%` or `80`. UsageError for what is none."""
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        number = -1.0
    share = number / 100 if number > 1 or text.endswith("%") else number
    if not 0 <= share <= 1:
        raise UsageError(Problem(f"`{text}` is no share", hint="Write --min-translated 0.8 or 80%."))
    return share
