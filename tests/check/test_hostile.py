"""Texts that are made to keep a checker busy cost what their length says, not its square."""

from __future__ import annotations

import time

import pytest

from polypub.check.catalog import check_catalog
from polypub.check.settings import CheckSettings
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message

MARKS = [
    "<",
    "<b>",
    "</b>",
    "<!--",
    "<a href='",
    "(",
    "[",
    "](",
    "`",
    "**",
    "_ ",
    "{{",
    "{%",
    "%(",
    "%s",
    "&",
    "://",
    "@a",
]
MARKS += [
    "/aa",
    "1,",
    "  ",
    "\n\n",
    "...",
    "?",
    "«",
    "\u2066",
    "\u200b",
    "a\u0301",
    "aа",
    "the the ",
    "ـص",
    "[^",
    ":a:`",
    "a) ",
]


def _cost(mark: str, length: int) -> float:
    """Processor seconds for one message of that many characters in both languages, the best of three."""
    text = mark * (length // len(mark))
    notes, flags = ("type: paragraph",), ("python-format",)
    message = Message(Key(None, text + "x"), targets=(text,), notes=notes, flags=flags, line=1)
    catalog = Catalog("content/x", Locale("be"), (message,))

    def once() -> float:
        begin = time.process_time()
        list(check_catalog(catalog, CheckSettings(Locale("en"))))
        return time.process_time() - begin

    return min(once() for _ in range(3))


@pytest.mark.parametrize("mark", MARKS)
def test_time_grows_with_the_length(mark: str) -> None:
    """Four times the text takes about four times as long; sixteen would be its square."""
    assert _cost(mark, 24_000) < 10 * _cost(mark, 6_000)
