"""From a PO file to what rendering needs of it: the usual entries at once, the others by the lexer.

Rendering reads every catalog of every edition, most of whose entries are a type, a place, a source and a text that a
person stands behind. One regular expression finds those in a third of the time that the lexer takes to make messages.
What has flags, notes of ours or older sources goes through the lexer entry by entry, and a file in no usual form, or
with anything wrong in it, as a whole: this module never decides what is an error.
"""

from __future__ import annotations

import re
from dataclasses import replace

from polypub.catalog.charset import decode
from polypub.catalog.header import parse_header
from polypub.catalog.lexer import cut
from polypub.catalog.po import HEADER, is_plural_header, read_catalog
from polypub.catalog.published import find_published
from polypub.catalog.strings import EscapeError, unescape
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Translation, Translations, approved_at, stale_since, state_of
from polypub.model.state import PREFIX, State

_TEXT = r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"'
_TEXTS = rf"({_TEXT}(?:\n{_TEXT})*)"
_ENTRY = re.compile(rf"((?>(?:#[^\n]*\n)*))(?:(?:msgctxt {_TEXTS}\n)?msgid {_TEXTS}\nmsgstr {_TEXTS}(?:\n+|\Z)|\n+)")
"""An entry, or comments before an empty line: obsolete entries, most often."""
_MARKED = re.compile(rf"^#(?:[,=|~!]|[ \t]*{PREFIX})", re.MULTILINE)
"""Comments that say more than where a message comes from and what people remark."""


def load_catalog(data: bytes, path: str, domain: str, locale: Locale, digest: str) -> Translations:
    """The live messages of a PO file that have a text, with the state of each; `digest` is its SHA-256.

    Raises CatalogError as `read_catalog` does.
    """
    decoded = decode(data, path)
    reader = _Reader(decoded.charset)
    try:
        reader.read(decoded.text)
    except _UnusualError:
        return compile_translations(read_catalog(data, path, domain, locale), digest)
    entries = {key: found for key, found in reader.found.items() if found}
    if not reader.marked:
        return Translations(domain, locale, digest, entries, path)
    marked = Catalog(domain, locale, tuple(reader.marked), path=path)
    return _complete(marked, entries | _entries(marked), digest)


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


class _Reader:
    """The entries of one file, as far as they are in the usual form."""

    def __init__(self, charset: str) -> None:
        self.charset = charset
        self.found: dict[Key, Translation | None] = {}
        """Every key; those without a text, the header's and what is in `marked` have no translation here."""
        self.marked: list[Message] = []
        """What went through the lexer."""

    def read(self, text: str) -> None:
        """Read all of them; raises _UnusualError at the first thing that is none, or that occurs twice."""
        if "\r" in text or "\\\n" in text:
            raise _UnusualError
        position, line, end, count = 0, 1, len(text), 0
        found, match, plain = self.found, _ENTRY.match, {""}
        while position < end:
            entry = match(text, position)
            if entry is None:
                raise _UnusualError
            comments, context, source, target = entry.groups()
            start, position = position, entry.end()
            if source and comments not in plain and not _MARKED.search(comments):
                plain.add(comments)
            if source and comments in plain:
                key = Key(context and self._unquote(context), self._unquote(source))
                shown = self._unquote(target)
                found[key] = Translation((shown,), State.REVIEWED, line) if shown else None
                count += 1
                if not key.source:
                    self._check(key, shown)
            else:
                count += self._lex(text[start:position], line)
            line += text.count("\n", start, position)
        if count != len(found):
            raise _UnusualError

    def _lex(self, text: str, line: int) -> int:
        """Read some entries with the lexer; how many."""
        cut_ = cut(text, "", self.charset)
        if cut_.problems or (not cut_.blocks and text.strip()):
            raise _UnusualError
        for message in (block.message for block in cut_.blocks):
            self.found[message.key] = None
            self._check(message.key, message.targets[0])
            if not message.obsolete and message.key != HEADER:
                self.marked.append(replace(message, line=message.line + line - 1))
        return len(cut_.blocks)

    def _check(self, key: Key, target: str) -> None:
        """The header, which is no message; one that is wrong is the whole reading's to report."""
        if key == HEADER:
            self.found[key] = None
            if not is_plural_header(parse_header(target).get("Plural-Forms", "")):
                raise _UnusualError

    def _unquote(self, quoted: str) -> str:
        text = quoted[1:-1]
        if '"\n"' in text:
            text = text.replace('"\n"', "")
        if "\\" not in text:
            return text
        try:
            return unescape(text, self.charset)
        except EscapeError as error:
            raise _UnusualError from error
