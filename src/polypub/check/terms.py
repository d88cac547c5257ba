"""The site's glossary: its terms in the forms that the language has for them."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.check.rule import Hit, Subject
from polypub.model.glossary import GlossaryTerm


def check_terms(subject: Subject) -> Iterator[Hit]:
    """A term of the source in none of its forms, or a form that must not be used."""
    glossary, locale = subject.glossary, subject.facts.locale
    for term in _terms(subject):
        if not term.keep and not glossary.fits(term, subject.target, locale):
            forms = glossary.forms(term, locale)
            yield Hit(
                f"the glossary’s “{term.source}” is not translated by one of its forms", hint=_advice(term, forms)
            )
    for found in glossary.forbidden_in(subject.target, locale):
        part = subject.target[found.start : found.end]
        yield Hit(f"the glossary forbids “{part}”", part, found.term.note)


def check_kept(subject: Subject) -> Iterator[Hit]:
    """A term that every language keeps as it is, and this translation does not."""
    for term in _terms(subject):
        if term.keep and not subject.glossary.fits(term, subject.target, subject.facts.locale):
            yield Hit(f"“{term.source}” is kept in every language, and is missing")


def _terms(subject: Subject) -> Iterator[GlossaryTerm]:
    """Each term of the source once."""
    known: set[int] = set()
    for found in subject.glossary.find(subject.source):
        if id(found.term) not in known:
            known.add(id(found.term))
            yield found.term


def _advice(term: GlossaryTerm, forms: tuple[str, ...]) -> str:
    note = f" ({term.note})" if term.note else ""
    return f"Write {' or '.join(forms)}{note}."
