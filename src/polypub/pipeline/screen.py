"""What keeps a translation off its page: the gate, and those checks whose findings are errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from polypub.catalog.po import read_catalog
from polypub.check.catalog import check_messages, ignored_rules
from polypub.check.settings import CheckSettings
from polypub.config.project import Project
from polypub.errors import Problem, SourceError
from polypub.files import read_if_there
from polypub.formats.terms import Glossary
from polypub.model.message import Catalog, Key, Message, Translation, Translations
from polypub.model.page import Finding
from polypub.model.site import Article, Policy
from polypub.model.text import Segment
from polypub.render.judge import find_blocked, key_of, may_be_shown
from polypub.replay import hash_content
from polypub.site.glossary import GLOSSARY_FILE, load_glossary

CHECKS = frozenset(
    {"placeholder", "percent-escape", "html-tags", "html-invalid", "mask-debris", "engine-noise", "glossary-keep"}
)
"""The blocking checks that the gate does not make itself."""
_HINT = "Correct the translation; until then the page shows the source text here."


@dataclass(frozen=True, slots=True)
class Screen:
    """Finds what must not be shown, as the site has its checks configured."""

    root: Path
    settings: CheckSettings
    digest: str
    """Changes with everything but article and catalog that decides what is found."""
    problems: tuple[Problem, ...] = ()
    """Why there is no glossary, where it cannot be read."""

    def find(self, article: Article, policy: Policy, catalog: Translations) -> list[tuple[Key, Finding]]:
        """The translations that a page would show and must not, each with every reason."""
        found = list(find_blocked(article, policy, catalog))
        refused = {key for key, _ in found}
        suspects = [
            (key, finding)
            for key, finding in check_messages(_messages(article, policy, catalog), self.settings, CHECKS)
            if finding.severity == "error" and key not in refused
        ]
        return found + list(self._without_ignored(suspects, catalog)) if suspects else found

    def _without_ignored(
        self, suspects: list[tuple[Key, Finding]], catalog: Translations
    ) -> Iterator[tuple[Key, Finding]]:
        """Those that neither author nor translator has silenced; only now, which is rarely, their comments are read."""
        data = read_if_there(self.root / catalog.path) or b""
        ignored = {message.key: ignored_rules(message) for message in read_catalog(data, catalog.path).messages}
        for key, finding in suspects:
            if finding.rule not in ignored.get(key, ()):
                yield key, replace(finding, hint=finding.hint or _HINT)


def make_screen(project: Project) -> Screen:
    """The screen of a project; it goes on without a glossary that cannot be read."""
    glossary = Glossary(path=GLOSSARY_FILE)
    problems: tuple[Problem, ...] = ()
    try:
        glossary = load_glossary(project)
    except SourceError as error:
        problems = error.problems
    settings = CheckSettings(project.source, project.checks, glossary)
    digest = hash_content(repr((sorted(project.checks.items()), glossary.terms)).encode())
    return Screen(project.root, settings, digest, problems)


def _messages(article: Article, policy: Policy, catalog: Translations) -> Catalog:
    """The translations that may be shown, as messages that can be checked."""
    segments: Mapping[Key, Segment] = {key_of(segment): segment for segment in article.segments}
    shown = (
        _message(key, segment, found)
        for key, segment in segments.items()
        if (found := catalog.entries.get(key)) and may_be_shown(found, policy)
    )
    return Catalog(article.domain, catalog.locale, tuple(shown), path=catalog.path)


def _message(key: Key, segment: Segment, found: Translation) -> Message:
    return Message(key, targets=found.targets, notes=(f"type: {segment.type}",), line=found.line)
