"""The gate before a draft: what render would keep off a page is not written in the first place."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from polypub.formats.commonmark import render_html
from polypub.formats.gate import check_markup, check_text, needs_gate, sanitise_ui, sanitise_ui_form
from polypub.formats.skeleton import compare_skeletons
from polypub.model.message import Message
from polypub.model.text import Segment

_RAW_HTML = frozenset({"html", "attribute"})


Origin = Segment | Literal["string", "words"]
"""What a message was read from: a block of an article, a string of a template, or words that are no markup anywhere."""


def find_reason(message: Message, source: str, target: str, origin: Origin) -> str | None:
    """Why a text must not be the translation of one form of a message, or None when it may.

    `source` is what the form was made from.
    """
    reasons = list(check_text(source, target))
    if isinstance(origin, Segment):
        reasons += _article_reasons(replace(origin, source=source), target)
    elif needs_gate(target):
        reasons += check_markup(source, target)
    is_formatted = origin == "string" or "python-format" in message.flags
    if is_formatted and not _can_be_formatted(message, target):
        reasons.append("its markup, placeholders or percent signs are not the source's")
    return reasons[0] if reasons else None


def _article_reasons(segment: Segment, target: str) -> list[str]:
    reasons = [difference.text for difference in compare_skeletons(segment, target) if difference.binding]
    if segment.place.kind != "field" and needs_gate(target):
        reasons += check_markup(_html(segment, segment.source), _html(segment, target))
    return reasons


def _html(segment: Segment, text: str) -> str:
    return text if segment.place.kind in _RAW_HTML else render_html(text)


def _can_be_formatted(message: Message, target: str) -> bool:
    if message.plural is None:
        return sanitise_ui(message.key.source, target) is not None
    return sanitise_ui_form(message.key.source, message.plural, target) is not None
