"""The Markdown of other generators, cut so that a localised source still builds there.

What only the generator understands is hidden from the parser (`formats/hiding.py`): alone on its lines it is skeleton,
within a text a placeable. The two laws of the cut hold in every dialect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import NamedTuple, get_args

from polypub.formats.dialects.constructs import Construct, in_order, settle
from polypub.formats.hiding import Hidden, Span, hide
from polypub.formats.markdown import cut_hidden, cut_markdown
from polypub.model.text import Dialect, Document, Placeable

__all__ = ["DIALECTS", "cut_in", "find_constructs", "hide_constructs", "hide_document"]

DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
"""Their names, as configuration and command line know them."""


def cut_in(dialect: Dialect) -> Callable[[str, int], Document]:
    """The function that cuts a body in a dialect; it is given the text and the line it begins on."""
    return cut_markdown if dialect == "commonmark" else partial(_cut, dialect)


def _cut(dialect: Dialect, text: str, line: int = 1) -> Document:
    return cut_hidden(text, line, hide_document(text, dialect), dialect)


def hide_document(text: str, dialect: Dialect) -> Hidden:
    """A body as a Markdown parser may see it."""
    find = _finders(dialect)
    spans, inserts = settle(text, (*find.blocks(text), *find.inline(text)))
    return hide(text, spans, inserts)


def hide_constructs(text: str, dialect: Dialect) -> Hidden:
    """A message, or its translation, as a Markdown parser may see it: each construct is a word."""
    return hide(text, [Span(found.start, found.end, "word") for found in _in_message(text, dialect)])


def find_constructs(text: str, dialect: Dialect) -> tuple[Placeable, ...]:
    """The constructs in a message that a translation must keep, in order; none in CommonMark, which has none."""
    if dialect == "commonmark":
        return ()
    return tuple(
        Placeable(text[found.start : found.end], found.start, "variable") for found in _in_message(text, dialect)
    )


def _in_message(text: str, dialect: Dialect) -> Iterator[Construct]:
    found = in_order(_finders(dialect).inline(text))
    return (construct for construct in found if construct.form in ("flow", "word"))


_Find = Callable[[str], Iterable[Construct]]


class _Finders(NamedTuple):
    """What finds a dialect's constructs."""

    inline: _Find
    blocks: _Find


def _finders(dialect: Dialect) -> _Finders:
    module = import_module(f"polypub.formats.dialects.{dialect}")
    return _Finders(module.find_inline, module.find_blocks)
