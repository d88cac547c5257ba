"""Formulas in texts: what a typesetter reads, and no parser of Markdown should."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.formats.dialects.constructs import Construct, matches

_DOLLARS = re.compile(
    r"(?<![\\$\w])\$(?![\s$])(?=[^\s$]{1,200}\$|[^$\n]{0,400}[\\^_={}<>+])(?:\\.|[^\\$\n]){1,500}(?<![\s\\])\$(?![\w$])"
)
"""`$a_1$` in a text; not amounts of money."""
_PARENTHESES = re.compile(r"(?<!\\)\\\((?=[^)\n]{0,200}[\\^_=])(?:\\[^)\n]|[^\\\n]){1,500}\\\)")
r"""`\(a_1\)` in a text; not escaped parentheses around words."""
_LINE = r"(?:[^\n]|\n(?![ \t>]*(?:\r?\n|\Z)))"
"""A character of a formula: no blank line is in it."""
_DISPLAY = re.compile(
    rf"(?<![\\$])\$\$(?!\$)(?:\\.|(?![$\\]){_LINE}){{1,3000}}\$\$"
    rf"|^[ \t>]*\\\[(?=(?:(?!\\\]).){{0,3000}}[\^_={{}}<>+\\]){_LINE}{{1,3000}}?\\\](?=[ \t]*$)"
    rf"|^[ \t>]*\\begin\{{(?P<name>[A-Za-z]+\*?)\}}(?:(?!\\begin\{{(?P=name)\}}){_LINE}){{1,3000}}?"
    r"\\end\{(?P=name)\}(?=[ \t]*$)",
    re.DOTALL | re.MULTILINE,
)
"""`$$…$$`, which may stand in a text too; `\\[…\\]` and `\\begin{…}` on lines of their own."""


def find_formulas(text: str) -> Iterator[Construct]:
    """The formulas of a text, in the forms that most generators know."""
    if "$" in text:
        yield from matches(_DOLLARS, text, "word")
    yield from find_display(text)


def find_display(text: str) -> Iterator[Construct]:
    """The same without those between single dollars."""
    if "\\(" in text:
        yield from matches(_PARENTHESES, text, "word")
    if "$$" in text or "\\[" in text or "\\begin" in text:
        yield from matches(_DISPLAY, text)
