"""What is common to the dialects: constructs in a text, which of them stand alone on their lines, and code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from polypub.formats.hiding import Insert, Span
from polypub.formats.inline import closing_ticks
from polypub.model.text import PlaceKind

Form = Literal["flow", "word", "tag", "blank", "item", "keep"]
"""`flow`: skeleton where it is alone on its lines, a placeable within a text; `word`: always the latter; `tag`:
skeleton where it is alone, in a text left to the parser; `blank`: always skeleton; `item`: skeleton whose content is
indented below it; `keep`: left to the parser, with all that is in it."""


class Construct(NamedTuple):
    """A stretch of text that only the other generator understands; offsets are characters."""

    start: int
    end: int
    form: Form
    inserts: tuple[Insert, ...] = ()
    """What readers see of it, where it is skeleton."""
    offset: int = 0
    """How far the content of an item is indented, from its start; so of what is alone on its line, where not 0."""
    in_text: bool = False
    """It is a placeable where a text goes on above or below, even alone on its line."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """Stretches of a text, in order and without overlap."""

    starts: Sequence[int]
    ends: Sequence[int]

    def holds(self, offset: int) -> bool:
        """Whether the character at an offset is in one of them."""
        found = bisect_right(self.starts, offset) - 1
        return found >= 0 and offset < self.ends[found]


_FENCE = re.compile(
    r"^(?P<lead>(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t]){0,40})(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$", re.MULTILINE
)
_MARK = r"(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\n]+\]:|:)[ \t]"
_START = re.compile(
    rf"[ \t>]*(?:(?:{_MARK}[ \t]*){{0,9}}(?P<heading>#{{1,6}}(?:[ \t]|$))|{_MARK}|\|"
    r"|:::|!!!|\?\?\?|===|///|</?[A-Za-z][^<>\n]*>[ \t]*$|$)",
    re.MULTILINE,
)
"""What begins a block, or stands between two."""


def find_code(text: str) -> Ranges:
    """Fenced blocks, the lines of their fences included, and code spans."""
    found = list(_fences(text))
    fenced = _ranges(found)
    found += [span for span in _code_spans(text) if not fenced.holds(span[0])]
    return _ranges(sorted(found))


def _ranges(spans: list[tuple[int, int]]) -> Ranges:
    return Ranges([start for start, _ in spans], [end for _, end in spans])


def _fences(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while opening := _FENCE.search(text, position):
        fence = opening["fence"]
        closing = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\r?$", re.MULTILINE)
        found = closing.search(text, opening.end())
        position = found.end() if found else len(text)
        yield opening.start("fence"), position


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    for position, end in _paragraphs(text) if "`" in text else ():
        ends, inside = closing_ticks(text[position:end]), 0
        for start, stop in sorted(ends.items()):
            if start >= inside and not _is_escaped(text, position + start):
                yield position + start, position + stop
                inside = stop


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that no code span reaches beyond: what begins a block begins one, and a heading ends with its line."""
    start = position = 0
    is_heading = False
    for line in text.splitlines(keepends=True):
        found = _START.match(line)
        if found or is_heading:
            yield start, position
            start = position
        is_heading = found is not None and found["heading"] is not None
        position += len(line)
    yield start, position


def _is_escaped(text: str, offset: int) -> bool:
    start = offset
    while start and text[start - 1] == "\\":
        start -= 1
    return (offset - start) % 2 == 1


def outside(constructs: Iterable[Construct], ranges: Ranges) -> Iterator[Construct]:
    """The constructs that begin outside the ranges."""
    return (construct for construct in constructs if not ranges.holds(construct.start))


def in_order(constructs: Iterable[Construct]) -> list[Construct]:
    """The constructs by where they stand; one that begins within another is left out."""
    kept: list[Construct] = []
    for construct in sorted(constructs, key=lambda found: (found.start, -found.end)):
        if not kept or construct.start >= kept[-1].end:
            kept.append(construct)
    return kept


_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\Z")
_REST = re.compile(r"[ \t]*(?=\r|\n|\Z)")


def settle(text: str, constructs: Iterable[Construct]) -> tuple[list[Span], list[Insert]]:
    """How each construct is hidden, and the texts to translate in those that are skeleton."""
    spans: list[Span] = []
    inserts: list[Insert] = []
    for row in _rows(text, in_order(constructs)):
        is_alone = _is_alone(text, row)
        for construct in row:
            form = _settled(construct, is_alone=is_alone)
            if form in ("blank", "item"):
                inserts += construct.inserts
            if form:
                spans.append(Span(construct.start, construct.end, form, construct.offset))
    return spans, inserts


def _settled(construct: Construct, *, is_alone: bool) -> Literal["word", "blank", "item"] | None:
    if construct.form in ("flow", "tag") and is_alone:
        return "item" if construct.offset else "blank"
    if construct.form in ("word", "blank", "item"):
        return construct.form
    return "word" if construct.form == "flow" else None


def _rows(text: str, constructs: Sequence[Construct]) -> Iterator[list[Construct]]:
    """Constructs with nothing but spaces between them."""
    row: list[Construct] = []
    for construct in constructs:
        if row and text[row[-1].end : construct.start].strip(" \t"):
            yield row
            row = []
        row.append(construct)
    if row:
        yield row


def _is_alone(text: str, row: Sequence[Construct]) -> bool:
    start, end = row[0].start, row[-1].end
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if not _LEAD.match(text[line:start]) or not _REST.match(text, end):
        return False
    return not any(construct.in_text for construct in row) or not _has_neighbours(text, line, end)


def _has_neighbours(text: str, start: int, end: int) -> bool:
    """Whether the line before or after a stretch says something."""
    above = text[:start].removesuffix("\n").removesuffix("\r").rpartition("\n")[2]
    below = re.compile(r"[^\n]*\n?([^\n]*)").match(text, end)
    return any(line.strip(" \t\r>") for line in (above, below[1] if below else ""))


def matches(pattern: re.Pattern[str], text: str, form: Form = "flow") -> Iterator[Construct]:
    """Everything that a pattern finds, as constructs of one form."""
    return (Construct(match.start(), match.end(), form) for match in pattern.finditer(text))


def attribute_inserts(raw: str, start: int, names: re.Pattern[str], place: PlaceKind) -> Iterator[Insert]:
    """The quoted values in a construct whose attributes the pattern finds, as its group `value`."""
    for match in names.finditer(raw):
        if any(map(str.isalpha, match["value"])) and "{{" not in match["value"] and "{%" not in match["value"]:
            yield Insert(start + match.start("value"), start + match.end("value"), "shortcode text", place)
