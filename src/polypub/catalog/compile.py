"""From a PO file to what rendering needs of it: the usual entries at once, the others by the lexer.

Rendering reads every catalog of every edition, most of whose entries are a type, a place, a source and a text that a
person stands behind. Such a file is a column of comments, one of sources and one of texts, which `str.split` and
`str.partition` find in a tenth of the time that the lexer takes to make messages. What has flags, notes of ours or
older sources goes through the lexer run by run, and a file in no usual form, or with anything wrong in it, as a whole:
this module never decides what is an error.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, groupby, repeat
from typing import NamedTuple

from polypub.catalog.charset import decode
from polypub.catalog.header import parse_header
from polypub.catalog.lexer import cut
from polypub.catalog.po import HEADER, is_plural_header, read_catalog
from polypub.catalog.published import find_published
from polypub.catalog.strings import EscapeError, unescape
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Translation, Translations, approved_at, stale_since, state_of
from polypub.model.state import PREFIX, State

_TEXT = r'[^\n]*(?:\n"[^\n]*)*'
"""From the first to the last quote of a text; what stands between them is looked at later, where it may matter."""
_ROW = re.compile(
    rf'''((?:\#[^\n]*\n(?!\Z))*+(?:msgctxt\ "{_TEXT}"\n(?!\Z))?)      # comments and a context,
    (?:msgid\ "({_TEXT})"\nmsgstr\ "({_TEXT})"\n(?:\n|\Z)           # with an entry after them
    | ([^\n]*(?:\n|\Z)))                                            # or with any other line''',
    re.VERBOSE,
)
"""Matches at every place of a text, so that the rows which it finds there, joined, are that text."""
_QUOTED = re.compile(r'[^"\\\n]*+(?:(?:\\[^\n]|"\n")[^"\\\n]*+)*+')
"""What may stand between the quotes."""
_COMMENTS = re.compile(r"(?:#[^\n]*\n)*+")
_CONTEXT = 'msgctxt "'
_MARKED = re.compile(rf"^#(?:[,=|~!]|[ \t]*{PREFIX})", re.MULTILINE)
"""Comments that say more than where a message comes from and what people remark."""
_KEY, _TRANSLATION = partial(tuple.__new__, Key), partial(tuple.__new__, Translation)
"""Tuples made in C: a call in Python for each of a hundred thousand entries takes as long as finding them."""


def load_catalog(data: bytes, path: str, domain: str, locale: Locale, digest: str) -> Translations:
    """The live messages of a PO file that have a text, with the state of each; `digest` is its SHA-256.

    Raises CatalogError as `read_catalog` does.
    """
    decoded = decode(data, path)
    try:
        entries, marked = _Reader(decoded.charset).read(decoded.text)
    except _UnusualError:
        return compile_translations(read_catalog(data, path, domain, locale), digest)
    if not marked:
        return Translations(domain, locale, digest, entries, path)
    catalog = Catalog(domain, locale, tuple(marked), path=path)
    in_order = sorted((entries | _entries(catalog)).items(), key=lambda item: item[1].line)
    return _complete(catalog, dict(in_order), digest)


def compile_translations(catalog: Catalog, digest: str) -> Translations:
    """The same for a catalog that has been read."""
    return _complete(catalog, _entries(catalog), digest)


def _entries(catalog: Catalog) -> dict[Key, Translation]:
    return {
        message.key: Translation(message.targets, state_of(message), message.line)
        for message in catalog.messages
        if not message.obsolete and any(message.targets)
    }


def _complete(catalog: Catalog, entries: dict[Key, Translation], digest: str) -> Translations:
    """The entries with what notes say of them."""
    approved = {
        message.key: moment
        for message in catalog.messages
        if message.key in entries and not message.obsolete and (moment := approved_at(message))
    }
    published = {domain: key for domain, key in find_published(catalog).items() if key in entries}
    stale = {
        message.key: day
        for message in catalog.messages
        if message.fuzzy and message.key in entries and (day := stale_since(message))
    }
    locale = catalog.locale or Locale("")
    return Translations(catalog.domain, locale, digest, entries, catalog.path, approved, published, stale)


class _UnusualError(Exception):
    """The file is to be read as a whole."""


class _Columns(NamedTuple):
    """The rows of a file as they are written."""

    before: Sequence[str]
    """Comments and a context."""
    sources: Sequence[str]
    targets: Sequence[str]
    others: Sequence[str]
    """Empty where there is an entry, else a line of something else."""
    lines: Sequence[int]
    """On which the row begins."""

    def cut(self, start: int, stop: int) -> _Columns:
        """Some rows that follow each other."""
        before, sources, targets, others, lines = self
        span = slice(start, stop)
        return _Columns(before[span], sources[span], targets[span], others[span], lines[span])

    def join(self) -> str:
        """The text again."""
        entries = zip(self.sources, self.targets, strict=True)
        written = [f'msgid "{source}"\nmsgstr "{target}"\n\n' for source, target in entries]
        rows = zip(self.before, self.others, written, strict=True)
        return "".join([before + (other or entry) for before, other, entry in rows])


def _part(text: str) -> _Columns:
    """The columns of a file; what they hold is still to be looked at."""
    rows = _ROW.findall(text)[:-1]  # the last one is empty
    if not rows:
        raise _UnusualError
    before, sources, targets, others = zip(*rows, strict=True)
    tall = {comments: comments.count("\n") + 3 for comments in set(before)}
    heights = [tall[comments] for comments in before]
    heights[0] += sources[0].count("\n") + targets[0].count("\n")
    if any(others) or sum(heights) != text.count("\n") + (not text.endswith("\n\n")):
        heights = [_height(row) for row in rows]  # not only the header has several lines
    return _Columns(before, sources, targets, others, list(accumulate(heights[:-1], initial=1)))


def _height(row: tuple[str, str, str, str]) -> int:
    before, source, target, other = row
    return before.count("\n") + (1 if other else source.count("\n") + target.count("\n") + 3)


class _Reader:
    """The entries of one file, as far as they are in the usual form."""

    def __init__(self, charset: str) -> None:
        self.charset = charset
        self.found: dict[Key, Translation] = {}
        """The usual entries, the header and those without a text among them."""
        self.marked: list[Message] = []
        """What went through the lexer and is no header and not obsolete."""
        self.keys: set[Key] = set()
        """All that went through the lexer."""
        self.count = 0

    def read(self, text: str) -> tuple[dict[Key, Translation], list[Message]]:
        """The usual entries that have a text, and the others; _UnusualError for what is none, or occurs twice."""
        if "\r" in text:
            raise _UnusualError
        columns = _part(text)
        contexts = dict(self._contexts(set(columns.before)))
        for is_usual, rows in _runs(columns, contexts):
            if is_usual:
                self._take(rows, contexts)
            else:
                self._lex(rows.join(), rows.lines[0])
        if self.count != (len(self.found.keys() | self.keys) if self.keys else len(self.found)):
            raise _UnusualError
        header = self.found.pop(HEADER, None)
        if header is not None:
            _check_header(header.targets[0])
        if "" in columns.targets:
            return {key: found for key, found in self.found.items() if found.targets[0]}, self.marked
        return self.found, self.marked

    def _contexts(self, before: Iterable[str]) -> Iterator[tuple[str, str | None]]:
        """What stands before usual entries, each with the context that it holds."""
        for text in before:
            if _MARKED.search(text):
                continue
            if _CONTEXT not in text:
                yield text, None
                continue
            comments, _, context = text.partition(_CONTEXT)
            if _COMMENTS.fullmatch(comments):
                yield text, self._unquote(context[:-2])

    def _take(self, rows: _Columns, contexts: Mapping[str, str | None]) -> None:
        """Read usual entries."""
        sources, targets = map(self._texts, (rows.sources, rows.targets))
        keys = map(_KEY, zip(map(contexts.__getitem__, rows.before), sources, strict=True))
        found = map(_TRANSLATION, zip(zip(targets, strict=True), repeat(State.REVIEWED), rows.lines))
        self.found.update(zip(keys, found, strict=True))
        self.count += len(rows.lines)

    def _lex(self, text: str, line: int) -> None:
        """Read entries with the lexer, the first of them on that line."""
        if text.isspace():
            return
        cut_ = cut(text, "", self.charset)
        if cut_.problems or not cut_.blocks or "\\\n" in text:
            raise _UnusualError
        if cut_.blocks[-1].crowded or any(cut_.lines[cut_.blocks[-1].stop :]):
            raise _UnusualError  # comments that belong to the next entry
        for message in (block.message for block in cut_.blocks):
            self.keys.add(message.key)
            if message.key == HEADER:
                _check_header(message.targets[0])
            elif not message.obsolete:
                self.marked.append(replace(message, line=message.line + line - 1))
        self.count += len(cut_.blocks)

    def _texts(self, quoted: Iterable[str]) -> list[str]:
        """What is quoted, as text; most of it is the same."""
        return [self._unquote(text) if '"' in text or "\\" in text or "\n" in text else text for text in quoted]

    def _unquote(self, quoted: str) -> str:
        if not _QUOTED.fullmatch(quoted):
            raise _UnusualError
        try:
            return unescape(quoted.replace('"\n"', ""), self.charset)
        except EscapeError as error:
            raise _UnusualError from error


def _runs(columns: _Columns, usual: Container[str]) -> Iterator[tuple[bool, _Columns]]:
    """The rows in runs of usual entries and of others."""
    kinds = [before in usual and not other for before, other in zip(columns.before, columns.others, strict=True)]
    if all(kinds):
        yield True, columns
        return
    stop = 0
    for is_usual, run in groupby(kinds):
        start, stop = stop, stop + sum(1 for _ in run)
        yield is_usual, columns.cut(start, stop)


def _check_header(text: str) -> None:
    """A header that is wrong is the whole reading's to report."""
    if not is_plural_header(parse_header(text).get("Plural-Forms", "")):
        raise _UnusualError
