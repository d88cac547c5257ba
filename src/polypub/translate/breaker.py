"""When an engine is given up: what it said decides, and how often it failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import NamedTuple

from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Ok, Reply

_MOST_FAILURES = 3
_MOST_NONSENSE = 5
"""An engine that has never answered a text is given up after so many calls that gave nothing of use."""


class Direction(NamedTuple):
    """From one language into another."""

    source: Locale
    target: Locale


@dataclass(slots=True)
class Breaker:
    """Remembers what an engine said, so that nobody asks in vain; for threads at once."""

    given_up: Err | None = None
    """Why the engine is not asked again in this run."""
    directions: dict[Direction, Err] = field(default_factory=dict)
    """Languages that it does not know."""
    _failures: int = 0
    _nonsense: int = 0
    _has_answered: bool = False
    _lock: Lock = field(default_factory=Lock)

    def verdict(self, direction: Direction) -> Err | None:
        """Why it is not to be asked, or None where it may be."""
        return self.given_up or self.directions.get(direction)

    def hear(self, replies: Iterable[Reply], direction: Direction) -> None:
        """Learn from what it answered."""
        with self._lock:
            replies = list(replies)
            for reply in replies:
                if isinstance(reply, Ok):
                    self._failures, self._has_answered = 0, True
                elif reply.fault in ("quota", "auth"):
                    self.given_up = self.given_up or reply
                elif reply.fault == "pair":
                    self.directions.setdefault(direction, reply)
            self._hear_nonsense(replies)

    def _hear_nonsense(self, replies: Sequence[Reply]) -> None:
        useless = [reply for reply in replies if isinstance(reply, Err) and reply.fault == "output"]
        if useless and len(useless) == len(replies) and not self._has_answered:
            self._nonsense += 1
            if self._nonsense >= _MOST_NONSENSE:
                self.given_up = self.given_up or replace(useless[0], fault="auth")

    def exhaust(self, last: Err) -> None:
        """It was asked again as often as is decent, and failed: a limit ends the run, a fault after a few of them."""
        with self._lock:
            self._failures += 1
            is_hopeless = last.fault == "rate" or not self._has_answered or self._failures >= _MOST_FAILURES
            if is_hopeless:
                self.given_up = self.given_up or last

    def break_off(self, reason: str) -> Err:
        """It does not keep to what an engine promises."""
        with self._lock:
            broken = Err(reason, "Report this to the engine's authors and use another engine.", "auth")
            self.given_up = self.given_up or broken
            return self.given_up
