"""The links and pictures of a source, each with its line: of Markdown with the HTML in it, or of HTML alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from polypub.formats.commonmark import Event, parse_events
from polypub.formats.html import find_tags, read_attributes

Kind = Literal["link", "image"]
_ADDRESSES: dict[str, tuple[str, Kind]] = {
    "a": ("href", "link"),
    "area": ("href", "link"),
    "audio": ("src", "link"),
    "img": ("src", "image"),
    "source": ("src", "link"),
    "video": ("src", "link"),
}
_MARKS = ("](", "][", "]:", "<")
"""Without one of these a Markdown text has no link."""


class Link(NamedTuple):
    """A link or a picture, as it stands in a text."""

    kind: Kind
    address: str
    """Entities are decoded, percent signs are not."""
    line: int
    """How many lines of the text are above it."""
    has_alt: bool = True
    """A picture says what it shows; an `<img>` with an empty `alt` says that it shows nothing."""


def find_links(text: str) -> Iterator[Link]:
    """The links and pictures of a Markdown text, in order; those in its raw HTML are among them."""
    if not any(mark in text for mark in _MARKS):
        return
    data = text.encode("utf-8", "surrogatepass")
    counted, lines = 0, 0
    for start, link in _find(list(parse_events(text))):
        if start > counted:
            lines, counted = lines + data.count(b"\n", counted, start), start
        yield link._replace(line=lines + link.line)


def find_html_links(html: str) -> Iterator[Link]:
    """The links and pictures of a piece of HTML, in order."""
    counted, lines = 0, 0
    for part in find_tags(html):
        name, kind = _ADDRESSES.get(part.name, ("", "link"))
        if not name or part.kind == "close":
            continue
        lines, counted = lines + html.count("\n", counted, part.start), part.start
        attributes = read_attributes(part)
        if name in attributes:
            yield Link(kind, attributes[name].strip(), lines, kind == "link" or "alt" in attributes)


def _find(events: list[Event]) -> Iterator[tuple[int, Link]]:
    """Each link with the byte that its line is counted from."""
    words = [index for index, event in enumerate(events) if event.kind in ("Text", "Code") and event.value.strip()]
    ends = _find_ends(events)
    block: list[Event] = []  # the lines of raw HTML are events of their own, and a tag may run over several
    for index, event in enumerate(events):
        if event.kind == "Html":
            block.append(event)
        elif event.kind == "InlineHtml":
            yield from ((event.start, link) for link in find_html_links(event.value))
        elif block:
            html = "".join(line.value for line in block)
            yield from ((block[0].start, link) for link in find_html_links(html))
            block = []
        if event.kind == "start" and event.name in ("Link", "Image") and event.value["link_type"] != "Email":
            is_link = event.name == "Link"
            has_words = bisect_right(words, index) < bisect_right(words, ends.get(index, index))
            yield event.start, Link("link" if is_link else "image", event.value["dest_url"], 0, is_link or has_words)


def _find_ends(events: list[Event]) -> dict[int, int]:
    """The index of each start to that of its end."""
    ends: dict[int, int] = {}
    stack: list[int] = []
    for index, event in enumerate(events):
        if event.kind == "start":
            stack.append(index)
        elif event.kind == "end" and stack:
            ends[stack.pop()] = index
    return ends
