"""A text of a size that no translation has: it is refused before anything is parsed, so it costs next to nothing."""

from __future__ import annotations

_MARKS = b"<>&[]{}*_`~|\\"
_FREE_MARKS, FREE_CHARACTERS = 60, 20_000
"""What no text is too large with, whatever its source is."""
_TIMES_MARKS, _TIMES_CHARACTERS = 4, 20


def check_size(source: str, target: str) -> tuple[str, ...]:
    """Why a translation is too large to be one: far more text than its source, or far more marks of markup.

    Languages differ by a factor of three, and a few tags more or less are for other checks to judge.
    """
    if len(target) <= _FREE_MARKS:
        return ()
    if len(target) > _TIMES_CHARACTERS * len(source) + FREE_CHARACTERS or _has_many_marks(source, target):
        return ("far more text or markup than the source has",)
    return ()


def may_be_flood(text: str) -> bool:
    """Whether `check_size` may find a text too large, or one of several that are joined, whatever their sources are."""
    return len(text) > FREE_CHARACTERS or _count_marks(text) > _FREE_MARKS


def _has_many_marks(source: str, target: str) -> bool:
    found = _count_marks(target)
    return found > _FREE_MARKS and found > _TIMES_MARKS * _count_marks(source) + _FREE_MARKS


def _count_marks(text: str) -> int:
    letters = text.encode("ascii", "ignore")
    return len(letters) - len(letters.translate(None, _MARKS))
