"""What a rule is, and what it sees: one form of one message beside the source form it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, overload

from polypub.check.language import ALL, Facts, Languages
from polypub.formats.inline import find_placeables
from polypub.formats.terms import Glossary
from polypub.model.message import Catalog, Message
from polypub.model.text import Dialect, Placeable

if TYPE_CHECKING:
    from polypub.check.settings import CheckSettings

Severity = Literal["error", "warning", "info", "off"]
Kind = Literal["article", "words", "strings", "other"]
"""An article's block or field; a name of the site; a template's string; a message of somebody else's catalog."""

MARK, WALL = "\x02", "\ufffc"
"""What stands for a mark-up placeable and for any other in a bare text: neither a letter nor a space."""


class Hit(NamedTuple):
    """What a rule says of a translation."""

    text: str
    """What is wrong, without a full stop."""
    part: str = ""
    """The offending stretch of the translation."""
    hint: str = ""
    """What to do, where the text does not say it."""


_T = TypeVar("_T")


class _Lazy(Generic[_T]):
    """An attribute that is computed when it is first asked for.

    It does without the lock of `cached_property`, which costs more than most of what is computed here.
    """

    def __init__(self, compute: Callable[[Any], _T]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, subject: None, owner: type) -> _Lazy[_T]: ...
    @overload
    def __get__(self, subject: object, owner: type) -> _T: ...
    def __get__(self, subject: object | None, owner: type) -> _T | _Lazy[_T]:
        if subject is None:
            return self
        value = subject.__dict__[self.name] = self.compute(subject)
        return value


class Subject:
    """One form of one message as the rules see it; what several rules ask for is computed once."""

    def __init__(self, source: str, target: str, context: Context, form: Form) -> None:
        self.source = source
        """The source form that the target stands for."""
        self.target = target
        self.context = context
        self.message = context.message
        self.kind = context.kind
        self.facts = context.facts
        self.glossary = context.glossary
        self.form = form

    def with_target(self, target: str) -> Subject:
        """The same form with another translation."""
        return Subject(self.source, target, self.context, self.form)

    @_Lazy
    def source_placeables(self) -> tuple[Placeable, ...]:
        """What must survive in the source."""
        return find_placeables(self.source)

    @_Lazy
    def target_placeables(self) -> tuple[Placeable, ...]:
        """The same of the target."""
        return find_placeables(self.target)

    @_Lazy
    def bare_source(self) -> str:
        """The source with one character for each placeable."""
        return mask(self.source, self.source_placeables)

    @_Lazy
    def bare_target(self) -> str:
        """The same of the target."""
        return mask(self.target, self.target_placeables)

    @_Lazy
    def source_end(self) -> str:
        """The source's last words, without closing quotes and marks."""
        return _bare_tail(self.source).rstrip(_CLOSERS)

    @_Lazy
    def target_end(self) -> str:
        """The same of the target."""
        return _bare_tail(self.target).rstrip(_CLOSERS)


_CLOSERS = (
    " \t\n\r\x02\u00a0\u202f\u3000\"'”’»“‹›«)]}」』】）〉》*_`~"
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_TAIL = 80


def _bare_tail(text: str) -> str:
    tail = text[-_TAIL:]
    return _TAG.sub(MARK, tail) if ">" in tail else tail


_TAG = re.compile(r"</?[A-Za-z][^<>]{0,60}>")


def mask(text: str, placeables: Iterable[Placeable]) -> str:
    """The text with a mark or a wall for each placeable; the text itself when there is none."""
    parts: list[str] = []
    end = 0
    for placeable in placeables:
        parts += (text[end : placeable.start], MARK if placeable.kind in ("markup", "tag") else WALL)
        end = placeable.start + len(placeable.text)
    return "".join([*parts, text[end:]]) if parts else text


@dataclass(frozen=True, slots=True)
class Form:
    """Which form of a message a target is."""

    index: int = 0
    single: bool = False
    """It stands for one number only, which the text may name in words."""


@dataclass(frozen=True, slots=True)
class Context:
    """What all forms of a message share."""

    message: Message
    kind: Kind
    facts: Facts
    glossary: Glossary
    dialect: Dialect = "commonmark"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A catalog with what all of its messages share."""

    catalog: Catalog
    facts: Facts
    forms: tuple[Form, ...]
    """The forms of its plurals, by its header."""
    usual: int | None
    """How many forms most of its plural messages have."""
    settings: CheckSettings


FormCheck = Callable[[Subject], Iterator[Hit]]
MessageCheck = Callable[[Message, Sheet], Iterator[Hit]]
CatalogCheck = Callable[[Sheet], Iterator[tuple[Message | None, Hit]]]
Fix = Callable[[Subject], str]
"""The target as it should be; the target itself when there is nothing to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table: what is looked for, where, and how bad it is."""

    id: str
    severity: Severity
    finds: str
    """What it finds, for people: one sentence without a full stop."""
    languages: Languages = ALL
    drafts_only: bool = False
    """Machine drafts alone are judged by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRule(Rule):
    """A rule on each form of each message."""

    check: FormCheck
    needs: frozenset[str] = frozenset()
    """Source or target must have one of these characters for the rule to find anything; empty when any text may."""
    same: bool = False
    """It also judges a translation that equals its source."""
    fix: Fix | None = None
    fix_on_request: bool = False
    """The fix is made only where the site's settings name the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRule(Rule):
    """A rule on a whole message."""

    check: MessageCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogRule(Rule):
    """A rule on a whole catalog."""

    check: CatalogCheck
