"""Translations whose markup is their source's, tag for tag: the usual case, judged for many texts in one parse.

What is found alike here is what `skeleton` and `gate` would find no fault with; of all others nothing is said.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from polypub.formats.commonmark import render_html
from polypub.formats.splice import starts_block

_APART = re.compile(r"[<>&{}%\n\r\t]|```|\\$")
"""Raw tags, entities, placeholders and more than one line: they are judged one by one."""
_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")

Shape = tuple[str, tuple[str, ...]]
"""The tags and the footnote references of a text; `_NONE` for one that is judged on its own."""
_NONE: Shape = ("", ())


def find_alike(sources: tuple[str, ...], targets: Sequence[str]) -> list[bool]:
    """Of each target, whether it has just the tags and footnote references of its source, in the same order.

    False says nothing. The texts are Markdown; characters that are dangerous in themselves are not looked for.
    """
    pairs = zip(_shapes_of(sources), _shapes(targets), strict=True)
    return [source == target != _NONE for source, target in pairs]


def _shapes(texts: Sequence[str]) -> list[Shape]:
    """Each text is a paragraph of one document, and a line of its HTML."""
    shapes = [_NONE] * len(texts)
    single = [number for number, text in enumerate(texts) if not _APART.search(text) and not starts_block(text)]
    lines = render_html("\n\n".join([texts[number] for number in single])).removesuffix("\n").split("\n")
    if len(lines) == len(single):
        for number, line in zip(single, lines, strict=True):
            if line.startswith("<p>"):
                shapes[number] = "".join(_TAG.findall(line)), tuple(_NOTE.findall(texts[number]))
    return shapes


_shapes_of = functools.lru_cache(maxsize=64)(_shapes)
"""An article's sources are compared with their translations in every edition."""
