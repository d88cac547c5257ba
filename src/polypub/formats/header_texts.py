"""The texts of a header that are translated, where each stands, and another text put in its place.

Law: all but the texts that change is kept, byte for byte, and what is written reads back as the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from polypub.formats.front_matter import FrontMatter, find_yaml_spans
from polypub.formats.toml import Path, find_strings, read_toml
from polypub.formats.toml_text import write_toml_text
from polypub.formats.values import Value
from polypub.formats.yaml_text import write_yaml_text

Names = tuple[str, ...]
"""The names of fields that lead to a text, from the outside in; positions in lists are not among them."""


class _Span(NamedTuple):
    start: int
    end: int
    style: str


_Found = tuple[Names, Path, Value]
"""A text by its names, and by the whole path that leads to it."""


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A text of a header."""

    names: Names
    value: str
    """As it is read, white space at its ends included."""
    line: int
    """1-based line of the file."""
    start: int
    """In characters of the file."""
    raw: str
    """As it is written, with its quotes."""
    style: str
    """`yaml`, `yaml flow` (in brackets or braces) or `toml`."""

    @property
    def end(self) -> int:
        """In characters of the file."""
        return self.start + len(self.raw)

    def write(self, text: str) -> str:
        """What stands in its place when it is another text; white space at its ends stays."""
        before, after = _margins(self.value)
        if self.style == "toml":
            return write_toml_text(self.raw, f"{before}{text}{after}")
        end = len(after.rstrip("\n"))
        return write_yaml_text(self.raw, f"{before}{text}{after[:end]}", after[end:], in_flow=self.style == "yaml flow")


def find_header_texts(matter: FrontMatter, kinds: Mapping[Names, str]) -> Iterator[HeaderText]:
    """The texts of the header that names of `kinds` lead to, in the file's order; lists are gone through."""
    wanted = _find_wanted(Value(matter.fields, 1), kinds)
    if wanted:
        yield from _locate(wanted, matter.raw, _header_spans(matter.raw))


def find_toml_texts(text: str, path: str, kinds: Mapping[Names, str]) -> Iterator[HeaderText]:
    """The same for a whole file in TOML; SourceError when it is none."""
    start = len(text) - len(text.removeprefix("\ufeff"))
    wanted = _find_wanted(read_toml(text[start:], path), kinds)
    yield from _locate(wanted, text, _toml_spans(text[start:], start))


def find_values(fields: Mapping[str, Value], kinds: Mapping[Names, str]) -> Iterator[tuple[Names, Value]]:
    """The texts that names of `kinds` lead to, wherever the fields were read from."""
    yield from ((names, value) for names, _, value in _find_wanted(Value(fields, 1), kinds))


def _find_wanted(value: Value, kinds: Mapping[Names, str]) -> list[_Found]:
    return [found for found in _walk(value, (), ()) if found[0] in kinds]


def _locate(wanted: list[_Found], raw: str, spans: Mapping[Path, _Span]) -> Iterator[HeaderText]:
    """The texts in the file's order."""
    for names, path, value in sorted(wanted, key=lambda found: spans[found[1]].start):
        start, end, style = spans[path]
        yield HeaderText(names, str(value.content), value.line, start, raw[start:end], style)


def _walk(value: Value, names: Names, path: Path) -> Iterator[_Found]:
    """Every scalar that is text, with the names and with the whole path that lead to it."""
    if isinstance(value.content, str):
        yield names, path, value
    for name, inner in value.entries.items():
        yield from _walk(inner, (*names, name), (*path, name))
    for index, inner in enumerate(value.items):
        yield from _walk(inner, names, (*path, index))


def _header_spans(raw: str) -> dict[Path, _Span]:
    """Where in a header and in which style each text stands."""
    first = next(place for place in (raw.find("\n"), raw.find("\r")) if place >= 0) + 1
    inner = raw[first : max(raw.rfind("---"), raw.rfind("+++"))]
    if raw.lstrip("\ufeff").startswith("+++"):
        return _toml_spans(inner, first)
    styles = ("yaml", "yaml flow")
    spans = find_yaml_spans(inner)
    return {path: _Span(first + s.start, first + s.end, styles[s.in_flow]) for path, s in spans.items()}


def _toml_spans(inner: str, first: int) -> dict[Path, _Span]:
    return {path: _Span(first + start, first + end, "toml") for path, (start, end) in find_strings(inner).items()}


def _margins(value: str) -> tuple[str, str]:
    text = value.strip()
    start = value.find(text) if text else len(value)
    return value[:start], value[start + len(text) :]
