"""Quotation marks, brackets and the spaces around them, as the language has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from polypub.check.outside import outside_placeables
from polypub.check.rule import Hit, Subject

_QUOTES = '"«»“”„‟‹›「」『』〈〉《》'
QUOTES = frozenset(_QUOTES)
_INNER = {
    "«»": "“”„‹›",
    "„“": "‚‘»«›‹",
    "„”": "‚’»«‘«»",
    "””": "’»",
    "“”": "‘’",
    "”“": "’‘",
    "‘’": "“”",
    "「」": "『』",
}
"""Outer marks to those that may stand within them, or in their place."""
_ALSO = {
    "‘’“”「」『』《》〈〉": "zh ko",
    "『』“”〈〉《》": "ja",
    "„“": "ru be uk",
    "«»": "bg tr pl ro hu de",
    "“”": "el it es ca fa fr nb nn hy ka",
    "“”«»": "pt ar",
    "”“„": "he nl sr",
    "»«„”“": "cs hr da",
    "»": "fi sv",
}
"""Further marks that languages use beside CLDR's."""


@cache
def _allowed(language: str, marks: tuple[str, str]) -> frozenset[str]:
    also = "".join(found for found, languages in _ALSO.items() if language in languages.split())
    return frozenset(f'"{marks[0]}{marks[1]}{_INNER.get(marks[0] + marks[1], "")}{also}')


def check_quotes(subject: Subject) -> Iterator[Hit]:
    """Marks that another language uses, or one without its partner."""
    text = subject.bare_target
    opening, closing = subject.facts.marks
    allowed = _allowed(subject.facts.language, subject.facts.marks)
    used = [mark for mark in text if mark in _QUOTES]
    foreign = [mark for mark in used if mark not in allowed]
    if foreign:
        yield Hit(f"the quotation mark {foreign[0]} is not this language's", foreign[0], f"Write {opening}…{closing}.")
    elif '"' in used and '"' not in subject.bare_source and any(mark in subject.source for mark in "“”«»„"):
        yield Hit(
            "a straight quotation mark, where the source has typographic ones", '"', f"Write {opening}…{closing}."
        )
    elif (
        opening != closing
        and _differ(Counter(used), opening, closing)
        and not _differ(Counter(subject.source), "“", "”")
    ):
        yield Hit(f"a quotation mark {opening} or {closing} has no partner", opening)


def _differ(marks: Counter[str], opening: str, closing: str) -> bool:
    """One of the pair has no partner; marks with a second office are not counted."""
    return opening not in "“”’" and closing not in "“”’" and marks[opening] != marks[closing]


_PAIRS = ("()", "[]", "{}", "「」")
_WIDE = str.maketrans("（）［］｛｝﹙﹚", "()[]{}()")
_ENUMERATION = re.compile(r"(?:(?<=\s)|\A)(?:\d{1,3}|[^\W\d_]{1,2})[)）]|[:;=]['o-]?[)(\]\[]+")
"""`a)` and `:-)`, whose bracket has no partner."""


def check_brackets(subject: Subject) -> Iterator[Hit]:
    """A bracket without its partner, where the source's have theirs."""
    wrong = _unpaired(subject.target)
    if wrong and not _unpaired(subject.source) and _unpaired(subject.bare_target):
        yield Hit(f"a bracket of {wrong} has no partner", next((mark for mark in wrong if mark in subject.target), ""))


def _unpaired(text: str) -> str:
    """The first pair of brackets whose marks do not come in pairs; empty when all do."""
    plain = text.translate(_WIDE)
    return _first_odd(_ENUMERATION.sub("", plain)) if _first_odd(plain) else ""


def _first_odd(text: str) -> str:
    return next((pair for pair in _PAIRS if text.count(pair[0]) != text.count(pair[1])), "")


_THIN, _NO_BREAK = "\u202f", "\u00a0"
_NARROW = re.compile(r"(?<=[^\W_])[ \t]?([;!?]+)(?=[\s)\]»”\x02]|\Z)|(?<=[»)\]\x02])[ \t]?([;!?]+)(?=[\s)\]»”\x02]|\Z)")
_COLON = re.compile(r"(?<=[^\W\d_»)\]\ufffc\x02]) ?:(?=\s|\Z)")
_GUILLEMETS = re.compile(r"«(?![\u00a0\u202f]) ?(?=\S)|(?<=\S)(?<![\u00a0\u202f]) ?»")


def check_french_spaces(subject: Subject) -> Iterator[Hit]:
    """No-break spaces that French has before high marks and inside guillemets."""
    text = subject.bare_target
    changed = _space_french(text, subject)
    if changed != text:
        at = next((i for i, (a, b) in enumerate(zip(text, changed, strict=False)) if a != b), len(text) - 1)
        yield Hit(
            "a no-break space is missing at a punctuation mark", text[max(0, at - 1) : at + 2].strip("\x02\ufffc")
        )


def fix_french_spaces(subject: Subject) -> str:
    """The target with those spaces, placeables as they are."""
    return outside_placeables(subject.target, lambda text: _space_french(text, subject))


def _space_french(text: str, subject: Subject) -> str:
    text = _COLON.sub(f"{_NO_BREAK}:", text)
    text = _GUILLEMETS.sub(lambda m: f"«{_NO_BREAK}" if m.group().startswith("«") else f"{_NO_BREAK}»", text)
    if subject.facts.locale == "fr-CA":  # Canada has a space at colons and guillemets only
        return text
    return _NARROW.sub(lambda match: f"{_THIN}{match[1] or match[2]}", text)


_IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff"
_HALF_WIDTH = re.compile(f"(?<=[{_IDEOGRAPH}])[,.!?](?=[{_IDEOGRAPH}])|(?<=[{_IDEOGRAPH}])[,!?](?=\\s|\\Z)")
_STRAY = re.compile(f"(?<=[{_IDEOGRAPH}]) +(?=[{_IDEOGRAPH}])")


def check_cjk_width(subject: Subject) -> Iterator[Hit]:
    """Half-width marks, and spaces, between Chinese or Japanese characters."""
    for pattern, what in ((_HALF_WIDTH, "a half-width mark"), (_STRAY, "a space")):
        match = pattern.search(subject.bare_target)
        if match:
            yield Hit(f"{what} among full-width characters", subject.bare_target[match.start() - 1 : match.end() + 1])


_BEFORE_DANDA = re.compile("(?<=[\u0900-\u0963\u0966-\u09fb\u0a05-\u0a74\u0b05-\u0b77])\\.(?=[\"'”’)]*\\Z)")


def check_danda(subject: Subject) -> Iterator[Hit]:
    """A full stop where the script has its danda."""
    if _BEFORE_DANDA.search(subject.target):
        yield Hit("the sentence ends in a full stop, not in a danda (।)", ".")


def fix_danda(subject: Subject) -> str:
    """The target with a danda in place of its last full stop."""
    return _BEFORE_DANDA.sub("।", subject.target)
