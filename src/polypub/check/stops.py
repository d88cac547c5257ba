"""The ends of sentences: a translation closes as its source does, with the marks of its own script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.check.rule import WALL, Hit, Subject

_STOP, _COLON, _QUESTION, _EXCLAMATION, _SEMICOLON, _ELLIPSIS = (
    "stop",
    "colon",
    "question",
    "exclamation",
    "semi",
    "dots",
)
_MARKS = {
    _STOP: ".。．｡।॥۔։·෴។៕꓿᱾᙮།༎",
    _COLON: ":：៖",
    _QUESTION: "?？؟՞፧⸮꘏",
    _EXCLAMATION: "!！՜႟߹",
    _SEMICOLON: ";；؛",
    _ELLIPSIS: "…⋯",
}
_CLASSES = {mark: name for name, marks in _MARKS.items() for mark in marks}
STOPS, COLONS, QUESTIONS, EXCLAMATIONS, SEMICOLONS, ELLIPSES = (
    frozenset(f"{_MARKS[name]};\u037e." if name in (_QUESTION, _ELLIPSIS) else _MARKS[name])
    for name in (_STOP, _COLON, _QUESTION, _EXCLAMATION, _SEMICOLON, _ELLIPSIS)
)
_DOTTED = frozenset(".。·۔ ")
_DOTS = re.compile(r"(?:\.\s?){2}\.\s?\Z|。{2,}\Z|·{3,}\Z|۔{3}\Z")
_INNER_END = re.compile(r"[^\W\d_]{2}[.!?][\"'”’)]* +[A-ZА-ЯΑ-Ω]")
_INTERROBANG = re.compile(r"[?？؟]\s?[!！]|[!！]\s?[?？؟]|[⁇⁈⁉‽]\Z")
_SHORT = 4
"""Sources of so few characters are labels whose marks mean little."""
_ABBREVIATION = re.compile(
    r"(?:(?:^|[\s(\ufffc/])[^\W\d_]{1,4}|\.[^\W\d_]{1,4}|\d|[^\W\d_]{1,2}\.[\s\u00a0\u202f]?[^\W\d_]{1,3})\.\Z"
)
_ENGLISH_ABBREVIATION = re.compile(
    r"(?:\b(?:etc|Inc|Ltd|Corp|Co|vs|[Nn]o|St|Mr|Mrs|Dr|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|approx|min|max|sec|ed|vol|pp?)"
    r"|\.[A-Za-z])\.\Z"
)
_INSIDE = {"hy": re.compile("[՞՜?!]"), "my": re.compile("လား|နည်း|သလဲ|လဲ")}
"""Marks that stand within the sentence, or words that make a question."""
_GREEK = ";\u037e"


def check_stop(subject: Subject) -> Iterator[Hit]:
    """Prose that ends in a full stop in one of the two only."""
    hits = tuple(_compare(subject, _STOP, "a full stop"))
    if hits and _is_prose(subject):
        yield from hits


def check_label_stop(subject: Subject) -> Iterator[Hit]:
    """The same of other texts, where it is a matter of style."""
    hits = tuple(_compare(subject, _STOP, "a full stop"))
    if hits and not _is_prose(subject):
        yield from hits


def _is_prose(subject: Subject) -> bool:
    """An article's text, or one of several sentences."""
    return subject.kind == "article" or _INNER_END.search(subject.source) is not None


def check_colon(subject: Subject) -> Iterator[Hit]:
    """The same of a colon."""
    yield from _compare(subject, _COLON, "a colon")


def check_question(subject: Subject) -> Iterator[Hit]:
    """The same of a question mark."""
    yield from _compare(subject, _QUESTION, "a question mark")


def check_exclamation(subject: Subject) -> Iterator[Hit]:
    """The same of an exclamation mark."""
    yield from _compare(subject, _EXCLAMATION, "an exclamation mark")


