"""Cut an HTML text into skeleton and segments, once; extraction and rendering read the same cut.

Law 1: the pieces, joined, are the source. Law 2: every `msgid` spliced back gives the same HTML, white space aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from polypub.formats.anchors import Slugs, find_ids
from polypub.formats.directives import Directives
from polypub.formats.html import Part, find_attributes, fold_lines, read_translate
from polypub.formats.html_blocks import Block, Blocks
from polypub.formats.html_runs import Run, cut_run, find_runs
from polypub.model.text import Document, Piece, Place, Segment, Skeleton

_ATTRIBUTES = {
    "alt": "alternative text",
    "aria-description": "label",
    "aria-label": "label",
    "placeholder": "placeholder",
    "title": "title attribute",
}
_OF_TAGS = {
    ("optgroup", "label"): "label",
    ("option", "label"): "label",
    ("table", "summary"): "table summary",
    ("track", "label"): "label",
}
"""Attributes that are text on these tags alone."""
ATTRIBUTE_TYPES = frozenset({*_ATTRIBUTES.values(), *_OF_TAGS.values()})
"""What segments that are attributes are called."""


class Found(NamedTuple):
    """A segment and where it stands, in characters."""

    start: int
    end: int
    segment: Segment


class Element(NamedTuple):
    """Where an element stands, in characters."""

    start: int
    inside: int
    """Where its start tag ends."""
    inside_end: int
    """Where its end tag begins."""
    end: int


def cut_html(text: str, line: int = 1) -> Document:
    """Cut an HTML text, a whole document or a part of one, whose first line is line `line` of its file."""
    cut = HtmlCut(text, 0, line)
    return Document("html", tuple(join_found(text, (0, len(text)), cut.found)))


def join_found(text: str, span: tuple[int, int], found: Iterable[Found]) -> Iterator[Piece]:
    """The pieces of a stretch of a text, given the segments in it."""
    position, end = span
    for start, stop, segment in found:
        if start > position:
            yield Skeleton(text[position:start])
        yield segment
        position = stop
    if position < end:
        yield Skeleton(text[position:end])


class HtmlCut:
    """One pass over an HTML text from a position on."""

    def __init__(self, text: str, start: int, line: int) -> None:
        self._text = text
        self._line, self._counted = line, start
        self._blocks = Blocks(start)
        self._directives = Directives()
        self._slugs = Slugs(find_ids(text[start:]))
        self._first: Block | None = None
        self._body_end = -1
        self.found: list[Found] = []
        self.title: Element | None = None
        """The first `<h1>`."""
        self._read(start)

    @property
    def end(self) -> int:
        """Where the body ends: before the end tag that no text follows."""
        return len(self._text) if self._body_end < 0 else self._body_end

    def _read(self, position: int) -> None:
        run: list[Part] = []
        for part in find_runs(self._text, position):
            if isinstance(part, list):
                run = part
                continue
            around = self._blocks.top
            opened = self._blocks.take(part)  # says whether the block around the run ends with it
            self._take_run(run, around)
            self._take_part(part, opened)
            run = []
        around = self._blocks.top
        self._blocks.end()
        self._take_run(run, around)
        self._note_title(len(self._text), len(self._text))

    def _take_part(self, part: Part, opened: Block | None) -> None:
        is_end = part.kind == "close"
        self._note_title(part.start, part.end if is_end and part.name == "h1" else part.start)
        if part.kind == "comment":
            self._directives.read(self._text[part.start : part.end], part.start)
        elif not is_end:
            self._open(part, opened)
        elif part.name in ("body", "html") and self._body_end < 0:
            self._body_end = part.start

    def _open(self, part: Part, opened: Block | None) -> None:
        if opened:
            opened.is_skipped = opened.is_skipped or self._directives.skip_block(part.start)
            if opened.name == "h1" and self._first is None:
                self._first = opened
            self._take_attributes([part], opened.is_skipped)
        else:
            self._take_attributes([part], self._blocks.top.is_skipped or self._directives.skip_block(part.start))

    def _note_title(self, inside_end: int, end: int) -> None:
        first = self._first
        if first and not first.is_open and self.title is None:
            self.title = Element(first.start, first.inside, inside_end, end)

    def _take_run(self, run: list[Part], around: Block) -> None:
        if not run:
            return
        cut = cut_run(run, self._text)
        self._take_attributes(cut.before, around.is_skipped)
        if cut.inside:
            self._body_end = -1
            self._take_text(cut, run, around)
        self._take_attributes(cut.after, around.is_skipped)

    def _take_text(self, cut: Run, run: list[Part], around: Block) -> None:
        if around.is_skipped or self._directives.skip((cut.start,)):
            return
        is_whole = bool(around.name) and run[0].start == around.inside and not around.is_open
        room = cut.start - around.room if is_whole else 0
        self._add(cut.start, cut.end, around.type, Place("html", room=room), self._anchor(cut, around))

    def _anchor(self, cut: Run, around: Block) -> str:
        """The id for a heading's first text; empty for any other text, and where the heading has its own."""
        heading = around.heading
        if heading is None or heading.is_anchored:
            return ""
        heading.is_anchored = True
        if heading.has_id:
            return ""
        return self._slugs.make("".join(unescape(self._text[p.start : p.end]) for p in cut.inside if p.kind == "text"))

    def _take_attributes(self, parts: Iterable[Part], is_skipped: bool) -> None:
        for part in parts if not is_skipped else ():
            if not part.attributes or part.kind == "close" or read_translate(part) == "no":
                continue
            for found in find_attributes(part, self._text):
                kind = _ATTRIBUTES.get(found.name) or _OF_TAGS.get((part.name, found.name))
                if kind and not self._directives.skip((found.start,)):
                    room = found.start - self._text.find(part.attributes, part.start)
                    self._add(found.start, found.end, kind, Place("attribute", room=room, is_bare=not found.is_quoted))

    def _add(self, start: int, end: int, kind: str, place: Place, anchor: str = "") -> None:
        note, context = self._directives.take()
        self._line += self._text.count("\n", self._counted, start)
        self._counted = start
        raw = self._text[start:end]
        segment = Segment(raw, fold_lines(raw), place, kind, self._line, note, context, anchor)
        self.found.append(Found(start, end, segment))
