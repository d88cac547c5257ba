"""What a run of `polypub translate` did, or would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from polypub.errors import Problem
from polypub.model.locale import Locale
from polypub.model.page import Finding
from polypub.translate.ask import STOPPED, Asker, Sent
from polypub.translate.budget import MILLION, SPENT
from polypub.translate.drafts import Outcome, Plan, report_refusals, tell_reason
from polypub.translate.engines.base import Err


@dataclass(slots=True)
class DraftCount:
    """One edition's numbers."""

    engine: str = ""
    messages: int = 0
    """That were to be drafted."""
    written: int = 0
    """That were drafted, by the engine or from the memory."""
    exact: int = 0
    """From the memory, the very text."""
    fuzzy: int = 0
    """From the memory, a text like it."""
    dropped: int = 0
    """Drafts that were emptied."""
    recalled: int = 0
    """Of those written: from the memory."""
    texts: int = 0
    """Sent to the engine, or what would be sent at first."""
    chars: int = 0
    """Of these texts."""
    cost: float | None = None
    """Of these; None when no price is set."""


@dataclass(slots=True)
class EngineFault:
    """Why an engine left messages as they were."""

    reason: str
    remedy: str
    left: int = 0


@dataclass(slots=True)
class TranslateReport:
    """What was drafted, and what was not and why."""

    counts: dict[Locale, DraftCount] = field(default_factory=dict)
    refused: list[Finding] = field(default_factory=list)
    """Messages that have no draft for a reason of their own."""
    faults: dict[tuple[str, str], EngineFault] = field(default_factory=dict)
    """Each once, by engine and reason."""
    unaffordable: int = 0
    """Messages that the budget left."""
    problem: Problem | None = None
    """Why replies could not be remembered."""

    @property
    def is_complete(self) -> bool:
        """Nothing was refused, and no engine given up; what a budget leaves was asked for."""
        return not self.refused and not self.faults

    def count(self, locale: Locale) -> DraftCount:
        """The numbers of an edition."""
        return self.counts.setdefault(locale, DraftCount())

    def add_plan(self, plan: Plan) -> None:
        """Count what is to be done in a catalog."""
        if plan.catalog.locale is not None:
            count = self.count(plan.catalog.locale)
            count.messages += len(plan.slots)
            exact = [slot.match.is_exact for slot in plan.slots if slot.match]
            count.exact += sum(exact)
            count.fuzzy += len(exact) - sum(exact)

    def add_sent(self, asker: Asker, sent: Sent) -> None:
        """Count what was sent for an edition, or would be."""
        count = self.count(asker.direction.target)
        count.texts += sent.texts
        count.chars += sent.chars
        if asker.price is not None:
            count.cost = (count.cost or 0.0) + sent.chars * asker.price / MILLION

    def add_failures(self, plan: Plan, outcomes: Iterable[Outcome]) -> None:
        """Tell what a catalog's messages are left without drafts for: each fault of an engine once."""
        refused = []
        for outcome in outcomes:
            err = outcome.result
            if not isinstance(err, Err) or err == STOPPED:
                continue
            if err == SPENT:
                self.unaffordable += 1
            elif err.fault in ("input", "output"):
                refused.append(outcome)
            else:
                fault = EngineFault(tell_reason(outcome.origin, err), err.remedy)
                self.faults.setdefault((outcome.origin, err.reason), fault).left += 1
        self.refused.extend(report_refusals(refused, plan.catalog))
