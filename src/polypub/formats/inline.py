"""The parts of an inline text that a translation must keep: Markdown, HTML, placeholders, addresses.

One ordered pattern finds them, more binding syntax first, as CommonMark has it; brackets and emphasis count only in
pairs. Every repetition is bounded, so that a hostile text costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import category

from polypub.model.text import Placeable

_TOKEN = re.compile(
    r"""
      (?P<expression> \{\{[^{}]{0,500}\}\}+ | \{%[^{}]{0,500}?%\} | \{\#[^{}]{0,500}?\#\} )
    | (?P<hard>     \\\n | [ ]{2,20}\n )
    | (?P<escape>   \\[!-/:-@\[-`{-~] )
    | (?P<ticks>    `+ )
    | (?P<comment>  <!--.{0,2000}?--> | <[!?][^<>]{0,2000}> )
    | (?P<autolink> <[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}> | <[\w.+-]{1,64}@[\w.-]{1,255}> )
    | (?P<code>     <(?P<element>code|kbd|samp|var)\b[^<>]{0,500}>[^<]{0,2000}</(?P=element)\s{0,9}> )
    | (?P<tag>      </?[A-Za-z][\w:.-]{0,60}(?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000}> )
    | (?P<footnote> \[\^[^\s\[\]]{1,200}\] )
    | (?P<open>     !?\[ )
    | (?P<close>    \](?:\(\s{0,9}
                        (?:<[^<>\n]{0,2000}>|\{\{[^{}]{0,500}\}\}|(?:[^\s()<\\]|\\.|\([^\s()]{0,500}\)){0,2000})
                        (?:\s{1,9}(?:"(?:[^"\\]|\\.){0,1000}"|'(?:[^'\\]|\\.){0,1000}'|\([^()]{0,1000}\)))?
                    \s{0,9}\))? )
    | (?P<entity>   &(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31}); )
    | (?P<variable> %\([^()\n]{1,100}\)[-+\#0]{0,4}\d{0,4}(?:\.\d{1,4})?[A-Za-z]
                  | %% | (?<!\d)%(?:\d{1,2}\$)?[-+\#0]{0,4}\d{0,4}(?:\.\d{1,4})?[sdifgeuxXcr](?![A-Za-z])
                  | \$?\{[\w.\#][^{}\n]{0,200}\} | \{\} )
    | (?P<url>      (?<![\w@])(?:https?://|mailto:|www\.)[^\s<>"'`{}|\\^\[\]()]{1,2000}
                  | (?<![\w.+-])[\w+-][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8} )
    | (?P<emphasis> \*+ | _+ | (?<!~)~~(?!~) )
    """,
    re.VERBOSE | re.DOTALL,
)
_SUSPECT = re.compile(r"[<&`*_~\[\]{}%\\@]|://|www\.|mailto:|  \n")
_REACH = 50
_KINDS = {
    "expression": "variable",
    "hard": "markup",
    "escape": "entity",
    "comment": "tag",
    "autolink": "link",
    "code": "code",
    "tag": "tag",
    "footnote": "link",
    "entity": "entity",
    "variable": "variable",
    "url": "url",
}


class _Run(NamedTuple):
    """What is left of a run of emphasis marks that waits for its partner; or a link's `[`, which it cannot cross."""

    text: str
    start: int
    length: int = 0
    opens: bool = False
    closes: bool = False


def find_placeables(text: str) -> tuple[Placeable, ...]:
    """What must survive in a translation, in order and without overlap; `text[p.start:][:len(p.text)] == p.text`."""
    if not _SUSPECT.search(text):
        return ()
    return tuple(sorted(_pair(text, _scan(text)), key=lambda placeable: placeable.start))


def _scan(text: str) -> Iterator[re.Match[str] | Placeable]:
    """Whole placeables, and matches of brackets and emphasis that still want a partner."""
    position, ticks = 0, closing_ticks(text)
    while match := _TOKEN.search(text, position):
        position, name = match.end(), match.lastgroup or ""
        if name == "ticks":
            end = ticks.get(match.start())
            if end:
                position = end
                yield Placeable(text[match.start() : end], match.start(), "code")
        elif name in _KINDS:
            found = _trimmed(match.group()) if name == "url" else match.group()
            position = match.start() + len(found)
            yield Placeable(found, match.start(), _KINDS[name])  # type: ignore[arg-type]  # kinds, all
        else:
            yield match


def _trimmed(address: str) -> str:
    """An address in running text, without the sentence's own punctuation."""
    return address.rstrip(".,;:!?*_~") or address


def closing_ticks(text: str) -> dict[int, int]:
    """Start of every run of backticks that the same number of backticks closes, to the end of the code span."""
    ends: dict[int, int] = {}
    last: dict[int, tuple[int, int]] = {}
    for run in reversed(list(re.finditer("`+", text)) if "`" in text else []):
        length = len(run.group())
        if length in last:
            ends[run.start()] = last[length][1]
        last[length] = run.span()
    return ends


def _pair(text: str, found: Iterable[re.Match[str] | Placeable]) -> Iterator[Placeable]:
    """The whole placeables, and the brackets and emphasis marks that have partners."""
    items = list(found)
    partners = _links(item for item in items if isinstance(item, re.Match))
    waiting: list[_Run] = []
    for item in items:
        if isinstance(item, Placeable):
            yield item
        elif item.lastgroup == "emphasis":
            yield from _close_emphasis(waiting, _run(text, item))
        elif item.start() in partners:
            yield Placeable(item.group(), item.start(), "markup")
            if item.lastgroup == "open":
                waiting.append(_Run("[", item.start()))
            else:
                while waiting.pop().text != "[":  # emphasis does not cross the border of a link
                    pass


def _links(brackets: Iterable[re.Match[str]]) -> set[int]:
    """Where the brackets of links and images stand; no link lies in another."""
    waiting: list[re.Match[str]] = []
    partners: set[int] = set()
    spent = 0  # so many of those that wait lie around a link, and can begin images only
    for bracket in brackets:
        if bracket.lastgroup == "open":
            waiting.append(bracket)
        elif bracket.lastgroup == "close" and waiting:
            opener = waiting.pop()
            is_link = opener.group() == "["
            if bracket.group() != "]" and not (is_link and len(waiting) < spent):
                partners |= {opener.start(), bracket.start()}
                spent = len(waiting) if is_link else spent
            spent = min(spent, len(waiting))
    return partners


def _close_emphasis(waiting: list[_Run], run: _Run) -> Iterator[Placeable]:
    """The pairs that a run of marks completes; what is left of it may open others."""
    while run.closes and run.text:
        depth = _opener(waiting, run)
        if depth is None:
            break
        opener = waiting[depth]
        length = min(2, len(opener.text), len(run.text))
        cut = len(opener.text) - length
        yield Placeable(opener.text[cut:], opener.start + cut, "markup")
        yield Placeable(run.text[:length], run.start, "markup")
        waiting[depth:] = [opener._replace(text=opener.text[:cut])] if cut else []
        run = run._replace(text=run.text[length:], start=run.start + length)
    if run.opens and run.text:
        waiting.append(run)


def _opener(waiting: list[_Run], closer: _Run) -> int | None:
    """The nearest waiting run of the mark in the same link; not far, so that time stays linear."""
    for depth in range(len(waiting) - 1, max(-1, len(waiting) - 1 - _REACH), -1):
        opener = waiting[depth]
        if opener.text == "[":
            return None
        if opener.text[0] == closer.text[0] and not _misfit(opener, closer):
            return depth
    return None


def _misfit(opener: _Run, closer: _Run) -> bool:
    """CommonMark's rule of three, which keeps `*a**b*` one emphasis."""
    either = opener.closes or closer.opens
    return either and (opener.length + closer.length) % 3 == 0 and bool(opener.length % 3 or closer.length % 3)


def _run(text: str, marks: re.Match[str]) -> _Run:
    """A run of marks, and whether it can open and can close emphasis (CommonMark 6.2)."""
    start, end, mark = marks.start(), marks.end(), marks.group()[0]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    left = not after.isspace() and (_is_word(after) or not _is_word(before))
    right = not before.isspace() and (_is_word(before) or not _is_word(after))
    if mark == "_":
        left, right = left and not (right and _is_word(before)), right and not (left and _is_word(after))
    return _Run(marks.group(), start, end - start, left, right)


def _is_word(character: str) -> bool:
    """Neither white space nor punctuation nor a symbol."""
    return not character.isspace() and category(character)[0] not in "PS"
