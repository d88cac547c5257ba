"""Where the localised sources of a content tree lie."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from polypub.model.locale import Locale


class Layout(StrEnum):
    """How one language's files are told from another's."""

    folder = "folder"
    """A folder of its own with the same names in it, files that are not translated too."""
    suffix = "suffix"
    """`x.ru.md` beside `x.md`; what is not translated lies there already."""


def place(path: str, locale: Locale, layout: Layout) -> str:
    """The localised file's path, from the path of its source below `content/`."""
    if layout is Layout.folder:
        return path
    file = PurePosixPath(path)
    return file.with_name(f"{file.stem}.{locale}{file.suffix}").as_posix()