def check_ellipsis(subject: Subject) -> Iterator[Hit]:
    """The same of an ellipsis, as one character or three dots."""
    yield from _compare(subject, _ELLIPSIS, "an ellipsis")


def check_semicolon(subject: Subject) -> Iterator[Hit]:
    """The same of a semicolon."""
    yield from _compare(subject, _SEMICOLON, "a semicolon")


def check_interrobang(subject: Subject) -> Iterator[Hit]:
    """A question that is also an exclamation, in one of the two only."""
    if bool(_INTERROBANG.search(subject.source_end)) != bool(_INTERROBANG.search(subject.target_end)):
        yield Hit("only one of source and translation ends in both marks, `?!`", subject.target_end[-2:])


def _compare(subject: Subject, wanted: str, name: str) -> Iterator[Hit]:
    """A finding where the source ends in the mark, or nothing, and only one of the two has it."""
    text, end = subject.source_end, subject.target_end
    if len(subject.source) <= _SHORT or not text or not end:
        return
    source, target = _class(text, subject.facts.source_language), _class(end, subject.facts.language)
    if source == target or wanted not in (source, target) or (source and source != wanted):
        return
    if _is_alike(subject, source, target, wanted):
        return
    if source == wanted:
        yield Hit(f"the source ends in {name}, the translation does not", end[-12:])
    else:
        yield Hit(f"the translation ends in {name}, the source does not", end[-12:])


def _class(text: str, language: str) -> str:
    """What a text ends in; empty for a letter or anything else."""
    last = text[-1]
    if language == "el" and last in _GREEK:
        return _QUESTION
    found = _CLASSES.get(last, "")
    if found == _STOP and text[-2:-1] in _DOTTED and _DOTS.search(text[-6:]):
        return _ELLIPSIS
    return found


def _is_alike(subject: Subject, source: str, target: str, wanted: str) -> bool:
    """Whether the language, or an abbreviation, accounts for the difference."""
    text, end, language = subject.source_end, subject.target_end, subject.facts.language
    inside = _INSIDE.get(language)
    if inside and source in (_QUESTION, _EXCLAMATION) and inside.search(subject.target):
        return True
    if language == "hy":
        return end[-1] in ":։՝.,`" or source == _EXCLAMATION
    if language in ("ja", "zh", "yue") and _is_alike_in_chinese(source, target, end):
        return True
    if not subject.facts.spaced and source == _STOP and not target:
        return language not in ("ja", "zh", "yue")
    if _STOP in (source, target) and _EXCLAMATION in (source, target):
        return wanted == _STOP
    if source == _STOP and not target:
        return _ENGLISH_ABBREVIATION.search(text) is not None or WALL in end[-1] or " " not in text.strip()
    if target == _STOP and not source:
        return _is_abbreviation(end) or not _is_sentence(subject.source)
    return False


def _is_alike_in_chinese(source: str, target: str, end: str) -> bool:
    if source == _COLON:
        return target == _STOP
    return source == _QUESTION and (end[-1] in "か。吗呢嗎" or target == _STOP)


def _is_abbreviation(text: str) -> bool:
    return _ABBREVIATION.search(text) is not None


def _is_sentence(text: str) -> bool:
    """Long enough to be more than a label."""
    return text.count(" ") >= 2


_ASKED = re.compile(r"(?<=[^\W_])[\"'”’»)\]\x02]{0,3}(\?|!)(?=[\s\"'”’»)\]\x02]|\Z)")
_OPENING = {"?": "¿", "!": "¡"}


def check_inverted(subject: Subject) -> Iterator[Hit]:
    """A question or exclamation without its mark at the beginning."""
    if "?" not in subject.target and "!" not in subject.target:
        return
    marks = {match[1] for match in _ASKED.finditer(subject.bare_target)}
    for mark in sorted(marks):
        if _OPENING[mark] not in subject.target and not ("¿" in subject.target and mark == "!"):
            yield Hit(f"{_OPENING[mark]} is missing before what ends in {mark}", mark)
