"""What a preview shows of a text whose constructs only another generator executes."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from polypub.formats.commonmark import render_veiled
from polypub.formats.dialects import hide_document
from polypub.model.text import Dialect

_HEAD = "<h1></h1>\n"
"""Of an item that stands for a construct."""


def render_preview(text: str, dialect: Dialect) -> str:
    """The HTML of a text, its dates veiled: constructs in its words as they are written, those beside them left out."""
    hidden = hide_document(text, dialect)
    html = render_veiled(hidden.text).replace(_HEAD, "")
    for letter, raw in hidden.words.items():
        word = letter + "0" * (len(raw.encode()) - len(letter.encode()))
        html = html.replace(quote(word), quote(raw)).replace(word, escape(raw))
    return html
