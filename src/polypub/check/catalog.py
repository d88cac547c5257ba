"""Checking a catalog: every rule that is on, on every form of every message with a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from polypub.check.language import Facts, facts_of
from polypub.check.plurals import forms_of, usual_count
from polypub.check.rule import CatalogRule, Context, Form, FormRule, Hit, Kind, MessageRule, Rule, Sheet, Subject
from polypub.check.settings import CheckSettings
from polypub.check.table import RULES
from polypub.formats.flood import check_size
from polypub.model.message import Catalog, Key, Message, state_of
from polypub.model.page import Finding
from polypub.model.state import State
from polypub.model.text import Dialect

BLOCKING = frozenset(rule.id for rule in RULES if rule.severity == "error" and not isinstance(rule, CatalogRule))
"""The rules whose findings keep a translation off the page: the source is shown in its place."""
_DRAFTS = frozenset({State.DRAFT, State.STALE_DRAFT})
_IGNORED = re.compile(r"polypub: ignore=([\w, -]+)|polypub-ignore:\s*([\w, -]+)")
_NAMES = frozenset({"site name", "site tagline", "section title", "section summary", "author", "tag"})
_ONE_FORM = Form()
_OF_GLOSSARIES = frozenset({"glossary", "glossary-keep"})
_ALL = frozenset(rule.id for rule in RULES)
_REMEMBERED = 5000
"""Sets of characters whose rules are kept: a hostile catalog must not fill the memory."""


Rows = tuple[tuple[FormRule, str], ...]
"""Rules with the severities that they have for a site."""


class Active(NamedTuple):
    """The rules that are on for a catalog, each with its severity, in the table's order."""

    forms: Selection
    on_drafts: Selection
    """Those for machine drafts, which are all of `forms` and some more."""
    messages: tuple[tuple[MessageRule, str], ...]
    catalogs: tuple[tuple[CatalogRule, str], ...]


def check_catalog(catalog: Catalog, settings: CheckSettings) -> Iterator[Finding]:
    """What is wrong with a catalog's translations, drafts included and obsolete ones not, message by message.

    A template, which has no locale, has no translations either. Raises nothing, whatever the texts are.
    """
    if catalog.locale is None:
        return
    sheet = sheet_of(catalog, settings)
    active = active_rules(sheet.facts, settings)
    for message in catalog.messages:
        if not message.obsolete and any(message.targets):
            yield from _check_message(message, sheet, active)
    for rule, severity in active.catalogs:
        for found, hit in rule.check(sheet):
            if found is None or rule.id not in ignored_rules(found):
                yield finding_of(rule, severity, hit, found, sheet)


def check_messages(catalog: Catalog, settings: CheckSettings, rules: Iterable[str]) -> Iterator[tuple[Key, Finding]]:
    """The findings of some rules alone, each with its message's key: with `BLOCKING`, what must not be rendered."""
    if catalog.locale is None:
        return
    sheet = sheet_of(catalog, settings)
    active = active_rules(sheet.facts, settings, frozenset(rules))
    for message in catalog.messages:
        if not message.obsolete and any(message.targets):
            yield from ((message.key, finding) for finding in _check_message(message, sheet, active))


def check_message(message: Message, catalog: Catalog, settings: CheckSettings) -> Iterator[Finding]:
    """What is wrong with one translation as it would stand in a catalog; rules on whole catalogs are not asked.

    The message may be another than the one that the catalog has: what somebody is typing.
    """
    if catalog.locale is not None and any(message.targets):
        sheet = sheet_of(catalog, settings)
        yield from _check_message(message, sheet, active_rules(sheet.facts, settings))


def sheet_of(catalog: Catalog, settings: CheckSettings) -> Sheet:
    """A catalog of a locale with what its messages share."""
    assert catalog.locale is not None, "a template is not checked"  # noqa: S101 - its callers have looked
    facts = facts_of(catalog.locale, settings.source)
    return Sheet(catalog, facts, forms_of(catalog), usual_count(catalog), settings)


def active_rules(facts: Facts, settings: CheckSettings, wanted: frozenset[str] = _ALL) -> Active:
    """The rules that are on for a language, with the severities that the site gives them."""
    unused = frozenset() if settings.glossary.terms else _OF_GLOSSARIES
    return _active(facts, frozenset(settings.severities.items()), wanted - unused, settings.dialect)


