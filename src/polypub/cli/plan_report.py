"""What a run would change, for people."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.cli.console import width_of
from polypub.pipeline.comparison import Change, Comparison

_HEAD = ("", "edition", "article", "before", "after", "why")


def plan_lines(comparison: Comparison) -> Iterator[str]:
    """A table of the changes, those that take something away last, and a line that counts."""
    rows = [_HEAD, *map(_cells, comparison.changes)]
    widths = [max(width_of(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows if comparison.changes else ():
        cells = (f"{cell}{' ' * (width - width_of(cell))}" for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
    yield _count(comparison)


def _cells(change: Change) -> tuple[str, ...]:
    why = "; ".join(change.reasons)
    return change.kind, change.locale, change.article, change.before or "–", change.after, why


def _count(comparison: Comparison) -> str:
    appear, move = len(comparison.of("appears")), len(comparison.of("moves"))
    change, withdrawn = len(comparison.of("changes")), len(comparison.of("withdrawn"))
    unknown = f", {comparison.unknown} of unknown state" if comparison.unknown else ""
    return (
        f"{appear} would appear, {change} change state, {move} move, {withdrawn} be withdrawn; "
        f"{comparison.unchanged} unchanged{unknown}"
    )
