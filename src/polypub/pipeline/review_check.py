"""A translation judged while it is typed: what `check` would say of it, and what would keep it off its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from polypub.check.catalog import check_message
from polypub.check.settings import CheckSettings
from polypub.config.project import Project
from polypub.errors import SourceError
from polypub.formats.terms import Glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Message
from polypub.model.page import Finding
from polypub.model.text import Segment
from polypub.pipeline.check import settings_of
from polypub.site.glossary import load_glossary
from polypub.translate.forms import form_sources
from polypub.translate.gated import Origin, find_reason

_STRINGS = ("ui", "theme")
_HINT = "Correct the translation; until then the page shows the source text here."


@dataclass(frozen=True, slots=True)
class Placed:
    """A message where it stands."""

    message: Message
    catalog: Catalog
    """The one that it is in."""
    language: Locale
    """What it is translated from."""
    segment: Segment | None = None
    """The block of an article that it was read from."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one text at a time, as the site has its checks configured."""

    settings: CheckSettings

    def judge(self, placed: Placed, texts: Sequence[str]) -> tuple[Finding, ...]:
        """What is wrong with these texts as the message's translation, errors first."""
        typed = replace(placed, message=replace(placed.message, targets=tuple(texts), fuzzy=False))
        found = list(self._checks(typed))
        if not any(finding.severity == "error" for finding in found):
            found += _gate(typed)
        order = {"error": 0, "warning": 1}
        return tuple(sorted(dict.fromkeys(found), key=lambda finding: order.get(finding.severity, 2)))

    def _checks(self, typed: Placed) -> Iterator[Finding]:
        for finding in check_message(typed.message, typed.catalog, self.settings.written_in(typed.language)):
            target = next((form for form in typed.message.targets if finding.part and finding.part in form), "")
            yield replace(finding, target=target)


def make_judge(project: Project) -> Judge:
    """The judge of a project; it goes on without a glossary that cannot be read."""
    return Judge(settings_of(project, read_glossary_or_none(project)))


def read_glossary_or_none(project: Project) -> Glossary:
    """The site's glossary; an empty one where it cannot be read, which `check` reports."""
    try:
        return load_glossary(project)
    except SourceError:
        return Glossary()


def _gate(typed: Placed) -> Iterator[Finding]:
    """Why a page would not show the texts."""
    message, catalog = typed.message, typed.catalog
    origin: Origin = typed.segment or ("string" if catalog.domain in _STRINGS else "words")
    sources = form_sources(message, catalog) or (message.key.source,) * len(message.targets)
    for source, target in zip(sources, message.targets, strict=False):
        reason = find_reason(message, source, target, origin) if target else None
        if reason:
            yield Finding("blocked", "error", reason, catalog.path, message.line, catalog.locale, _HINT)
