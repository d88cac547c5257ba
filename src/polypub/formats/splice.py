"""Put translations where segments stood; no translation changes the structure of blocks around it.

What a text must not do depends on its place: open another block at the start of a line, end its table cell, become a
heading's attributes or closing marks, hit a link definition by chance. Each is a row of `_LINE_STARTS` or a step of
the place's function in `_PLACES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from polypub.formats.commonmark import normalise_label
from polypub.formats.html import TOKEN
from polypub.model.text import Document, Lookup, Place, Segment, Skeleton

_LINE_STARTS = re.compile(
    r"(?P<before>"
    r"\d{1,9}(?=[.)](?:[ \t]|$))"  # an ordered list: the escape goes before its mark
    r"|)"
    r"(?:"
    r"(?<=\d)[.)](?=[ \t]|$)"
    r"|\#{1,6}(?=[ \t]|$)"  # a heading
    r"|>"  # a quote
    r"|[-+*](?=[ \t]|$)"  # a bullet
    r"|`{3,}(?=[^`]*$)|~{3,}"  # a fence
    r"|=+[ \t]*$|-+[ \t]*$"  # a setext underline
    r"|([-*_])[ \t]*(?:\2[ \t]*){2,}$"  # a thematic break
    r"|[|:-][-|: \t]*$"  # the delimiter row of a table
    r"|:"  # a definition
    r"|\[[^\]]*\]:"  # a link or footnote definition
    r"|\[[ xX]\](?=[ \t]|$)"  # a task
    r"|\[![a-zA-Z]+\][ \t]*$"  # an alert
    r"|<(?:!|\?|/?(?:script|pre|style|textarea|address|article|aside|base|basefont|blockquote|body|caption|center|col"
    r"|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head"
    r"|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section"
    r"|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$))"  # a block of raw HTML
    r")",
    re.IGNORECASE,
)
_OPEN_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_LONE_TAG = re.compile(r"<[^<>]*>[ \t]*$")
"""Begins a block of raw HTML, but not in the middle of a paragraph."""
_OPAQUE = re.compile(r"(?<![`\\])(`+)(?!`)(?:.*?[^`])\1(?!`)|<[^<>]*>", re.DOTALL)
"""Code spans, tags and autolinks: a backslash in them would be seen."""
_BRACKETS = re.compile(r"(?<!\\)\[(\^?(?:[^\[\]\\]|\\.)+)\](?!\()")
_BLANK = " \t\r\n\f\v"


def splice_text(target: str, segment: Segment, labels: frozenset[str] = frozenset()) -> str:
    """A translation as it must be written in the segment's place; it starts no block and ends none.

    A blank one is none: the segment stays as it is. NUL, which Markdown drops, is the replacement character.
    """
    text = target.strip(_BLANK).replace("\0", "\ufffd")
    return _PLACES[segment.place.kind](text, segment.place, labels) if text else segment.raw


def _as_lines(target: str, place: Place, labels: frozenset[str]) -> str:
    """A paragraph, list item or term: hard breaks are kept, each line starts like text."""
    first, *others = filter(None, (line.strip(_BLANK) for line in _hard_lines(target)))
    lines = [_escape_start(first), *map(_escape_line, others)]
    text = _escape_labels(f"\n{place.prefix}".join(lines), labels)
    return _outside_opaque(text, lambda part: _OPEN_PIPE.sub(r"\1\|", part)) if place.heads_table else text


def _hard_lines(target: str) -> Iterable[str]:
    """The text's lines as hard breaks divide them; their marks become backslashes, other newlines spaces."""
    if "\n" not in target:
        return [target]
    folded = re.sub(r"(?<!\\)(?:\\\\)*\\\r?\n|[ \t]{2,}\r?\n", lambda m: m[0].rstrip("\\\r\n \t") + "\\\0", target)
    *broken, last = " ".join(re.split(r"[ \t]*[\r\n]+[ \t]*", folded)).split("\0")
    return [*broken, last] if last.strip(_BLANK) else [*broken[:-1], *(line.removesuffix("\\") for line in broken[-1:])]


