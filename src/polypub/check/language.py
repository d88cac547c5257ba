"""What the rules ask about a language, looked up once for a catalog; and which languages a rule is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from polypub.cldr.names import quotation_marks
from polypub.cldr.scripts import has_case, language, script, uses_spaces
from polypub.cldr.tags import text_direction
from polypub.model.locale import Locale


@dataclass(frozen=True, slots=True)
class Facts:
    """A target language beside its source's."""

    locale: Locale
    source_language: str
    language: str
    script: str
    spaced: bool
    """Words are parted by spaces."""
    cased: bool
    """Sentences begin with capitals."""
    rtl: bool
    marks: tuple[str, str]
    """The quotation marks of the language."""


@cache
def facts_of(locale: Locale, source: Locale) -> Facts:
    """The facts of a target language."""
    code = script(locale)
    return Facts(
        locale=locale,
        source_language=language(source),
        language=language(locale),
        script=code,
        spaced=uses_spaces(code),
        cased=has_case(code),
        rtl=text_direction(locale) == "rtl",
        marks=quotation_marks(locale),
    )


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that a rule is for: in words, and as a question."""

    words: str
    include: Callable[[Facts], bool]


ALL = Languages("all", lambda facts: bool(facts.language))
SPACED = Languages("those that part words by spaces", lambda facts: facts.spaced)
CASED = Languages("those with capital letters", lambda facts: facts.cased)
FOREIGN = Languages("all but the source's own language", lambda facts: facts.language != facts.source_language)


def only(codes: str) -> Languages:
    """The languages with one of these codes (`es gl`)."""
    wanted = frozenset(codes.split())
    return Languages(codes.replace(" ", ", "), lambda facts: facts.language in wanted)


def but(codes: str, among: Languages = ALL) -> Languages:
    """Those languages without the ones with these codes."""
    unwanted = frozenset(codes.split())
    return Languages(
        f"{among.words} but {codes.replace(' ', ', ')}",
        lambda facts: facts.language not in unwanted and among.include(facts),
    )


def written_in(codes: str, words: str) -> Languages:
    """The languages of these scripts."""
    wanted = frozenset(codes.split())
    return Languages(words, lambda facts: facts.script in wanted)
