"""Apertium with deep-translator's interface, whatever runs it."""

from __future__ import annotations

from collections.abc import Callable

from polypub.translate.engines.apertium_modes import Direction
from polypub.translate.engines.apertium_text import translate_text
from polypub.translate.engines.base import Err, Ok, Reply
from polypub.translate.engines.deep import Translator
from polypub.translate.engines.faults import ExchangeError

Ask = Callable[[str], str | Err]
"""Apertium's words for a text, its marks among them."""


class ApertiumTranslator(Translator):
    """One direction of Apertium, asked through a pipeline or a server."""

    def __init__(self, direction: Direction, ask: Ask, max_chars: int) -> None:
        """`max_chars` is the longest text that is asked for."""
        super().__init__(*direction)
        self._ask = ask
        self._max_chars = max_chars

    def translate(self, text: str) -> str:
        """The translation without marks. ExchangeError says why there is none."""
        reply = translate_text(text, self._max_chars, self._ask)
        if isinstance(reply, Err):
            raise ExchangeError(reply)
        return reply.text

    def translate_batch(self, batch: list[str]) -> list[str]:
        """The translations of several texts, in order."""
        return [self.translate(text) for text in batch]

    def reply(self, text: str) -> Reply:
        """The translation, or why there is none."""
        try:
            return Ok(self.translate(text))
        except ExchangeError as error:
            return error.err
