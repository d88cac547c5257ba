"""The last step of an HTML article's body: it fits into a page, and reads as later steps read pages.

An author's text may end in the middle of an element, or end one that it did not begin. Alone, browsers mend it; in a
page it would take the page's own elements along.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from polypub.formats.html import ATTRIBUTE, INLINE, RAW_TEXT, Part, tokenise
from polypub.formats.html_blocks import Blocks

_HEADING = re.compile("h[1-6]")
_READ_LATER = frozenset("a area audio img p source track video".split())
"""Elements that later steps look for, and headings."""
_PLAIN = re.compile(r'(?:\s+[a-z][a-z0-9-]*(?:="[^"<>]*")?)*+\s*/?')
_ESCAPES = str.maketrans({'"': "&quot;", "<": "&lt;", ">": "&gt;"})
_OPTIONAL = frozenset("caption colgroup dd dt li optgroup option p tbody td tfoot th thead tr".split())
"""Elements whose end tags may be left out."""
_OF_PAGES = frozenset({"html", "head", "body"})


def finish_html(html: str) -> str:
    """The HTML in small letters and double quotes, headings below the page's title, what is open at its end closed."""
    balance = _Balance(html)
    levels = [int(part.name[1]) for part in balance.parts if part.kind == "open" and _HEADING.fullmatch(part.name)]
    shift = 2 - min(levels, default=2)
    written = (
        balance.ended.get(part.start, "") + _write(part, html[part.start : part.end], shift) for part in balance.parts
    )
    text = "".join(written)
    return "".join((text, *balance.closing(text)))


class _Balance:
    """The parts of a text that stand for themselves in a page."""

    def __init__(self, html: str) -> None:
        self._blocks = Blocks()
        self._inline: Counter[str] = Counter()
        self.parts: list[Part] = []
        self.ended: dict[int, str] = {}
        """Where an end tag begins: the end tags that it lacks before it."""
        for part in tokenise(html):
            is_unfinished = part.kind == "skip" and part.end == len(html) and html.startswith("<", part.start)
            if self._is_own(part) and not (is_unfinished and not self._is_in_raw_text()):
                self.parts.append(part)

    def closing(self, text: str) -> Iterator[str]:
        """The end tags of what is open at the end of the text."""
        innermost = self._blocks.leave()
        if innermost in RAW_TEXT:  # any other end tag would be text in it, and a comment in a script may hide one
            yield f"--></{innermost}>" if innermost == "script" and "<!--" in text else f"</{innermost}>"
            innermost = self._blocks.leave()
        yield from (f"</{name}>" for name, count in self._inline.items() for _ in range(count))
        while innermost:
            yield f"</{innermost}>"
            innermost = self._blocks.leave()

    def _is_own(self, part: Part) -> bool:
        """Whether a part is no tag of a page's, and ends nothing that the text did not begin."""
        if part.name in _OF_PAGES:
            return False
        if part.name in INLINE:
            self._inline[part.name] += (part.kind == "open") - (part.kind == "close" and self._inline[part.name] > 0)
        elif part.kind == "close" and not self._blocks.has(part.name):
            return part.name == "p"
        else:
            if part.kind == "close":
                self._end_inside(part)
            self._blocks.take(part)
        return True

    def _end_inside(self, part: Part) -> None:
        """Not all elements end with those around them."""
        names = self._blocks.inside(part.name)
        if not _OPTIONAL.issuperset(names):
            self.ended[part.start] = "".join(f"</{name}>" for name in names)

    def _is_in_raw_text(self) -> bool:
        return bool(self.parts) and self.parts[-1].kind == "open" and self.parts[-1].name in RAW_TEXT


def _write(part: Part, text: str, shift: int) -> str:
    is_heading = _HEADING.fullmatch(part.name) is not None
    if part.kind not in ("open", "close", "void") or not (is_heading or part.name in _READ_LATER):
        return text
    name = f"h{min(int(part.name[1]) + shift, 6)}" if is_heading else part.name
    if part.kind == "close":
        return f"</{name}>"
    if _PLAIN.fullmatch(part.attributes):
        return f"<{name}{part.attributes}>"
    written: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(part.attributes):
        if re.search("[\"'<]", match["name"]):
            return text
        written.setdefault(match["name"].lower(), _quoted(match))
    return f"<{name}{''.join(f' {key}{value}' for key, value in written.items())}>"


def _quoted(match: re.Match[str]) -> str:
    """An attribute's value in double quotes; nothing where there is none."""
    for group in ("double", "single", "bare"):
        if match[group] is not None:
            return f'="{match[group].translate(_ESCAPES)}"'
    return ""
