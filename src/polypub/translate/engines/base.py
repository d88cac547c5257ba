"""The seam of translation engines: texts in, one answer for each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from polypub.model.locale import Locale

TokenStyle = Literal["brackets", "letters"]
"""What hides markup from an engine: `⟦0⟧`, or `[X0X]` where an engine spoils the former."""

Fault = Literal["rate", "quota", "auth", "pair", "transient", "input", "output"]
"""Why there is no answer; it decides what happens next:

`rate`       asked too often: wait (`Err.after` seconds if it said so), ask again, in the end give the engine up
`quota`      nothing left to spend: the engine is given up for this run
`auth`       a key is missing, wrong or rejected: the engine is given up for this run
`pair`       it does not know the pair of languages: the language is given up
`transient`  time-out, broken connection, 5xx: ask again a few times
`input`      the text is not to be sent (too long, empty): left untranslated
`output`     no usable answer (empty, an error page, a quota notice, an echo): asked in another form, else left
"""


@dataclass(frozen=True, slots=True)
class Ok:
    """What an engine answered for one text; nobody has verified it yet."""

    text: str


@dataclass(frozen=True, slots=True)
class Err:
    """Why an engine has no answer for one text, and what a person can do about it."""

    reason: str
    """One sentence without a full stop; never with a key or an address that holds one."""
    remedy: str = ""
    fault: Fault = "output"
    after: float | None = None
    """Seconds that the engine asked to wait."""


Reply = Ok | Err


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the glossary that occurs in a text, in the source's spelling there, and its allowed translations."""

    source: str
    targets: tuple[str, ...] = ()
    """Empty for a term that is kept as it is."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """One text to translate, and what an engine that reads context may want to know; most see the text alone."""

    text: str
    """Its markup and placeholders hidden behind numbered tokens."""
    title: str = ""
    """The title of its article, in the source language."""
    notes: tuple[str, ...] = ()
    """What it is (`type: heading 2`) and what the author says to translators."""
    before: str = ""
    """The text before it in the document."""
    after: str = ""
    """The text behind it."""
    terms: tuple[Term, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    """Earlier translations that people approved, nearest first: source, target."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an engine can be given."""

    max_chars: int = 0
    """The longest text, in characters; 0 when there is no limit."""
    max_url_bytes: int = 0
    """The longest text, in bytes as it is escaped in a URL; 0 when it does not travel in one."""
    max_batch: int = 1
    """How many texts at once."""
    max_batch_chars: int = 0
    """How many characters at once, all texts together; 0 when there is no limit."""
    workers: int = 1
    """How many calls of `translate` may be under way at once, from threads of their own."""
    pause: float = 0.0
    """Seconds between the starts of two calls."""
    reads_context: bool = False
    """It reads more of a query than its text: the same text elsewhere may be answered otherwise."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Whether an engine answers now, and what it has."""

    answers: bool
    note: str
    """One sentence without a full stop: what it answered, or why not and what to do; no key in it."""
    languages: tuple[str, ...] = ()
    """The languages it translates into, in its own codes; empty when it does not tell."""


class Engine(Protocol):
    """A translation engine; it knows nothing of catalogs, markup or review.

    Made once for a run by a callable that takes an `EngineSettings`; UsageError from there says what is missing.
    """

    @property
    def name(self) -> str:
        """One word, as configuration and the draft's note line have it."""

    @property
    def version(self) -> str:
        """Changes whenever the same text may be answered otherwise: adapter, model, options; never holds a key."""

    @property
    def needs(self) -> str:
        """What must be there for it to work, in one sentence without a full stop."""

    @property
    def token(self) -> TokenStyle:
        """The form of hidden markup that it returns most faithfully."""

    @property
    def limits(self) -> Limits:
        """What it can be given."""

    def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        """One reply for each text, in order; what fails is an `Err`, never an exception.

        Called from up to `limits.workers` threads at once.
        """

    def probe(self, source: Locale, targets: Sequence[Locale]) -> Probe:
        """Ask it, without a person's text, whether it is there; never raises."""

    def close(self) -> None:
        """Let go of connections and processes; the engine may be asked again, and starts them anew."""
