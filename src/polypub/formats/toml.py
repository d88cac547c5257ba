"""TOML whose values know their lines: tomllib reads it, a scan of the tokens finds the lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import NamedTuple

from polypub.errors import Problem, SourceError
from polypub.formats.values import Value

Path = tuple[str | int, ...]
"""Names of keys and indices of items, from the top of the file."""

_TOKEN = re.compile(
    r"""
      (?P<string> \"{3} (?:\\.|[^\\])*? \"{3,5} | '{3} .*? '{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
    | (?P<space>  \#[^\n]* | [\ \t\r]+ )
    | (?P<mark>   [\[\]{}=,.\n] )
    | (?P<bare>   [^\s\[\]{}=,.\#"']+ )
    """,
    re.DOTALL | re.VERBOSE,
)
_DEEPEST = 100
"""So many names may a key have between dots."""
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def read_toml(text: str, path: str, first_line: int = 1) -> Value:
    """The mapping that a TOML text holds, or SourceError; `first_line` is the file's line on which the text starts."""
    try:
        table = tomllib.loads(text)
        lines = {at: line + first_line - 1 for at, line in key_lines(text).items()}
        return _build(table, (), lines, first_line)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(_explain(str(error), text, path, first_line)) from None
    except RecursionError:
        raise SourceError(Problem("the TOML is nested too deeply", path, first_line)) from None
    except ValueError:  # the interpreter's own limit, which tomllib does not know
        hint = "Write it in quotes, if it is no number."
        raise SourceError(Problem("a number has too many digits", path, first_line, hint)) from None


def key_lines(text: str) -> dict[Path, int]:
    """The 1-based line of every key, table and list item of a valid TOML text."""
    return _Scan(text).lines


def find_strings(text: str) -> dict[Path, tuple[int, int]]:
    """Where the strings of a valid TOML text stand that are values, with their quotes, in characters."""
    return _Scan(text).strings


def _explain(message: str, text: str, path: str, first_line: int) -> Problem:
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else text.count("\n") + (not text.endswith("\n"))
    what = _PLACE.sub("", message)
    if what == "Cannot overwrite a value" or what.startswith("Cannot declare"):
        return Problem("a key is given twice", path, first_line + line - 1, "Keep one of the two.")
    hint = "Text needs quotes, lists need brackets: see https://toml.io."
    return Problem(f"not valid TOML: {what[:1].lower()}{what[1:]}", path, first_line + line - 1, hint)


def _build(content: object, at: Path, lines: Mapping[Path, int], line: int) -> Value:
    line = lines.get(at, line)
    if isinstance(content, list):
        return Value(tuple(_build(item, (*at, index), lines, line) for index, item in enumerate(content)), line)
    if isinstance(content, dict):
        return Value({name: _build(item, (*at, name), lines, line) for name, item in content.items()}, line)
    return Value(content, line)


class _Token(NamedTuple):
    text: str
    line: int
    start: int


class _Scan:
    """One walk over the tokens of a TOML text that tomllib has accepted."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self.strings: dict[Path, tuple[int, int]] = {}
        self._tables: dict[Path, int] = {}
        """Arrays of tables and the index of their latest one."""
        self._tokens = _tokens(text)
        self._position = 0
        self._statements()

    def _peek(self) -> str:
        return self._tokens[self._position].text if self._position < len(self._tokens) else ""

    def _take(self) -> _Token:
        self._position += 1
        return self._tokens[self._position - 1]

    def _skip(self, *marks: str) -> None:
        while self._peek() in marks:
            self._position += 1

    def _statements(self) -> None:
        table: Path = ()
        self._skip("\n")
        while self._peek():
            if self._peek() == "[":
                table = self._header()
            else:
                self._entry(table)
            self._skip("\n")

    def _header(self) -> Path:
        line, brackets = self._tokens[self._position].line, 0
        while self._peek() == "[":
            self._take()
            brackets += 1
        names = self._key()
        self._skip("]")
        return self._open(names, brackets == 2, line)

    def _open(self, names: list[str], repeated: bool, line: int) -> Path:
        at: Path = ()
        for position, name in enumerate(names, start=1):
            at = (*at, name)
            self.lines.setdefault(at, line)
            if repeated and position == len(names):
                self._tables[at] = self._tables.get(at, -1) + 1
            if at in self._tables:
                at = (*at, self._tables[at])
        self.lines.setdefault(at, line)
        return at

    def _key(self) -> list[str]:
        names = [_unquote(self._take().text)]
        while self._peek() == ".":
            self._take()
            names.append(_unquote(self._take().text))
        if len(names) > _DEEPEST:  # else each of them would be walked for each
            raise RecursionError
        return names

    def _entry(self, table: Path) -> None:
        line, at = self._tokens[self._position].line, table
        for name in self._key():
            at = (*at, name)
            self.lines.setdefault(at, line)
        self._skip("=")
        self._value(at)

    def _value(self, at: Path) -> None:
        mark = self._peek()
        if mark == "[":
            self._list(at)
        elif mark == "{":
            self._inline_table(at)
        else:
            if mark[0] in "\"'":
                start = self._tokens[self._position].start
                self.strings[at] = start, start + len(mark)
            while self._peek() not in ("", "\n", ",", "]", "}"):
                self._take()

    def _list(self, at: Path) -> None:
        self._take()
        self._skip("\n", ",")
        index = 0
        while self._peek() != "]":
            self.lines[*at, index] = self._tokens[self._position].line
            self._value((*at, index))
            self._skip("\n", ",")
            index += 1
        self._take()

    def _inline_table(self, at: Path) -> None:
        self._take()
        self._skip("\n", ",")
        while self._peek() != "}":
            self._entry(at)
            self._skip("\n", ",")
        self._take()


def _tokens(text: str) -> list[_Token]:
    tokens, line = [], 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            tokens.append(_Token(match[0], line, match.start()))
        line += match[0].count("\n")
    return tokens


def _unquote(name: str) -> str:
    if name[0] in "\"'":
        return str(tomllib.loads(f"name = {name}")["name"])
    return name
