"""Why an action is refused: what is wrong, and what the person may do."""

from __future__ import annotations

from polypub.model.message import Message
from polypub.model.page import Finding


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An action that was not done; nothing was written."""

    status = 422
    """The HTTP status that says the same."""

    def __init__(self, error: str, hint: str = "") -> None:
        super().__init__(error)
        self.error, self.hint = error, hint


class UnknownMessageError(Refusal):
    """There is no such message (any more)."""

    status = 404


class ConflictError(Refusal):
    """The very message was changed elsewhere since the person saw it."""

    status = 409

    def __init__(self, theirs: Message) -> None:
        super().__init__(
            "this message was changed elsewhere while you were working on it",
            "Compare the two texts, and keep one of them.",
        )
        self.theirs = theirs
        """The message as it is now."""


class BlockedError(Refusal):
    """A text that a page would not show cannot be approved."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        hint = "Correct the text, or save it without approving it."
        super().__init__(f"this text cannot be approved: {findings[0].text}", hint)
        self.findings = findings
        """The errors."""
