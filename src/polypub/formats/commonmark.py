"""The one door to the Markdown parser: options, events with byte ranges, HTML.

CommonMark with GFM tables, strikethrough, task lists and alerts, footnotes, definition lists and heading attributes,
as pulldown-cmark reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeVar

import pyromark

from polypub.errors import Problem, SourceError
from polypub.formats.veil import BEGIN, unveil, veil

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_GFM
)
_MARKDOWN = pyromark.Markdown(options=_OPTIONS)

INLINE_TAGS = frozenset({"Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript", "Link", "Image"})
"""Tags that stand inside a block's text; every other tag is a block."""


_REMEDY = "Look for an underlined heading (=== or ---) whose last line is a backslash or {…} alone."
_T = TypeVar("_T")


class Event(NamedTuple):
    """One parser event; `start` and `end` are offsets in UTF-8 bytes."""

    kind: str
    """`start`, `end`, or the name of a leaf: `Text`, `Code`, `SoftBreak`, `Html`, …"""
    name: str
    """The tag of a start or end; the kind again for a leaf."""
    value: Any
    """A tag's attributes or a leaf's text."""
    start: int
    end: int


_EVENT = partial(tuple.__new__, Event)
_BOUNDS = {"Start": "start", "End": "end"}


def parse_events(text: str) -> Iterator[Event]:
    """The document's events in order.

    Raises:
        SourceError: the parser fails; so far only on rare texts that nobody writes on purpose.
    """
    veiled = veil(text)
    for event, span in _guard(lambda: list(_MARKDOWN.events_with_range(veiled))):
        raw = event if veiled is text else unveil(event)
        start, end = span["start"], span["end"]
        if isinstance(raw, str):
            yield _EVENT((raw, raw, None, start, end))
            continue
        ((kind, value),) = raw.items()
        if kind in _BOUNDS:
            name, attributes = (value, None) if isinstance(value, str) else _tag(value)
            yield _EVENT((_BOUNDS[kind], name, attributes, start, end))
        else:
            yield _EVENT((kind, kind, value, start, end))


def _tag(value: Any) -> tuple[str, Any]:
    """A tag's name and attributes, which the parser hands out as a mapping with that one key."""
    ((name, attributes),) = value.items()
    return name, attributes


def find_definitions(text: str) -> frozenset[str]:
    """The labels of the document's link reference definitions, normalised by `normalise_label`."""
    if "]:" not in text:
        return frozenset()
    return frozenset(
        normalise_label(label) for label in _guard(lambda: pyromark.reference_definitions(text, options=_OPTIONS))
    )


def normalise_label(label: str) -> str:
    """A link label as CommonMark compares labels: case-folded, white space collapsed."""
    return " ".join(label.split()).casefold()


def render_html(text: str) -> str:
    """The document's HTML; raw HTML in it passes through."""
    html, veiled = render_veiled(text), BEGIN in text
    return str(unveil(html)) if veiled else html


def render_veiled(text: str) -> str:
    """The document's HTML, in which the braces of its dates are still veiled."""
    veiled = veil(text)
    return _guard(lambda: _MARKDOWN.html(veiled))


def _guard(parse: Callable[[], _T]) -> _T:
    """What the parser answers; where it panics on a text, which is no `Exception`, an error that says so."""
    try:
        return parse()
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        what = f"the Markdown parser fails on this text ({error})"
        raise SourceError(Problem(what, hint=_REMEDY)) from None
