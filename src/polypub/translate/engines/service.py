"""How an engine's server is spoken to, and what of its answers is a translation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Ok, Reply
from polypub.translate.engines.faults import Answer, ExchangeError
from polypub.translate.engines.session import Session

_TOKEN = re.compile(r"⟦\d+⟧|\[X\d+X\]")
_BY_HAND = "Translate the message by hand."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service is and how it is let in."""

    name: str
    session: Session
    url: str
    """Without a slash at its end."""
    key: str = field(default="", repr=False)
    options: dict[str, str] = field(default_factory=dict, repr=False)


class Service(Protocol):
    """One engine's protocol."""

    def ask(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Reply]:
        """One reply for each text, in order. ExchangeError when all of them fail alike."""

    def look(self, source: Locale, targets: Sequence[Locale]) -> tuple[str, tuple[str, ...]]:
        """What it says of itself, and the codes of the languages it translates into. ExchangeError when it fails."""


def accept(name: str, text: str, answer: object) -> Reply:
    """The answer to one text if it can be a translation: not empty, no page, nothing lost in its encoding."""
    if not isinstance(answer, str) or not answer.strip():
        return Err(f"{name} answered with nothing", _BY_HAND)
    if Answer(200, answer).is_page and not Answer(200, text).is_page:
        return Err(f"{name} answered with a page instead of a translation", _BY_HAND)
    if _is_broken(answer) and not _is_broken(text):
        return Err(f"{name} answered with characters that cannot be read", _BY_HAND)
    return Ok(answer)


def accept_all(name: str, texts: Sequence[str], answers: Sequence[object]) -> list[Reply]:
    """The replies to a batch. ExchangeError when answers are missing or in another order, so that none is certain."""
    if len(answers) != len(texts):
        reason = f"{name} did not give one answer for each text: {len(answers)} for {len(texts)}"
        raise ExchangeError(Err(reason, "Send fewer texts at once: `batch` in the engine's options."))
    if _is_shuffled(texts, answers):
        reason = f"{name} gave its answers in another order"
        raise ExchangeError(Err(reason, "Send one text at once: `batch = 1` in the engine's options."))
    return [accept(name, text, answer) for text, answer in zip(texts, answers, strict=True)]


def _is_broken(text: str) -> bool:
    return any(character == "\ufffd" or "\ud800" <= character <= "\udfff" for character in text)


def _is_shuffled(texts: Sequence[str], answers: Sequence[object]) -> bool:
    """The tokens of the batch are all there, but not each with its text."""
    wanted = [_tokens(text) for text in texts]
    found = [_tokens(answer if isinstance(answer, str) else "") for answer in answers]
    return wanted != found and sorted(wanted) == sorted(found)


def _tokens(text: str) -> list[str]:
    return sorted(_TOKEN.findall(text))
