"""From the source of a block to its `msgid`: lines folded, quote marks gone, reference links inline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from polypub.formats.commonmark import Event

_NEWLINE = re.compile(rb"\r?\n|\r")
_BROKEN_DESTINATION = re.compile(rb"\]\(<[^<>\r\n]*[\r\n]")
_LINKS = ("Link", "Image")
_REFERENCE_TYPES = frozenset({"Reference", "Collapsed", "Shortcut"})
_ENTITY = re.compile(r"&(?=#?\w+;)")


class _Edit(NamedTuple):
    """A byte range of the source and what stands for it in the message."""

    start: int
    end: int
    text: bytes


class Around(NamedTuple):
    """What blocks a run stands in, as far as folding must know."""

    quotes: int
    """So many quote marks may begin each further line."""
    in_cell: bool


def fold_run(data: bytes, events: Sequence[Event], bounds: tuple[int, int], around: Around) -> str:
    r"""The message of a run of inline events between two byte offsets.

    A soft break is one space; a hard break stays, as the end of a line. `\\|` of a table cell is `|`.
    """
    start, end = bounds
    edits = list(_link_edits(data, events))
    if _NEWLINE.search(data, start, end):
        edits += _line_edits(data, events, bounds, around.quotes)
        edits += _bracket_edits(data, events, bounds)
        edits.sort()
    parts: list[bytes] = []
    position = start
    for edit in edits:
        if edit.start >= position:
            parts += data[position : edit.start], edit.text
            position = edit.end
    parts.append(data[position:end])
    text = b"".join(parts).decode()
    return text.replace("\\|", "|") if around.in_cell else text


def is_folded(raw: str, events: Sequence[Event], *, in_cell: bool) -> bool:
    """Whether the source of a run is its message, as `fold_run` would find too: one line without links, most often."""
    if "\n" in raw or "\r" in raw or (in_cell and "\\|" in raw):
        return False
    return "[" not in raw or not any(_is_reference(event) for event in events)


def _is_reference(event: Event) -> bool:
    return event.name in _LINKS and event.kind == "start" and event.value["link_type"] in _REFERENCE_TYPES


def _line_edits(data: bytes, events: Sequence[Event], bounds: tuple[int, int], quotes: int) -> Iterator[_Edit]:
    start, end = bounds
    hard: dict[int, int] = {}
    words: dict[int, int] = {}
    for event, following in pairwise(events):
        found = _NEWLINE.search(data, event.start) if event.kind in ("SoftBreak", "HardBreak") else None
        if found is None:
            continue
        if event.kind == "HardBreak":
            hard[found.start()] = event.start
        if following.kind != "end":  # its range begins elsewhere
            words[found.start()] = following.start - (data[following.start - 1 : following.start] == b"\\")
    for match in _line_break(quotes).finditer(data, start, end):
        newline = match.start("newline")
        last = words.get(newline, match.end())
        if newline in hard:
            mark = b"\\" if data[hard[newline] : newline].startswith(b"\\") else b"  "
            yield _Edit(min(hard[newline], match.start()), last, mark + b"\n")
        else:
            yield _Edit(match.start(), last, b" ")


@cache
def _line_break(quotes: int) -> re.Pattern[bytes]:
    """A line end with the space around it and the quote marks behind it; more of them would be text."""
    return re.compile(rb"(?:(?<![ \t])[ \t]+)?(?P<newline>\r?\n|\r)(?:[ \t]*>){0,%d}[ \t]*" % quotes)


def _link_edits(data: bytes, events: Sequence[Event]) -> Iterator[_Edit]:
    """Reference links and images: their label's place is taken by the destination."""
    open_links: list[Event] = []
    for event in events:
        if event.name not in _LINKS:
            continue
        if event.kind == "start":
            open_links.append(event)
        elif (link := open_links.pop()).value["link_type"] in _REFERENCE_TYPES:
            closing, end = _label(data, link)
            yield _Edit(closing, end, _destination(link.value["dest_url"], link.value["title"]))


def _bracket_edits(data: bytes, events: Sequence[Event], bounds: tuple[int, int]) -> Iterator[_Edit]:
    """What follows `](<` on several lines is no destination, but would be one on a single line."""
    code = [(event.start, event.end) for event in events if event.kind == "Code"]
    for match in _BROKEN_DESTINATION.finditer(data, *bounds):
        before = bisect_left(code, (match.start(), 0)) - 1
        if before < 0 or code[before][1] <= match.start():
            yield _Edit(match.start() + 1, match.start() + 2, b"\\(")


def _label(data: bytes, link: Event) -> tuple[int, int]:
    """Byte range from the bracket that closes a reference link's text to the end of its label."""
    kind = link.value["link_type"]
    if kind == "Reference":
        label = link.end - 1
        while data[label : label + 1] != b"[" or data[label - 1 : label] == b"\\":
            label -= 1
        return label - 1, link.end
    return link.end - 1, link.end + (2 if kind == "Collapsed" else 0)


def _destination(url: str, title: str) -> bytes:
    """`](url "title")` that reads back as this destination and title."""
    url = _ENTITY.sub(r"\\&", re.sub(r"\\(?=[!-/:-@\[-`{-~]|\Z)", r"\\\\", url))
    if not url or re.search(r"[\x00-\x20()<>]", url):
        url = "<" + re.sub(r"([<>])", r"\\\1", url) + ">"
    quoted = _ENTITY.sub(r"\\&", re.sub(r'(["\\])', r"\\\1", " ".join(re.split(r"\r\n?|\n", title))))
    return (f']({url} "{quoted}")' if title else f"]({url})").encode()
