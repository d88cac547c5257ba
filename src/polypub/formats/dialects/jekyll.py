"""Jekyll: Liquid, which is run before Markdown is read, and kramdown's attribute lists and mathematics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.formats.dialects.constructs import Construct, attribute_inserts, find_code, matches, outside
from polypub.formats.dialects.mathematics import find_display
from polypub.formats.hiding import Insert

_LIQUID = re.compile(
    r"\{%-?\s*(?P<verbatim>raw|comment|highlight|mermaid|math)\b(?>.{0,200}?%\})"
    r".{0,20000}?\{%-?\s*end(?P=verbatim)\s*-?%\}"
    r"|\{%(?:(?!\{%).){0,3000}?%\}|\{\{(?:(?!\{\{).){0,3000}?\}\}",
    re.DOTALL,
)
_IN_TEXT = re.compile(r"\{\{|\{%-?\s*(?:link|post_url|raw)\b")
_TEXTS = re.compile(r'(?<![\w-])(?:alt|caption|title)="(?P<value>(?:[^"\\\n]|\\.){1,2000})"')
_ATTRIBUTE_LINE = re.compile(r"^[ \t>]*\{::?[^{}\n]*\}[ \t]*(?=\r?$)", re.MULTILINE)
_CONTENTS = re.compile(
    r"^[ \t]*(?:[*+-]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:[ \t]*toc\b[^{}\n]*\}[ \t]*(?=\r?$)", re.MULTILINE
)
_ATTRIBUTES = re.compile(r"\{:[^{}\n]{1,500}\}")
_EXTENSION = re.compile(r"\{::(?P<name>comment|nomarkdown)[^{}\n]*(?<!/)\}.*?\{:/(?:(?P=name))?\}", re.DOTALL)
_END_OF_BLOCK = re.compile(r"^\^[ \t]*(?=\r?$)", re.MULTILINE)
_HEADING_END = re.compile(r"^[ \t>]{0,8}#{1,6}[^\n]*?[ \t]+(?P<list>\{:[^{}\n]*\})[ \t]*(?=\r?$)", re.MULTILINE)
ABBREVIATION = re.compile(r"^[ \t]{0,3}\*\[[^\]\n]{1,200}\]:[ \t]*(?P<words>[^\n]*?)[ \t]*(?=\r?$)", re.MULTILINE)


def find_inline(text: str) -> Iterator[Construct]:
    """Liquid, attribute lists and mathematics in a text."""
    code = find_code(text)
    if "{" in text:
        for match in _LIQUID.finditer(text):
            raw, start = match.group(), match.start()
            is_shown = not match["verbatim"] and not code.holds(start)
            inserts = tuple(attribute_inserts(raw, start, _TEXTS, "quoted")) if is_shown else ()
            yield Construct(start, match.end(), "flow", inserts, in_text=_IN_TEXT.match(raw) is not None)
        yield from outside(matches(_ATTRIBUTES, text, "word"), code)
    yield from outside(find_display(text), code)


def find_blocks(text: str) -> Iterator[Construct]:
    """What kramdown reads on lines of their own: attribute lists, tables of contents, abbreviations."""
    code = find_code(text)
    for pattern in (_CONTENTS, _ATTRIBUTE_LINE, _END_OF_BLOCK):
        yield from outside(matches(pattern, text, "blank"), code)
    last = text.rfind("{:/")  # behind it none can end, and each would be followed through the whole text
    yield from outside(matches(_EXTENSION, text[: text.find("}", last) + 1] if last > 0 else "", "blank"), code)
    yield from outside(find_abbreviations(text), code)
    for match in _HEADING_END.finditer(text):
        yield Construct(match.start("list"), match.end("list"), "blank")


def find_abbreviations(text: str) -> Iterator[Construct]:
    """Lines that say what an abbreviation is short for, which readers are shown."""
    for match in ABBREVIATION.finditer(text) if "*[" in text else ():
        words = Insert(match.start("words"), match.end("words"), "abbreviation", "field")
        inserts = (words,) if any(map(str.isalpha, match["words"])) else ()
        yield Construct(match.start(), match.end(), "blank", inserts)
