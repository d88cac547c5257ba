"""Cut Markdown into skeleton and segments, once; extraction and rendering read the same cut.

Law 1: the pieces, joined, are the source. Law 2: every `msgid` spliced back gives the same HTML, white space aside.
A segment runs from the first to the last inline event of a block, so markers, underlines, attributes and quote marks
are skeleton whatever their form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from polypub.formats.anchors import Anchors
from polypub.formats.commonmark import INLINE_TAGS, Event, find_definitions, parse_events
from polypub.formats.directives import Directives
from polypub.formats.fold import Around, fold_run
from polypub.formats.html import INLINE, TOKEN, Part, find_spans
from polypub.formats.offsets import Offsets
from polypub.model.text import Document, Piece, Place, PlaceKind, Segment, Skeleton

_CONTAINER_TYPES = {
    "Item": "list item",
    "FootnoteDefinition": "footnote",
    "DefinitionListDefinition": "definition",
    "BlockQuote": "quote",
}
_BLOCK_TYPES = {"DefinitionListTitle": "term", "TableCell": "table cell"}
_DELIMITER_ROW = re.compile(rb"[ \t]*\r?\n[>\s]*[-|:][-|:\s]*(?:\n|\Z)")
_LONG_MARKERS = re.compile(r"\[[ xX]\]|\[\^[^\]]*\]:")
_FOLDED = re.compile(r"(?:(?<!\s)\s+)?[\r\n]\s*")
_OF_LINES = frozenset({"paragraph", "item", "setext", "term"})
_KINDS: dict[str, PlaceKind] = {
    "Item": "item",
    "DefinitionListDefinition": "item",
    "Heading": "heading",
    "TableCell": "cell",
    "DefinitionListTitle": "term",
}


@dataclass(slots=True)
class _Run:
    """The inline events of one block, or the lines of a block of raw HTML; none for a block of code."""

    blocks: tuple[Event, ...]
    events: list[Event]

    @property
    def is_html(self) -> bool:
        """Whether it is raw HTML."""
        return bool(self.blocks) and self.blocks[-1].name == "HtmlBlock"

    @property
    def quotes(self) -> int:
        """How many quotes it stands in."""
        return sum(block.name == "BlockQuote" for block in self.blocks)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where the blocks around it start, and it itself."""
        own = tuple(event.start for event in self.events[:1])
        return (*(block.start for block in self.blocks), *own)


def cut_markdown(text: str, line: int = 1) -> Document:
    """Cut a Markdown text whose first line is line `line` of its file."""
    return Document("markdown", tuple(_Cut(text, line).pieces()), find_definitions(text))


