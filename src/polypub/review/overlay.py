"""What is wrong, shown over the last good page, or on a page of its own where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from polypub.errors import Problem

_PAGE = """<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>This page cannot be shown – polypub</title>
</head>
<body>
<main data-polypub-problems>
<h1>This page cannot be shown</h1>
<ul>
{rows}</ul>
<p>It appears as soon as this is mended.</p>
</main>
</body>
</html>
"""


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Problems as the overlay is told them: what, where, what to do."""
    return [{"text": problem.text, "where": _where(problem), "hint": problem.hint} for problem in problems]


def problem_page(problems: Iterable[Problem]) -> bytes:
    """A page that tells the problems, for browsers without script too."""
    rows = (
        f"<li><code>{escape(_where(problem))}</code> {escape(problem.text)} <em>{escape(problem.hint)}</em></li>\n"
        for problem in problems
    )
    return _PAGE.format(rows="".join(rows)).encode("utf-8", "replace")


def _where(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}" if problem.line else problem.path
