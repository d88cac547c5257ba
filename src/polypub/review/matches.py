"""What the translation memory knows of a text, for a person to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.config.project import Project
from polypub.formats.word_diff import Stretch, compare_words
from polypub.pipeline.review_check import Placed
from polypub.translate.memory import Match, Pair, open_memory

_MOST = 5
_NEAR = 3


def find_matches(project: Project, placed: Placed) -> list[dict[str, object]]:
    """Up to five translations of this text or of ones like it, best first, each with what its source has otherwise.

    Of a message with plural forms, those of its singular. Raises MemoryFileError for a file that is no memory.
    """
    assert placed.catalog.locale is not None, "a template is not translated"  # noqa: S101 - its callers have looked
    pair, key = Pair(placed.language, placed.catalog.locale), placed.message.key
    with open_memory(project.memory) as memory:
        one = (memory.exact(key.source, key.context, pair), memory.fuzzy(key.source, pair))
        found = [match for match in one if match] + memory.nearest(key.source, pair, _NEAR)
    best = sorted(_distinct(found), key=lambda match: -match.score)
    return [_row(match, key.source) for match in best[:_MOST]]


def _distinct(matches: list[Match]) -> Iterator[Match]:
    seen: set[str] = set()
    for match in matches:
        if match.target not in seen:
            seen.add(match.target)
            yield match


def _row(match: Match, source: str) -> dict[str, object]:
    difference = compare_words(match.source, source) if match.source != source else [Stretch("same", source)]
    return {
        "score": match.score,
        "target": match.target,
        "difference": difference,
        "origin": match.origin,
        "file": match.file,
    }
