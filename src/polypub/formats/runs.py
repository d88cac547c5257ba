"""Runs: what a document's parser events say of one block, from its first inline event to its last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from polypub.formats.commonmark import INLINE_TAGS, Event

_CONTAINER_TYPES = {
    "Item": "list item",
    "FootnoteDefinition": "footnote",
    "DefinitionListDefinition": "definition",
    "BlockQuote": "quote",
}
_BLOCK_TYPES = {"DefinitionListTitle": "term", "TableCell": "table cell"}


@dataclass(slots=True)
class Run:
    """The inline events of one block, or the lines of a block of raw HTML; none for a block of code."""

    blocks: tuple[Event, ...]
    events: list[Event]

    @property
    def is_html(self) -> bool:
        """Whether it is raw HTML."""
        return bool(self.blocks) and self.blocks[-1].name == "HtmlBlock"

    @property
    def quotes(self) -> int:
        """How many quotes it stands in."""
        return sum(block.name == "BlockQuote" for block in self.blocks)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where the blocks around it start, and it itself."""
        own = tuple(event.start for event in self.events[:1])
        return (*(block.start for block in self.blocks), *own)


def find_runs(events: Iterable[Event]) -> Iterator[Run]:
    """The runs of inline events, and the lines of each block of raw HTML, in document order."""
    blocks: list[Event] = []
    run: list[Event] = []
    for event in events:
        is_block = event.kind in ("start", "end") and event.name not in INLINE_TAGS
        if is_block or event.kind in ("Rule", "TaskListMarker"):
            if run or (event.kind == "end" and event.name in ("CodeBlock", "HtmlBlock")):
                yield Run(tuple(blocks), run)
                run = []
            if event.kind == "end":
                blocks.pop()
            elif is_block:
                blocks.append(event)
        elif event.kind == "Html" or not blocks or blocks[-1].name not in ("CodeBlock", "HtmlBlock"):
            run.append(event)
    if run:
        yield Run(tuple(blocks), run)


def has_letters(events: list[Event]) -> bool:
    """Whether a block says something: letters outside code, tags and bare addresses."""
    if events and events[0].kind == "Text" and events[0].value[:1].isalpha():
        return True  # as most do
    autolinks = 0
    for event in events:
        if event.name == "Link" and event.kind == "start":
            autolinks += event.value["link_type"] in ("Autolink", "Email")
        elif event.name == "Link":
            autolinks = max(0, autolinks - 1)
        elif event.kind == "Text" and not autolinks and any(map(str.isalpha, event.value)):
            return True
    return False


def type_of(blocks: tuple[Event, ...]) -> str:
    """What translators are told of the text in these blocks, outermost first, such as `heading 2`."""
    block = blocks[-1] if blocks else None
    if block is not None and block.name == "Heading":
        return f"heading {block.value['level'][1:]}"
    if block is not None and block.name in _BLOCK_TYPES:
        header = any(event.name == "TableHead" for event in blocks)
        return "table header" if header else _BLOCK_TYPES[block.name]
    container = next((event.name for event in reversed(blocks) if event.name in _CONTAINER_TYPES), "")
    return _CONTAINER_TYPES.get(container, "paragraph")
