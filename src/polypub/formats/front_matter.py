"""Front matter: the header of an article, in YAML between `---` lines or in TOML between `+++` lines.

Law: `raw + body` is the text, byte for byte.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from polypub.errors import Problem, SourceError
from polypub.formats.toml import Path, read_toml
from polypub.formats.values import Value, line_ends

_BOM = "\ufeff"
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n?|\n|\Z)")
_CLOSING = {
    "---": re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n?|\n|\Z)"),
    "+++": re.compile(r"(?<=[\r\n])\+\+\+[ \t]*(?:\r\n?|\n|\Z)"),
}
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 20
_BLANK_LINES = re.compile(r"(?:(?:\r\n?|\n)[ \t]*)+\Z")
_QUOTE = "Put a text with `: `, `#`, `@`, `*`, `&` or brackets in quotes."


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """An article's header and the rest of its text."""

    raw: str
    """The header with its delimiters, and a byte order mark; empty where there is no header."""
    fields: Mapping[str, Value]
    body: str
    body_line: int
    """1-based line of the file on which the body starts."""


def split_front_matter(text: str, path: str) -> FrontMatter:
    """Cut a text into header and body; SourceError with path and line when the header cannot be read."""
    start = len(_BOM) if text.startswith(_BOM) else 0
    opening = _OPENING.match(text, start)
    if opening is None:
        return FrontMatter(text[:start], {}, text[start:], 1)
    delimiter = opening[1]
    closing = _CLOSING[delimiter].search(text, opening.end())
    if closing is None:
        what = f"the header that {delimiter} opens has no closing {delimiter} line"
        raise SourceError(Problem(what, path, 1, f"End the header with a line of its own: {delimiter}"))
    inner, raw = text[opening.end() : closing.start()], text[: closing.end()]
    fields = (_read_yaml if delimiter == "---" else read_toml)(inner, path, 2).entries
    return FrontMatter(raw, fields, text[closing.end() :], 1 + len(line_ends(raw)))


def _read_yaml(text: str, path: str, first_line: int) -> Value:
    try:
        return _YamlReader(text, path, first_line).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (bisect_right(line_ends(text), mark.index) if mark else 0)
        what = f"not valid YAML: {error.problem or error.context}"
        raise SourceError(Problem(what, path, line, _QUOTE)) from None
    except yaml.YAMLError as error:
        before = text.encode("utf-8", "replace")[: getattr(error, "position", 0)].decode("utf-8", "ignore")
        what = "a control character stands in the header"
        raise SourceError(Problem(what, path, first_line + len(line_ends(before)), "Remove it.")) from None


class _YamlReader:
    """Builds values from YAML events: all scalars stay text, nothing is guessed from their looks."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._path, self._first_line, self._line_ends = path, first_line, line_ends(text)
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def read(self) -> Value:
        """The mapping of the one document there is; an empty one for no document."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Value({}, self._first_line)
        event = next(self._events)
        if not isinstance(event, yaml.MappingStartEvent):
            raise self._error("a header is lines of `field: value`", event)
        value = self._mapping(event, 0)
        next(self._events)
        if not isinstance(end := next(self._events), yaml.StreamEndEvent):
            raise self._error("a header is one YAML document", end)
        return value

    def _value(self, event: yaml.Event, depth: int) -> Value:
        if depth > _DEEPEST:
            raise self._error("the header is nested too deeply", event)
        match event:
            case yaml.ScalarEvent():
                return Value(event.value, self._line(event))
            case yaml.SequenceStartEvent():
                return self._list(event, depth)
            case yaml.MappingStartEvent():
                return self._mapping(event, depth)
        raise self._error("anchors and aliases (`&name`, `*name`) are not read in a header", event)

    def _list(self, start: yaml.Event, depth: int) -> Value:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        return Value(tuple(items), self._line(start))

    def _mapping(self, start: yaml.Event, depth: int) -> Value:
        entries: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error("a field's name must be a text", event)
            if event.value in entries:
                raise self._error(f"`{event.value}` is given twice", event, "Keep one of the two.")
            entries[event.value] = self._value(next(self._events), depth + 1)
        return Value(entries, self._line(start))

    def _line(self, event: yaml.Event) -> int:
        # libyaml counts U+2028 and its kin as line ends, people's editors do not: count from its offset.
        offset = event.start_mark.index if event.start_mark else 0
        return self._first_line + bisect_right(self._line_ends, offset)

    def _error(self, what: str, event: yaml.Event, hint: str = _QUOTE) -> SourceError:
        return SourceError(Problem(what, self._path, self._line(event), hint))


class Span(NamedTuple):
    """Where a scalar stands in a YAML text, in characters, its tag included; of a block without its final line ends."""

    start: int
    end: int
    in_flow: bool
    """Whether commas and brackets end it."""


def find_yaml_spans(text: str) -> dict[Path, Span]:
    """Where the scalars of a valid header stand that are no field's name, by the names and indices that lead there."""
    events = iter(yaml.parse(text, Loader=_LOADER))
    found = (event for event in events if isinstance(event, yaml.MappingStartEvent))
    return {path: span for start in found for path, span in _walk(text, events, start, ())}


def _walk(text: str, events: Iterator[yaml.Event], event: yaml.Event, path: Path) -> Iterator[tuple[Path, Span]]:
    match event:
        case yaml.ScalarEvent():
            yield path, _span(text, event)
        case yaml.SequenceStartEvent():
            index = 0
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                yield from _inside(_walk(text, events, item, (*path, index)), event)
                index += 1
        case yaml.MappingStartEvent():
            while isinstance(name := next(events), yaml.ScalarEvent):
                yield from _inside(_walk(text, events, next(events), (*path, name.value)), event)


def _inside(spans: Iterator[tuple[Path, Span]], event: yaml.CollectionStartEvent) -> Iterator[tuple[Path, Span]]:
    for path, span in spans:
        yield path, span._replace(in_flow=span.in_flow or bool(event.flow_style))


def _span(text: str, event: yaml.ScalarEvent) -> Span:
    start = event.start_mark.index if event.start_mark else 0
    end = event.end_mark.index if event.end_mark else start
    if event.style in ("|", ">"):
        end -= len(text[start:end]) - len(_BLANK_LINES.sub("", text[start:end]))
    return Span(start, end, False)
