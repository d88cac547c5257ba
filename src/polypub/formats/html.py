"""Cut HTML into skeleton and segments; the same for a block of raw HTML inside Markdown.

A segment is the longest run of text and inline tags between block tags, without the white space and the
unmatched tags at its ends. What is not text for readers (`<script>`, `<pre>`, `translate="no"`) is skeleton.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

TOKEN = re.compile(
    r"<!---?>|<!--.*?-->|<!\[CDATA\[.*?\]\]>|<!(?!--|\[CDATA\[)[^>]*>|<\?.*?>|</[^a-zA-Z>][^>]*>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<attributes>(?:[^>=]|=\s*+(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*|(?=>)))*+)>",
    re.DOTALL,
)
"""A tag, comment, declaration or processing instruction, as browsers read them: quotes count only behind `=`."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label map mark meter output picture"
    " progress q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_VERBATIM = frozenset("script style pre textarea svg math template iframe object noscript canvas".split())
_RAW_TEXT = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""In these a `<` begins no tag but the end tag."""
START = re.compile(r"<(?:/?[a-zA-Z]|/[^a-zA-Z>]|[!?])")
"""Where a tag or comment begins; any other `<` is text."""
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+)))?"
)


class Part(NamedTuple):
    """A stretch of HTML between two offsets."""

    kind: str
    """`text`, `open`, `close`, `void`, `comment` (declarations and instructions too), or `skip` (not for readers)."""
    name: str
    start: int
    end: int
    attributes: str = ""


class Span(NamedTuple):
    """A stretch to translate: offsets in characters, and what it is."""

    start: int
    end: int
    type: str


def tokenise(html: str) -> Iterator[Part]:
    """The parts of a piece of HTML; joined, they are the whole of it.

    A tag or comment that never ends takes in all that follows, as it does in a browser.
    """
    position = 0
    while position < len(html):
        begin = START.search(html, position)
        start = begin.start() if begin else len(html)
        if start > position:
            yield Part("text", "", position, start)
        if begin is None:
            return
        match = TOKEN.match(html, start)
        if match is None:
            yield Part("skip", "", start, len(html))
            return
        part = _part(match)
        yield part
        position = part.end
        if part.kind == "open" and part.name in _RAW_TEXT:
            end = re.compile(rf"</{part.name}(?=[\s/>])", re.IGNORECASE).search(html, position)
            inside, position = position, end.start() if end else len(html)
            if position > inside:
                yield Part("text" if end and part.name == "title" else "skip", "", inside, position)


def find_tags(text: str) -> Iterator[Part]:
    """The tags and comments of a text, without what is text or never ends."""
    return (part for part in tokenise(text) if part.kind not in ("text", "skip"))


def _part(match: re.Match[str]) -> Part:
    name = (match["name"] or "").lower()
    attributes = match["attributes"] or ""
    if not name:
        kind = "comment"
    elif match["close"]:
        kind = "close"
    else:
        kind = "void" if name in VOID or attributes.endswith("/") else "open"
    return Part(kind, name, match.start(), match.end(), attributes)


def read_attributes(part: Part) -> dict[str, str]:
    """The attributes of a tag, names in small letters, values decoded; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(part.attributes):
        value = match["double"] if match["double"] is not None else match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), unescape(value))
    return found


def find_spans(html: str) -> Iterator[Span | Part]:
    """What to translate in a piece of HTML, and the comments between, in document order."""
    run: list[Part] = []
    for part in _visible(html):
        if part.kind == "text" or (part.name in INLINE and part.kind != "comment"):
            run.append(part)
            continue
        if part.kind == "comment" and not is_directive(html[part.start : part.end]):
            run.append(part)
            continue
        yield from _close_run(run, html)
        run = []
        if part.kind == "comment":
            yield part
    yield from _close_run(run, html)


def is_directive(comment: str) -> bool:
    """Whether a comment speaks to polypub (or to mdbook-i18n-helpers)."""
    return re.match(r"<!-{2,}\s*(?:polypub|i18n)\s*:", comment) is not None


def _visible(html: str) -> Iterator[Part]:
    """The parts, each element that is not to be translated folded into one `skip` part.

    It has the name of an inline tag when it can stand within a text: closed, and without blocks in it.
    """
    first: Part | None = None
    depth, is_inline = 0, True
    for part in tokenise(html):
        if first:
            depth += (part.name == first.name) * ((part.kind == "open") - (part.kind == "close"))
            is_inline = is_inline and (not part.name or part.name in INLINE)
            if depth == 0:
                yield Part("skip", first.name if is_inline else "", first.start, part.end)
                first = None
        elif part.kind == "open" and (part.name in _VERBATIM or _is_untranslated(part)):
            first, depth, is_inline = part, 1, True
        else:
            yield part
    if first:
        yield Part("skip", "", first.start, len(html))


def _is_untranslated(part: Part) -> bool:
    if "translate" not in part.attributes.lower():
        return False
    return any(
        match["name"].lower() == "translate"
        and (match["double"] or match["single"] or match["bare"] or "").lower() == "no"
        for match in _ATTRIBUTE.finditer(part.attributes)
    )


def _close_run(run: list[Part], html: str) -> Iterator[Span]:
    run = _trim(run, html)
    if not run:
        return
    text = "".join(html[part.start : part.end] for part in _readable(run))
    if any(map(str.isalpha, text)):
        lead, tail = _blank_ends(html[run[0].start : run[-1].end])
        yield Span(run[0].start + lead, run[-1].end - tail, "html text")
    else:
        yield from _alternatives(run)


def _readable(run: list[Part]) -> Iterator[Part]:
    """The text of a run that is outside `<code>`."""
    code = 0
    for part in run:
        code += (part.name == "code") * ((part.kind == "open") - (part.kind == "close"))
        if part.kind == "text" and code <= 0:
            yield part


def _alternatives(run: list[Part]) -> Iterator[Span]:
    for part in run:
        if part.name != "img" or part.kind == "close":
            continue
        offset = part.end - 1 - len(part.attributes)
        for match in _ATTRIBUTE.finditer(part.attributes):
            group = "double" if match["double"] is not None else "single"
            if match["name"].lower() == "alt" and any(map(str.isalpha, match[group] or "")):
                yield Span(offset + match.start(group), offset + match.end(group), "alternative text")
                break


def _blank_ends(text: str) -> tuple[int, int]:
    """How many characters of white space stand at either end."""
    return len(text) - len(text.lstrip(" \t\r\n\f")), len(text) - len(text.rstrip(" \t\r\n\f"))


def _trim(run: list[Part], html: str) -> list[Part]:
    """The run without blank text, comments and unmatched tags at its ends."""
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
    return run[start:end]


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
