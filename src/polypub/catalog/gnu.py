"""The only door to polib: new entries in `msgcat --no-wrap` form, and `.mo` files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polypub.catalog.header import format_header
from polypub.catalog.references import format_references
from polypub.model.message import Catalog, Key, Message

if TYPE_CHECKING:
    import polib


def entry_lines(message: Message) -> list[str]:
    """The lines of a live entry as `msgcat --no-wrap` writes it, whatever the message's own `obsolete` says."""
    said = [f"# {line}" if line else "#" for line in message.comments]
    said += [f"#. {line}" if line else "#." for line in message.notes]
    text: str = _entry(message).__unicode__(wrapwidth=0)
    return said + [line for line in text.split("\n") if line]


def _entry(message: Message) -> polib.POEntry:
    import polib

    entry = polib.POEntry(
        msgid=message.key.source,
        msgctxt=message.key.context,
        msgid_plural=message.plural or "",
        flags=(["fuzzy"] if message.fuzzy else []) + list(message.flags),
        occurrences=[(format_references(message.references), "")] if message.references else [],
    )
    if message.previous:
        entry.previous_msgctxt = message.previous.context
        entry.previous_msgid = message.previous.source
        entry.previous_msgid_plural = message.previous.plural
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
    return entry_lines(Message(Key(None, ""), targets=(text,), fuzzy=catalog.locale is None))
