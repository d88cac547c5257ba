"""The parts of a piece of HTML, as browsers read it, each with its place: tags, texts, comments, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

TOKEN = re.compile(
    r"<!---?>|<!--.*?-->|<!\[CDATA\[.*?\]\]>|<!(?!--|\[CDATA\[)[^>]*>|<\?.*?>|</[^a-zA-Z>][^>]*>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<attributes>(?:[^>=]|=\s*+(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*|(?=>)))*+)>",
    re.DOTALL,
)
"""A tag, comment, declaration or processing instruction, as browsers read them: quotes count only behind `=`."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label map mark meter output picture"
    " progress q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
RAW_TEXT = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""In these a `<` begins no tag but the end tag."""
START = re.compile(r"<(?=/?[a-zA-Z]|/[^a-zA-Z>]|[!?])")
"""Where a tag or comment begins; any other `<` is text."""
ATTRIBUTE = re.compile(
    r"(?P<name>[^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+)))?"
)

"""An attribute of a tag: its value is in the group `double`, `single` or `bare`, by its quotes."""
_LINES = re.compile(r"(?:(?<![ \t\f])[ \t\f]+)?[\r\n][ \t\f\r\n]*")


class Part(NamedTuple):
    """A stretch of HTML between two offsets."""

    kind: str
    """`text`, `open`, `close`, `void`, `comment` (declarations and instructions too), or `skip` (not for readers)."""
    name: str
    start: int
    end: int
    attributes: str = ""


def tokenise(html: str, position: int = 0) -> Iterator[Part]:
    """The parts of a piece of HTML from a position on; joined, they are the whole of it.

    A tag or comment that never ends takes in all that follows, as it does in a browser.
    """
    while position < len(html):
        begin = START.search(html, position)
        start = begin.start() if begin else len(html)
        if start > position:
            yield Part("text", "", position, start)
        if begin is None:
            return
        match = TOKEN.match(html, start)
        if match is None:
            yield Part("skip", "", start, len(html))
            return
        part = _part(match)
        yield part
        position = part.end
        if part.kind == "open" and part.name in RAW_TEXT:
            end = re.compile(rf"</{part.name}(?=[\s/>])", re.IGNORECASE).search(html, position)
            inside, position = position, end.start() if end else len(html)
            if position > inside:
                yield Part("text" if end and part.name == "title" else "skip", "", inside, position)


def find_tags(text: str) -> Iterator[Part]:
    """The tags and comments of a text, without what is text or never ends."""
    return (part for part in tokenise(text) if part.kind not in ("text", "skip"))


def _part(match: re.Match[str]) -> Part:
    name = (match["name"] or "").lower()
    attributes = match["attributes"] or ""
    if not name:
        kind = "comment"
    elif match["close"]:
        kind = "close"
    else:
        kind = "void" if name in VOID or attributes.endswith("/") else "open"
    return Part(kind, name, match.start(), match.end(), attributes)


def read_attributes(part: Part) -> dict[str, str]:
    """The attributes of a tag, names in small letters, values decoded; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(part.attributes):
        value = match["double"] if match["double"] is not None else match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), unescape(value))
    return found


class Attribute(NamedTuple):
    """An attribute with a value."""

    name: str
    """In small letters."""
    start: int
    """Of the value, in characters; white space at its ends left out."""
    end: int
    is_quoted: bool


def find_attributes(part: Part, html: str) -> Iterator[Attribute]:
    """The attributes of a tag whose values say something, in order; of two with one name the first."""
    offset = html.find(part.attributes, part.start)
    seen: set[str] = set()
    for match in ATTRIBUTE.finditer(part.attributes):
        name, group = match["name"].lower(), _value_group(match)
        if group and name not in seen and has_letters(match[group]):
            lead, tail = blank_ends(match[group])
            yield Attribute(name, offset + match.start(group) + lead, offset + match.end(group) - tail, group != "bare")
        seen.add(name)


def _value_group(match: re.Match[str]) -> str:
    return next((group for group in ("double", "single", "bare") if match[group] is not None), "")


def has_letters(text: str) -> bool:
    """Whether a text says something; the name of an entity does not."""
    return any(map(str.isalpha, unescape(text) if "&" in text else text))


def blank_ends(text: str) -> tuple[int, int]:
    """How many characters of white space stand at either end."""
    return len(text) - len(text.lstrip(" \t\r\n\f")), len(text) - len(text.rstrip(" \t\r\n\f"))


def read_translate(part: Part) -> str:
    """What an open tag says of its element: `yes`, `no`, or nothing."""
    if part.kind not in ("open", "void") or "translate" not in part.attributes.lower():
        return ""
    for match in ATTRIBUTE.finditer(part.attributes):
        if match["name"].lower() == "translate":
            value = (match["double"] or match["single"] or match["bare"] or "yes").lower()
            return value if value in ("yes", "no") else ""
    return ""


def fold_lines(html: str) -> str:
    """An inline text of HTML as one line."""
    return _LINES.sub(" ", html)
