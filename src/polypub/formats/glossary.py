"""A glossary file: CSV with one row per term and one column per locale.

::

    term,note,flags,be,pt-BR
    Mir Castle,the castle in Mir,,замк* у Мір*|Мірск* зам*,Castelo de Mir
    UNESCO,,"keep, case",,
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from polypub.cldr.tags import parse_locale
from polypub.errors import LocaleError, Problem, SourceError
from polypub.formats.encoding import decode_utf8
from polypub.formats.phrases import read_pattern
from polypub.formats.terms import Glossary
from polypub.model.glossary import GlossaryTerm
from polypub.model.locale import Locale

__all__ = ["Glossary", "read_glossary"]

_OWN = ("term", "note", "flags")
_FLAGS = ("keep", "forbidden", "case")
_STARS = "It has letters or digits, and a `*` stands right before or behind those of a word."
_SEPARATORS = re.compile(r"[\s,;|]+")
_Row = tuple[int, list[str]]
"""The line that a row begins on, and its cells."""


def read_glossary(data: bytes, path: str) -> Glossary:
    """The glossary in a CSV file (RFC 4180, UTF-8 with or without a byte order mark); an empty file is an empty one.

    Raises SourceError with every problem of the file, each with its line: columns that are no locale, unknown flags,
    terms that are empty or occur twice, rows that are too long or too short, flags and forms that contradict.
    """
    reading = _Reading(path)
    rows = reading.rows(decode_utf8(data, path).removeprefix("\ufeff"))
    line, header = next(rows, (0, []))
    terms = reading.terms(rows, reading.columns(header, line)) if header else []
    reading.compare(terms)
    if reading.problems:
        raise SourceError(sorted(reading.problems, key=lambda problem: problem.line))
    return Glossary(tuple(terms), path)


@dataclass(slots=True)
class _Reading:
    path: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, text: str, line: int, hint: str = "") -> None:
        self.problems.append(Problem(text, self.path, line, hint))

    def rows(self, text: str) -> Iterator[_Row]:
        """The rows that hold anything; what comes after a broken one cannot be told apart."""
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = 1
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield line, [cell.strip() for cell in cells]
                line = reader.line_num + 1
        except csv.Error as error:
            self.wrong(f"the row is not CSV: {error}", line, 'Put a cell with `"`, `,` or a line end in quotes: `"…"`.')

    def columns(self, header: list[str], line: int) -> list[str | Locale]:
        """What each column is for: one of `_OWN`, a locale, or nothing (empty) where its name is wrong."""
        columns: list[str | Locale] = []
        for name in header:
            column = self.column(name, line)
            if column and column in columns:
                self.wrong(f"two columns are for `{column}`", line, "Put their cells into one.")
            columns.append("" if column in columns else column)
        if "term" not in columns:
            hint = "The first row names the columns, with commas between: `term,note,flags`, then one for each locale."
            self.wrong("no column is called `term`", line, hint)
        return columns

    def column(self, name: str, line: int) -> str | Locale:
        if name.lower() in _OWN:
            return name.lower()
        if not name:
            self.wrong("a column has no name", line, "Name it after its locale, or take it out.")
            return ""
        try:
            return parse_locale(name)
        except LocaleError as error:
            hint = f"Columns are `term`, `note`, `flags` and locales; {error.problems[0].hint}"
            self.wrong(f"column {_quoted(name)} is for no locale that polypub knows", line, hint)
            return ""

    def terms(self, rows: Iterator[_Row], columns: list[str | Locale]) -> list[GlossaryTerm]:
        terms = []
        for line, cells in rows:
            if len(cells) != len(columns):
                hint = "Put a cell with a comma in quotes, and end the row with as many commas as the first one has."
                self.wrong(f"the row has {_cells(len(cells))}, the first row has {len(columns)}", line, hint)
            elif "term" in columns:
                terms.append(self.term(dict(zip(columns, cells, strict=True)), line))
        return terms

    def term(self, cells: dict[str | Locale, str], line: int) -> GlossaryTerm:
        flags = self.flags(cells.get("flags", ""), line)
        source = " ".join(cells["term"].split())
        if not source:
            self.wrong("the row has no term", line, "Write the term as the sources have it.")
        elif read_pattern(source) is None:
            self.wrong(f"{_quoted(source)} is not a term", line, _STARS)
        columns = {Locale(name): self.forms(cell, line) for name, cell in cells.items() if name and name not in _OWN}
        term = GlossaryTerm(
            source=source,
            note=cells.get("note", ""),
            keep="keep" in flags,
            forbidden="forbidden" in flags,
            case="case" in flags,
            forms={locale: forms for locale, forms in columns.items() if forms},
            line=line,
        )
        self.judge(term)
        return term

    def flags(self, cell: str, line: int) -> set[str]:
        flags = set(filter(None, _SEPARATORS.split(cell.lower())))
        for flag in sorted(flags.difference(_FLAGS)):
            self.wrong(f"{_quoted(flag)} is not a flag", line, f"The flags are {', '.join(_FLAGS)}.")
        return flags

    def forms(self, cell: str, line: int) -> tuple[str, ...]:
        forms = tuple(filter(None, (" ".join(form.split()) for form in cell.split("|"))))
        for form in forms:
            if read_pattern(form) is None:
                self.wrong(f"{_quoted(form)} is not a form", line, _STARS)
        return forms

    def judge(self, term: GlossaryTerm) -> None:
        """Flags and forms that contradict each other."""
        if term.keep and term.forbidden:
            self.wrong(f"{_quoted(term.source)} is both kept and forbidden", term.line, "Take one flag out.")
        elif term.keep and term.forms:
            hint = "Take the flag `keep` out, or the forms."
            self.wrong(
                f"{_quoted(term.source)} is kept and has forms for {', '.join(sorted(term.forms))}", term.line, hint
            )
        elif term.forbidden and not term.forms:
            self.wrong(
                f"{_quoted(term.source)} forbids nothing", term.line, "Write the forbidden forms into their columns."
            )

    def compare(self, terms: list[GlossaryTerm]) -> None:
        """Rows that repeat others, and forms that one row allows and another forbids."""
        first: dict[tuple[bool, bool, str], int] = {}
        allowed = {spelling: term for term in terms if not term.forbidden for spelling in _spellings(term)}
        for term in terms:
            line = first.setdefault(_identity(term), term.line)
            if line != term.line and term.source:
                self.wrong(
                    f"{_quoted(term.source)} is also in line {line}", term.line, "Put what they say into one row."
                )
            for locale, form in _spellings(term) if term.forbidden else ():
                if other := allowed.get((locale, form)):
                    hint = f"Line {other.line} allows it for {_quoted(other.source)}; take it out of one of the two."
                    self.wrong(f"{_quoted(form)} is forbidden for `{locale}`, and allowed", term.line, hint)


def _quoted(text: str) -> str:
    return f"`{text}`" if len(text) <= 60 else f"`{text[:60]}…`"


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _identity(term: GlossaryTerm) -> tuple[bool, bool, str]:
    """What two rows must not share; `Mir` may be a town where case counts, and `mir` a word."""
    words = read_pattern(term.source) or ()
    return (
        term.forbidden,
        term.case,
        "".join(f"{word.plain if term.case else word.folded}\n{word.star}\n" for word in words),
    )


def _spellings(term: GlossaryTerm) -> Iterator[tuple[Locale, str]]:
    yield from ((locale, form.casefold()) for locale, forms in term.forms.items() for form in forms)
