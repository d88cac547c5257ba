"""What is answered to a request, and what is told of a change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from mimetypes import MimeTypes
from typing import Literal

from polypub.errors import Problem

HTML = "text/html; charset=utf-8"
_TEXT = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")
_OWN = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
"""What the interpreter's own table lacks, or has in another way from version to version."""
_TYPES = MimeTypes(filenames=())


@dataclass(frozen=True, slots=True)
class Served:
    """One answer."""

    status: int
    content_type: str
    body: bytes
    location: str = ""
    """Where a redirect leads."""

    @property
    def is_page(self) -> bool:
        """It is HTML that people look at."""
        return self.content_type == HTML

    @property
    def digest(self) -> str:
        """A digest of its bytes."""
        return hashlib.blake2b(self.body, digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """What a change on disk has led to."""

    revision: int
    """Counts up."""
    paths: tuple[str, ...]
    """What changed, relative to the site where it lies in it."""
    problems: tuple[Problem, ...]
    """All that is wrong with the site now, not only since."""

    @property
    def kind(self) -> Literal["styles", "page"]:
        """Whether styles alone have changed, which need no new page."""
        is_style = bool(self.paths) and all(path.endswith(".css") for path in self.paths)
        return "styles" if is_style else "page"


def type_of(file: str) -> str:
    """The content type of a file by its ending; text is UTF-8."""
    ending = f".{file.rpartition('.')[2].lower()}"
    found = _OWN.get(ending) or _TYPES.guess_type(f"x{ending}")[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith(_TEXT) else found
