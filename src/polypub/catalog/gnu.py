"""The only door to polib: the quoting of new entries in `msgcat --no-wrap` form, and `.mo` files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from polypub.catalog.header import format_header
from polypub.catalog.references import format_references
from polypub.model.message import Catalog, Key, Message, Previous

if TYPE_CHECKING:
    import polib


def entry_lines(message: Message) -> list[str]:
    """The lines of a live entry as `msgcat --no-wrap` writes it, whatever the message's own `obsolete` says.

    The quoting is polib's; its entries would say the same in fifteen times the time, which the tests hold it to.
    """
    lines = [f"# {line}" if line else "#" for line in message.comments]
    lines += [f"#. {line}" if line else "#." for line in message.notes]
    if message.references:
        lines.append(f"#: {format_references(message.references)}")
    if message.fuzzy or message.flags:
        lines.append("#, " + ", ".join(("fuzzy", *message.flags) if message.fuzzy else message.flags))
    for mark, keyword, text in _previous_fields(message.previous) if message.previous else ():
        lines += _field(mark, keyword, text)
    key = message.key
    if key.context is not None:
        lines += _field("", "msgctxt", key.context)
    lines += _field("", "msgid", key.source)
    if message.plural is None:
        return lines + _field("", "msgstr", "".join(message.targets))
    lines += _field("", "msgid_plural", message.plural)
    for number, target in enumerate(message.targets or ("", "")):
        lines += _field("", f"msgstr[{number}]", target)
    return lines


def _previous_fields(previous: Previous) -> Iterator[tuple[str, str, str]]:
    named = {"msgctxt": previous.context, "msgid": previous.source, "msgid_plural": previous.plural}
    return (("#| ", keyword, text) for keyword, text in named.items() if text is not None)


def _field(mark: str, keyword: str, text: str) -> list[str]:
    """A keyword and its strings, one for each line of a text of several."""
    from polib import escape

    if "\n" not in text[:-1]:
        return [f'{mark}{keyword} "{escape(text)}"'] if text else [f'{mark}{keyword} ""']
    rows = (f'{mark}"{escape(row)}"' for row in _rows(text))
    return [f'{mark}{keyword} ""', *rows]


def _rows(text: str) -> list[str]:
    """The lines of a text, each with its line feed."""
    rows = [row + "\n" for row in text.split("\n")]
    return [*rows[:-1], rows[-1][:-1]] if rows[-1] != "\n" else rows[:-1]


def _entry(message: Message) -> polib.POEntry:
    import polib

    entry = polib.POEntry(
        msgid=message.key.source,
        msgctxt=message.key.context,
        msgid_plural=message.plural or "",
    )
    if message.plural is None:
        entry.msgstr = "".join(message.targets)
    else:
        entry.msgstr_plural = dict(enumerate(message.targets or ("", "")))
    return entry


def compile_mo(catalog: Catalog) -> bytes:
    """The catalog as a `.mo` file: live, complete, not fuzzy messages, as msgfmt takes them."""
    import polib

    file = polib.POFile()
    file.metadata = dict(catalog.header)
    file.extend(_entry(m) for m in catalog.messages if m.translated and not m.fuzzy and not m.obsolete)
    binary: bytes = file.to_binary()
    return binary


def header_lines(catalog: Catalog) -> list[str]:
    """The lines of a new header; a template's is fuzzy, so that no tool takes it for finished."""
    text = format_header(catalog.header)
    return entry_lines(Message(Key(None, ""), None, (text,), catalog.locale is None, comments=catalog.comments))
