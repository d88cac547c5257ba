"""Sources are UTF-8."""

from __future__ import annotations

import pytest

from polypub.errors import SourceError
from polypub.formats.encoding import decode_utf8


def test_text_is_kept_as_it_is() -> None:
    """Line ends and a byte order mark stay where they are."""
    assert decode_utf8("\ufeffЖ\r\n".encode(), "x.md") == "\ufeffЖ\r\n"


def test_a_wrong_byte_names_its_line() -> None:
    """A byte that is not UTF-8 is an error with path, line and remedy."""
    with pytest.raises(SourceError) as caught:
        decode_utf8(b"a\nb\xff", "x.md")
    assert str(caught.value).startswith("x.md:2: byte 0xff is not UTF-8")
