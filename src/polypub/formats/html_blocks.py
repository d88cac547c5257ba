"""The blocks that are open at a place of an HTML text, and what a text is called there.

End tags that authors leave out are implied as browsers imply them: a `<li>` ends the item before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from polypub.formats.html import VOID, Part, read_attributes

PARAGRAPH = "paragraph"
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_TYPES = {
    "blockquote": "quote",
    "button": "button",
    "caption": "caption",
    "dd": "definition",
    "dt": "term",
    "figcaption": "caption",
    "legend": "caption",
    "li": "list item",
    "option": "option",
    "summary": "caption",
    "td": "table cell",
    "th": "table header",
    "title": "title",
}
TEXT_TYPES = frozenset({PARAGRAPH, *_TYPES.values()}) - {"title"}
"""What texts of a body are called, beside headings."""
_CELLS = frozenset({"p", "td", "th"})
_ROWS = _CELLS | {"tr", "caption", "colgroup"}
_ENDS: Mapping[str, frozenset[str]] = {
    "dd": frozenset({"p", "dd", "dt"}),
    "dt": frozenset({"p", "dd", "dt"}),
    "li": frozenset({"p", "li"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "option": frozenset({"option"}),
    "tbody": _ROWS | {"tbody", "thead", "tfoot"},
    "td": _CELLS,
    "tfoot": _ROWS | {"tbody", "thead", "tfoot"},
    "th": _CELLS,
    "thead": _ROWS | {"tbody", "thead", "tfoot"},
    "tr": _ROWS,
    **dict.fromkeys(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2"
        " h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul".split(),
        frozenset({"p"}),
    ),
}
"""Start tag to the elements that end where it stands."""


@dataclass(slots=True, eq=False)
class Block:
    """An element that is open."""

    name: str
    start: int
    """Of its tag, in characters."""
    inside: int
    """Where its tag ends."""
    attributes: str = ""
    type: str = PARAGRAPH
    """What a text in it is called."""
    heading: Block | None = None
    """The heading it is, or stands in."""
    is_skipped: bool = False
    is_open: bool = True
    is_anchored: bool = False
    """A heading that a text in it has given its anchor, or that needs none."""

    @property
    def room(self) -> int:
        """Where its tag has room for attributes, in characters."""
        return self.inside - 1 - len(self.attributes)

    @property
    def has_id(self) -> bool:
        """Whether the author gave it one."""
        return "id" in read_attributes(Part("open", self.name, self.start, self.inside, self.attributes))


class Blocks:
    """The elements around a place, from the outside in; each step costs the same, however deep they are."""

    def __init__(self, start: int = 0) -> None:
        self._root = Block("", start, start)
        self._stack: list[Block] = []
        self._open: Counter[str] = Counter()

    @property
    def top(self) -> Block:
        """The innermost element; the document itself outside all of them."""
        return self._stack[-1] if self._stack else self._root

    def take(self, part: Part) -> Block | None:
        """Go past a part that is no text; the element that it opens, if any."""
        if part.kind == "close":
            if part.name in ("body", "html"):
                self.end()
            elif ended := self._ended_by(part.name):
                while self._pop().name not in ended:
                    pass
            return None
        if part.kind not in ("open", "void"):
            return None
        implied = _ENDS.get(part.name, frozenset())
        while self.top.name in implied:
            self._pop()
        return None if part.name in VOID else self._push(part)

    def has(self, name: str) -> bool:
        """Whether there is an element that an end tag of this name would end."""
        return bool(self._ended_by(name))

    def _ended_by(self, name: str) -> frozenset[str]:
        """The names of open elements that an end tag ends, the innermost of them: of a heading, whatever its level."""
        names = _HEADINGS if name in _HEADINGS else (name,)
        return frozenset(other for other in names if self._open[other])

    def inside(self, name: str) -> list[str]:
        """The open elements that an end tag ends without naming them, innermost first."""
        ended, found = self._ended_by(name), list[str]()
        for block in reversed(self._stack if ended else ()):
            if block.name in ended:
                break
            found.append(block.name)
        return found

    def leave(self) -> str:
        """End the innermost element; its name, or nothing where none is open."""
        return self._pop().name if self._stack else ""

    def end(self) -> None:
        """Go past the end of the text, which ends everything."""
        while self._stack:
            self._pop()

    def _push(self, part: Part) -> Block:
        around = self.top
        block = Block(part.name, part.start, part.end, part.attributes, around.type, around.heading, around.is_skipped)
        if part.name in _HEADINGS:
            block.type, block.heading = f"heading {part.name[1]}", block
        elif part.name in _TYPES:
            block.type = _TYPES[part.name]
        self._stack.append(block)
        self._open[part.name] += 1
        return block

    def _pop(self) -> Block:
        block = self._stack.pop()
        block.is_open = False
        self._open[block.name] -= 1
        return block
