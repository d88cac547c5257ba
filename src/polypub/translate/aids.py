"""What helps to draft a message: earlier translations, the glossary, and what stands around it in its article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from polypub.formats.dialects import find_constructs
from polypub.formats.terms import Glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message
from polypub.model.text import Dialect
from polypub.translate.engines.base import Query, Term

_TITLE = "type: title"


class Match(NamedTuple):
    """A translation of the same source, or of one like it."""

    score: int
    """From 0 to 100."""
    target: str
    is_exact: bool = False
    """It is of the very same source."""


@dataclass(frozen=True, slots=True)
class Aids:
    """The memory and the glossary, asked for one pair of languages."""

    recall: Callable[[Key], Iterable[Match]] = lambda _: ()
    """What the memory has for a message, best first."""
    find_examples: Callable[[str], Sequence[tuple[str, str]]] = lambda _: ()
    """Approved translations of texts like this one, nearest first."""
    glossary: Glossary = field(default_factory=Glossary)
    dialect: Dialect = "commonmark"
    """Whose Markdown the texts are written in."""

    def find_kept(self, text: str) -> list[tuple[int, int]]:
        """Where terms and constructs of the dialect stand, which are kept as they are."""
        terms = [(found.start, found.end) for found in self.glossary.kept(text)] if self.glossary.terms else []
        constructs = find_constructs(text, self.dialect)
        return [*terms, *((found.start, found.start + len(found.text)) for found in constructs)]

    def find_terms(self, text: str, target: Locale) -> tuple[Term, ...]:
        """The terms in a text for which the glossary has something to say, each once."""
        terms: dict[Term, None] = {}
        for found in self.glossary.find(text) if self.glossary.terms else ():
            term = found.term
            forms = () if term.keep else self.glossary.whole_forms(term, target)
            if term.keep or forms:
                terms[Term(text[found.start : found.end], forms, term.note)] = None
        return tuple(terms)


class _Neighbours(NamedTuple):
    title: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the messages of one catalog."""

    neighbours: dict[Key, _Neighbours]

    def query(self, message: Message, text: str, aids: Aids, target: Locale) -> Query:
        """A form's source with all that an engine may want to know about it; its markup is still in it."""
        around = self.neighbours.get(message.key, _Neighbours())
        return Query(
            text=text,
            title=around.title,
            notes=message.notes,
            before=around.before,
            after=around.after,
            terms=aids.find_terms(text, target),
            examples=tuple(aids.find_examples(text)),
        )


def find_surroundings(catalog: Catalog) -> Surroundings:
    """The title of each message's article, and the texts before and after it there."""
    live = [message for message in catalog.messages if not message.obsolete]
    return Surroundings(dict(_neighbours(live)))


def _neighbours(messages: Sequence[Message]) -> Iterator[tuple[Key, _Neighbours]]:
    title: Message | None = None
    for place, message in enumerate(messages):
        if _TITLE in message.notes[:1]:
            title = message
        before = messages[place - 1] if place else None
        after = messages[place + 1] if place + 1 < len(messages) else None
        yield message.key, _Neighbours(*(_source(other, message) for other in (title, before, after)))


def _source(other: Message | None, message: Message) -> str:
    """The source of another message, if it comes from the same document."""
    paths = {reference.path for reference in message.references}
    is_near = other is not None and any(reference.path in paths for reference in other.references)
    return other.key.source if other is not None and is_near else ""
