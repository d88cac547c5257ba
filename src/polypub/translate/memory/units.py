"""Entries from the units of a TMX file: languages matched with a site's, origins believed from our own files alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from polypub.cldr.tags import parse_locale
from polypub.errors import LocaleError, Problem
from polypub.model.locale import Locale
from polypub.translate.memory.entry import ORIGINS, Entry, Origin, Pair
from polypub.translate.memory.tmx_reader import Unit
from polypub.translate.memory.tmx_writer import TOOL


@dataclass(slots=True)
class Languages:
    """What a file's language tags mean on a site."""

    source: Locale
    """The site's source language: where a unit of another tool has it, it is what was translated."""
    editions: Sequence[Locale]
    path: str = ""
    """The file, for messages."""
    known: dict[str, Locale | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """Tags that mean nothing, each where it came first."""

    def locale(self, tag: str, line: int) -> Locale | None:
        """The site's edition that a tag means, in any spelling, else the tag's own locale.

        `en-US` is the edition `en` where there is no closer one, `de` is `de-AT` where there is no other German one.
        """
        if tag not in self.known:
            self.known[tag] = self._read(tag, line)
        return self.known[tag]

    def _read(self, tag: str, line: int) -> Locale | None:
        try:
            return self._edition(parse_locale(tag))
        except LocaleError as error:
            hint = "Correct the tag; its texts were left out."
            text = error.problems[0].text if tag.strip() else "a text has no language"
            self.problems.append(Problem(text, self.path, line, hint))
            return None

    def _edition(self, locale: Locale) -> Locale:
        editions = dict.fromkeys((self.source, *self.editions))
        if locale in editions:
            return locale
        parent = _without_region(locale)
        regional = [edition for edition in editions if _without_region(edition) == locale]
        return parent if parent in editions else regional[0] if len(regional) == 1 else locale


def _without_region(locale: Locale) -> Locale:
    """`de-AT` is German; `zh-Hant` names a script, and is not to be taken for `zh`."""
    head, _, last = locale.rpartition("-")
    return Locale(head) if head and (len(last) == 2 or last.isdigit()) else locale


def unit_entries(units: Iterable[Unit], languages: Languages) -> Iterator[Entry]:
    """One entry for each translation in the units; empty texts and units without a source are passed over."""
    for unit in units:
        texts = [(found, text) for tag, text in unit.texts if text and (found := languages.locale(tag, unit.line))]
        locales = [locale for locale, _ in texts]
        is_preferred = languages.source in locales and unit.tool != TOOL
        source = languages.source if is_preferred else _own_source(unit, languages)
        if source in locales:
            original = texts.pop(locales.index(source))[1]
            for locale, text in texts:
                yield _entry(unit, Pair(source, locale), (original, text), languages.path)


def _own_source(unit: Unit, languages: Languages) -> Locale | None:
    """The language that the file says a unit was translated from; the first where it says that any may be it."""
    if unit.source.lower() == "*all*":
        return languages.locale(unit.texts[0][0], unit.line) if unit.texts else None
    return languages.locale(unit.source, unit.line) if unit.source else None


def _entry(unit: Unit, pair: Pair, texts: tuple[str, str], path: str) -> Entry:
    named = unit.properties
    return Entry(
        pair=pair,
        source=texts[0],
        target=texts[1],
        context=named.get("x-context"),
        domain=named.get("x-domain", ""),
        origin=_origin(unit),
        engine=named.get("x-engine", ""),
        file=named.get("x-file", "" if unit.tool == TOOL else path),
        who=unit.who,
        moment=unit.moment,
        uses=unit.uses,
    )


def _origin(unit: Unit) -> Origin:
    said = unit.properties.get("x-origin")
    return next((origin for origin in ORIGINS if origin == said and unit.tool == TOOL), "import")
