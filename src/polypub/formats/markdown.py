"""Cut Markdown into skeleton and segments, once; extraction and rendering read the same cut.

Law 1: the pieces, joined, are the source. Law 2: every `msgid` spliced back gives the same HTML, white space aside.
A segment runs from the first to the last inline event of a block, so markers, underlines, attributes and quote marks
are skeleton whatever their form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from polypub.formats.commonmark import INLINE_TAGS, Event, find_definitions, parse_events
from polypub.formats.directives import Directives
from polypub.formats.fold import fold_run
from polypub.formats.html import INLINE, TOKEN, Part, find_spans
from polypub.model.text import Document, Piece, Place, PlaceKind, Segment, Skeleton

_CONTAINER_TYPES = {
    "Item": "list item",
    "FootnoteDefinition": "footnote",
    "DefinitionListDefinition": "definition",
    "BlockQuote": "quote",
}
_BLOCK_TYPES = {"DefinitionListTitle": "term", "TableCell": "table cell"}
_DELIMITER_ROW = re.compile(rb"[ \t]*\r?\n[>\s]*[-|:][-|:\s]*(?:\n|\Z)")
_OF_LINES = frozenset({"paragraph", "item", "setext", "term", "cell"})
_KINDS: dict[str, PlaceKind] = {
    "Item": "item",
    "DefinitionListDefinition": "item",
    "Heading": "heading",
    "TableCell": "cell",
    "DefinitionListTitle": "term",
}


@dataclass(slots=True)
class _Run:
    """The inline events of one block; none for a block of code."""

    blocks: tuple[Event, ...]
    events: list[Event]

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
        self.anchors: dict[str, int] = {}

    def pieces(self) -> Iterator[Piece]:
        for found in _find_runs(parse_events(self.text)):
            segments = self._cut_html(found) if isinstance(found, list) else self._cut_run(found)
            for start, end, segment in segments:
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
                source=fold_run(self.data, run.events, (start, end), in_cell=kind == "cell"),
                place=Place(kind, self._prefix(start) if kind in _OF_LINES else "", self._heads_table(end)),
                type=_type(run.blocks),
                line=self._line_of(start),
                note=note,
                context=context,
                anchor=self._anchor(block, run.events),
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

    def _prefix(self, start: int) -> str:
        """What continues the block on a further line: the line's lead with list markers turned into spaces."""
        lead = self.data[self.data.rfind(b"\n", 0, start) + 1 : start].decode()
        return re.sub(r"[^>|\t]", " ", re.sub(r"\[[ xX]\]|\[\^[^\]]*\]:", lambda m: " " * len(m[0]), lead))

    def _heads_table(self, end: int) -> bool:
        return _DELIMITER_ROW.match(self.data, end) is not None

    def _line_of(self, start: int) -> int:
        self.line += self.data.count(b"\n", self.counted, start)
        self.counted = start
        return self.line

    def _anchor(self, block: Event | None, events: list[Event]) -> str:
        if block is None or block.name != "Heading" or block.value["id"]:
            return ""
        text = "".join(event.value for event in events if event.kind in ("Text", "Code"))
        slug = re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", text.lower())).strip("-_") or "section"
        count = self.anchors[slug] = self.anchors.get(slug, 0) + 1
        return slug if count == 1 else f"{slug}-{count}"

    def _cut_html(self, lines: list[Event]) -> Iterator[tuple[int, int, Segment]]:
        """Segments of a block of raw HTML, which the parser hands out line by line, without quote marks."""
        lines = lines[1:] if _is_lone_tag(lines[0].value) else lines
        html = "".join(event.value for event in lines)
        offsets = _Offsets(lines)
        for found in find_spans(html):
            if isinstance(found, Part):
                self.directives.read(html[found.start : found.end], offsets.start(found.start))
                continue
            start, end = offsets.start(found.start), offsets.end(found.end)
            if self.directives.skip((start,)):
                continue
            note, context = self.directives.take()
            yield (
                start,
                end,
                Segment(
                    raw=self.data[start:end].decode(),
                    source=re.sub(r"\s*[\r\n]\s*", " ", html[found.start : found.end]),
                    place=Place("attribute" if found.type == "alternative text" else "html"),
                    type=found.type,
                    line=self._line_of(start),
                    note=note,
                    context=context,
                ),
            )


class _Offsets:
    """From characters of a block's HTML to bytes of the source."""

    def __init__(self, lines: list[Event]) -> None:
        self.lines = lines

    def start(self, offset: int) -> int:
        return self._find(offset, last=False)

    def end(self, offset: int) -> int:
        return self._find(offset, last=True)

    def _find(self, offset: int, *, last: bool) -> int:
        for event in self.lines:
            length = len(event.value)
            if offset < length or (last and offset == length):
                return event.start + len(event.value[:offset].encode())
            offset -= length
        return self.lines[-1].end


def _find_runs(events: Iterator[Event]) -> Iterator[_Run | list[Event]]:
    """The runs of inline events, and the lines of each block of raw HTML, in document order."""
    blocks: list[Event] = []
    run: list[Event] = []
    html: list[Event] = []
    for event in events:
        is_block = event.kind in ("start", "end") and event.name not in INLINE_TAGS
        if is_block or event.kind in ("Rule", "TaskListMarker"):
            if run:
                yield _Run(tuple(blocks), run)
                run = []
            if event.kind == "end":
                if event.name == "CodeBlock":
                    yield _Run(tuple(blocks), [])
                if blocks.pop().name == "HtmlBlock":
                    yield html
                    html = []
            elif is_block:
                blocks.append(event)
        elif event.kind == "Html":
            html.append(event)
        elif not blocks or blocks[-1].name not in ("CodeBlock", "HtmlBlock"):
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
