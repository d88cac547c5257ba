"""Put translations where segments stood; no translation changes the structure of blocks around it.

What a text must not do depends on its place: open another block at the start of a line, end its table cell, become a
heading's attributes or closing marks, hit a link definition by chance. Each is a row of `_LINE_STARTS` or a step of
the place's function in `_PLACES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from polypub.formats.commonmark import normalise_label, parse_events
from polypub.formats.html import START, tokenise
from polypub.formats.veil import veil
from polypub.model.text import Document, PlaceKind, Segment, Skeleton

_LINE_STARTS = re.compile(
    r"(?P<before>"
    r"\d{1,9}(?=[.)](?:[ \t\v\f]|$))"  # an ordered list: the escape goes before its mark
    r"|)"
    r"(?:"
    r"(?<=\d)[.)](?=[ \t\v\f]|$)"
    r"|\#{1,6}(?=[ \t\v\f]|$)"  # a heading
    r"|>"  # a quote
    r"|[-+*](?=[ \t\v\f]|$)"  # a bullet
    r"|`{3,}(?=[^`]*$)|~{3,}"  # a fence
    r"|=+[ \t\v\f]*$|-+[ \t\v\f]*$"  # a setext underline
    r"|([-*_])[ \t\v\f]*(?:\2[ \t\v\f]*)*$"  # a thematic break, or what the bullet before makes one
    r"|[|:-][-|: \t\v\f]*$"  # the delimiter row of a table
    r"|:"  # a definition
    r"|\[[^\]]*\]:"  # a link or footnote definition
    r"|\[[ xX]\](?=[ \t\v\f]|$)"  # a task
    r"|\[![a-zA-Z]+\][ \t\v\f]*$"  # an alert
    r"|<(?:!|\?|/?(?:script|pre|style|textarea|address|article|aside|base|basefont|blockquote|body|caption|center|col"
    r"|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head"
    r"|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section"
    r"|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$))"  # a block of raw HTML
    r")",
    re.IGNORECASE,
)
_OPEN_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_LONE_TAG = re.compile(r"<[^<>]*>[ \t\v\f]*$")
"""Begins a block of raw HTML, but not in the middle of a paragraph."""
_OPAQUE = re.compile(r"(?<![`\\])(`+)(?!`)(?:.*?[^`])\1(?!`)|<[^<>]*>", re.DOTALL)
"""Code spans, tags and autolinks: a backslash in them would be seen."""
_BRACKETS = re.compile(r"(?<!\\)((?:\\\\)*)\[(\^?(?:[^\[\]\\]|\\.)+)\](\()?", re.DOTALL)
_LINE_END = re.compile(r"\r\n?|\n")
_QUOTE = re.compile(r'(?<!\\)((?:\\\\)*)"')
_BLANK = " \t\r\n\f\v"
_DELICATE = re.compile(r"[\\\r\n\0|{}#]").search
"""What breaks lines, or what some place in Markdown escapes; the start of a line apart."""
_DELICATE_IN_TAGS = re.compile(r"[\\\r\n\0|{}#<>&\"']").search
_IN_TAGS = frozenset({"html", "attribute", "quoted"})


def splice_text(target: str, segment: Segment, labels: frozenset[str] = frozenset()) -> str:
    """A translation as it must be written in the segment's place; it starts no block and ends none.

    A blank one is none: the segment stays as it is. NUL, which Markdown drops, is the replacement character.
    """
    text = target.strip(_BLANK)
    place = segment.place
    find = _DELICATE_IN_TAGS if place.kind in _IN_TAGS else _DELICATE
    if text[:1].isalpha() and not find(text) and not labels and not place.heads_table:
        return text  # most texts are one line of words
    text = text.replace("\0", "\ufffd")
    return _PLACES[place.kind](text, segment, labels) if text else segment.raw


def _as_lines(target: str, segment: Segment, labels: frozenset[str]) -> str:
    """A paragraph, list item or term: hard breaks are kept, each line starts like text."""
    first, *others = filter(None, (line.strip(_BLANK) for line in _hard_lines(target)))
    lines = [first if _begins_alike(first, segment.raw) else _escape_start(first), *map(_escape_line, others)]
    text = _escape_labels(f"\n{segment.place.prefix}".join(lines), labels)
    text = f"{text}\\" if _has_loose_end(text) else text  # a last backslash is one in either form
    return _outside_opaque(text, _OPEN_PIPE, lambda match: f"{match[1]}\\|") if segment.place.heads_table else text


def _hard_lines(target: str) -> Iterator[str]:
    """The text's lines as hard breaks divide them; their marks become backslashes, other line ends spaces."""
    *lines, last = _LINE_END.split(target)
    words: list[str] = []
    broken = ""
    for line in lines:
        words.append(_without_break(line))
        if _is_hard(line):
            if broken:
                yield broken
            broken = " ".join(filter(None, words)) + "\\"
            words = []
    rest = " ".join(filter(None, [*words, last.strip(_BLANK)]))
    if broken:
        yield broken if rest else broken.removesuffix("\\")
    yield rest