@lru_cache(maxsize=64)  # a site has many catalogs of each language
def _active(facts: Facts, severities: frozenset[tuple[str, str]], wanted: frozenset[str], dialect: Dialect) -> Active:
    changed = dict(severities)
    fitting = [_in_dialect(rule, dialect) for rule in RULES if rule.id in wanted and rule.languages.include(facts)]
    chosen = [(rule, changed.get(rule.id, rule.severity)) for rule in fitting]
    on = [(rule, severity) for rule, severity in chosen if severity != "off"]
    forms = tuple((rule, severity) for rule, severity in on if isinstance(rule, FormRule))
    return Active(
        Selection(tuple(row for row in forms if not row[0].drafts_only)),
        Selection(forms),
        tuple((rule, severity) for rule, severity in on if isinstance(rule, MessageRule)),
        tuple((rule, severity) for rule, severity in on if isinstance(rule, CatalogRule)),
    )


def _in_dialect(rule: Rule, dialect: Dialect) -> Rule:
    """A dialect's constructs are placeholders, whatever they are written with."""
    if dialect != "commonmark" and isinstance(rule, FormRule) and rule.id == "placeholder":
        return replace(rule, needs=frozenset())
    return rule


def kind_of(message: Message, domain: str) -> Kind:
    """Where a message is shown: told by its type, which extraction notes, else by its domain."""
    if message.notes and message.notes[0].startswith("type: "):
        is_name = domain == "site" or message.notes[0].removeprefix("type: ") in _NAMES
        return "words" if is_name else "article"
    if domain in ("theme", "ui"):
        return "strings"
    return "words" if domain == "site" else "other"


def ignored_rules(message: Message) -> frozenset[str]:
    """The rules that author (`#. polypub: ignore=number`) or translator (`# polypub-ignore: number`) silence."""
    found: list[str] = []
    for line in (*message.notes, *message.comments):
        if "polypub" in line:
            for match in _IGNORED.finditer(line):
                found += re.split(r"[,\s]+", (match[1] or match[2]).strip())
    return frozenset(found)


def subjects_of(message: Message, sheet: Sheet) -> Iterator[Subject]:
    """Every form of a message that has a text, beside the source's form that it stands for."""
    kind = kind_of(message, sheet.catalog.domain)
    context = Context(message, kind, sheet.facts, sheet.settings.glossary, sheet.settings.dialect)
    source, plural = message.key.source, message.plural
    if plural is None:
        if message.targets[0]:
            yield Subject(source, message.targets[0], context, _ONE_FORM)
        return
    for index, target in enumerate(message.targets):
        form = sheet.forms[index] if index < len(sheet.forms) else Form(index)
        if target:
            yield Subject(source if form.single and index == 0 else plural, target, context, form)


def _check_message(message: Message, sheet: Sheet, active: Active) -> Iterator[Finding]:
    ignored = ignored_rules(message)
    for rule, severity in active.messages:
        if rule.id not in ignored:
            for hit in rule.check(message, sheet):
                yield finding_of(rule, severity, hit, message, sheet)
    is_draft = message.fuzzy and state_of(message) in _DRAFTS
    rules = active.on_drafts if is_draft else active.forms
    for subject in subjects_of(message, sheet):
        for checked, severity, hit in judge(subject, rules):
            if checked.id not in ignored:
                yield finding_of(checked, severity, hit, message, sheet)


def judge(subject: Subject, rules: Selection) -> Iterator[tuple[FormRule, str, Hit]]:
    """What the rules say of one form; of a flood of text or marks, which is no translation, only that."""
    source, target = subject.source, subject.target
    rows = rules.same if source == target else rules.fitting({*source, *target})
    if check_size(source, target):
        rows = tuple(row for row in rows if row[0].id == "overgrown")
    for rule, severity in rows:
        for hit in rule.check(subject):
            yield rule, severity, hit


class Selection:
    """Some rules, and which of them a text with certain characters can concern: a third of them, on average."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.same = tuple(row for row in rows if row[0].same)
        """Those that also judge what equals its source."""
        self._marks = frozenset[str]().union(*(row[0].needs for row in rows))
        self._known: dict[frozenset[str], Rows] = {}

    def fitting(self, characters: set[str]) -> Rows:
        """The rules that need none of the characters that are not there."""
        marks = self._marks & characters
        rows = self._known.get(marks)
        if rows is None:
            rows = tuple(row for row in self.rows if not row[0].needs or not row[0].needs.isdisjoint(marks))
            if len(self._known) < _REMEMBERED:
                self._known[marks] = rows
        return rows


def finding_of(rule: Rule, severity: str, hit: Hit, message: Message | None, sheet: Sheet) -> Finding:
    """What a rule says of a message, or of the whole catalog, as a finding."""
    return Finding(
        rule=rule.id,
        severity=severity,
        text=hit.text,
        path=sheet.catalog.path,
        line=message.line if message else 0,
        locale=sheet.catalog.locale,
        hint=hit.hint,
        source=message.key.source if message else "",
        part=hit.part,
    )
