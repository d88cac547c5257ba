"""An HTML article's body in one language: texts put in their places, attributes on the elements that they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from polypub.formats.date_placeables import Writers, fill_html, mark_source
from polypub.formats.html import ATTRIBUTE, TOKEN, VOID
from polypub.formats.html_finish import finish_html
from polypub.formats.html_runs import VERBATIM
from polypub.formats.splice import splice_text
from polypub.formats.veil import veil
from polypub.model.text import Document, Lookup, Segment

Attributes = Callable[[Segment, str | None], str]
"""The attributes that a segment's element gets, with a space before each; given what is shown in its place."""
_MAY_GO = frozenset({"aria-description", "aria-label", "summary", "title"})
"""Attributes that a page is better without than with in a language that it does not say."""
_FOUND = re.compile(r'\s([^\s=]+)="[^"]*"')
_EMPTY = VOID | VERBATIM
"""Elements in which no text stands that may be in another language than their attributes."""
_LANGUAGE = re.compile(r' (?:lang|dir)="[^"]*"')


class _Edit(NamedTuple):
    """What stands in place of a stretch of the source, in characters."""

    start: int
    end: int
    text: str


def render_html_body(document: Document, lookup: Lookup, attributes: Attributes, writers: Writers | None) -> str:
    """The source with its segments looked up, and what `attributes` says of each on its element.

    A text that is a part of its element gets a `<span>`. A title in another language than its element's is left out,
    since an attribute cannot say in which language it is.
    """
    source = document.text
    marks = _Marks(source)
    position = 0
    for piece in document.pieces:
        start, position = position, position + len(piece.raw)
        if isinstance(piece, Segment):
            target = lookup(piece)
            text = mark_source(piece.raw) if target is None else splice_text(target, piece)
            marks.take(_Edit(start, position, text), piece, attributes(piece, target))
    return finish_html(fill_html(veil("".join(_apply(source, marks.edits()))), writers))


def _apply(source: str, edits: Iterable[_Edit]) -> Iterator[str]:
    position = 0
    for edit in sorted(edits):
        yield source[position : edit.start]
        yield edit.text
        position = edit.end
    yield source[position:]


class _Marks:
    """The edits of a text, and what the tags of its elements get."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._edits: list[_Edit] = []
        self._inserts: dict[int, str] = {}
        self._titles: list[tuple[int, _Edit, _Edit]] = []
        """The place of a tag's attributes, with what becomes of a title where they say its language, and elsewhere."""

    def edits(self) -> Iterator[_Edit]:
        """All of them, in no order."""
        yield from self._edits
        yield from (_Edit(at, at, found) for at, found in self._inserts.items())
        for at, kept, dropped in self._titles:
            yield kept if " lang=" in self._inserts.get(at, "") else dropped

    def take(self, edit: _Edit, segment: Segment, found: str) -> None:
        """Take in a segment's edit, and the attributes that its element gets."""
        at = edit.start - segment.place.room
        if found and at == edit.start:
            edit = edit._replace(text=f"<span{found}>{edit.text}</span>")
        tag = TOKEN.match(self._source, self._source.rfind("<", 0, at)) if found and at < edit.start else None
        if tag is None:
            self._edits.append(edit)
        else:
            self._take_marked(edit, segment, tag, found)

    def _take_marked(self, edit: _Edit, segment: Segment, tag: re.Match[str], found: str) -> None:
        at = tag.start("attributes")
        own = {match["name"].lower() for match in ATTRIBUTE.finditer(tag["attributes"])}
        if segment.place.kind == "attribute" and "lang" not in own and tag["name"].lower() not in _EMPTY:
            unmarked = _LANGUAGE.sub("", found)
            named = _find_title(tag, edit.start) if unmarked != found else None
            if named:
                self._titles.append((at, edit, _Edit(*named, "")))
                return
            found = unmarked
        self._inserts[at] = _join(self._inserts.get(at, ""), found, own)
        self._edits.append(edit)


def _find_title(tag: re.Match[str], position: int) -> tuple[int, int] | None:
    """Where the attribute stands whose value begins at a position; None for one that a page cannot do without."""
    offset, written = tag.start("attributes"), tag["attributes"]
    for match in ATTRIBUTE.finditer(written):
        if offset + match.start() <= position < offset + match.end():
            before = len(written[: match.start()].rstrip())
            return (offset + before, offset + match.end()) if match["name"].lower() in _MAY_GO else None
    return None


def _join(before: str, found: str, own: set[str]) -> str:
    """The attributes of both, without those that the author wrote: their language and direction, their id."""
    known = own | set(_FOUND.findall(before)) | ({"dir"} if "lang" in own else set())
    return before + "".join(match[0] for match in _FOUND.finditer(found) if match[1] not in known)
