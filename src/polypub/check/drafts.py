"""What machines leave behind, and drafts that were overtaken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.check.rule import Hit, Sheet, Subject
from polypub.model.message import Message, state_of
from polypub.model.state import State

_MASKED = r"[\[［【〔(（]\s?[XxХхΧχ×Ｘｘ]\s?\d{1,6}\s?[XxХхΧχ×Ｘｘ]\s?[\]］】〕)）]"
_DEBRIS = re.compile(
    rf"{_MASKED}|[⟦⟧〚〛]|@?ph\.invalid\b|=\"?notranslate\b|&amp;(?:lt|gt|amp|quot|#\d+);"
    r"|&#(?:39|34|x27|x22);|__PLACEHOLDER"
)
_MASK = re.compile(_MASKED)
_SIGNS = ("⟦", "⟧", "〚", "〛", "ph.invalid", "notranslate", "&amp;", "&#", "__PLACEHOLDER")
"""All debris but a mask has one of these: to look for each is a tenth of the work of `_DEBRIS`."""
_NOTICES = (
    "mymemory warning",
    "invalid source language",
    "invalid target language",
    "you used all available free translations",
    "query length limit",
    "too many requests",
    "unusual traffic from your computer",
    "<!doctype html",
    "as an ai language model",
    "here is the translation",
    "i'm sorry, but i can",
)
_WORDS_OF_NOTICES = (b"mymemory", b"language", b"translation", b"query", b"requests", b"unusual", b"doctype", b"sorry")
"""Each notice has one of them."""
_SHORTEST = min(map(len, _NOTICES))
_FENCE = "```"


def check_debris(subject: Subject) -> Iterator[Hit]:
    """What hid a placeable from an engine, or an entity that an engine wrote."""
    match = _DEBRIS.search(subject.target)
    if match and match.group() not in subject.source:
        yield Hit(f"{match.group()} is what an engine made of something else", match.group())


def may_hold_debris(text: str) -> bool:
    """Whether a text, or one of several joined, may hold what `check_debris` finds fault with."""
    is_suspect = any(map(text.__contains__, _SIGNS)) or _MASK.search(text)
    return bool(is_suspect) and _DEBRIS.search(text) is not None


def may_hold_notice(text: str) -> bool:
    """Whether a text without marks of markup, or one of several joined, holds a notice of a translation service."""
    letters = text.encode("ascii", "ignore").lower()
    is_suspect = any(map(letters.__contains__, _WORDS_OF_NOTICES))
    return is_suspect and any(notice in text.lower() for notice in _NOTICES)


def check_noise(subject: Subject) -> Iterator[Hit]:
    """A notice of a translation service in place of a translation."""
    if len(subject.target) < _SHORTEST:
        return
    target = subject.target.lower()
    for notice in _NOTICES:
        if notice in target and notice not in subject.source.lower():
            yield Hit("a notice of a translation service, not a translation", notice)
    if target.startswith(_FENCE) and not subject.source.startswith(_FENCE):
        yield Hit("a code fence of an engine's answer", _FENCE)


_STALE = {
    State.STALE_APPROVED: "the source changed after this was translated",
    State.STALE_DRAFT: "the source changed after this was drafted",
    State.STALE_EDITED: "the source changed after this draft was edited",
}


def check_stale(message: Message, sheet: Sheet) -> Iterator[Hit]:
    """A translation of an older source."""
    del sheet
    if message.fuzzy:
        text = _STALE.get(state_of(message))
        if text:
            yield Hit(text)