def _is_hard(line: str) -> bool:
    """Whether a line's end is a hard break: a backslash that is not escaped, or two spaces behind words."""
    return (line.endswith("\\") and _has_loose_end(line)) or (line.endswith("  ") and not line.isspace())


def _without_break(line: str) -> str:
    """The line without a backslash that breaks it; one that stands for itself is written as such."""
    text = line.strip(_BLANK)
    if not _has_loose_end(text):
        return text
    return text[:-1] if line.endswith("\\") else f"{text}\\"


def _has_loose_end(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _as_heading(target: str, segment: Segment, labels: frozenset[str]) -> str:
    """A heading: one line whose end is not taken for closing marks or attributes."""
    line = _escape_braces(_fold(target))
    line = re.sub(r"(?:(?<=[ \t])|^)#+$", r"\\\g<0>", line)
    return _escape_labels(line, labels)


def _as_setext(target: str, segment: Segment, labels: frozenset[str]) -> str:
    """An underlined heading: a paragraph whose end is not taken for attributes."""
    return _escape_braces(_as_lines(target, segment, labels))


def _as_cell(target: str, segment: Segment, labels: frozenset[str]) -> str:
    """A table cell: one line without an open pipe, and no backslash that would escape the next.

    Only the first cell of a row without an outer pipe stands at the start of a line.
    """
    line = _fold(target) if "|" in segment.place.prefix else _escape_start(_fold(target))
    line = _escape_labels(line, labels).replace("|", "\\|")
    line = f"{line}\\" if _has_loose_end(line) else line
    return f"{line} " if line.endswith("\\") else line  # whatever their number, a pipe next to them would be no border


def _as_html(target: str, segment: Segment, labels: frozenset[str]) -> str:
    """A run of HTML: one line in which every `<` that browsers take for a tag begins a whole one."""
    line = _fold(target)
    text = "".join(
        _escape_tags(line[part.start : part.end]) if part.kind in ("text", "skip") else line[part.start : part.end]
        for part in tokenise(line)
    )
    return f"{text[:-2]}&lt;/" if text.endswith("</") else text  # it would take in what follows


def _escape_tags(text: str) -> str:
    return START.sub("&lt;", text)


def _as_attribute(target: str, segment: Segment, labels: frozenset[str]) -> str:
    """The value of an HTML attribute; a quote that the source has in it cannot be the one it stands in."""
    if segment.place.is_bare:
        return f'"{"".join(_ATTRIBUTE.get(c, c) for c in _fold(target))}"'
    return "".join(_ATTRIBUTE.get(c, c) if c not in segment.raw else c for c in _fold(target))


def _as_quoted(target: str, segment: Segment, labels: frozenset[str]) -> str:
    """A value in double quotes, in which a backslash goes before a quote."""
    line = _QUOTE.sub(r'\1\\"', _fold(target))
    return f"{line}\\" if _has_loose_end(line) else line


def _as_field(target: str, segment: Segment, labels: frozenset[str]) -> str:
    """A field of the front matter: one line."""
    return _fold(target)


_ATTRIBUTE = {'"': "&quot;", "'": "&#39;", "<": "&lt;", ">": "&gt;"}
_PLACES: dict[PlaceKind, Callable[[str, Segment, frozenset[str]], str]] = {
    "paragraph": _as_lines,
    "item": _as_lines,
    "setext": _as_setext,
    "heading": _as_heading,
    "cell": _as_cell,
    "term": _as_lines,
    "html": _as_html,
    "attribute": _as_attribute,
    "quoted": _as_quoted,
    "field": _as_field,
}


def _fold(target: str) -> str:
    *lines, last = _LINE_END.split(target)
    return " ".join(filter(None, [*map(_without_break, lines), last.strip(_BLANK)]))


def _escape_start(line: str) -> str:
    """The first line of a block."""
    return f"\\{line}" if _LONE_TAG.match(line) else _escape_line(line)


def starts_block(line: str) -> bool:
    """Whether a line would not be, or might not be, the text of a paragraph."""
    match = _LINE_STARTS.match(line)
    return not line or line[0].isspace() or bool(match and match[0]) or _LONE_TAG.match(line) is not None


def _begins_alike(line: str, raw: str) -> bool:
    """Whether the source begins with the same tag or note: behind the box of a task, say, they open no block."""
    match = _LINE_STARTS.match(line)
    if match is None or _LONE_TAG.match(line):
        return False
    return match[0].startswith(("<", "[^")) and raw.startswith(match[0])


def _escape_line(line: str) -> str:
    match = _LINE_STARTS.match(line)
    if match is None or not match[0]:
        return line
    at = match.end("before")
    return f"{line[:at]}\\{line[at:]}"


def _escape_braces(line: str) -> str:
    """A final `}` would end attributes of the heading; written as an entity it is text. A date's is no such."""
    if not veil(line).endswith("}"):
        return line
    text = line[:-1]
    return f"{text[:-1] if _has_loose_end(text) else text}&#125;"


def _escape_labels(text: str, labels: frozenset[str]) -> str:
    """Brackets that would find one of the document's link definitions; messages show links inline."""
    if not labels or "[" not in text:
        return text

    links = _find_links(text) if "](" in text else frozenset()

    def escape(match: re.Match[str]) -> str:
        bracket = match.end(1)
        if (match[3] and bracket in links) or normalise_label(match[2]) not in labels:
            return match[0]
        mark = "&#91;" if text[:bracket].endswith("]") else "\\["  # the parser overlooks `\\` between brackets
        return f"{match[1]}{mark}{match[0][len(match[1]) + 1 :]}"

    return _outside_opaque(text, _BRACKETS, escape)


def _find_links(text: str) -> frozenset[int]:
    """Where the opening brackets of inline links and images stand, in characters."""
    data = text.encode()
    starts = (
        e.start + (e.name == "Image") for e in parse_events(text) if e.kind == "start" and e.name in ("Link", "Image")
    )
    return frozenset(len(data[:start].decode()) for start in starts)


def _outside_opaque(text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
    """The text with what a pattern finds changed, except in code spans, tags and autolinks."""
    parts: list[str] = []
    position = 0
    for match in [*_OPAQUE.finditer(text), None]:
        end = match.start() if match else len(text)
        for found in pattern.finditer(text, position, end):
            parts += text[position : found.start()], change(found)
            position = found.end()
        parts += text[position:end], match[0] if match else ""
        position = match.end() if match else end
    return "".join(parts)


def join_pieces(document: Document, write: Callable[[Segment], str]) -> str:
    """The skeleton as it is, and what `write` makes of each segment."""
    return "".join([piece.raw if isinstance(piece, Skeleton) else write(piece) for piece in document.pieces])
