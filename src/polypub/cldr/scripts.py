"""Scripts: which one a locale is written in, and what that says about spaces and capitals."""

from __future__ import annotations

from functools import cache

from polypub.cldr.subtags import likely_subtags, subtags
from polypub.model.locale import Locale

_UNSPACED = frozenset("Hans Hant Hani Jpan Hira Kana Thai Laoo Khmr Mymr Tibt Java Bali Lana Tale Talu".split())
_CASED = frozenset("Latn Cyrl Grek Armn Adlm Cher Copt Dsrt Glag Osge Vith Wara".split())
_LETTERS = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿⱠ-ⱿꜢ-ꟿＡ-Ｚａ-ｚ",
    "Cyrl": "Ѐ-ҁҊ-ԯᲀ-ᲈꙀ-ꙮꚀ-ꚛ",
    "Grek": "Ͱ-ͳͶͷͻ-ͽͿΆΈ-Ͽἀ-ῼ",
    "Arab": "ؠ-يٮ-ۓەۮۯۺ-ۿݐ-ݿࢠ-ࢴﭐ-ﷻﹰ-ﻼ",
    "Hebr": "א-תװ-ײ",
}
"""Letters as the inside of a character class, of the scripts that are told apart."""


@cache
def script(locale: Locale) -> str:
    """The ISO 15924 code of the script that the locale is written in (`Cyrl`); empty when CLDR names none."""
    return likely_subtags(subtags(locale)).script


@cache
def language(locale: Locale) -> str:
    """The locale's language subtag."""
    return subtags(locale).language


def uses_spaces(code: str) -> bool:
    """Whether a script parts words by spaces."""
    return code not in _UNSPACED


def has_case(code: str) -> bool:
    """Whether a script has capital letters at the beginning of sentences; Georgian has, and doesn't use them."""
    return code in _CASED


def letters(code: str) -> str:
    """The letters of a script, as the inside of a regular expression's character class; empty for a script not told."""
    return _LETTERS.get(code, "")