class _Cut:
    """One pass over the events of one text."""

    def __init__(self, text: str, line: int) -> None:
        self.text = text
        self.data = text.encode()
        self.line = line
        self.counted = 0
        self.position = 0
        self.directives = Directives()
        self.events = list(parse_events(text))
        self.anchors = Anchors(self.events)

    def pieces(self) -> Iterator[Piece]:
        for run in _find_runs(self.events):
            for start, end, segment in self._cut_html(run) if run.is_html else self._cut_run(run):
                if start > self.position:
                    yield Skeleton(self.data[self.position : start].decode())
                yield segment
                self.position = end
        if self.position < len(self.data):
            yield Skeleton(self.data[self.position :].decode())

    def _cut_run(self, run: _Run) -> Iterator[tuple[int, int, Segment]]:
        if self.directives.skip(run.starts) or not _has_letters(run.events):
            return
        start, end = self._bounds(run.events)
        block = run.blocks[-1] if run.blocks else None
        note, context = self.directives.take()
        raw = self.data[start:end].decode()
        kind = self._kind(block, end)
        yield (
            start,
            end,
            Segment(
                raw=raw,
                source=fold_run(self.data, run.events, (start, end), Around(run.quotes, kind == "cell")),
                place=Place(kind, self._prefix(kind, run, start), self._heads_table(end)),
                type=_type(run.blocks),
                line=self._line_of(start),
                note=note,
                context=context,
                anchor=self.anchors.give(block, run.events),
            ),
        )

    def _bounds(self, events: list[Event]) -> tuple[int, int]:
        r"""Byte range of a run; the parser's ranges leave out a leading `\\` and the `[]` of a collapsed link."""
        first, last = events[0], events[-1]
        start = first.start
        if first.kind == "Text" and start and self.data[start - 1 : start] == b"\\":
            start -= 1
        is_link = last.kind == "end" and last.name in ("Link", "Image")
        opener = next((e for e in events if is_link and e.kind == "start" and e.start == last.start), None)
        collapsed = opener is not None and opener.value["link_type"] == "Collapsed"
        return start, last.end + (2 if collapsed and self.data[last.end : last.end + 2] == b"[]" else 0)

    def _kind(self, block: Event | None, end: int) -> PlaceKind:
        if block is None:
            return "paragraph"
        if block.name == "Heading" and b"\n" in self.data[end : block.end].rstrip():
            return "setext"
        return _KINDS.get(block.name, "paragraph")

    def _prefix(self, kind: PlaceKind, run: _Run, start: int) -> str:
        """What continues the block on a further line: the line's lead with list markers turned into spaces.

        Of a table cell's lead only the pipe counts, which says that the cell does not begin its line.
        """
        if kind == "cell":
            row = next(block.start for block in reversed(run.blocks) if block.name in ("TableRow", "TableHead"))
            return "|" if self.data.find(b"|", row, start) >= 0 else ""
        if kind not in _OF_LINES:
            return ""
        lead = self.data[self.data.rfind(b"\n", 0, start) + 1 : start].decode()
        lead = re.sub(r">(?=[^>\s])", "> ", lead)  # a quote mark takes one space with it
        return re.sub(r"[^>\t]", " ", _LONG_MARKERS.sub(lambda match: " " * len(match[0]), lead))

    def _heads_table(self, end: int) -> bool:
        return _DELIMITER_ROW.match(self.data, end) is not None

    def _line_of(self, start: int) -> int:
        self.line += self.data.count(b"\n", self.counted, start)
        self.counted = start
        return self.line

    def _cut_html(self, run: _Run) -> Iterator[tuple[int, int, Segment]]:
        """Segments of a block of raw HTML, which the parser hands out line by line, without quote marks."""
        lines = run.events[1:] if run.events and _is_lone_tag(run.events[0].value) else run.events
        html = "".join(event.value for event in lines)
        offsets = Offsets(lines)
        outside = tuple(block.start for block in run.blocks)
        for found in find_spans(html):
            if isinstance(found, Part):
                self.directives.read(html[found.start : found.end], offsets.start(found.start))
                continue
            start, end = offsets.start(found.start), offsets.end(found.end)
            if self.directives.skip((*outside, start)):
                continue
            note, context = self.directives.take()
            yield (
                start,
                end,
                Segment(
                    raw=self.data[start:end].decode(),
                    source=_FOLDED.sub(" ", html[found.start : found.end]),
                    place=Place("attribute" if found.type == "alternative text" else "html"),
                    type=found.type,
                    line=self._line_of(start),
                    note=note,
                    context=context,
                ),
            )
        if run.events and not html.lstrip().startswith("<!--"):
            self.directives.skip(outside)  # a block without words is a block that `skip` can mean


def _find_runs(events: Iterable[Event]) -> Iterator[_Run]:
    """The runs of inline events, and the lines of each block of raw HTML, in document order."""
    blocks: list[Event] = []
    run: list[Event] = []
    for event in events:
        is_block = event.kind in ("start", "end") and event.name not in INLINE_TAGS
        if is_block or event.kind in ("Rule", "TaskListMarker"):
            if run or (event.kind == "end" and event.name in ("CodeBlock", "HtmlBlock")):
                yield _Run(tuple(blocks), run)
                run = []
            if event.kind == "end":
                blocks.pop()
            elif is_block:
                blocks.append(event)
        elif event.kind == "Html" or not blocks or blocks[-1].name not in ("CodeBlock", "HtmlBlock"):
            run.append(event)
    if run:
        yield _Run(tuple(blocks), run)


def _is_lone_tag(line: str) -> bool:
    """Whether an inline tag, alone on its line, makes the lines after it raw HTML: it must stay alone there."""
    match = TOKEN.fullmatch(line.strip())
    return match is not None and (match["name"] or "").lower() in INLINE


def _has_letters(events: list[Event]) -> bool:
    """Whether a block says something: letters outside code, tags and bare addresses."""
    autolinks = 0
    for event in events:
        if event.name == "Link" and event.kind == "start":
            autolinks += event.value["link_type"] in ("Autolink", "Email")
        elif event.name == "Link":
            autolinks = max(0, autolinks - 1)
        elif event.kind == "Text" and not autolinks and any(map(str.isalpha, event.value)):
            return True
    return False


def _type(blocks: tuple[Event, ...]) -> str:
    block = blocks[-1] if blocks else None
    if block is not None and block.name == "Heading":
        return f"heading {block.value['level'][1:]}"
    if block is not None and block.name in _BLOCK_TYPES:
        header = any(event.name == "TableHead" for event in blocks)
        return "table header" if header else _BLOCK_TYPES[block.name]
    container = next((event.name for event in reversed(blocks) if event.name in _CONTAINER_TYPES), "")
    return _CONTAINER_TYPES.get(container, "paragraph")
