"""What the benchmark knows of a generator."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measure import Command


@dataclass(frozen=True)
class Peer:
    """A generator with a site of its own, ready to be built."""

    name: str
    version: str
    folder: Path
    """Where the command runs."""
    arguments: Sequence[str]
    output: Path
    caches: tuple[Path, ...] = ()
    """What it keeps between runs; a cold run begins without."""
    environment: dict[str, str] = field(default_factory=dict)
    body: str = "body"
    """The class of the element that holds an article's text."""
    lacks: str = ""
    """What its pages do not have of what is compared, in words; empty if all is there."""
    is_exact: bool = True
    """Whether an article's markup is to be that of the others, not its paragraphs alone."""
    page_of: Callable[[str], str] = "{}/index.html".format
    """The file of an article, by its `locale/section/slug`."""
    is_slow: bool = False
    """Slow ones run once."""

    def find(self, place: str) -> Path:
        """The page of an article."""
        return self.output / self.page_of(place)

    def cold(self) -> Command:
        """A run with neither output nor caches."""
        return Command(self.arguments, self.folder, self.clean, self.environment)

    def again(self, prepare: Callable[[], object] = lambda: None) -> Command:
        """A run upon the last one's output, after something was done to the site."""
        return Command(self.arguments, self.folder, prepare, self.environment)

    def clean(self) -> None:
        """Take away what runs have left."""
        for path in (self.output, *self.caches):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
