"""An engine that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from polypub.model.locale import Locale
from polypub.translate.engines.base import Limits, Ok, Probe, Query, Reply, TokenStyle

LIMITS = Limits()
Told = Callable[[Sequence[Query]], list[Reply]]


def one_by_one(answer: Callable[[str], Reply]) -> Told:
    """Each text answered on its own."""
    return lambda queries: [answer(query.text) for query in queries]


def shouted(text: str) -> Reply:
    """The text in capitals."""
    return Ok(text.upper())


@dataclass
class ToldEngine:
    """For tests."""

    told: Told = one_by_one(shouted)  # noqa: RUF009 - a function
    limits: Limits = LIMITS
    name: str = "told"
    version: str = "1"
    needs: str = "to be told"
    token: TokenStyle = "brackets"
    calls: list[tuple[str, ...]] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    busiest: int = 0
    """How many calls were under way at once."""
    _busy: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        """As told."""
        with self._lock:
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
            self.calls.append(tuple(query.text for query in queries))
            self.queries += queries
        try:
            return self.told(queries)
        finally:
            with self._lock:
                self._busy -= 1

    @property
    def texts(self) -> list[str]:
        """Every text it was asked, in order."""
        return [text for call in self.calls for text in call]

    def probe(self, source: Locale, targets: Sequence[Locale]) -> Probe:
        """It is there."""
        return Probe(answers=True, note="is told")

    def close(self) -> None:
        """It holds nothing."""
