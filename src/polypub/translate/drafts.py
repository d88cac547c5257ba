"""Machine drafts for a catalog: what nobody has translated is filled and marked for review; all else stays."""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from polypub.errors import EngineError, Problem
from polypub.formats.gate import check_markup, check_text, needs_gate, sanitise_ui, sanitise_ui_form
from polypub.formats.inline import find_placeables
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Message, state_of
from polypub.model.page import Finding
from polypub.model.state import DraftNote, State, hash_source, hash_targets, set_note
from polypub.translate.engines.base import Engine, Err, Ok, Reply, TokenStyle
from polypub.translate.shield import Shielded, restore, shield
from polypub.translate.split import split_text

_OPEN = (State.UNTRANSLATED, State.STALE_DRAFT)
_RETRY: dict[TokenStyle, TokenStyle] = {"brackets": "letters", "letters": "brackets"}
_MOST_FORMS = 9
_ECHO_WORDS = 4
"""A shorter text may well be the same in two languages."""
_UNVERIFIED = Err("the engine lost, invented or crossed markup or placeholders", "Translate the message by hand.")
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)")


@dataclass(frozen=True, slots=True)
class Drafts:
    """A catalog with its new drafts, how many there are, and what could not be drafted and why."""

    catalog: Catalog
    written: int = 0
    refused: tuple[Finding, ...] = ()


def draft_catalog(catalog: Catalog, engine: Engine, source: Locale, today: dt.date) -> Drafts:
    """The catalog with untranslated messages and stale unread drafts drafted by the engine, marked fuzzy and noted.

    No other message changes. A reply that does not verify is not written but reported, as rule `draft-refused`.
    """
    wanted = [message for message in catalog.messages if state_of(message) in _OPEN]
    if catalog.locale is None or not wanted:
        return Drafts(catalog)
    sources = {message: _form_sources(message, catalog) for message in wanted}  # equal messages are one
    texts = list(dict.fromkeys(text for forms in sources.values() for text in forms))
    replies = _translate(texts, engine, source, catalog.locale)
    outcomes = {message: _outcome(message, forms, replies) for message, forms in sources.items()}
    return _drafts(catalog, outcomes, engine.name, today)


def _drafts(catalog: Catalog, outcomes: dict[Message, tuple[str, ...] | Err], name: str, today: dt.date) -> Drafts:
    messages: list[Message] = []
    refused: list[Finding] = []
    for message in catalog.messages:
        outcome = outcomes.get(message)
        if isinstance(outcome, Err):
            refused.append(_finding(outcome, message, catalog, name))
        messages.append(_drafted(message, outcome, name, today) if isinstance(outcome, tuple) else message)
    changed = replace(catalog, messages=tuple(messages))
    written = sum(isinstance(outcomes.get(message), tuple) for message in catalog.messages)
    return Drafts(changed, written, tuple(refused))


def _drafted(message: Message, targets: tuple[str, ...], name: str, today: dt.date) -> Message:
    key = message.key
    src = hash_source(key.source, key.context, message.plural)
    note = DraftNote("mt", name, today, src, hash_targets(targets))
    return replace(message, targets=targets, fuzzy=True, previous=None, comments=set_note(message.comments, note))


def _finding(refusal: Err, message: Message, catalog: Catalog, name: str) -> Finding:
    text = f"{name}: {refusal.reason}: {message.key.source[:60]}"
    return Finding("draft-refused", "warning", text, catalog.path, message.line, catalog.locale, refusal.remedy)


def _form_sources(message: Message, catalog: Catalog) -> tuple[str, ...]:
    """What each form is drafted from: the plural, or the singular for a form that serves one thing alone."""
    singular, plural = message.key.source, message.plural
    if plural is None:
        return (singular,)
    same = _variables(singular) == _variables(plural)
    return tuple(singular if one and (same or alone) else plural for one, alone in _forms(catalog, message))


def _variables(text: str) -> set[str]:
    return {placeable.text for placeable in find_placeables(text) if placeable.kind == "variable"}


def _forms(catalog: Catalog, message: Message) -> list[tuple[bool, bool]]:
    """For each plural form, whether it is the form of one, and of one alone; empty when the forms are not known."""
    found = _FORMS.search(catalog.header.get("Plural-Forms", ""))
    if not found or int(found[1]) > _MOST_FORMS:
        return [(form == 0, form == 0) for form in range(len(message.targets))]
    try:
        rule = gettext.c2py(found[2])
        used = [rule(number) for number in range(200)]
    except (ValueError, ZeroDivisionError, RecursionError):
        return []
    return [(used[1] == form, used[1] == form and used.count(form) == 1) for form in range(int(found[1]))]


