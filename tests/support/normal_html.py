"""HTML as a reader sees it: white space collapsed where browsers collapse it, kept where they keep it."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"<(?P<kept>pre|textarea|script|style)\b[^>]*>.*?(?:</(?P=kept)\s*>|\Z)"
    r"|<!--.*?-->"
    r"|</?(?P<name>[a-zA-Z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>",
    re.DOTALL | re.IGNORECASE,
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu meta nav ol"
    " p pre script section style summary table tbody td textarea tfoot th thead title tr ul".split()
)
_BLANK = re.compile(r"[ \t\r\n\f]+")


def normalise_html(html: str) -> str:
    """The same text for two pieces of HTML that differ only in white space that no browser shows."""
    parts: list[str] = []
    position = 0
    for match in _PIECE.finditer(html):
        parts.append(_BLANK.sub(" ", html[position : match.start()]))
        parts.append(_normalise_tag(match))
        position = match.end()
    parts.append(_BLANK.sub(" ", html[position:]))
    text = re.sub(r" ?\ue0f0 ?", "\ue0f0", "".join(parts))
    return re.sub("[\ue0f0]+", "\n", text).strip()


def _normalise_tag(match: re.Match[str]) -> str:
    """A tag with single spaces, marked on both sides when it is a block's."""
    if match["kept"]:
        return f"\ue0f0{match[0]}\ue0f0"
    tag = _BLANK.sub(" ", match[0])
    return f"\ue0f0{tag}\ue0f0" if (match["name"] or "").lower() in _BLOCKS else tag
