"""Writing back: unchanged blocks are copied, of a changed one only the changed lines are replaced."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from polypub.catalog.edit import edit_block, edit_header
from polypub.catalog.gnu import header_lines
from polypub.catalog.header import parse_header
from polypub.catalog.lexer import Block, Cut
from polypub.catalog.lines import message_lines
from polypub.catalog.tokens import TOKEN
from polypub.model.message import Catalog, Message


def write_anew(catalog: Catalog) -> str:
    """A new file in `msgcat --no-wrap` form."""
    head = "\n".join(header_lines(catalog)) + "\n" if catalog.header else ""
    body = _body(_Identity(catalog.messages))
    return f"{head}\n{body}" if head and body else head or body


class _Identity(NamedTuple):
    """Messages that are equal only to themselves: to compare them would cost more than to write them."""

    messages: tuple[Message, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.messages is other.messages

    def __hash__(self) -> int:
        return id(self.messages)


@functools.lru_cache(maxsize=1)
def _body(written: _Identity) -> str:
    """The entries of a file; a template and its new catalogs, which are written one after another, share them."""
    return "\n".join("\n".join(message_lines(message)) + "\n" for message in written.messages)


def rewrite(cut: Cut, header: Block | None, catalog: Catalog) -> list[str] | None:
    """The file's lines with the catalog's messages in their order; None when nothing changed."""
    old = [block for block in cut.blocks if block is not header]
    pairs = list(zip(_origins(old, catalog.messages), catalog.messages, strict=True))
    if _is_same_header(header, catalog) and len(old) == len(pairs) and all(map(_untouched, old, pairs)):
        return None
    return _Sheet(cut).write(_header_body(cut, header, catalog), pairs, header)


def _is_same_header(header: Block | None, catalog: Catalog) -> bool:
    """Whether the header says all that the catalog's does; one that says nothing changes nothing."""
    fields = parse_header(header.message.targets[0]) if header else {}
    comments = header.message.comments if header else ()
    return (not catalog.header or fields == catalog.header) and (not catalog.comments or comments == catalog.comments)


def _untouched(block: Block, pair: tuple[Block | None, Message]) -> bool:
    return pair[0] is block and _same(block.message, pair[1])


def _same(old: Message, new: Message) -> bool:
    return old is new or old == new


def _origins(old: Sequence[Block], messages: Sequence[Message]) -> list[Block | None]:
    """The block that each message was read from: the very message, else by its key, else by its line."""
    read = {id(block.message): block for block in old}
    found = [read.pop(id(message), None) for message in messages]
    changed = [number for number, block in enumerate(found) if block is None]
    by_key = {block.message.key: block for block in read.values()} if changed else {}
    for number in changed:
        found[number] = by_key.pop(messages[number].key, None)
    by_line = {block.message.line: block for block in by_key.values()}
    for number in changed:
        found[number] = found[number] or by_line.pop(messages[number].line, None)
    return found


def _header_body(cut: Cut, header: Block | None, catalog: Catalog) -> list[str]:
    if header is None:
        return [line + _ending(cut) for line in header_lines(catalog)] if catalog.header else []
    if header.crowded:
        return [line + _ending(cut) for line in message_lines(header.message)]
    body = cut.lines[header.start : header.stop]
    return body if _is_same_header(header, catalog) else edit_header(body, header.message, catalog, _ending(cut))


def _ending(cut: Cut) -> str:
    """What stands before each line feed: a carriage return in files from Windows."""
    return "\r" if cut.lines[0].endswith("\r") else ""


class _Sheet:
    """The original's lines: bodies of blocks, the gaps between them, what stands before and after."""

    def __init__(self, cut: Cut) -> None:
        self.lines, blocks = cut.lines, cut.blocks
        self.ending = _ending(cut)
        self.out = cut.lines[: blocks[0].start] if blocks else []
        self.tail = cut.lines[blocks[-1].stop :] if blocks else cut.lines
        if blocks and blocks[-1].crowded:
            self.tail = [line + self.ending for line in _trailing_comment(self.lines[blocks[-1].stop - 1])] + self.tail
        spaced = (block for block in blocks if block.after and not block.crowded)
        first = next(spaced, None)
        self.usual = cut.lines[first.stop : first.after] if first else [self.ending]

    def write(self, head: list[str], pairs: list[tuple[Block | None, Message]], header: Block | None) -> list[str]:
        """The whole file; neighbours that stay neighbours are copied as one."""
        if head:
            self._add(head, header, last=not pairs)
        run = stop = 0
        for number, (block, message) in enumerate(pairs, 1):
            last = number == len(pairs)
            if block and block.after and not (last or block.crowded) and _same(block.message, message):
                if block.start != stop:
                    self.out += self.lines[run:stop]
                    run = block.start
                stop = block.after
            else:
                self.out += self.lines[run:stop]
                run = stop = 0
                self._add(self._body(block, message), block, last=last)
        return self._finished()

    def _body(self, block: Block | None, message: Message) -> list[str]:
        if block is None or block.crowded:
            return [line + self.ending for line in message_lines(message)]
        body = self.lines[block.start : block.stop]
        if _same(block.message, message):
            return body
        return edit_block([line.removesuffix("\r") for line in body], block.message, message, self.ending)

    def _add(self, body: list[str], block: Block | None, *, last: bool) -> None:
        self.out += body
        if last:
            return
        if self.ending and not self.out[-1].endswith(self.ending):
            self.out[-1] += self.ending  # the original's last line may lack its line end; it is not the last one now
        if block is None:
            self.out.append(self.ending)
        else:
            own = block.after and not block.crowded
            self.out += self.lines[block.stop : block.after] if own else self.usual

    def _finished(self) -> list[str]:
        if self.ending and self.out and not self.tail:
            self.out[-1] = self.out[-1].removesuffix(self.ending)
        return self.out + self.tail


def _trailing_comment(text: str) -> list[str]:
    """A comment behind the last string of the file, which is no entry's."""
    if text.lstrip(" \t").startswith("#"):
        return []
    return [found["comment"] for found in TOKEN.finditer(text) if found["comment"]]
