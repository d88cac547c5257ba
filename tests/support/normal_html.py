"""HTML as a reader sees it: white space collapsed, and gone at the borders of blocks."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"<!--.*?-->"
    r"|</?(?P<name>[a-zA-Z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>",
    re.DOTALL,
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu meta nav ol"
    " p pre script section style summary table tbody td textarea tfoot th thead title tr ul".split()
)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_BORDER = "\ue0f0"


def normalise_html(html: str) -> str:
    """The same text for two pieces of HTML that differ in white space alone; blocks on lines of their own.

    A space beside an inline tag counts, since a reader sees it, but not at the ends of a code span. White space in
    code blocks is to be compared apart.
    """
    parts: list[str] = []
    position = 0
    for match in _PIECE.finditer(html):
        border = _BORDER if (match["name"] or "").lower() in _BLOCKS else ""
        parts += html[position : match.start()], border, match[0], border
        position = match.end()
    text = _BLANK.sub(" ", "".join([*parts, html[position:]]))
    text = re.sub("(<code>) | (</code>)", r"\1\2", text)
    return re.sub(f" ?{_BORDER}[ {_BORDER}]*", "\n", text).strip()
