"""TMX files of any tool, read as a stream; what an XML file could do beyond holding text is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, NoReturn
from xml.parsers import expat

from polypub.errors import MemoryFileError, Problem
from polypub.formats.inline import find_placeables

_CHUNK = 65536
_DATE = re.compile(r"\d{8}T\d{6}Z")
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))
"""Elements that hold a tool's own codes; `hi` and `sub` hold text."""
_MARKS = re.compile(r"\*{1,3}|_{1,3}|~~|`+|!?\[|\](?:\([^()\s]*\))?")
"""Halves of Markdown's pairs, which are placeables only beside their partners."""
_DATE_FORM = "%Y%m%dT%H%M%SZ"


@dataclass(slots=True)
class Unit:
    """One `<tu>`: the same text in several languages."""

    line: int
    """1-based, where it begins."""
    source: str
    """`srclang`, its own or the header's: a language's tag, or `*all*`."""
    tool: str
    """`creationtool` of the file."""
    texts: list[tuple[str, str]] = field(default_factory=list)
    """Language tags, as they are written, and texts, in order."""
    properties: dict[str, str] = field(default_factory=dict)
    """The values of `<prop>` by type."""
    who: str = ""
    moment: int = 0
    """Seconds since 1970; 0 when there is no date."""
    uses: int = 1


def read_tmx(file: IO[bytes], path: str) -> Iterator[Unit]:
    """The units of a TMX file, in order, while it is read; UTF-8, UTF-16 or what its first line names.

    Inline codes are kept where they are markup or placeholders as catalogs have them, and dropped where they are a
    tool's own. A DOCTYPE is passed over. Raises MemoryFileError with the line where the file is no XML or no TMX, and
    where it declares or uses entities.
    """
    reader = _Reader(path)
    try:
        while chunk := file.read(_CHUNK):
            reader.parser.Parse(chunk, False)
            yield from reader.take()
        reader.parser.Parse(b"", True)
        yield from reader.take()
    except expat.ExpatError as error:
        text = f"is not well-formed XML: {expat.ErrorString(error.code)}"
        hint = "Export it again from the tool that made it."
        raise MemoryFileError(Problem(text, path, error.lineno, hint)) from None
    except (LookupError, ValueError) as error:  # a charset that Python does not know, or not as one byte each
        raise MemoryFileError(Problem(f"cannot be decoded: {error}", path, 1, "Save it in UTF-8.")) from None


class _Reader:
    """Takes the parser's events and makes units of them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse_entities
        self.parser.ExternalEntityRefHandler = self._refuse_entities
        self.parser.SkippedEntityHandler = self._refuse_entities
        self.ready: list[Unit] = []
        self.depth = 0
        self.source = ""
        self.tool = ""
        self.unit: Unit | None = None
        self.language = ""
        self.property = ""
        self.stretches: list[list[str]] = []
        """The texts being read: of a segment or property, and of the codes in it, innermost last."""

    def take(self) -> list[Unit]:
        """The units that have been completed since last time."""
        ready, self.ready = self.ready, []
        return ready

    def _refuse(self, text: str, hint: str) -> NoReturn:
        raise MemoryFileError(Problem(text, self.path, self.parser.CurrentLineNumber, hint))

    def _refuse_entities(self, *_: object) -> NoReturn:
        self._refuse("declares or uses an entity", "Write the characters themselves: entities can hide other files.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.depth and name != "tmx":
            self._refuse(f"is not a TMX file: it begins with <{name[:40]}>", "Name a file that was exported as TMX.")
        self.depth += 1
        if name == "header":
            self.source, self.tool = attributes.get("srclang", ""), attributes.get("creationtool", "")
        elif name == "tu":
            self._open_unit(attributes)
        elif name == "tuv":
            self.language = attributes.get("xml:lang", attributes.get("lang", ""))
        elif name in ("seg", "prop"):
            self.property = attributes.get("type", "")
            self.stretches = [[]]
        elif name in _CODES and self.stretches:
            self.stretches.append([])

    def _open_unit(self, attributes: dict[str, str]) -> None:
        uses = attributes.get("usagecount", "")
        self.language = ""
        self.unit = Unit(
            line=self.parser.CurrentLineNumber,
            source=attributes.get("srclang") or self.source,
            tool=self.tool,
            who=attributes.get("creationid", ""),
            moment=_moment(attributes.get("changedate") or attributes.get("creationdate", "")),
            uses=max(1, int(uses)) if uses.isdecimal() and len(uses) < 10 else 1,
        )

    def _text(self, text: str) -> None:
        if self.stretches:
            self.stretches[-1].append(text)

    def _end(self, name: str) -> None:
        self.depth -= 1
        if name == "tu" and self.unit:
            self.ready.append(self.unit)
            self.unit = None
        elif name in _CODES and len(self.stretches) > 1:
            code = "".join(self.stretches.pop())
            self.stretches[-1].append(code if _is_ours(code) else "")
        elif name in ("seg", "prop") and self.stretches:
            self._store(name, "".join(self.stretches[0]))
            self.stretches = []

    def _store(self, name: str, text: str) -> None:
        """Properties count for a unit alone: what a `<tuv>` says of itself is the tool's own."""
        if self.unit is None:
            return
        if name == "seg":
            self.unit.texts.append((self.language, text))
        elif not self.language:
            self.unit.properties[self.property] = text


def _is_ours(code: str) -> bool:
    """Whether a code is markup or a placeholder as catalogs have them."""
    placeables = find_placeables(code)
    return bool(_MARKS.fullmatch(code)) or sum(len(found.text) for found in placeables) == len(code)


def _moment(date: str) -> int:
    if not _DATE.fullmatch(date):
        return 0
    try:
        return max(0, int(dt.datetime.strptime(date, _DATE_FORM).replace(tzinfo=dt.UTC).timestamp()))
    except ValueError:  # a day that no calendar has
        return 0
