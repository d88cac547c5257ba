"""Every exception polypub raises on purpose; anything else is a bug of ours.

::

    PolypubError              exit 1   something stops the work; `problems` say what, where, what to do
    ├── UsageError            exit 2   the command line asks for what cannot be
    │   └── ConfigError       exit 2   polypub.toml: unknown key, wrong type, unknown locale
    ├── LocaleError           exit 2   not a language tag, or one that CLDR does not know
    ├── SourceError           exit 1   an article or its front matter cannot be read
    ├── TemplateError         exit 1   a Jinja2 template does not parse or cannot be rendered
    ├── CatalogError          exit 1   a PO file cannot be read; it is left as it is
    ├── EngineError           exit 1   a translation engine failed
    ├── MemoryFileError       exit 1   a translation memory or a TMX file cannot be used
    └── OutputError           exit 1   a page cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where, and what to do about it."""

    text: str
    """What is wrong, one sentence without a full stop."""
    path: str = ""
    """The file, relative to the site where it lies in it."""
    line: int = 0
    """1-based; 0 when the whole file is meant."""
    hint: str = ""
    """What to do, one sentence."""
    rule: str = ""
    """The check that reports it, where another than that of unreadable files does."""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        hint = f"\n  {self.hint}" if self.hint else ""
        return f"{where if self.path else ''}{self.text}{hint}"


class PolypubError(Exception):
    """The root of the tree; carries every problem found, not the first one."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[PolypubError], tuple[tuple[Problem, ...]]]:
        """From a worker process it arrives with its problems, not with their words alone."""
        return type(self), (self.problems,)


class UsageError(PolypubError):
    """The command line asks for what cannot be."""

    exit_code = 2


class ConfigError(UsageError):
    """The configuration is wrong; all of its problems at once."""


class LocaleError(PolypubError):
    """Not a well-formed BCP 47 tag, or a language that CLDR does not know."""

    exit_code = 2


class SourceError(PolypubError):
    """An article or its front matter cannot be read."""


class TemplateError(PolypubError):
    """A Jinja2 template does not parse or cannot be rendered."""


class CatalogError(PolypubError):
    """A PO file cannot be read; nothing was written to it."""


class EngineError(PolypubError):
    """A translation engine failed; the message names it and the remedy."""


class MemoryFileError(PolypubError):
    """A translation memory or a TMX file cannot be used; nothing was written to it."""


class OutputError(PolypubError):
    """A page cannot be written."""
