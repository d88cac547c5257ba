"""The head of an HTML document: its title, what its `<meta>` say, and where its body begins.

Tags that authors may leave out are implied as browsers imply them: `<title>` and `<meta>` at the beginning of a text
are its head, whether `<head>` is written or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from polypub.formats.html import ATTRIBUTE, Part, read_translate, tokenise

_ALONE = frozenset({"base", "link"})
_FILLED = frozenset({"noscript", "script", "style", "template"})
"""Elements of a head that are no front matter; without `<head>` before them they are the beginning of a body."""
_SHELL = frozenset({"html", "head", "body"})


class Stretch(NamedTuple):
    """A text as it is read, and where it is written, in characters."""

    text: str
    start: int
    end: int


class Meta(NamedTuple):
    """A `<meta name="…" content="…">`."""

    name: str
    content: Stretch
    quote: str
    """What the content stands in: a quotation mark, or nothing."""


@dataclass(slots=True)
class Head:
    """What stands before the body."""

    end: int
    """Where the body begins, in characters."""
    title: Stretch | None = None
    metas: list[Meta] = field(default_factory=list)
    language: Meta | None = None
    """The `lang` of `<html>`."""


def read_head(html: str, start: int = 0) -> Head:
    """The head of an HTML text from a position on; one without anything but its end where a body begins at once."""
    return _Reader(html, start).head


class _Reader:
    """Reads the parts of a text until one belongs to a body."""

    def __init__(self, html: str, start: int) -> None:
        self._html = html
        self._written = False
        """Whether a tag or a declaration says that this is a whole document."""
        self._inside = ""
        self.head = Head(start)
        for part in tokenise(html, start):
            if not self._take(part):
                break

    def _take(self, part: Part) -> bool:
        """Take a part in, if it is one of a head's."""
        text = self._html[part.start : part.end]
        if self._inside:
            self._take_inside(part, text)
            return True
        if part.kind == "text":
            return not text.strip()
        if part.kind == "comment":
            self._written = self._written or text[:9].lower() == "<!doctype"
            return True
        return part.kind != "skip" and self._take_tag(part)

    def _take_inside(self, part: Part, text: str) -> None:
        if part.kind == "close" and part.name == self._inside:
            self._inside, self.head.end = "", part.end
        elif self._inside == "title" and part.kind == "text" and self.head.title is None:
            self.head.title = _stretch(unescape(text), text, part.start)

    def _take_tag(self, part: Part) -> bool:
        if part.name in _SHELL:
            self._written = True
            self._take_shell(part)
        elif part.kind == "close":
            return False
        elif part.name == "meta":
            self._take_meta(part)
        elif part.name == "title" or (part.name in _FILLED and self._written):
            self._inside = part.name
            return True
        elif part.name not in _ALONE or not self._written:
            return False
        self.head.end = part.end
        return part.name != "body" or part.kind == "close"

    def _take_shell(self, part: Part) -> None:
        if part.name == "html" and part.kind == "open":
            self.head.language = _find_value(part, self._html, "lang")
        found = _find_value(part, self._html, "translate") if read_translate(part) else None
        if found:
            self.head.metas.append(found)

    def _take_meta(self, part: Part) -> None:
        name, content = _find_value(part, self._html, "name"), _find_value(part, self._html, "content")
        if name and content and name.content.text.strip():
            self.head.metas.append(content._replace(name=name.content.text.strip()))


def _stretch(value: str, written: str, start: int) -> Stretch:
    return Stretch(value, start, start + len(written))


def _find_value(part: Part, html: str, name: str) -> Meta | None:
    """The value of an attribute, and where it stands."""
    offset = html.find(part.attributes, part.start)
    for match in ATTRIBUTE.finditer(part.attributes):
        if match["name"].lower() != name:
            continue
        for group, quote in (("double", '"'), ("single", "'"), ("bare", "")):
            if match[group] is not None:
                value = _stretch(unescape(match[group]), match[group], offset + match.start(group))
                return Meta(name, value, quote)
        return None
    return None
