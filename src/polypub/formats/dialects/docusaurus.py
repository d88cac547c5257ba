"""Docusaurus: MDX (imports, components, expressions) and its admonitions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.formats.dialects.constructs import Construct, attribute_inserts, find_code, matches, outside
from polypub.formats.dialects.jsx import end_of_brackets, end_of_tag
from polypub.formats.dialects.mathematics import find_formulas
from polypub.formats.hiding import Insert

_MODULE = re.compile(r"^(?:import|export)[ \t{*]", re.MULTILINE)
_OPENING = re.compile(r"[({\[]")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\r?\n|\Z)")
_TAG = re.compile(r"</?[A-Za-z][\w.:-]*(?=[\s/>{])|</?>")
_ADMONITION = re.compile(
    r"^[ \t>]*:{3,}(?:[A-Za-z][\w-]*(?:\[(?P<label>[^\n]*?)\])?(?P<props>\{[^{}\n]*\})?(?:[ \t]+(?P<title>[^\n]*?))?)?"
    r"[ \t]*(?=\r?$)",
    re.MULTILINE,
)
_HEADING_END = re.compile(r"^[ \t>]{0,40}#{1,6}[^\n]*?[ \t]+(?P<id>\{#[\w.:-]+\})[ \t]*(?=\r?$)", re.MULTILINE)
_TEXTS = re.compile(
    r"(?<![\w-])(?:alt|aria-label|caption|description|label|placeholder|title)="
    r"(?P<quote>[\"'])(?P<value>[^\"'{}\n]{1,2000})(?P=quote)"
)
_INDENTED = re.compile(r"[^\n]*\n(?:[ \t]*\r?\n)*(?P<lead>[ ]*)(?=[^\s])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DEEPEST = 5
"""So far, at most, the marker of an item can stand before its text."""


def find_inline(text: str) -> Iterator[Construct]:
    """Expressions, tags that HTML does not know, and mathematics in a text; not in code."""
    code = find_code(text)
    taken = 0
    for opening in re.finditer(r"[<{]", text):
        start = opening.start()
        if start < taken or code.holds(start) or text[start - 1 : start] == "\\":
            continue
        found = _expression(text, start) if opening.group() == "{" else _tag(text, start)
        if found:
            yield found
            taken = found.end
    yield from outside(find_formulas(text), code)


def _expression(text: str, start: int) -> Construct | None:
    end = end_of_brackets(text, start)
    return Construct(start, end, "flow", in_text=not text.startswith("{/*", start)) if end else None


def _tag(text: str, start: int) -> Construct | None:
    """A tag: alone on its line it is skeleton, in a text one that HTML has too is left to the parser."""
    match = _TAG.match(text, start)
    end = end_of_tag(text, start) if match else 0
    if not end:
        return None
    raw = text[start:end]
    if "\n" in raw and ">" in text[text.rfind("\n", 0, start) + 1 : start]:
        return None  # a quote mark on the next line would be taken for its end
    inserts = tuple(attribute_inserts(raw, start, _TEXTS, "attribute")) if not raw.startswith("</") else ()
    is_html = "{" not in raw and "\n" not in raw and raw not in ("<>", "</>")
    return Construct(start, end, "tag" if is_html else "flow", inserts, _offset(text, start, end))


def _offset(text: str, start: int, end: int) -> int:
    """How far the line below a tag is indented beyond it; 0 where no item could hold it."""
    line = text.rfind("\n", 0, start) + 1
    below = _INDENTED.match(text, end)
    if below is None or text[line:start].strip(" "):
        return 0
    offset = len(below["lead"]) - (start - line)
    return offset if 2 <= offset <= _DEEPEST and "\n" not in text[start : start + offset + 1] else 0


def find_blocks(text: str) -> Iterator[Construct]:
    """Modules, admonitions, and what heads and comments have that is no expression."""
    code = find_code(text)
    ended = text[: text.rfind("-->") + 3] if "<!--" in text else ""  # behind the last end no comment can end
    yield from outside(matches(_COMMENT, ended, "keep"), code)
    yield from outside(_modules(text), code)
    for match in _HEADING_END.finditer(text):
        yield Construct(match.start("id"), match.end("id"), "keep")
    for match in _ADMONITION.finditer(text) if ":::" in text else ():
        if not code.holds(match.start()):
            yield Construct(match.start(), match.end(), "blank", tuple(_title(match)))


def _title(match: re.Match[str]) -> Iterator[Insert]:
    for group in ("label", "title"):
        if any(map(str.isalpha, match[group] or "")):
            yield Insert(match.start(group), match.end(group), "admonition title", "heading")


def _modules(text: str) -> Iterator[Construct]:
    """Imports and exports, each up to a blank line outside its braces."""
    position = 0
    while match := _MODULE.search(text, position):
        position = match.end()
        before = text[: match.start()].rstrip(" \t\r\n")
        if before and not _BLANK_LINE.search(text, len(before), match.start()):
            continue
        position = _end_of_module(text, match.start())
        yield Construct(match.start(), position, "blank")


def _end_of_module(text: str, start: int) -> int:
    end = _next_blank(text, start)
    bracket = _OPENING.search(text, start, end)
    while bracket and (closed := end_of_brackets(text, bracket.start())):
        end = _next_blank(text, closed) if closed > end else end
        bracket = _OPENING.search(text, closed, end)
    return len(text[:end].rstrip())


def _next_blank(text: str, start: int) -> int:
    blank = _BLANK_LINE.search(text, start)
    return blank.start() if blank else len(text)
