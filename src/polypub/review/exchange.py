"""One message of a catalog changed on disk, beside people and tools that write the same file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from polypub.catalog.po import read_catalog, render_catalog
from polypub.files import read_if_there, replace_file
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message
from polypub.review.refusals import Refusal, UnknownMessageError

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message is."""

    path: Path
    domain: str
    """The catalog's."""
    locale: Locale
    name: str
    """How clients call the message."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was done: the file and the message, before and after."""

    before: bytes
    after: bytes
    old: Message
    new: Message


def change_message(
    target: Target,
    key: Key,
    change: Callable[[Message], Message],
    restore: Callable[[bytes], bytes | None] = lambda _: None,
) -> Exchange:
    """Change one message; of all others, whatever the file has now is kept.

    The file is read here, compared immediately before the atomic replacement, and read again where somebody has
    written it meanwhile. `restore` may know the very bytes that it is to have. What `change` raises passes through,
    and nothing is written then; nor is it when the file cannot be read (CatalogError) or written (OutputError).
    """
    for _ in range(_TRIES):
        before = read_if_there(target.path)
        if before is None:
            raise UnknownMessageError("the catalog is gone", "Run `polypub extract`.")
        catalog = read_catalog(before, str(target.path), target.domain, target.locale)
        old = find_message(catalog, key)
        new = change(old)
        after = restore(before) or render_catalog(_with(catalog, old, new), before)
        if after == before or read_if_there(target.path) == before:
            if after != before:
                replace_file(target.path, after)
            return Exchange(before, after, old, new)
    raise Refusal("somebody else keeps writing the catalog", "Close it there, and try again.")


def find_message(catalog: Catalog, key: Key) -> Message:
    """The live message of that key; UnknownMessageError when there is none."""
    for message in catalog.messages:
        if message.key == key and not message.obsolete:
            return message
    raise UnknownMessageError("the catalog does not have this text any more", "Run `polypub extract`.")


def _with(catalog: Catalog, old: Message, new: Message) -> Catalog:
    return replace(catalog, messages=tuple(new if message is old else message for message in catalog.messages))
