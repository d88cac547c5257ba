"""Mending what a rule can mend by itself: spaces, characters without width, composed letters."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from polypub.check.catalog import Rows, active_rules, finding_of, ignored_rules, sheet_of, subjects_of
from polypub.check.rule import FormRule, Hit, Sheet, Subject
from polypub.check.settings import CheckSettings
from polypub.formats.flood import check_size
from polypub.formats.inline import find_placeables
from polypub.model.message import Catalog, Message, state_of
from polypub.model.page import Finding
from polypub.model.state import DraftNote, State, find_note, hash_targets, set_note

Whom = Literal["drafts", "all"]
"""Unread machine drafts alone, or reviewed and edited texts too (law 5)."""
_ROUNDS = 3
"""What one fix uncovers, another mends."""
_UNREAD = frozenset({State.DRAFT, State.STALE_DRAFT})


def fix_catalog(catalog: Catalog, settings: CheckSettings, whom: Whom) -> tuple[Catalog, tuple[Finding, ...]]:
    """The catalog with what can be mended mended, and the findings that are gone by it.

    A draft stays a draft: its note is brought up to date with the text. Obsolete messages are left as they are.
    """
    if catalog.locale is None:
        return catalog, ()
    sheet = sheet_of(catalog, settings)
    rules = _mending_rules(sheet)
    found: list[Finding] = []
    messages = tuple(
        _fix_message(message, sheet, rules, found) if _is_for(message, whom) else message
        for message in catalog.messages
    )
    return (replace(catalog, messages=messages), tuple(found)) if found else (catalog, ())


def _mending_rules(sheet: Sheet) -> Rows:
    named = sheet.settings.severities
    rows = active_rules(sheet.facts, sheet.settings).forms.rows
    return tuple(row for row in rows if row[0].fix and (row[0].id in named or not row[0].fix_on_request))


def _is_for(message: Message, whom: Whom) -> bool:
    if message.obsolete or not any(message.targets):
        return False
    return whom == "all" or (message.fuzzy and state_of(message) in _UNREAD)


def _fix_message(message: Message, sheet: Sheet, rules: Rows, found: list[Finding]) -> Message:
    ignored = ignored_rules(message)
    targets = list(message.targets)
    chosen = tuple(row for row in rules if row[0].id not in ignored)
    for subject in subjects_of(message, sheet):
        mended = subject
        for rule, severity in chosen * _ROUNDS:
            if mended.target == mended.source or check_size(mended.source, mended.target):
                break
            mended, hits = _mended(mended, rule)
            found += (finding_of(rule, severity, hit, message, sheet) for hit in hits)
        targets[subject.form.index] = mended.target
    return message if tuple(targets) == message.targets else _with_targets(message, tuple(targets))


def _mended(subject: Subject, rule: FormRule) -> tuple[Subject, tuple[Hit, ...]]:
    """The subject after one rule's fix, and what the rule found.

    As it was if the rule would not fall silent, or if a placeable would come or go: `%c` before a letter is none.
    """
    hits = tuple(rule.check(subject))
    if rule.fix is None or not hits:
        return subject, ()
    mended = subject.with_target(rule.fix(subject))
    is_good = mended.target and not any(rule.check(mended)) and _placeables(mended) == _placeables(subject)
    return (mended, hits) if is_good else (subject, ())


def _placeables(subject: Subject) -> list[str]:
    found = find_placeables(subject.target)
    return sorted(placeable.text.strip() for placeable in found if placeable.kind in ("code", "variable"))


def _with_targets(message: Message, targets: tuple[str, ...]) -> Message:
    """The message with mended texts; an unread draft stays one."""
    note = find_note(message.comments)
    comments = message.comments
    if isinstance(note, DraftNote) and note.out == hash_targets(message.targets):
        comments = set_note(comments, replace(note, out=hash_targets(targets)))
    return replace(message, targets=targets, comments=comments)
