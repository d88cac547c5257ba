"""Cut Markdown into skeleton and segments, once; extraction and rendering read the same cut.

Law 1: the pieces, joined, are the source. Law 2: every `msgid` spliced back gives the same HTML, white space aside.
A segment runs from the first to the last inline event of a block, so markers, underlines, attributes and quote marks
are skeleton whatever their form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from polypub.formats.anchors import Anchors
from polypub.formats.commonmark import Event, find_definitions, normalise_label, parse_events
from polypub.formats.directives import Directives
from polypub.formats.fold import Around, fold_run, is_folded
from polypub.formats.hiding import Hidden, Insert
from polypub.formats.html import INLINE, TOKEN, Part
from polypub.formats.html_runs import find_spans
from polypub.formats.offsets import Offsets
from polypub.formats.runs import Run, find_runs, has_letters, type_of
from polypub.model.text import Dialect, Document, Piece, Place, PlaceKind, Segment, Skeleton

_DELIMITER_ROW = re.compile(rb"[ \t]*\r?\n[>\s]*[-|:][-|:\s]*(?:\n|\Z)")
_LONG_MARKERS = re.compile(r"\[[ xX]\]|\[\^[^\]]*\]:")
_FOLDED = re.compile(r"(?:(?<!\s)\s+)?[\r\n]\s*")
_SHORT = 40
_OF_LINES = frozenset({"paragraph", "item", "setext", "term"})
_KINDS: dict[str, PlaceKind] = {
    "Item": "item",
    "DefinitionListDefinition": "item",
    "Heading": "heading",
    "TableCell": "cell",
    "DefinitionListTitle": "term",
}


def cut_markdown(text: str, line: int = 1) -> Document:
    """Cut a Markdown text whose first line is line `line` of its file."""
    return Document("markdown", tuple(_Cut(text, line).pieces()), find_definitions(text))


def cut_hidden(text: str, line: int, hidden: Hidden, dialect: Dialect) -> Document:
    """Cut a text of a dialect, of which the parser sees only what is not hidden."""
    labels = frozenset(normalise_label(hidden.show(label)) for label in find_definitions(hidden.text))
    return Document("markdown", tuple(_Cut(text, line, hidden).pieces()), labels, dialect)


class _Cut:
    """One pass over the events of one text."""

    def __init__(self, text: str, line: int, hidden: Hidden | None = None) -> None:
        self.text = text
        self.data = text.encode()
        self.line = line
        self.counted = 0
        self.position = 0
        self.directives = Directives()
        self.hidden = hidden
        self.inserts = list(reversed(hidden.inserts)) if hidden else []
        events = parse_events(hidden.text if hidden else text)
        self.events = [_shown(event, hidden) for event in events] if hidden else list(events)
        shown = hidden.text if hidden else text
        self.anchors = Anchors(self.events if "{" in shown or "<" in shown else ())  # only these can hold ids

    def pieces(self) -> Iterator[Piece]:
        for start, end, segment in self._segments():
            if start > self.position:
                yield Skeleton(self.data[self.position : start].decode())
            yield segment
            self.position = end
        if self.position < len(self.data):
            yield Skeleton(self.data[self.position :].decode())

    def _segments(self) -> Iterator[tuple[int, int, Segment]]:
        for run in find_runs(self.events):
            if self.inserts and run.starts:
                yield from self._insert(run.starts[-1])
            for found in self._cut_html(run) if run.is_html else self._cut_run(run):
                if self.inserts:
                    yield from self._insert(found[0])
                yield found
        yield from self._insert(len(self.data))

    def _insert(self, before: int) -> Iterator[tuple[int, int, Segment]]:
        """The texts in hidden constructs up to a place that are not part of a message themselves."""
        while self.inserts and self.inserts[-1].start < before:
            insert = self.inserts.pop()
            if insert.start >= self.position and not self.directives.skip((insert.start,)):
                yield insert.start, insert.end, self._inserted(insert)

    def _inserted(self, insert: Insert) -> Segment:
        raw = self.data[insert.start : insert.end].decode()
        note, context = self.directives.take()
        line = self._line_of(insert.start)
        source = _FOLDED.sub(" ", raw.replace('\\"', '"') if insert.place == "quoted" else raw)
        return Segment(raw, source, Place(insert.place), insert.type, line, note, context)

    def _cut_run(self, run: Run) -> Iterator[tuple[int, int, Segment]]:
        is_skipped = not self.directives.is_idle and self.directives.skip(run.starts)
        if is_skipped or not has_letters(run.events):
            return
        start, end = self._bounds(run.events)
        block = run.blocks[-1] if run.blocks else None
        note, context = self.directives.take()
        raw = self.data[start:end].decode()
        kind = self._kind(block, end)
        source = raw
        if not is_folded(raw, run.events, in_cell=kind == "cell"):
            source = fold_run(self.data, run.events, (start, end), Around(run.quotes, kind == "cell"))
        yield (
            start,
            end,
            Segment(
                raw=raw,
                source=self.hidden.show(source) if self.hidden else source,
                place=_place(kind, self._prefix(kind, run, start), self._heads_table(end)),
                type=type_of(run.blocks),
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
        if last.kind != "end" or last.name not in ("Link", "Image"):
            return start, last.end
        opener = next((e for e in events if e.kind == "start" and e.start == last.start), None)
        collapsed = opener is not None and opener.value["link_type"] == "Collapsed"
        return start, last.end + (2 if collapsed and self.data[last.end : last.end + 2] == b"[]" else 0)

    def _kind(self, block: Event | None, end: int) -> PlaceKind:
        if block is None:
            return "paragraph"
        if block.name == "Heading" and b"\n" in self.data[end : block.end].rstrip():
            return "setext"
        return _KINDS.get(block.name, "paragraph")

    def _prefix(self, kind: PlaceKind, run: Run, start: int) -> str:
        """What continues the block on a further line: the line's lead with list markers turned into spaces.

        Of a table cell's lead only the pipe counts, which says that the cell does not begin its line.
        """
        if kind == "cell":
            row = next(block.start for block in reversed(run.blocks) if block.name in ("TableRow", "TableHead"))
            return "|" if self.data.find(b"|", row, start) >= 0 else ""
        if kind not in _OF_LINES:
            return ""
        lead = self.data[self.data.rfind(b"\n", 0, start) + 1 : start].decode()
        if ">" not in lead and "\t" not in lead:
            return " " * len(lead)
        lead = re.sub(r">(?=[^>\s])", "> ", lead)  # a quote mark takes one space with it
        return re.sub(r"[^>\t]", " ", _LONG_MARKERS.sub(lambda match: " " * len(match[0]), lead))

    def _heads_table(self, end: int) -> bool:
        return _DELIMITER_ROW.match(self.data, end) is not None

    def _line_of(self, start: int) -> int:
        self.line += self.data.count(b"\n", self.counted, start)
        self.counted = start
        return self.line

    def _cut_html(self, run: Run) -> Iterator[tuple[int, int, Segment]]:
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


def _place(kind: PlaceKind, prefix: str, heads_table: bool) -> Place:
    """A place, the same one for the many texts that stand alike."""
    return Place(kind, prefix, heads_table) if len(prefix) > _SHORT else _shared_place(kind, prefix, heads_table)


_shared_place = lru_cache(maxsize=1024)(Place)


def _shown(event: Event, hidden: Hidden) -> Event:
    """The event with its HTML as it was, and no item where there is none; the words in texts say nothing, hidden."""
    if event.kind in ("Html", "InlineHtml"):
        return event._replace(value=hidden.show(event.value))
    return event._replace(name="Block") if event.name == "Item" and event.start in hidden.items else event


def _is_lone_tag(line: str) -> bool:
    """Whether an inline tag, alone on its line, makes the lines after it raw HTML: it must stay alone there."""
    match = TOKEN.fullmatch(line.strip())
    return match is not None and (match["name"] or "").lower() in INLINE
