"""Translations that must not stand in a localised source; articles without any are known by content."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from polypub import __version__
from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.page import Finding
from polypub.model.site import Article, Policy
from polypub.pipeline.screen import Screen
from polypub.pipeline.settled import Settled, read_settled


@dataclass(slots=True)
class Gate:
    """Asks the screen for every article, and remembers where it found nothing."""

    screen: Screen
    policy: Policy
    folder: Path
    """Of the caches: one file a language."""
    findings: list[Finding] = field(default_factory=list)
    _harmless: dict[Locale, Settled] = field(default_factory=dict)

    def find(self, article: Article, catalog: Translations) -> frozenset[Key]:
        """The article's messages whose translation is kept out; each is told in `findings`."""
        settled = self._settled(catalog.locale)
        mark = f"{__version__} {article.digest} {self.policy.unreviewed} {self.screen.digest}"
        if settled.holds(mark, catalog.digest.encode()):
            return frozenset()
        found = self.screen.find(article, self.policy, catalog, article.language)
        if not found:
            settled.add(mark, catalog.digest.encode())
        self.findings.extend(finding for _, finding in found)
        return frozenset(key for key, _ in found)

    def close(self) -> None:
        """Keep what was found out."""
        for settled in self._harmless.values():
            settled.save()

    def _settled(self, locale: Locale) -> Settled:
        if locale not in self._harmless:
            self._harmless[locale] = read_settled(self.folder / locale)
        return self._harmless[locale]
