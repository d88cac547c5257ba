"""The terms of a glossary found in sources, and their forms judged in translations.

Both sides are read as words (`formats.words`), so that a term is never found in a part of a word, or of a placeable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from polypub.cldr.subtags import Subtags, likely_subtags, subtags
from polypub.formats.phrases import Match, Pattern, PhraseIndex, longest_first, read_pattern
from polypub.formats.words import Word, read_words
from polypub.model.glossary import GlossaryTerm, Occurrence
from polypub.model.locale import Locale

_Index = PhraseIndex[GlossaryTerm]
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


@dataclass(frozen=True)
class Glossary:
    """The terms of a site, in the order of the file; an empty one asks for nothing."""

    terms: tuple[GlossaryTerm, ...] = ()
    path: str = ""
    """The file, relative to the site."""
    _read: dict[object, _Index] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Indexes of forms that were asked for."""

    def __reduce__(self) -> tuple[type[Glossary], tuple[tuple[GlossaryTerm, ...], str]]:
        """A worker process is sent the terms, and grows its own indexes."""
        return Glossary, (self.terms, self.path)

    def find(self, text: str) -> tuple[Occurrence, ...]:
        """Where terms occur in a source text, in order and without overlap; forbidden rows ask for nothing here.

        The longest occurrence wins. English plurals count, what a possessive adds does not belong to the occurrence.
        """
        words = read_words(text)
        matches = (match for match in self._sources.find(words) if _is_whole(words, match.last))
        return _occurrences(longest_first(matches, words), words)

    def kept(self, text: str) -> tuple[Occurrence, ...]:
        """Where a source text has terms that every translation must keep: what is hidden from an engine."""
        return tuple(found for found in self.find(text) if found.term.keep)

    def forms(self, term: GlossaryTerm, locale: Locale) -> tuple[str, ...]:
        """The forms of a term in a locale, else in the wider ones (`pt-BR`, `pt`); the term itself if it is kept."""
        if term.keep:
            return (term.source,)
        return next((term.forms[wider] for wider in _wider(locale) if wider in term.forms), ())

    def whole_forms(self, term: GlossaryTerm, locale: Locale) -> tuple[str, ...]:
        """The forms without a star: what engines and translators are offered; all forms where each has one."""
        forms = self.forms(term, locale)
        return tuple(form for form in forms if "*" not in form) or forms

    def fits(self, term: GlossaryTerm, target: str, locale: Locale) -> bool:
        """One of the term's forms occurs in a translation; true where the glossary has none, or only forbidden ones."""
        forms = () if term.forbidden else self.forms(term, locale)
        if not forms:
            return True
        key = (term, locale)
        if key not in self._read:
            self._read[key] = self._index([term], locale)
        return any(True for _ in self._read[key].find(read_words(target)))

    def forbidden_in(self, target: str, locale: Locale) -> tuple[Occurrence, ...]:
        """Where a translation has a form that it must not have; inside a longer form that is allowed, it may."""
        if locale not in self._read:
            self._read[locale] = self._index(self.terms, locale)
        words = read_words(target)
        found = _occurrences(longest_first(self._read[locale].find(words), words), words)
        return tuple(occurrence for occurrence in found if occurrence.term.forbidden)

    @cached_property
    def _sources(self) -> _Index:
        index = _Index()
        wanted = [(term, read_pattern(term.source) or ()) for term in self.terms if not term.forbidden]
        for term, pattern in wanted:
            _add(index, term, pattern)
        for term, pattern in wanted:
            for inflected in _inflected(pattern) if not term.keep else ():
                _add(index, term, inflected)
        return index

    def _index(self, terms: Iterable[GlossaryTerm], locale: Locale) -> _Index:
        index = _Index()
        for term in terms:
            for form in self.forms(term, locale):
                _add(index, term, read_pattern(form) or ())
        return index


def _add(index: _Index, term: GlossaryTerm, pattern: Iterable[Pattern]) -> None:
    if term.case:
        index.add_exact(pattern, term)
    else:
        index.add(pattern, term)


def _occurrences(matches: Iterable[Match[GlossaryTerm]], words: tuple[Word, ...]) -> tuple[Occurrence, ...]:
    return tuple(Occurrence(words[first].start, words[last - 1].end, term) for first, last, term in matches)


def _is_whole(words: tuple[Word, ...], end: int) -> bool:
    """No apostrophe joins the next letters to the word before `end`, as in “don't”; a possessive may."""
    if end + 1 >= len(words) or words[end].plain != "'":
        return True
    return words[end + 1].folded == "s" or not words[end + 1].plain.isalnum()


def _inflected(pattern: tuple[Pattern, ...]) -> Iterator[tuple[Pattern, ...]]:
    """The phrase with its last word in the English plural."""
    *others, last = pattern or (Pattern("", ""),)
    if last.star != "none" or not (last.plain.isascii() and last.plain.isalpha()):
        return
    yield (*others, Pattern(f"{last.folded}s", f"{last.plain}s"))
    if last.folded.endswith(_SIBILANTS):
        yield (*others, Pattern(f"{last.folded}es", f"{last.plain}es"))
    if last.folded.endswith("y"):
        yield (*others, Pattern(f"{last.folded[:-1]}ies", f"{last.plain[:-1]}ies"))


def _wider(locale: Locale) -> Iterator[Locale]:
    """The locale and those that it is a part of; never one in another script."""
    yield locale
    language, script, region, variant = subtags(locale)
    if variant or region:
        yield from (Locale("-".join(filter(None, parts))) for parts in ((language, script, region), (language, script)))
    if not script or likely_subtags(Subtags(language)).script == script:
        yield Locale(language)
