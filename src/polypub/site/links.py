"""Links between articles: written as paths of files, so that editors can follow them."""

from __future__ import annotations

import posixpath
import re

from polypub.cldr.tags import to_gettext
from polypub.model.locale import Locale

_ENDING = re.compile(r"(?:/index)?\.(?:md|markdown|html?)$", re.IGNORECASE)


def linked_article(path: str, address: str) -> str | None:
    """The id of the article that an address names in the article at `path`; None when it names no article's file.

    The address has no fragment, no query and no percent signs left to decode.
    """
    if address.startswith("/") or not _ENDING.search(address):
        return None
    folder = posixpath.dirname(path.removeprefix("content/"))
    return _ENDING.sub("", posixpath.normpath(posixpath.join(folder, address)))


def linked_file(path: str, address: str) -> str | None:
    """The path below `content/` of the file that a relative address names in the article at `path`.

    None for an address from the root, of another host, or out of `content/`. Like `linked_article` it is given no
    fragment, no query and no percent signs left to decode.
    """
    if not address or address.startswith("/") or ":" in address.partition("/")[0]:
        return None
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path.removeprefix("content/")), address))
    return None if found.startswith("..") or found == "." else found


def file_names(path: str, locale: Locale) -> tuple[str, ...]:
    """A file's path and, before it, those that take its place in an edition: `photo.ru.jpg` for `photo.jpg`."""
    stem, dot, ending = path.rpartition(".")
    if not dot or "/" in ending:
        return (path,)
    return (*dict.fromkeys(f"{stem}.{tag}.{ending}" for tag in (locale, to_gettext(locale))), path)
