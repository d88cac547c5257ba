"""What `polypub import` took over, or would, and what it could not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from polypub.align.entries import Entry
from polypub.errors import Problem
from polypub.model.page import Finding


@dataclass(slots=True)
class FileCount:
    """One file's numbers, in messages."""

    source: str = ""
    """The article that it translates; empty for a catalog."""
    filled: int = 0
    """Taken over as translations."""
    unsure: int = 0
    """Taken over, marked for a person to look at."""
    there: int = 0
    """That the site's catalogs had already."""
    same: int = 0
    """Left in the source language."""
    left: int = 0
    """Without a message that they translate."""


@dataclass(slots=True)
class ImportReport:
    """All that became of the files."""

    files: dict[str, FileCount] = field(default_factory=dict)
    unsure: list[Finding] = field(default_factory=list)
    """Each with its place in the file and the reason."""
    left: list[Finding] = field(default_factory=list)
    """Translated blocks that have no source."""
    unused: list[Entry] = field(default_factory=list)
    """Messages of other catalogs that translate nothing here."""
    problems: list[Problem] = field(default_factory=list)
    """Files that could not be read, or whose article was not found; the others went on."""
    warnings: list[Finding] = field(default_factory=list)
    open: int = 0
    """Messages of the articles in question that are still untranslated."""

    def count(self, path: str) -> FileCount:
        """The numbers of a file."""
        return self.files.setdefault(path, FileCount())

    def as_json(self) -> dict[str, object]:
        """The report as plain values, for scripts."""
        return {
            "files": [{"file": path, **asdict(count)} for path, count in self.files.items()],
            "unsure": list(map(_plain, self.unsure)),
            "left": list(map(_plain, self.left)),
            "unused": len(self.unused),
            "untranslated": self.open,
            "problems": [{"file": p.path, "line": p.line, "message": p.text} for p in self.problems],
        }

    def add_unused(self, entries: Iterable[Entry]) -> None:
        """Count what translates nothing."""
        for entry in entries:
            self.unused.append(entry)
            self.count(entry.path).left += 1


def _plain(finding: Finding) -> dict[str, object]:
    return {"file": finding.path, "line": finding.line, "reason": finding.text, "text": finding.source}
