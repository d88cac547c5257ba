"""A document's HTML in one language: localised source, parsed once, with languages and anchors on its blocks.

A segment that needs attributes travels through the Markdown parser inside a sentinel element. Afterwards they are
lifted onto the block's own element when the segment is the whole of it: a `<p>` in another language is aligned by its
own `dir`, which a `<span>` inside it would not be.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from polypub.formats.commonmark import render_html
from polypub.formats.splice import join_pieces, splice_text
from polypub.model.text import Document, Lookup, Segment

Attributes = Callable[[Segment, str | None], str]
"""The attributes that a segment's element gets, with a space before each; given what is shown in its place."""

_BLOCK = re.compile(
    r"<(?P<tag>p|h[1-6]|li|td|th|dt|dd|figcaption|summary|caption|div|legend|blockquote)(?P<own>(?:\s[^<>]*)?)>"
    r"(?P<gap>\s*)<x-polypub-(?P<number>\d+)>(?P<text>.*?)</x-polypub-(?P=number)>(?=\s*</(?P=tag)>)",
    re.DOTALL,
)
_OPEN = re.compile(r"<x-polypub-(\d+)>")
_CLOSE = re.compile(r"</x-polypub-\d+>")
_IN_ATTRIBUTE = re.compile(r"(<[^<>]*?)\ue001(\d+)\ue002")
_LANGUAGE = re.compile(r' (?:lang|dir)="[^"]*"')
_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")


def render_body(document: Document, lookup: Lookup, attributes: Attributes) -> str:
    """The HTML of a document with its segments looked up; the highest headings are `<h2>`, below the page's title."""
    marks: list[str] = []

    def write(segment: Segment) -> str:
        target = lookup(segment)
        text = segment.raw if target is None else splice_text(target, segment, document.labels)
        found = attributes(segment, target)
        if not found:
            return text
        marks.append(found)
        number = len(marks) - 1
        if segment.place.kind == "attribute":
            return f"\ue001{number}\ue002{text}"
        return f"<x-polypub-{number}>{text}</x-polypub-{number}>"

    source = join_pieces(document, write)
    html = render_html(source) if document.format == "markdown" else source
    return _level_headings(_lift_marks(html, marks) if marks else html)


def _lift_marks(html: str, marks: list[str]) -> str:
    def lift(match: re.Match[str]) -> str:
        found = marks[int(match["number"])]
        if " lang=" in match["own"] or " id=" in match["own"]:
            found = _without_own(found, match["own"])
        return f"<{match['tag']}{match['own']}{found}>{match['gap']}{match['text']}"

    html = _BLOCK.sub(lift, html)
    if "\ue001" in html:
        html = _IN_ATTRIBUTE.sub(lambda m: _add_to_tag(m[1], marks[int(m[2])]), html)
    return _CLOSE.sub("</span>", _OPEN.sub(lambda m: f"<span{marks[int(m[1])]}>", html))


def _without_own(found: str, own: str) -> str:
    """What the author wrote on an element stays: their language, their id."""
    found = _LANGUAGE.sub("", found) if " lang=" in own else found
    return re.sub(r' id="[^"]*"', "", found) if " id=" in own else found


def _add_to_tag(tag: str, found: str) -> str:
    name, space, rest = tag.partition(" ")
    return f"{name}{found}{space}{rest}"


def _level_headings(html: str) -> str:
    """All headings moved up or down so that the highest is `<h2>`: the page's title is the `<h1>`."""
    levels = [int(match[2]) for match in _HEADING.finditer(html)]
    shift = 2 - min(levels, default=2)
    if not shift:
        return html
    return _HEADING.sub(lambda match: f"{match[1]}{min(int(match[2]) + shift, 6)}", html)
