"""What keeps a translation off its page: the gate, and those checks whose findings are errors."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

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
from polypub.formats.characters import is_usual
from polypub.formats.flood import FREE_CHARACTERS, check_size, may_be_flood
from polypub.formats.gate import MARKS
from polypub.formats.terms import Glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Translation, Translations
from polypub.model.page import Finding
from polypub.model.site import Policy
from polypub.model.state import State
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
_MARKS = MARKS.union("|", *(rule.needs for rule in RULES if isinstance(rule, FormRule) and rule.id in CHECKS))
"""What the gate or a check could find fault with; a text without any of it, and of usual characters, is prose."""
Pair = tuple[Segment, Translation]
"""A translation that a page may show, and the segment in whose place."""
_HINT = "Correct the translation; until then the page shows the source text here."


class _Texts(NamedTuple):
    """An article's texts by their messages, as columns: it is judged in one edition after another."""

    keys: Sequence[Key]
    segments: Sequence[Segment]
    are_marked: Sequence[bool]
    """Whether the source is more than prose."""

    def pick(self, chosen: Sequence[bool]) -> _Texts:
        """Some of them."""
        keys, segments = compress(self.keys, chosen), compress(self.segments, chosen)
        return _Texts(tuple(keys), tuple(segments), tuple(compress(self.are_marked, chosen)))


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
        texts, shown = _shown(article, policy, catalog)
        are_loud = _find_loud(texts, shown) if settings.dialect == "commonmark" else [True] * len(shown)
        if not settings.glossary.terms and not any(are_loud):
            return []
        loud, others = _split(texts, shown, are_loud)
        found = [blocked for segment, text in loud for blocked in find_reasons(segment, text, catalog)]
        refused = {key for key, _ in found}
        suspects = [
            (key, finding)
            for pairs, rules in ((loud, CHECKS), (others if settings.glossary.terms else [], _OF_PROSE))
            for key, finding in check_messages(_messages(pairs, article.domain, catalog), settings, rules)
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


def _shown(article: Translatable, policy: Policy, catalog: Translations) -> tuple[_Texts, list[Translation]]:
    """The texts whose translations may be shown, on some day, and these."""
    texts, states = _texts_of(_Itself(article)), _shown_states(policy)
    found = list(map(catalog.open().get, texts.keys))
    are_shown = [entry is not None and entry.state in states for entry in found]
    if not all(are_shown):
        texts = texts.pick(are_shown)
    return texts, [entry for entry, is_shown in zip(found, are_shown, strict=True) if entry and is_shown]


@lru_cache
def _shown_states(policy: Policy) -> tuple[State, ...]:
    """The most usual first: the members of a tuple are compared by identity, a set would ask for each one's hash."""
    return tuple(state for state in (State.REVIEWED, *State) if may_be_shown(Translation(("",), state), policy))


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
def _texts_of(itself: _Itself) -> _Texts:
    segments = {key_of(segment): segment for segment in itself.article.segments}
    return _Texts(tuple(segments), tuple(segments.values()), [_is_marked(key.source) for key in segments])


def _is_marked(text: str) -> bool:
    return any(map(text.__contains__, _MARKS)) or not is_usual(text)


def _find_loud(texts: _Texts, shown: Sequence[Translation]) -> Sequence[bool]:
    """Which translations any check but the glossary's could find fault with.

    Most texts are prose, without any mark; of the others, most are marked up just as their sources are. What none of
    them has is looked for once, in all of them together.
    """
    targets = [translation.targets[0] for translation in shown]
    joined = " ".join(targets)
    are_loud = _find_marked(texts, targets, joined)
    if any(are_loud):
        are_loud = _find_unlike(texts, targets, are_loud)
    if any(are_loud):
        joined = " ".join([target for target, is_loud in zip(targets, are_loud, strict=True) if not is_loud])
    return [True] * len(targets) if may_hold_notice(joined) else are_loud


def _find_marked(texts: _Texts, targets: Sequence[str], joined: str) -> Sequence[bool]:
    """Which are more than prose, or have a source that is, or are too long.

    `check_size` counts marks, which are all among those of `_MARKS`.
    """
    prose = " ".join([target for target, is_marked in zip(targets, texts.are_marked, strict=True) if not is_marked])
    if (
        is_usual(joined)
        and not any(map(prose.__contains__, _MARKS))
        and max(map(len, targets), default=0) <= FREE_CHARACTERS
    ):
        return texts.are_marked
    rows = zip(texts.keys, targets, texts.are_marked, strict=True)
    return [is_marked or _is_marked(target) or bool(check_size(key.source, target)) for key, target, is_marked in rows]


def _find_unlike(texts: _Texts, targets: Sequence[str], are_marked: Sequence[bool]) -> Sequence[bool]:
    """Which of those that are marked are so in another way than their sources."""
    sources = tuple([key.source for key in compress(texts.keys, are_marked)])
    chosen = list(compress(targets, are_marked))
    joined = " ".join(chosen)
    if may_be_flood(joined):  # which is like nothing, and not to be parsed
        chosen = ["" if check_size(*pair) else pair[1] for pair in zip(sources, chosen, strict=True)]
        joined = " ".join(chosen)
    alike = find_alike(sources, chosen)
    if not is_usual(joined) or may_hold_debris(joined):
        alike = [
            is_alike and is_usual(target) and not may_hold_debris(target)
            for is_alike, target in zip(alike, chosen, strict=True)
        ]
    harmless = iter(alike)
    return [is_marked and not next(harmless) for is_marked in are_marked]


def _split(texts: _Texts, shown: Sequence[Translation], are_loud: Sequence[bool]) -> tuple[list[Pair], list[Pair]]:
    """Segments with their translations: those that are loud, and the others."""
    pairs = list(zip(texts.segments, shown, strict=True))
    return list(compress(pairs, are_loud)), list(compress(pairs, map(operator.not_, are_loud)))


def _messages(pairs: Iterable[Pair], domain: str, catalog: Translations) -> Catalog:
    """Some translations as messages that can be checked."""
    messages = tuple(_message(segment, found) for segment, found in pairs)
    return Catalog(domain, catalog.locale, messages, path=catalog.path)


def _message(segment: Segment, found: Translation) -> Message:
    return Message(key_of(segment), targets=found.targets, notes=(f"type: {segment.type}",), line=found.line)
