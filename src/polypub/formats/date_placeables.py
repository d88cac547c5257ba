"""Dates inside a text: `{date 2017-07-05 long}` is one placeable, which every edition writes in its own way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from typing import NamedTuple

from polypub.cldr.dates import format_day
from polypub.formats.html import tokenise
from polypub.formats.inline import find_placeables
from polypub.formats.veil import BEGIN, PLACEABLE, unveil, veil, wrap_dates
from polypub.model.locale import Locale

Writer = Callable[[dt.date, str], str]
"""A day by a CLDR width or skeleton, as an edition writes it."""


class Writers(NamedTuple):
    """Who writes the dates of a document."""

    own: Writer
    """The edition."""
    source: Writer
    """The edition of the source language, for texts that are not translated."""


_VEILED = re.compile("\x0e(date\\s[^{}\x0e\x0f]{0,100})\x0f")
_INSIDE = re.compile(r"date\s+(\d{4}-\d\d-\d\d)(?:\s+([A-Za-z]{1,40}))?\s*( =)?")
_OPAQUE = frozenset("code kbd pre samp script style textarea title var".split())
_OF_SOURCE = " ="


def mark_source(text: str) -> str:
    """The text with its dates marked as those of an untranslated text."""
    return wrap_dates(text, f"{{{{{{}}{_OF_SOURCE}}}}}") if BEGIN in text else text


def fill_html(html: str, writers: Writers | None) -> str:
    """HTML with its veiled dates written: a `<time>` in text, words in an attribute; in code they stay."""
    if "\x0e" not in html:
        return html
    parts: list[str] = []
    position, opaque = 0, ""
    for part in tokenise(html) if writers else ():
        text = html[part.start : part.end]
        if opaque:
            opaque = "" if part.kind == "close" and part.name == opaque else opaque
        elif part.kind == "open" and part.name in _OPAQUE:
            opaque = part.name
        form = None if opaque else _FORMS.get(part.kind)
        shown = _fill(text, form, writers) if form and writers else text
        parts += html[position : part.start], shown
        position = part.end
    return str(unveil("".join([*parts, html[position:]]).replace(f"{_OF_SOURCE}\x0f", "\x0f")))


def fill_text(text: str, write: Writer) -> str:
    """A plain text, such as a title, with its dates written; what is no date stays."""
    return str(unveil(_fill(veil(text), _plain, Writers(write, write)))) if BEGIN in text else text


def find_malformed(text: str) -> Iterator[str]:
    """What begins like a date and is none: no such day, or neither a width nor a skeleton."""
    for written, inside in _find(text):
        found = _read(inside)
        if found is None or not _is_pattern(found[1]):
            yield written


def find_days(text: str) -> Iterator[tuple[str, str]]:
    """The ISO days that a text has placeables for, each with the placeable."""
    for written, inside in _find(text):
        if found := _read(inside):
            yield found[0].isoformat(), written


def _find(text: str) -> Iterator[tuple[str, str]]:
    """The placeables outside code, and what stands between their braces."""
    for placeable in find_placeables(text) if BEGIN in text else ():
        match = PLACEABLE.fullmatch(placeable.text)
        if match:
            yield placeable.text, match[1]


def _fill(text: str, form: Callable[[dt.date, str], str], writers: Writers) -> str:
    def write(match: re.Match[str]) -> str:
        found = _read(match[1])
        if found is None or not _is_pattern(found[1]):
            return match[0]
        day, pattern = found
        writer = writers.source if match[1].endswith(_OF_SOURCE) else writers.own
        return form(day, writer(day, pattern))

    return _VEILED.sub(write, text)


def _time(day: dt.date, words: str) -> str:
    return f'<time datetime="{day.isoformat()}">{escape(words, quote=False)}</time>'


def _words(_day: dt.date, words: str) -> str:
    return escape(words)


def _plain(_day: dt.date, words: str) -> str:
    return words


_FORMS = {"text": _time, "open": _words, "void": _words}
"""How a day is written in a part of a page; in a comment it is not."""


def _read(inside: str) -> tuple[dt.date, str] | None:
    match = _INSIDE.fullmatch(inside)
    try:
        return (dt.date.fromisoformat(match[1]), match[2] or "long") if match else None
    except ValueError:
        return None


@cache
def _is_pattern(pattern: str) -> bool:
    try:
        format_day(dt.date(2017, 7, 5), Locale("en"), pattern)
    except ValueError:
        return False
    return True
