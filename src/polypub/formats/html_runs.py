"""What is to be translated in a piece of HTML: an article's, or a block of raw HTML inside Markdown.

A segment is the longest run of text and inline tags between block tags, without the white space and the
unmatched tags at its ends. What is not text for readers (`<script>`, `<pre>`, `translate="no"`) is skeleton, except
where `translate="yes"` stands inside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from polypub.formats.html import INLINE, Part, blank_ends, find_attributes, has_letters, read_translate, tokenise

VERBATIM = frozenset("script style pre textarea svg math template iframe object noscript canvas".split())
"""Elements that are not read as text for readers."""


class Span(NamedTuple):
    """A stretch to translate: offsets in characters, and what it is."""

    start: int
    end: int
    type: str


def find_spans(html: str) -> Iterator[Span | Part]:
    """What to translate in a piece of HTML, and the directives between, in document order."""
    for found in find_runs(html):
        if isinstance(found, list):
            yield from _close_run(found, html)
        elif found.kind == "comment":
            yield found


def find_runs(html: str, position: int = 0) -> Iterator[list[Part] | Part]:
    """The runs of text and inline tags, and each part between two of them, in document order.

    Between them stand the tags of blocks, directives, and what is not to be translated.
    """
    run: list[Part] = []
    for part in _visible(html, position):
        is_inline = part.kind == "text" or part.name in INLINE
        if is_inline or (part.kind == "comment" and not is_directive(html[part.start : part.end])):
            run.append(part)
            continue
        if run:
            yield run
            run = []
        yield part
    if run:
        yield run


def is_directive(comment: str) -> bool:
    """Whether a comment speaks to polypub (or to mdbook-i18n-helpers)."""
    return re.match(r"<!-{2,}\s*(?:polypub|i18n)\s*:", comment) is not None


@dataclass(slots=True)
class _Mode:
    """An element that is not to be translated, or one inside such an element that is."""

    name: str
    start: int
    """Of what has not been handed out yet."""
    is_hidden: bool
    may_open: bool = False
    """Whether `translate="yes"` is heeded inside."""
    attributes: str = ""
    depth: int = 1
    is_inline: bool = True

    def enter(self, part: Part) -> bool:
        """Count a part inside; whether it ends the element."""
        self.depth += (part.name == self.name) * ((part.kind == "open") - (part.kind == "close"))
        self.is_inline = self.is_inline and (not part.name or part.name in INLINE)
        return self.depth == 0

    def fold(self, end: int) -> Part:
        """All of it up to an offset as one part."""
        return Part("skip", self.name if self.is_inline else "", self.start, end, self.attributes)


def _visible(html: str, position: int) -> Iterator[Part]:
    """The parts, each element that is not to be translated folded into one `skip` part.

    It has the name of an inline tag when it can stand within a text: closed, and without blocks in it. It has
    attributes when they may be translated.
    """
    modes: list[_Mode] = []
    for part in tokenise(html, position):
        mode = modes[-1] if modes else None
        if mode is None or not mode.is_hidden:
            hidden = _hidden_by(part)
            if hidden:
                modes.append(hidden)
                continue
            yield part
            if mode and mode.enter(part):
                modes.pop()
                modes[-1].start = part.end
        elif mode.may_open and read_translate(part) == "yes":
            yield from _open_island(mode, modes, part)
        elif mode.enter(part):
            yield mode.fold(part.end)
            modes.pop()
    if modes and modes[-1].is_hidden:
        yield Part("skip", "", modes[-1].start, len(html))


def _hidden_by(part: Part) -> _Mode | None:
    """What an open tag hides."""
    if part.kind != "open":
        return None
    is_unwanted = read_translate(part) == "no"
    if part.name in VERBATIM:
        return _Mode(part.name, part.start, True, attributes="" if is_unwanted else part.attributes)
    return _Mode(part.name, part.start, True, may_open=True) if is_unwanted else None


def _open_island(mode: _Mode, modes: list[_Mode], part: Part) -> Iterator[Part]:
    """What stands before an element that is to be translated after all, and its tag."""
    if part.start > mode.start:
        yield Part("skip", "", mode.start, part.start)
    mode.start, mode.is_inline = part.end, False
    if part.kind == "open":
        modes.append(_Mode(part.name, part.end, False))
    yield part


class Run(NamedTuple):
    """A run of text and inline tags, cut at the ends of what it says."""

    before: list[Part]
    inside: list[Part]
    after: list[Part]
    start: int
    """Of its text, in characters; white space at its ends left out."""
    end: int


def cut_run(run: list[Part], html: str) -> Run:
    """A run without blank text, comments and unmatched tags at its ends; nothing is inside when it says nothing."""
    first, last = _trim(run, html)
    inside = run[first:last]
    if not has_letters("".join(html[part.start : part.end] for part in _readable(inside))):
        return Run(run, [], [], 0, 0)
    lead, tail = blank_ends(html[inside[0].start : inside[-1].end])
    return Run(run[:first], inside, run[last:], inside[0].start + lead, inside[-1].end - tail)


def _close_run(run: list[Part], html: str) -> Iterator[Span]:
    found = cut_run(run, html)
    if found.inside:
        yield Span(found.start, found.end, "html text")
    else:
        yield from _alternatives(run, html)


def _readable(run: list[Part]) -> Iterator[Part]:
    """The text of a run that is outside `<code>`."""
    code = 0
    for part in run:
        code += (part.name == "code") * ((part.kind == "open") - (part.kind == "close"))
        if part.kind == "text" and code <= 0:
            yield part


def _alternatives(run: list[Part], html: str) -> Iterator[Span]:
    for part in run:
        if part.name == "img" and part.kind != "close":
            for found in find_attributes(part, html):
                if found.name == "alt" and found.is_quoted:
                    yield Span(found.start, found.end, "alternative text")


def _trim(run: list[Part], html: str) -> tuple[int, int]:
    """The first and the last index of a run without blank text, comments and unmatched tags at its ends."""
    partner = _match_tags(run)
    start, end = 0, len(run)

    def is_outside(index: int) -> bool:
        part = run[index]
        if part.kind == "text":
            return not html[part.start : part.end].strip(" \t\r\n\f")
        return part.kind == "comment" or (part.kind in ("open", "close") and not start <= partner.get(index, -1) < end)

    while start < end:
        if is_outside(start):
            start += 1
        elif is_outside(end - 1):
            end -= 1
        else:
            break
    return start, end


def _match_tags(run: list[Part]) -> dict[int, int]:
    """Index of each open tag to that of its end tag, and back."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    waiting: Counter[str] = Counter()
    for index, part in enumerate(run):
        if part.kind == "open":
            stack.append(index)
            waiting[part.name] += 1
        elif part.kind == "close" and waiting[part.name]:
            while True:  # what was opened since then stays without partner
                opener = stack.pop()
                waiting[run[opener].name] -= 1
                if run[opener].name == part.name:
                    break
            partner[index], partner[opener] = opener, index
    return partner