def _as_heading(target: str, place: Place, labels: frozenset[str]) -> str:
    """A heading: one line whose end is not taken for closing marks or attributes."""
    line = _escape_braces(_fold(target))
    line = re.sub(r"(?:(?<=[ \t])|^)#+$", r"\\\g<0>", line)
    return _escape_labels(line, labels)


def _as_setext(target: str, place: Place, labels: frozenset[str]) -> str:
    """An underlined heading: a paragraph whose end is not taken for attributes."""
    return _escape_braces(_as_lines(target, place, labels))


def _as_cell(target: str, place: Place, labels: frozenset[str]) -> str:
    """A table cell: one line without an open pipe, and no backslash that would escape the next.

    Only the first cell of a row without an outer pipe stands at the start of a line.
    """
    line = _fold(target) if "|" in place.prefix else _escape_start(_fold(target))
    line = _escape_labels(line, labels).replace("|", "\\|")
    return re.sub(r"(?<!\\)((?:\\\\)*)\\$", r"\1\\\\", line)


def _as_html(target: str, place: Place, labels: frozenset[str]) -> str:
    """A run of HTML: one line in which every `<` begins a whole tag."""
    line = _fold(target)
    parts: list[str] = []
    position = 0
    for match in TOKEN.finditer(line):
        parts += line[position : match.start()].replace("<", "&lt;"), match[0]
        position = match.end()
    return "".join([*parts, line[position:].replace("<", "&lt;")])


def _as_attribute(target: str, place: Place, labels: frozenset[str]) -> str:
    """The value of an HTML attribute, whichever quotes it stands in."""
    return _fold(target).translate(_ATTRIBUTE)


def _as_field(target: str, place: Place, labels: frozenset[str]) -> str:
    """A field of the front matter: one line."""
    return _fold(target)


_ATTRIBUTE = str.maketrans({'"': "&quot;", "'": "&#39;", "<": "&lt;", ">": "&gt;"})
_PLACES: dict[str, Callable[[str, Place, frozenset[str]], str]] = {
    "paragraph": _as_lines,
    "item": _as_lines,
    "setext": _as_setext,
    "heading": _as_heading,
    "cell": _as_cell,
    "term": _as_lines,
    "html": _as_html,
    "attribute": _as_attribute,
    "field": _as_field,
}


def _fold(target: str) -> str:
    return re.sub(r"(?:\\|[ \t])*[\r\n]+[ \t]*", " ", target).strip(_BLANK) if "\n" in target else target


def _escape_start(line: str) -> str:
    """The first line of a block."""
    return f"\\{line}" if _LONE_TAG.match(line) else _escape_line(line)


def _escape_line(line: str) -> str:
    match = _LINE_STARTS.match(line)
    if match is None or not match[0]:
        return line
    at = match.end("before")
    return f"{line[:at]}\\{line[at:]}"


def _escape_braces(line: str) -> str:
    """A final `}` would end attributes of the heading; written as an entity it is text."""
    return line[:-1] + "&#125;" if line.endswith("}") else line


def _escape_labels(text: str, labels: frozenset[str]) -> str:
    """Brackets that would find one of the document's link definitions; messages show links inline."""
    if not labels or "[" not in text:
        return text

    def escape(match: re.Match[str]) -> str:
        return f"\\{match[0]}" if normalise_label(match[1]) in labels else match[0]

    return _outside_opaque(text, lambda part: _BRACKETS.sub(escape, part))


def _outside_opaque(text: str, change: Callable[[str], str]) -> str:
    """The text with everything changed but code spans, tags and autolinks."""
    parts: list[str] = []
    position = 0
    for match in _OPAQUE.finditer(text):
        parts += change(text[position : match.start()]), match[0]
        position = match.end()
    return "".join([*parts, change(text[position:])])


def localise(document: Document, lookup: Lookup) -> str:
    """The document's source with every segment that `lookup` answers for replaced (law 2)."""

    def write(segment: Segment) -> str:
        target = lookup(segment)
        return segment.raw if target is None else splice_text(target, segment, document.labels)

    return join_pieces(document, write)


def join_pieces(document: Document, write: Callable[[Segment], str]) -> str:
    """The skeleton as it is, and what `write` makes of each segment."""
    return "".join(piece.raw if isinstance(piece, Skeleton) else write(piece) for piece in document.pieces)
