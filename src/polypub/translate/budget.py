"""How much may be sent in a run."""

from __future__ import annotations

from dataclasses import dataclass, field

from polypub.translate.engines.base import Err

SPENT = Err("the budget of this run is spent", "Run again, or with a larger one.", "input")
MILLION = 1_000_000


@dataclass(slots=True)
class Budget:
    """Characters and money of a run, over all languages and engines; None where there is no limit."""

    max_chars: int | None = None
    max_cost: float | None = None
    chars: int = field(default=0, init=False)
    cost: float = field(default=0.0, init=False)

    def take(self, chars: int, price: float) -> bool:
        """Set so much aside, at a price for a million characters; False when there is too little left."""
        cost = chars * price / MILLION
        if self.max_chars is not None and self.chars + chars > self.max_chars:
            return False
        if self.max_cost is not None and self.cost + cost > self.max_cost:
            return False
        self.chars += chars
        self.cost += cost
        return True

    def give_back(self, chars: int, price: float) -> None:
        """What was set aside and not sent."""
        self.chars -= chars
        self.cost -= chars * price / MILLION
