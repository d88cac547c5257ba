"""A text of a size that no translation has: it is refused before anything is parsed, so it costs next to nothing."""

from __future__ import annotations

_MARKS = "<>&[]{}*_`~|\\"
_FREE_MARKS, _FREE_CHARACTERS = 60, 20_000
_TIMES_MARKS, _TIMES_CHARACTERS = 4, 20


def check_size(source: str, target: str) -> tuple[str, ...]:
    """Why a translation is too large to be one: far more text than its source, or far more marks of markup.

    Languages differ by a factor of three, and a few tags more or less are for other checks to judge.
    """
    if len(target) <= _FREE_MARKS:
        return ()
    if len(target) > _TIMES_CHARACTERS * len(source) + _FREE_CHARACTERS or _has_many_marks(source, target):
        return ("far more text or markup than the source has",)
    return ()


def _has_many_marks(source: str, target: str) -> bool:
    found = _count_marks(target)
    return found > _FREE_MARKS and found > _TIMES_MARKS * _count_marks(source) + _FREE_MARKS


def _count_marks(text: str) -> int:
    return sum(map(text.count, _MARKS))
