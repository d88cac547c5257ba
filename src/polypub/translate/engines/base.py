"""The seam of translation engines: texts in, one answer for each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from polypub.model.locale import Locale

TokenStyle = Literal["brackets", "letters"]
"""What hides markup from an engine: `⟦0⟧`, or `[X0X]` where an engine spoils the former."""


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


Reply = Ok | Err


class Engine(Protocol):
    """A translation engine; it knows nothing of catalogs, markup or review."""

    @property
    def name(self) -> str:
        """One word, as configuration and the draft's note line have it."""

    @property
    def token(self) -> TokenStyle:
        """The form of hidden markup that it returns most faithfully."""

    @property
    def max_chars(self) -> int:
        """The longest text it takes, in characters; 0 when there is no limit."""

    @property
    def max_batch(self) -> int:
        """How many texts it is given at once, at least 1."""

    def translate(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Reply]:
        """One reply for each text, in order; a text that fails is an `Err`, an exception stops the whole run."""
