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
_SIGNS = (*"<>&{}%\r\t", "```", "\\\n", "[^")
"""The same of several texts, and the footnote references that `_tags_of` does not tell."""
_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")

Shape = tuple[tuple[str, ...], tuple[str, ...]]
"""The tags and the footnote references of a text; `_NONE` for one that is judged on its own."""
_NONE: Shape = ((), ())


def find_alike(sources: tuple[str, ...], targets: Sequence[str]) -> list[bool]:
    """Of each target, whether it has just the tags and footnote references of its source, in the same order.

    False says nothing. The texts are Markdown; characters that are dangerous in themselves are not looked for.
    """
    numbers, tags = _original_tags(sources)
    if tags is not None and _tags_of([targets[number] for number in numbers]) == tags:
        known = set(numbers)
        return [number in known for number in range(len(sources))]
    pairs = zip(_shapes_of(sources), _shapes(targets), strict=True)
    return [source == target != _NONE for source, target in pairs]


@functools.lru_cache(maxsize=64)
def _original_tags(sources: tuple[str, ...]) -> tuple[Sequence[int], list[str] | None]:
    """The sources that can be told by their tags, and the tags of these; None where some have footnotes."""
    tags = _tags_of(sources)
    if tags is not None:
        return range(len(sources)), tags
    shapes = _shapes_of(sources)
    numbers = [number for number, shape in enumerate(shapes) if shape != _NONE]
    has_notes = any(notes for _, notes in shapes)
    return numbers, None if has_notes else [tag for tags, _ in shapes for tag in tags]


def _tags_of(texts: Sequence[str]) -> list[str] | None:
    """The tags of all texts together, as most translations have them; None where each has to be looked at.

    As every line of the HTML begins with `<p>`, two such lists are equal when the tags of each text are.
    """
    joined = "\n\n".join([*texts, ""])
    if any(map(joined.__contains__, _SIGNS)) or joined.count("\n") != 2 * len(texts):
        return None
    if any(starts_block(text) for text in texts if not text[:1].isalpha()):
        return None
    html = render_html(joined)
    if not html.count("\n") == html.count("<p>") == f"\n{html}".count("\n<p>") == len(texts):
        return None
    return _TAG.findall(html)


def _shapes(texts: Sequence[str]) -> list[Shape]:
    """Each text is a paragraph of one document, and a line of its HTML."""
    shapes = [_NONE] * len(texts)
    single = [number for number, text in enumerate(texts) if not _APART.search(text) and not starts_block(text)]
    lines = render_html("\n\n".join([texts[number] for number in single])).removesuffix("\n").split("\n")
    if len(lines) == len(single):
        for number, line in zip(single, lines, strict=True):
            if line.startswith("<p>"):
                shapes[number] = tuple(_TAG.findall(line)), tuple(_NOTE.findall(texts[number]))
    return shapes


_shapes_of = functools.lru_cache(maxsize=64)(_shapes)
"""An article's sources are compared with their translations in every edition."""
