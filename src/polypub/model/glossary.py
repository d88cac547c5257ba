"""A glossary's rows, and where they were found in a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from polypub.model.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """One row of a glossary: a term of the source language, and what stands for it in the others."""

    source: str
    """The term as sources have it, white space folded."""
    note: str = ""
    """The word to translators."""
    keep: bool = False
    """It stays as it is in every translation."""
    forbidden: bool = False
    """Its forms must not occur in translations; in sources it asks for nothing."""
    case: bool = False
    """Upper and lower case count, in the term and in its forms."""
    forms: Mapping[Locale, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """The forms in each locale that has any, in the order of the file; `*` beside letters stands for an ending (or a
    beginning) of any length, none included."""
    line: int = 0
    """1-based line in the glossary file."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term's place in a text: `text[start:end]`, in characters."""

    start: int
    end: int
    term: GlossaryTerm