def _outcome(message: Message, sources: Sequence[str], replies: dict[str, Reply]) -> tuple[str, ...] | Err:
    """The verified text of every form, or why there is none."""
    if not sources:
        return Err("the number of plural forms is not known", "Correct the catalog's Plural-Forms header.")
    targets = []
    for source in sources:
        reply = replies[source]
        if isinstance(reply, Ok):
            reply = _gated(message, source, reply)
        if isinstance(reply, Err):
            return reply
        targets.append(reply.text)
    return tuple(targets)


def _gated(message: Message, source: str, reply: Ok) -> Reply:
    reasons = list(check_text(source, reply.text))
    if needs_gate(reply.text):
        reasons += check_markup(source, reply.text)
    if "python-format" in message.flags and not _formats(message, reply.text):
        reasons.append("its placeholders or percent signs cannot be formatted")
    return Err(reasons[0], "Translate the message by hand.") if reasons else reply


def _formats(message: Message, target: str) -> bool:
    if message.plural is None:
        return sanitise_ui(message.key.source, target) is not None
    return sanitise_ui_form(message.key.source, message.plural, target) is not None


def _translate(texts: Iterable[str], engine: Engine, source: Locale, target: Locale) -> dict[str, Reply]:
    """A verified reply for each text; what does not verify is asked once more with other tokens."""
    styles = (engine.token, _RETRY[engine.token])
    replies: dict[str, Reply] = {}
    waiting = list(texts)
    for style in styles:
        shielded = [shield(text, style) for text in waiting]
        replies |= {item.source: early for item in shielded if (early := _early(item))}
        asked = [item for item in shielded if _early(item) is None]
        for item, reply in zip(asked, _ask([item.text for item in asked], engine, source, target), strict=True):
            replies[item.source] = _verified(item, reply, source, target)
        waiting = [item.source for item in asked if replies[item.source] is _UNVERIFIED and item.tokens]
    return replies


def _early(shielded: Shielded) -> Reply | None:
    """The reply for a text that no engine need be asked for."""
    if not shielded.source.strip():
        return Err("the source is empty", "Correct the source.")
    if shielded.wordless:
        return Ok(shielded.source)
    return None


def _ask(texts: Sequence[str], engine: Engine, source: Locale, target: Locale) -> list[Reply]:
    """One reply for each text; a text longer than the engine takes is sent in pieces."""
    split = [split_text(text, engine.max_chars) for text in texts]
    replies = _batches([piece.strip() for pieces in split for piece in pieces], engine, source, target)
    return [_joined(pieces, list(islice(replies, len(pieces)))) for pieces in split]


def _batches(texts: Sequence[str], engine: Engine, source: Locale, target: Locale) -> Iterator[Reply]:
    for start in range(0, len(texts), engine.max_batch):
        batch = texts[start : start + engine.max_batch]
        replies = engine.translate(batch, source, target)
        if len(replies) != len(batch):
            text = f"engine {engine.name} gave {len(replies)} replies for {len(batch)} texts"
            raise EngineError(Problem(text, hint="Report this to the engine's authors and use another engine."))
        yield from replies


def _joined(pieces: Sequence[str], replies: Sequence[Reply]) -> Reply:
    """The replies with the white space that stood around their pieces; the first failure where one failed."""
    texts = []
    for piece, reply in zip(pieces, replies, strict=True):
        if isinstance(reply, Err):
            return reply
        texts.append(piece.replace(piece.strip(), reply.text.strip(), 1) if piece.strip() else piece)
    return Ok("".join(texts))


def _distinct(source: Locale, target: Locale) -> bool:
    """Whether the two are different languages, so that a longer text cannot be the same in both."""
    return source.split("-")[0] != target.split("-")[0]


def _verified(shielded: Shielded, reply: Reply, source: Locale, target: Locale) -> Reply:
    if isinstance(reply, Err):
        return reply
    text = restore(shielded, reply.text)
    if text is None:
        return _UNVERIFIED
    if text == shielded.source and _distinct(source, target) and len(text.split()) >= _ECHO_WORDS:
        return Err("the engine returned the source", "Check that the engine knows both languages.")
    return Ok(text)
