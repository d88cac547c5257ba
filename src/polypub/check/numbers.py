"""Numbers and dates: those of the source are in the translation, as its language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import decimal

from polypub.check.rule import Hit, Subject

_NUMBER = re.compile(r"(?<![\w#&.-])\d+(?:[.,:\u00a0\u202f]\d+)*(?![^\W\d_]*\d)")
_DIGITS = re.compile(r"\d+")
_HALF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
_LARGE_UNITS = re.compile("[一-龯億萬만억천가-힣]")
_ORDINAL = 31
_SMALL = 12
"""Numbers up to this one are often written as words."""
_DATE = re.compile(
    r"\b(?:\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}),? \d{4}\b"
)
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def check_numbers(subject: Subject) -> Iterator[Hit]:
    """Numbers of the source that the translation has in no writing."""
    if not _DIGITS.search(subject.source):
        return
    target = _digits(subject.target)
    if all(digits in target for digits in _DIGITS.findall(subject.source)):
        return
    bare, wanted = subject.bare_source, _plain(subject.target)
    for match in _NUMBER.finditer(bare):
        if not _has(match, bare, wanted, subject):
            yield Hit(f"the number {match.group()} is missing", _changed(subject))


def _digits(text: str) -> str:
    """The text with ASCII digits."""
    return text if text.isascii() else _DIGITS.sub(_in_ascii, text)


def _in_ascii(match: re.Match[str]) -> str:
    return "".join(str(decimal(digit)) for digit in match.group())


def _plain(text: str) -> str:
    """ASCII digits, without what parts groups of thousands."""
    return re.sub(r"(?<=\d)[,.'’\s\u00a0\u202f\u066b\u066c](?=\d)", "", _digits(text))


def _has(match: re.Match[str], source: str, target: str, subject: Subject) -> bool:
    digits = re.sub(r"\D", "", match.group())
    value = int(digits[:18])
    if value <= _SMALL or digits in target or digits.lstrip("0") in target or _HALF_DAY.match(source, match.end()):
        return True
    rest = source[match.end() : match.end() + 2]
    if (value <= _ORDINAL and rest in ("st", "nd", "rd", "th")) or (len(digits) == 4 and rest.startswith("s")):
        return True  # ordinals and decades are written in words as often as not
    if ":" in match.group():  # a time may be written with another sign, and by another clock
        return match.group().rpartition(":")[2] in target
    if value % 1000 == 0 and (_LARGE_UNITS.search(subject.target) or str(value // 1000) in target):
        return True
    return value < 4000 and _roman(value) in target


def _changed(subject: Subject) -> str:
    """The translation's number that may stand in its place."""
    known = set(_DIGITS.findall(subject.source))
    return next((digits for digits in _DIGITS.findall(subject.target) if digits not in known), "")


@cache
def _roman(value: int) -> str:
    letters = []
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        letters.append(sign * count)
    return "".join(letters)


def check_dates(subject: Subject) -> Iterator[Hit]:
    """An English date that was copied as it is."""
    for date in _DATE.findall(subject.source):
        if date in subject.target:
            yield Hit(f"the date {date} is as in the source", date, "Write it as the language does.")
