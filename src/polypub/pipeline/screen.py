"""What keeps a translation off its page: the gate, and those checks whose findings are errors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from polypub.catalog.po import read_catalog
from polypub.check.catalog import check_messages, ignored_rules
from polypub.check.drafts import may_hold_debris, may_hold_notice
from polypub.check.rule import FormRule
from polypub.check.settings import CheckSettings
from polypub.check.table import RULES
from polypub.config.project import Project
from polypub.errors import Problem, SourceError
from polypub.files import read_if_there
from polypub.formats.alike import find_alike
from polypub.formats.characters import UNUSUAL
from polypub.formats.flood import check_size
from polypub.formats.gate import MARKS
from polypub.formats.terms import Glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Translation, Translations
from polypub.model.page import Finding
from polypub.model.site import Policy
from polypub.model.text import Segment, Translatable
from polypub.render.judge import find_reasons, key_of, may_be_shown
from polypub.replay import hash_content
from polypub.site.glossary import GLOSSARY_FILE, load_glossary

CHECKS = frozenset(
    {"placeholder", "percent-escape", "html-tags", "html-invalid", "mask-debris", "engine-noise", "glossary-keep"}
)
"""The blocking checks that the gate does not make itself."""
_OF_PROSE = frozenset({"glossary-keep"})
"""Those of them that find something in texts without any marks."""
_NEEDS = MARKS.union("|", *(rule.needs for rule in RULES if isinstance(rule, FormRule) and rule.id in CHECKS))
_MARKED = re.compile(f"[{''.join(map(re.escape, sorted(_NEEDS)))}{UNUSUAL}]")
"""What the gate or a check could find fault with; a text without any of it is prose."""
_UNUSUAL = re.compile(f"[{UNUSUAL}]")
_HINT = "Correct the translation; until then the page shows the source text here."
Shown = Mapping[Key, tuple[Segment, Translation]]
"""Translations that a page may show, each with the segment in whose place."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Finds what must not be shown, as the site has its checks configured."""

    root: Path
    settings: CheckSettings
    digest: str
    """Changes with everything but article and catalog that decides what is found."""
    problems: tuple[Problem, ...] = ()
    """Why there is no glossary, where it cannot be read."""

    def find(
        self, article: Translatable, policy: Policy, catalog: Translations, language: Locale | None = None
    ) -> list[tuple[Key, Finding]]:
        """The translations that a page would show and must not, each with every reason.

        `language` is the one that the article was written in, where that is not the site's.
        """
        settings = self.settings.written_in(language)
        shown = _shown(article, policy, catalog)
        loud = _find_loud(shown) if settings.dialect == "commonmark" else shown
        found = [blocked for segment, text in loud.values() for blocked in find_reasons(segment, text, catalog)]
        refused = {key for key, _ in found}
        checks = [(loud, CHECKS)] if loud else []
        if settings.glossary.terms:
            checks.append(({key: pair for key, pair in shown.items() if key not in loud}, _OF_PROSE))
        suspects = [
            (key, finding)
            for texts, rules in checks
            for key, finding in check_messages(_messages(texts, article.domain, catalog), settings, rules)
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
    settings = CheckSettings(project.source, project.checks, glossary, project.dialect)
    known = (project.source, sorted(project.checks.items()), glossary.terms, project.dialect)
    digest = hash_content(repr(known).encode())
    return Screen(project.root, settings, digest, problems)


def _shown(article: Translatable, policy: Policy, catalog: Translations) -> Shown:
    """The translations that may be shown, on some day."""
    entries = catalog.entries
    return {
        key: (segment, found)
        for key, segment in _texts_of(_Itself(article)).items()
        if (found := entries.get(key)) and may_be_shown(found, policy)
    }


class _Itself:
    """An article known by identity: to compare two by what they say takes longer than to read them."""

    __slots__ = ("article",)

    def __init__(self, article: Translatable) -> None:
        self.article = article

    def __hash__(self) -> int:
        return id(self.article)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.article is self.article


@lru_cache(maxsize=2)
def _texts_of(itself: _Itself) -> Mapping[Key, Segment]:
    """An article's texts by their messages: it is judged in one edition after another."""
    return {key_of(segment): segment for segment in itself.article.segments}


def _find_loud(shown: Shown) -> Shown:
    """Those that any check but the glossary's could find fault with.

    Most texts are prose, without any mark; of the others, most are marked up just as their sources are.
    """
    marked = {key: pair for key, pair in shown.items() if _has_marks(key.source, pair[1].targets[0])}
    targets = [found.targets[0] for _, found in marked.values()]
    alike = find_alike(tuple([key.source for key in marked]), targets) if marked else []
    harmless = {
        key
        for key, target, is_alike in zip(marked, targets, alike, strict=True)
        if is_alike and not (_UNUSUAL.search(target) or may_hold_debris(target) or check_size(key.source, target))
    }
    loud = {key: pair for key, pair in marked.items() if key not in harmless}
    others = "\n".join([found.targets[0] for key, (_, found) in shown.items() if key not in loud])
    return shown if may_hold_notice(others) else loud


def _has_marks(source: str, target: str) -> bool:
    """Or is too long: `check_size` counts marks, which are all among these."""
    is_long = len(target) > len(source) + 20_000 and bool(check_size(source, target))
    return is_long or bool(_MARKED.search(target) or _MARKED.search(source))


def _messages(shown: Shown, domain: str, catalog: Translations) -> Catalog:
    """Some translations as messages that can be checked."""
    messages = tuple(_message(key, segment, found) for key, (segment, found) in shown.items())
    return Catalog(domain, catalog.locale, messages, path=catalog.path)


def _message(key: Key, segment: Segment, found: Translation) -> Message:
    return Message(key, targets=found.targets, notes=(f"type: {segment.type}",), line=found.line)
