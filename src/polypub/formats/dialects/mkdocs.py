"""MkDocs: Python-Markdown's extensions, those of PyMdown and Material, Jinja of the macros plugin, mkdocstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.formats.dialects.constructs import Construct, find_code, matches, outside
from polypub.formats.dialects.jekyll import find_abbreviations
from polypub.formats.dialects.mathematics import find_formulas
from polypub.formats.hiding import Insert

_JINJA = re.compile(
    r"\{%(?:(?!\{%).){1,3000}?%\}|\{\{(?:(?!\{\{).){0,3000}?\}\}|\{\#(?![\w-]+\s*\}).{0,3000}?\#\}", re.DOTALL
)
_JINJA_IN_TEXT = re.compile(r"\{\{")
_ATTRIBUTES = r"\{(?::[ ]?|[ ]?(?=[.#][\w-]|[\w-]+=))[^{}\n]{1,500}\}"
_INLINE = re.compile(
    rf"""(?P<attributes> {_ATTRIBUTES} )
    | (?P<mark> <[A-Za-z]\w{{0,80}}_\w{{0,80}}> )
    | (?P<icon> (?<![\w:]):[a-z][a-z0-9_+-]{{0,80}}:(?![\w:]) )
    | (?P<keys> \+\+[\w"'-]{{1,30}}(?:\+[\w"'-]{{1,30}}){{0,8}}\+\+ )
    """,
    re.VERBOSE,
)
_ADMONITION = re.compile(
    r"^(?P<lead>[ \t>]*)(?:!!![ ]?|\?\?\?\+?[ ]?)[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+\"(?P<title>.*?)\")?[ ]*(?=\r?$)",
    re.MULTILINE,
)
_LEVEL = re.compile(r"(?:#{1,6}[ ]+)?")
"""Makes a heading of a title."""
_TAB = re.compile(r"^(?P<lead>[ \t>]*)===[!+]*[ ]+\"(?P<title>.*?)\"[ ]*(?=\r?$)", re.MULTILINE)
_BLOCK = re.compile(
    r"^[ \t>]*/{3,}[ ]*(?:(?P<kind>[\w-]+)(?:[ ]*\|[ ]*(?P<title>[^\n]*?))?[ ]*\r?(?:\n[ ]{4,}[\w-]+:[^\n]*)*)?"
    r"(?=\r?$)",
    re.MULTILINE,
)
_ARGUMENTS = {"html": "", "caption": "", "figure-caption": "", "table-caption": "", "tab": "tab title"}
"""What stands behind the bar of a block, where that is no title of an admonition; nothing for readers where empty."""
_SNIPPET = re.compile(
    r"^[ \t>]*;?-{1,}8<-{1,}[ ]*(?:[\"'][^\n]*|\n.*?\n[ \t>]*-{1,}8<-{1,})[ ]*(?=\r?$)", re.MULTILINE | re.DOTALL
)
_AUTODOC = re.compile(
    r"^(?P<lead>[ \t]*):::[ ]+[^\s:][^\n]*(?:\n(?:[ \t]*(?=\n)|(?P=lead)[ ]{4}[^\n]*))*", re.MULTILINE
)
_CONTENTS = re.compile(r"^[ \t]*\[(?:TOC|\[_TOC_\])\][ \t]*(?=\r?$)", re.MULTILINE)
_ATTRIBUTE_LINE = re.compile(rf"^[ \t>]*{_ATTRIBUTES}[ \t]*(?=\r?$)", re.MULTILINE)
_HEADING_END = re.compile(rf"^[ \t>]{{0,40}}#{{1,6}}[^\n]*?[ \t]+(?P<list>{_ATTRIBUTES})[ \t]*(?=\r?$)", re.MULTILINE)
_OPENER = re.compile(r"<!--|<(?P<tag>script|style|pre)\b", re.IGNORECASE)
_ENDS = {
    "": re.compile("-->"),
    **{tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in ("script", "style", "pre")},
}
"""What ends a comment, and each element whose text is no Markdown."""


def find_inline(text: str) -> Iterator[Construct]:
    """Macros, attribute lists, icons, keys and mathematics in a text; not in code."""
    code = find_code(text)
    if "{" in text:
        for match in _JINJA.finditer(text):
            if not code.holds(match.start()):
                in_text = _JINJA_IN_TEXT.match(match.group()) is not None
                yield Construct(match.start(), match.end(), "flow", in_text=in_text)
    yield from outside(matches(_INLINE, text, "word"), code)
    yield from outside(find_formulas(text), code)


def _find_verbatim(text: str) -> Iterator[Construct]:
    """Comments, and elements whose text is no Markdown; what never ends is looked for once."""
    position, endless = 0, set[str]()
    for opener in _OPENER.finditer(text):
        kind = (opener["tag"] or "").lower()
        if opener.start() < position or kind in endless:
            continue
        end = _ENDS[kind].search(text, opener.end())
        if end is None:
            endless.add(kind)
            continue
        position = end.end()
        yield Construct(opener.start(), position, "keep")


def find_blocks(text: str) -> Iterator[Construct]:
    """What stands on lines of its own, and the heads of blocks whose content is indented."""
    code = find_code(text)
    yield from outside(_find_verbatim(text), code)
    for pattern in (_SNIPPET, _AUTODOC, _CONTENTS, _ATTRIBUTE_LINE):
        yield from outside(matches(pattern, text, "blank"), code)
    yield from outside(find_abbreviations(text), code)
    for match in _HEADING_END.finditer(text):
        yield Construct(match.start("list"), match.end("list"), "blank")
    for pattern, kind in ((_ADMONITION, "admonition title"), (_TAB, "tab title")):
        yield from outside(_heads(pattern, text, kind), code)
    for match in _BLOCK.finditer(text) if "///" in text else ():
        if not code.holds(match.start()):
            kind = _ARGUMENTS.get(match["kind"] or "", "admonition title")
            yield Construct(match.start(), match.end(), "blank", _title(match, kind) if kind else ())


def _heads(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Construct]:
    return (
        Construct(match.end("lead"), match.end(), "item", _title(match, kind), offset=4)
        for match in pattern.finditer(text)
    )


def _title(match: re.Match[str], kind: str) -> tuple[Insert, ...]:
    if not any(map(str.isalpha, match["title"] or "")):
        return ()
    start = match.start("title") + len(_LEVEL.match(match["title"])[0])  # type: ignore[index]  # it matches nothing too
    return (Insert(start, match.end("title"), kind, "heading"),)
