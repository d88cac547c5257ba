"""Bytes of a source file to text: UTF-8, or an error that names the line."""

from __future__ import annotations

from polypub.errors import Problem, SourceError


def decode_utf8(data: bytes, path: str) -> str:
    """The text of a file; SourceError with path and line at the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise SourceError(Problem(what, path, line, "Save the file in the encoding UTF-8.")) from None
