"""Catalogs that are known to be up to date with their templates, by the content of both.

Most catalogs are, on most runs; to read one, merge it and find nothing costs twenty times as much as to hash it.
The file lies in `.polypub/` and can be deleted.
"""

from __future__ import annotations

import marshal
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from polypub import __version__
from polypub.errors import PolypubError
from polypub.files import prepare_cache, read_if_there, replace_file
from polypub.model.message import Catalog
from polypub.replay import hash_content


@dataclass(slots=True)
class Settled:
    """What is known of one locale's catalogs, and what this run has seen."""

    place: Path
    """A file in a folder of the site's caches."""
    known: frozenset[str] = frozenset()
    seen: set[str] = field(default_factory=set)

    def holds(self, template: str, catalog: bytes) -> bool:
        """Whether merging that template into that catalog is known to change nothing."""
        mark = self._mark(template, catalog)
        if mark in self.known:
            self.seen.add(mark)
        return mark in self.known

    def add(self, template: str, catalog: bytes) -> None:
        """Merging that template into that catalog changes nothing."""
        self.seen.add(self._mark(template, catalog))

    def save(self) -> None:
        """Keep what this run has seen; a folder that cannot be written costs time, not the work."""
        if self.seen != self.known:
            with suppress(PolypubError):
                prepare_cache(self.place.parent.parent)
                replace_file(self.place, "\n".join(sorted(self.seen)).encode())

    def _mark(self, template: str, catalog: bytes) -> str:
        return hash_content(template.encode() + catalog)


def read_settled(place: Path) -> Settled:
    """What an earlier run has left; nothing when it cannot be read."""
    try:
        data = read_if_there(place) or b""
    except PolypubError:
        data = b""
    return Settled(place, frozenset(data.decode("ascii", "replace").split()))


def hash_template(template: Catalog) -> str:
    """A hash of all that a template says of its messages, and of the language that they are in."""
    rows = [
        (m.key.context, m.key.source, m.plural, m.flags, m.notes, [(r.path, r.line) for r in m.references])
        for m in template.messages
    ]
    return hash_content(marshal.dumps((__version__, rows, template.header.get("X-Source-Language"))))
