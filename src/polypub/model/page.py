"""What is published: states, clusters, pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from polypub.model.locale import Locale


class PageState(StrEnum):
    """The state of one article in one edition; it alone decides what machines and lists are told."""

    SOURCE = "source"
    REVIEWED = "reviewed"
    PARTIAL = "partial"
    """Published; some blocks are shown in the source language."""
    MACHINE = "machine"
    """Shows at least one unreviewed draft."""
    FALLBACK = "fallback"
    """The text is in the source language, only the page around it is localised."""
    NONE = "none"
    """Not in this edition."""

    @property
    def indexable(self) -> bool:
        """Canonical to itself, in hreflang clusters, sitemaps and feeds."""
        return self is PageState.REVIEWED or self is PageState.SOURCE or self is PageState.PARTIAL

    @property
    def written(self) -> bool:
        """A file is written."""
        return self is not PageState.NONE


@dataclass(frozen=True, slots=True)
class Coverage:
    """Messages and source words by state; `draft` and `stale` as `status` reports them."""

    messages: int = 0
    reviewed: int = 0
    draft: int = 0
    stale: int = 0
    words: int = 0
    reviewed_words: int = 0
    draft_words: int = 0
    stale_words: int = 0

    @property
    def untranslated(self) -> int:
        """Messages without any text."""
        return self.messages - self.reviewed - self.draft - self.stale

    @property
    def share(self) -> float:
        """Reviewed share of the source words, 0 to 1; 1 when there are none."""
        return self.reviewed_words / self.words if self.words else 1.0

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(*(a + b for a, b in zip(_numbers(self), _numbers(other), strict=True)))


def _numbers(coverage: Coverage) -> tuple[int, ...]:
    return tuple(getattr(coverage, name) for name in Coverage.__slots__)


@dataclass(frozen=True, slots=True)
class Version:
    """One document in one edition."""

    locale: Locale
    url: str
    """Absolute path on the edition's host, beginning with `/`."""
    state: PageState


@dataclass(frozen=True, slots=True)
class Cluster:
    """One document in all its editions: the table behind switcher, hreflang, canonical, sitemaps."""

    id: str
    versions: tuple[Version, ...]
    """In the order of the editions; those in state NONE included."""
    source: Locale

    def version(self, locale: Locale) -> Version | None:
        """The document's version in an edition."""
        for version in self.versions:
            if version.locale == locale:
                return version
        return None

    @property
    def alternates(self) -> tuple[Version, ...]:
        """The members of the hreflang cluster."""
        return tuple([v for v in self.versions if v.state.indexable])


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the output, and what it was made from."""

    path: str
    """Relative to the output folder, with `/`."""
    content: bytes
    uses: Mapping[str, str] = field(default_factory=dict)
    """Name of a thing used (`source:…`, `messages:…`, `template:…`, `query:…`) to its digest."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; it flows, it does not stop the work."""

    rule: str
    severity: str
    """`error`, `warning` or `info`."""
    text: str
    path: str = ""
    line: int = 0
    locale: Locale | None = None
    hint: str = ""
    source: str = ""
    """The message's `msgid`, when it is about one: with the rule, what a baseline knows it by."""
    part: str = ""
    """The offending stretch of the translation, for showing it marked."""
    target: str = ""
    """The translation that it stands in."""
