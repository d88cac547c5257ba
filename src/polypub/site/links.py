"""Links between articles: written as paths of files, so that editors can follow them."""

from __future__ import annotations

import posixpath
import re

_ENDING = re.compile(r"(?:/index)?\.(?:md|markdown)$")


def linked_article(path: str, address: str) -> str | None:
    """The id of the article that an address names in the article at `path`; None when it names no article's file.

    The address has no fragment, no query and no percent signs left to decode.
    """
    if address.startswith("/") or not _ENDING.search(address):
        return None
    folder = posixpath.dirname(path.removeprefix("content/"))
    return _ENDING.sub("", posixpath.normpath(posixpath.join(folder, address)))
