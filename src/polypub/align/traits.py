"""What of a block shows through in its translation: kind, length, links, code, numbers, names, punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import decimal

from polypub.formats.inline import find_placeables
from polypub.model.text import Document, Placeable, Segment

Feature = tuple[str, str]
"""A kind (`code`, `link`, `number`, `word`, `lead`) and what it says."""

_FAMILIES = {
    "heading": "heading",
    "table": "cell",
    "list": "item",
    "definition": "item",
    "term": "term",
    "footnote": "footnote",
    "quote": "quote",
    **dict.fromkeys(("alternative", "title", "label", "placeholder"), "attribute"),
}
_DESTINATION = re.compile(r"\]\(\s*<?([^\s<>)]*)")
_ATTRIBUTE = re.compile(r"""\b(?:href|src)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_LANGUAGE = r"[a-z]{2,3}(?:[-_@](?:[a-z]{4}|[a-z]{2}|latin|cyrillic))?"
_LANGUAGE_PART = re.compile(rf"(?:(?<=/)|^){_LANGUAGE}/|\.{_LANGUAGE}(?=\.(?:md|markdown|html?)\b)")
_UPWARD = re.compile(r"\A(?:\.{0,2}/)+")
_ENDING = re.compile(r"(?:(?:\A|/)_?index)?(?:\.(?:md|markdown|html?))?/*(?=\Z|#)")
_GROUPED = re.compile(r"(?<=\d)[.,'’ \u00a0\u2009\u202f\u066c](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+")
_COMPOUND = re.compile(r"\d+(?:[.,]\d+)+")
_WORD = re.compile(r"[^\W\d_][\w'’]+")
_ENDS = {
    **dict.fromkeys("?？؟;՞", "?"),
    **dict.fromkeys("!！՜", "!"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(".。।።۔։…．", "."),
}
_CLOSING = "*_~`\"'”’»)]」』）】 \t\n"
_LIST_MARK = re.compile(r"[*+]")


@dataclass(frozen=True, slots=True)
class Traits:
    """One block, as far as its translation can be told by it."""

    family: str
    """`paragraph`, `heading`, `item`, `cell`, …"""
    level: int
    """Of a heading; the column of a cell, from 0."""
    shape: str
    """The marks before it on its line, numbers made equal."""
    length: int
    """Characters of its words."""
    features: frozenset[Feature]
    end: str
    """`.`, `?`, `!`, `:`, or nothing."""
    marks: tuple[int, int, int]
    """How many pieces of emphasis, links and pictures, and code it has."""

    def of_kind(self, kind: str) -> frozenset[str]:
        """What its features of one kind say."""
        return frozenset(text for name, text in self.features if name == kind)


def read_traits(document: Document) -> list[Traits]:
    """The traits of every segment of a document, in order."""
    found: list[Traits] = []
    lead, column = "", 0
    for piece in document.pieces:
        if not isinstance(piece, Segment):
            lead += piece.raw
            continue
        family = _family(piece.type)
        column = _column(lead, column) if family == "cell" else 0
        found.append(_traits(piece, family, lead, column))
        lead = ""
    return found


def _family(kind: str) -> str:
    return _FAMILIES.get(kind.partition(" ")[0], "paragraph")


def _column(lead: str, before: int) -> int:
    """The column of a cell, counted from the cell before it or from the line's beginning."""
    pipes = lead.count("|", lead.rfind("\n") + 1)
    return max(0, pipes - 1) if "\n" in lead else before + pipes


def _traits(segment: Segment, family: str, lead: str, column: int) -> Traits:
    placeables = find_placeables(segment.source)
    words = _words(segment.source, placeables)
    level = int(segment.type[-1]) if family == "heading" and segment.type[-1].isdigit() else column
    features = frozenset((*_features(placeables, words), *_lead_features(lead)))
    return Traits(family, level, _shape(lead), len(words.strip()), features, _end(segment.source), _marks(placeables))


def _words(text: str, placeables: tuple[Placeable, ...]) -> str:
    """The text without its placeables, in small letters, with ASCII digits."""
    parts, end = [], 0
    for placeable in placeables:
        parts.append(text[end : placeable.start])
        end = placeable.start + len(placeable.text)
    return plain_digits(" ".join(" ".join((*parts, text[end:])).split())).casefold()


def plain_digits(text: str) -> str:
    """The text with ASCII digits, numbers without what parts their thousands."""
    if not text.isascii():
        text = _NUMBER.sub(lambda match: "".join(str(decimal(digit)) for digit in match.group()), text)
    return _GROUPED.sub("", text)


def _features(placeables: tuple[Placeable, ...], words: str) -> Iterator[Feature]:
    for placeable in placeables:
        text = placeable.text
        if placeable.kind == "code" or placeable.kind == "variable":
            yield "code", " ".join(text.split())
        elif placeable.kind in ("url", "link"):
            yield "link", plain_address(text.strip("<>"))
        else:
            addresses = _ATTRIBUTE.findall(text) if placeable.kind == "tag" else _DESTINATION.findall(text)
            yield from (("link", plain_address(address)) for address in addresses if address)
    yield from (("number", number) for number in _NUMBER.findall(words))
    yield from (("number", number.replace(",", ".")) for number in _COMPOUND.findall(words))
    yield from (("word", word) for word in _WORD.findall(words) if len(word) > 2)


def plain_address(address: str) -> str:
    """An address without what editions and generators differ in: a language in it, the way up, ending and `index`."""
    scheme, mark, rest = address.casefold().rpartition("://")
    return scheme + mark + _ENDING.sub("", _LANGUAGE_PART.sub("", _UPWARD.sub("", rest)))


def _lead_features(lead: str) -> Iterator[Feature]:
    """The lines of code before a block."""
    for line in lead.split("\n"):
        if sum(map(str.isalnum, line)) > 3:
            yield "lead", " ".join(line.split())


def _shape(lead: str) -> str:
    line = lead[lead.rfind("\n") + 1 :]
    if any(map(str.isalpha, line)):
        return ""
    return _LIST_MARK.sub("-", _NUMBER.sub("1", line.expandtabs()))


def _end(text: str) -> str:
    bare = text.rstrip(_CLOSING)
    return _ENDS.get(bare[-1:], "")


def _marks(placeables: tuple[Placeable, ...]) -> tuple[int, int, int]:
    emphasis = sum(p.kind == "markup" and p.text[0] in "*_~" for p in placeables) // 2
    links = sum(p.text.startswith("](") or p.kind in ("link", "url") or p.text[:2] == "<a" for p in placeables)
    return emphasis, links, sum(p.kind == "code" for p in placeables)
