"""A document's HTML in one language: localised source, parsed once, with languages and anchors on its blocks.

A segment that needs attributes travels through the Markdown parser inside a sentinel element. Afterwards they are
lifted onto the block's own element when the segment is the whole of it: a `<p>` in another language is aligned by its
own `dir`, which a `<span>` inside it would not be.
"""

from __future__ import annotations

import re
from functools import lru_cache

from polypub.formats.commonmark import render_veiled
from polypub.formats.date_placeables import Writers, fill_html, mark_source
from polypub.formats.html import Part, tokenise
from polypub.formats.html_body import Attributes, render_html_body
from polypub.formats.localise import splice_into
from polypub.model.text import Document, Lookup, Segment

_BLOCK = (
    r"<(?P<tag>p|h[1-6]|li|td|th|dt|dd|figcaption|summary|caption|div|legend|blockquote)(?P<own>(?:\s[^<>]*)?)>"
    r"(?P<gap>\s*)<{0}(?P<number>\d+)>(?P<text>.*?)</{0}(?P=number)>(?=\s*</(?P=tag)>)"
)
_OPEN_DECLARATION = re.compile(r"<![a-zA-Z][^>]*\Z")
"""Would take in the sentinel that follows."""
_LANGUAGE = re.compile(r' (?:lang|dir)="[^"]*"')
_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")


def render_body(document: Document, lookup: Lookup, attributes: Attributes, writers: Writers | None = None) -> str:
    """The HTML of a document with its segments looked up; the highest headings are `<h2>`, below the page's title.

    Its dates are as `writers` write them, those of texts that are not translated as the source does.
    """
    if document.format == "html":
        return render_html_body(document, lookup, attributes, writers)
    texts = [piece.raw for piece in document.pieces]
    marks: list[tuple[Segment, str]] = []
    sentinel = _sentinel("".join(texts))
    for number, segment in enumerate(document.pieces):
        if type(segment) is not Segment:
            continue
        target = lookup(segment)
        text = mark_source(segment.raw) if target is None else splice_into(document, target, segment)
        found = attributes(segment, target)
        if found and sentinel not in text and not _OPEN_DECLARATION.search(text):
            text = _enclose(text, segment, f"{sentinel}{len(marks)}")
            marks.append((segment, found))
        texts[number] = text
    html = fill_html(_render(document, "".join(texts)), writers)
    return _level_headings(_lift_marks(html, sentinel, marks) if marks else html)


def _render(document: Document, source: str) -> str:
    """The HTML of a localised source, its dates still veiled."""
    if document.dialect == "commonmark":
        return render_veiled(source)
    from polypub.formats.dialects.preview import render_preview  # most sites have no constructs

    return render_preview(source, document.dialect)


def _sentinel(text: str) -> str:
    """The beginning of a tag's name that the document nowhere has."""
    name = "x-polypub-"
    while name in text:
        name = f"x-{name}"
    return name


def _enclose(text: str, segment: Segment, name: str) -> str:
    if segment.place.kind == "attribute":
        return f"{{{name}}}{text}"
    text = text.rstrip(" ")
    if segment.place.kind != "html" and (len(text) - len(text.rstrip("\\"))) % 2:
        text += "\\"  # a last backslash would escape the end tag
    return f"<{name}>{text}</{name}>"


def _lift_marks(html: str, sentinel: str, marks: list[tuple[Segment, str]]) -> str:
    def lift(match: re.Match[str]) -> str:
        found = marks[int(match["number"])][1]
        if " lang=" in match["own"] or " id=" in match["own"]:
            found = _without_own(found, match["own"])
        return f"<{match['tag']}{match['own']}{found}>{match['gap']}{match['text']}"

    html = _block(sentinel).sub(lift, html)
    if sentinel not in html:
        return html  # all of them were whole blocks
    if any(segment.place.kind == "attribute" for segment, _ in marks):
        braces = re.compile(rf"\{{{sentinel}(\d+)\}}")
        html = "".join(_lift_from_attribute(part, html, braces, marks) for part in tokenise(html))
    html = re.sub(rf"<{sentinel}(\d+)>", lambda match: f"<span{marks[int(match[1])][1]}>", html)
    return re.sub(rf"</{sentinel}\d+>", "</span>", html)


@lru_cache(maxsize=8)
def _block(sentinel: str) -> re.Pattern[str]:
    return re.compile(_BLOCK.format(sentinel), re.DOTALL)


def _lift_from_attribute(part: Part, html: str, braces: re.Pattern[str], marks: list[tuple[Segment, str]]) -> str:
    text = html[part.start : part.end]
    match = braces.search(text)
    if match is None:
        return text
    if part.kind not in ("open", "void"):  # a translation's `<script>` took the tag in
        return braces.sub("", text)
    return _add_to_tag(text[: match.start()] + text[match.end() :], _without_own(marks[int(match[1])][1], text))


def _without_own(found: str, own: str) -> str:
    """What the author wrote on an element stays: their language, their id."""
    found = _LANGUAGE.sub("", found) if " lang=" in own else found
    return re.sub(r' id="[^"]*"', "", found) if " id=" in own else found


def _add_to_tag(tag: str, found: str) -> str:
    name = re.match(r"<[^\s/>]*", tag)
    end = name.end() if name else 0
    return f"{tag[:end]}{found}{tag[end:]}"


def _level_headings(html: str) -> str:
    """All headings moved up or down so that the highest is `<h2>`: the page's title is the `<h1>`."""
    if "h1" not in html and ("<h2>" in html or "<h2 " in html):
        return html  # as in most
    levels = [int(match[2]) for match in _HEADING.finditer(html)]
    shift = 2 - min(levels, default=2)
    if not shift:
        return html
    return _HEADING.sub(lambda match: f"{match[1]}{min(int(match[2]) + shift, 6)}", html)
