"""The fields of an HTML article: `<title>` and `<meta>` as the typed reading of front matter takes them.

Names are those of other articles' fields; `description`, `author`, `keywords` and `modified` are understood, since
they are what HTML calls them. Of a list the items are parted by semicolons, or else by commas.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from polypub.formats.fields import FieldReader
from polypub.formats.html_head import Head, Meta
from polypub.formats.values import Value, line_ends

_STANDARD = {"author": "authors", "description": "summary", "keywords": "tags", "modified": "updated"}
LISTS = frozenset({"aliases", "authors", "languages", "tags"})
_NESTED = {"dateline": "place", "image": "src"}
"""Fields with fields of their own, and the one of them that may be written alone."""
_TECHNICAL = frozenset(
    "color-scheme copyright distribution format-detection formatter generator google handheldfriendly msvalidate.01"
    " mobileoptimized progid rating referrer revisit-after robots theme-color viewport".split()
)
_FAMILIES = re.compile(
    r"(?:apple|citation|dc|dcterms|google|googlebot|msapplication|p|pinterest|wt|yandex)[-_.]|.*bot\Z"
)


class Field(NamedTuple):
    """A `<meta>` that is a field."""

    name: str
    """The field's own, with a dot before the name of one inside: `image.alt`."""
    meta: Meta
    is_plain: bool
    """It has the field's own name, which goes before HTML's name for it."""


def find_fields(head: Head, known: Collection[str]) -> Iterator[Field]:
    """The fields among the `<meta>` of a head; those for browsers, search engines and networks are none."""
    names = {name.lower(): name for name in known}
    for meta in head.metas:
        lower = meta.name.lower()
        first, _, rest = lower.partition(".")
        if first in _NESTED:
            yield Field(f"{first}.{rest or _NESTED[first]}", meta, True)
        elif lower in _STANDARD:
            yield Field(_STANDARD[lower], meta, False)
        elif lower in names:
            yield Field(names[lower], meta, True)
        elif ":" not in lower and lower not in _TECHNICAL and not _FAMILIES.match(lower):
            yield Field(meta.name, meta, True)


def split_list(text: str) -> tuple[str, list[str]]:
    """The mark between the items of a list, and the items with the white space around them."""
    mark = ";" if ";" in text else ","
    return mark, text.split(mark)


def read_fields(text: str, head: Head, known: Collection[str], reader: FieldReader) -> Mapping[str, Value]:
    """The fields of a head by name, each with its line; one that is given twice is noted."""
    return _Reader(text[: head.end], reader).read(head, known)


class _Reader:
    def __init__(self, text: str, reader: FieldReader) -> None:
        self._reader = reader
        self._ends = line_ends(text)
        self._fields: dict[str, Value] = {}

    def read(self, head: Head, known: Collection[str]) -> Mapping[str, Value]:
        fields = list(find_fields(head, known))
        plain = {field.name for field in fields if field.is_plain}
        if head.title and head.title.text.strip():
            self._fields["title"] = Value(head.title.text, self._line(head.title.start))
        for field in fields:
            if field.is_plain or field.name not in plain:
                self._take(field)
        return self._fields

    def _take(self, field: Field) -> None:
        content = field.meta.content
        line = self._line(content.start)
        name, _, inner = field.name.partition(".")
        if field.name in LISTS:
            self._extend(field, line)
        elif name in _NESTED:
            around = self._fields.setdefault(name, Value({}, line))
            self._fields[name] = Value({**around.entries, inner: Value(content.text, line)}, around.line)
        elif field.name == "title" and "title" in self._fields:
            pass  # `<title>` goes before
        elif field.name in self._fields:
            if field.is_plain:
                self._reader.wrong(f"`{field.name}` is given twice", line, "Keep one of the two.")
        else:
            self._fields[field.name] = Value(content.text, line)

    def _extend(self, field: Field, line: int) -> None:
        text = field.meta.content.text
        found = [text] if field.meta.name.lower() == "author" else split_list(text)[1]
        items = tuple(Value(item.strip(), line) for item in found if item.strip())
        before = self._fields.get(field.name, Value((), line))
        self._fields[field.name] = Value((*before.items, *items), before.line)

    def _line(self, offset: int) -> int:
        return 1 + bisect_right(self._ends, offset)
