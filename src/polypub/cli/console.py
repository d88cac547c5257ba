"""Every word that people see: results on standard output, talk on standard error."""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from polypub.errors import Problem
from polypub.model.page import Finding

_COLOURS = {"error": "31", "warning": "33", "info": "36", "good": "32", "dim": "2", "bold": "1", "mark": "7"}


@dataclass(frozen=True, slots=True)
class Console:
    """How much is said."""

    is_quiet: bool = False
    is_verbose: bool = False

    def result(self, text: str) -> None:
        """What was asked for."""
        sys.stdout.write(f"{text}\n")

    def write(self, text: str) -> None:
        """A whole file as the result: its very bytes, in UTF-8."""
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())

    def files(self, paths: Iterable[str], *, is_asked: bool) -> None:
        """Files, on standard output: what was asked for, or a word on what was written, which is not for `--quiet`."""
        for path in paths if is_asked or not self.is_quiet else ():
            self.result(path)

    def say(self, text: str) -> None:
        """A word on what was done; not for `--quiet`."""
        if not self.is_quiet:
            sys.stderr.write(f"{text}\n")

    def problems(self, problems: Iterable[Problem]) -> None:
        """What went wrong, so that the exit code is not 0; always said."""
        for problem in problems:
            sys.stderr.write(f"{paint('error', 'error')}: {problem}\n")

    def warnings(self, problems: Iterable[Problem]) -> None:
        """What went wrong and stops nothing; always said."""
        for problem in problems:
            sys.stderr.write(f"{paint('warning', 'warning')}: {problem}\n")

    def findings(self, findings: Iterable[Finding]) -> None:
        """What somebody should look at, and what the work goes on in spite of."""
        sys.stderr.write("".join(map(describe_finding, findings)))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Columns: the first to the left, the others to the right."""
        self.result(table_text(head, rows))

    def progress(self, what: str) -> Progress:
        """A line that counts, for work of more than a second, on a terminal only."""
        return Progress(what, is_shown=sys.stderr.isatty() and not self.is_quiet)


def table_text(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The lines of a table, as a terminal shows them."""
    widths = [max(map(width_of, column)) for column in zip(head, *rows, strict=True)]
    lines = (
        [_pad(cell, width, index) for index, (cell, width) in enumerate(zip(row, widths, strict=True))]
        for row in (head, *rows)
    )
    return "\n".join("  ".join(cells).rstrip() for cells in lines)


def describe_finding(finding: Finding) -> str:
    """Severity, place, what it is and what to do, with line ends.

    What `check` calls an error is a warning where a page or a file is made without it: the exit code is 0.
    """
    severity = "warning" if finding.severity == "error" else finding.severity
    where = f"{finding.path}:{finding.line}: " if finding.line else f"{finding.path}: " if finding.path else ""
    hint = f"\n  {finding.hint}" if finding.hint else ""
    return f"{paint(severity, severity)}: {where}{finding.text}{hint}\n"


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: `1 page`, `2,000 pages`; `several` where that is more than an s behind the noun."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def tell_waiting(count: int) -> str:
    """How many articles are to come."""
    return f"{counted(count, 'article is', 'articles are')} dated in the future."


def paint(text: str, colour: str) -> str:
    """The text in colour where that is wanted (`NO_COLOR`, no terminal: not), for standard error."""
    return _paint(text, colour) if sys.stderr.isatty() else text


def paint_result(text: str, colour: str) -> str:
    """The same for standard output."""
    return _paint(text, colour) if sys.stdout.isatty() else text


def _paint(text: str, colour: str) -> str:
    return text if os.environ.get("NO_COLOR") else f"\033[{_COLOURS[colour]}m{text}\033[0m"


class Progress:
    """Counts on one line of a terminal."""

    def __init__(self, what: str, *, is_shown: bool) -> None:
        self._what, self._is_shown = what, is_shown
        self._start = self._last = time.monotonic()
        self._is_drawn = False

    def __call__(self, done: int, total: int) -> None:
        """Tell how far it is."""
        now = time.monotonic()
        if self._is_shown and now - self._start > 1 and now - self._last > 0.1:
            self._last, self._is_drawn = now, True
            sys.stderr.write(f"\r{self._what} {done:,} of {total:,}\033[K")
            sys.stderr.flush()

    def close(self) -> None:
        """Clear the line."""
        if self._is_drawn:
            sys.stderr.write("\r\033[K")


def width_of(text: str) -> int:
    """Columns that a terminal gives the text."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def _pad(cell: str, width: int, index: int) -> str:
    space = " " * (width - width_of(cell))
    return f"{cell}{space}" if index == 0 else f"{space}{cell}"
