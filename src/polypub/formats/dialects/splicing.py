"""Translations written where a dialect reads them: they begin no construct of it, and lines break as it breaks them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from polypub.formats.dialects import find_constructs, hide_constructs
from polypub.formats.dialects.constructs import find_code
from polypub.formats.splice import splice_text
from polypub.model.text import Dialect, Document, Segment

_OF_LINES = frozenset({"paragraph", "item", "setext", "term"})
_HARD_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=\n)")
_OPENERS = "{<$\\"
"""What those constructs begin with that could do something or swallow a text."""
_ANY_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\\n|[^\s\\](?:\\\\)*[ ]{2,}\n")
_NO_ESCAPES = re.compile(r"^([ \t>]*)\\([|:=<~])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a dialect asks of a text beyond CommonMark."""

    starts: re.Pattern[str]
    """What begins a construct at the start of a line."""
    loose: re.Pattern[str]
    """What begins one anywhere, unless it is the source's."""
    backslash_breaks: bool = True
    """A backslash at the end of a line breaks it; else two spaces do, and a translator's backslash is its source's."""
    escapes_all: bool = True
    """A backslash may stand before any punctuation."""


_RULES: dict[Dialect, _Rules] = {
    "hugo": _Rules(re.compile(r"\{"), re.compile(r"\{(?=\{[<%])|\$(?=\$)")),
    "mkdocs": _Rules(
        re.compile(r"!!!|\?\?\?|===|///|;?-{1,9}8<-|:::|\*\[|\[(?:TOC|\[_TOC_)\]|[{#]"),
        re.compile(r"\{(?=[{%])|\$(?=\$)"),
        backslash_breaks=False,
        escapes_all=False,
    ),
    "docusaurus": _Rules(
        re.compile(r":::|(?:import|export)(?=[ \t{*])"), re.compile(r"(?<!\\)[{}]|(?<!\\)<(?![A-Za-z/>])|\$(?=\$)")
    ),
    "jekyll": _Rules(re.compile(r"\{:|\^[ \t]*$|\*\["), re.compile(r"\{(?=[{%])|\$(?=\$)"), backslash_breaks=False),
}


def splice_construct_text(document: Document, target: str, segment: Segment) -> str:
    """A translation as it must be written in a document of a dialect.

    Its constructs stay as they are; those that its source does not have are plain text.
    """
    rules = _RULES[document.dialect]
    hidden = hide_constructs(_disarm(target, segment.source, document.dialect), document.dialect)
    text = splice_text(hidden.text, segment, document.labels)
    if segment.place.kind in _OF_LINES:
        text = _write_lines(text, segment, rules)
        text = text if rules.backslash_breaks else _break_with_spaces(text, hidden.text)
    return hidden.show(_tighten(text, rules.loose, hide_constructs(segment.source, document.dialect).text))


def _tighten(text: str, loose: re.Pattern[str], source: str) -> str:
    """The text with what begins constructs as entities, but for what the source has too."""
    if not loose.search(text):
        return text
    own = {match[0] for match in loose.finditer(source)}
    return _outside_code(
        text, lambda part: loose.sub(lambda found: found[0] if found[0] in own else _entity(found), part)
    )


def _disarm(target: str, source: str, dialect: Dialect) -> str:
    known = {found.text for found in find_constructs(source, dialect)}
    parts: list[str] = []
    position = 0
    for found in find_constructs(target, dialect):
        if found.text[0] in _OPENERS and found.text not in known:
            parts += target[position : found.start], _entity(found.text[0])
            position = found.start + 1
    return "".join([*parts, target[position:]])


def _break_with_spaces(text: str, target: str) -> str:
    """The text with two spaces for the backslashes at its lines' ends, but for those that are the translator's own."""
    ends = [match[0].endswith("\\\n") for match in _ANY_BREAK.finditer(target)]
    own = iter(ends if len(ends) == len(_HARD_BREAK.findall(text)) else ())
    return _HARD_BREAK.sub(lambda match: match[0] if next(own, False) else f"{match[1]}  ", text)


def _write_lines(text: str, segment: Segment, rules: _Rules) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        lead = len(segment.place.prefix) if number else 0
        start = rules.starts.match(line, lead)
        if start and not (number == 0 and segment.raw.startswith(start[0])):
            lines[number] = line[:lead] + _entity(line[lead]) + line[lead + 1 :]
    text = "\n".join(lines)
    if not rules.escapes_all:
        text = _NO_ESCAPES.sub(lambda match: match[1] + _entity(match[2]), text)
    return text


def _entity(character: re.Match[str] | str) -> str:
    """A character that no parser takes for anything but itself."""
    return f"&#{ord(character if isinstance(character, str) else character[0])};"


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with everything but its code changed."""
    code = find_code(text)
    parts: list[str] = []
    position = 0
    for start, end in zip(code.starts, code.ends, strict=True):
        parts += change(text[position:start]), text[start:end]
        position = end
    return "".join([*parts, change(text[position:])])
