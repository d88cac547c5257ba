"""Entries as TMX 1.4b, for other translation tools and other sites."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

import polypub
from polypub.errors import Problem
from polypub.translate.memory.entry import Entry

TOOL = "polypub"
"""`creationtool` of our own files: only their `x-origin` is believed."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even as references."""
_RETURNS = {"\r": "&#13;"}
"""A reader makes line feeds of carriage returns that are not written so."""
_ALL_SOURCES = "*all*"


def write_tmx(entries: Iterable[Entry]) -> tuple[bytes, list[Problem]]:
    """A TMX file, and what had to be left out: texts with characters that no XML file can hold.

    One unit for each entry, in the order given. Markup stands in the segments as it does in catalogs, as text.
    """
    kept: list[Entry] = []
    problems: list[Problem] = []
    for entry in entries:
        found = _FORBIDDEN.search("".join(_texts(entry)))
        if found:
            problems.append(_problem(entry, found.group()))
        else:
            kept.append(entry)
    lines = [_head(kept), *map(_unit, kept), "</body>\n</tmx>\n"]
    return "".join(lines).encode(), problems


def _texts(entry: Entry) -> Iterator[str]:
    yield from (entry.source, entry.target, entry.context or "", entry.domain, entry.engine, entry.file, entry.who)


def _problem(entry: Entry, character: str) -> Problem:
    text = f"left out: the character U+{ord(character):04X} in “{_FORBIDDEN.sub('�', entry.source)[:40]}”"
    return Problem(text, entry.file, hint="Take it out of the message: no XML file can hold it.")


def _head(entries: list[Entry]) -> str:
    sources = {entry.pair.source for entry in entries}
    source = sources.pop() if len(sources) == 1 else _ALL_SOURCES
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<tmx version="1.4">\n'
        f"<header creationtool={quoteattr(TOOL)} creationtoolversion={quoteattr(polypub.__version__)} "
        f'segtype="block" o-tmf="PO" adminlang="en" srclang={quoteattr(source)} datatype="plaintext"/>\n<body>\n'
    )


def _unit(entry: Entry) -> str:
    attributes = {"srclang": str(entry.pair.source), "usagecount": str(entry.uses)}
    attributes |= {"creationdate": _date(entry.moment), "creationid": entry.who}
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value)
    variants = _variant(entry.pair.source, entry.source) + _variant(entry.pair.target, entry.target)
    return f"<tu{written}>\n{''.join(_properties(entry))}{variants}</tu>\n"


def _properties(entry: Entry) -> Iterator[str]:
    """What TMX has no attribute for. An empty context is not the same as none."""
    named = {"origin": entry.origin, "domain": entry.domain, "engine": entry.engine, "file": entry.file}
    if entry.context is not None:
        yield _property("context", entry.context)
    yield from (_property(name, value) for name, value in named.items() if value)


def _property(name: str, value: str) -> str:
    return f'<prop type="x-{name}">{escape(value, _RETURNS)}</prop>\n'


def _variant(locale: str, text: str) -> str:
    return f"<tuv xml:lang={quoteattr(locale)}><seg>{escape(text, _RETURNS)}</seg></tuv>\n"


def _date(moment: int) -> str:
    """Seconds since 1970 as TMX writes a time; nothing for 0."""
    return dt.datetime.fromtimestamp(moment, dt.UTC).strftime("%Y%m%dT%H%M%SZ") if moment else ""
