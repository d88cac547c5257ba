"""A text as words for comparing: case, apostrophes, hyphens, stress marks and invisible characters set aside.

Scripts that write without spaces give one word per character, so that a term is found anywhere in them. Placeables end
every phrase: no term reaches into code, an address or a tag, or across one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, is_normalized, normalize

from polypub.formats.inline import find_placeables

JOINT = " "
"""What white space between words, or a hyphen inside one, reads as."""
BARRIER = ""
"""What a placeable reads as; no term has it."""

_APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇\u055a\u05f3\ua78c"
_HYPHENS = "-\u2010\u2011\u2012\u2013\ufe63\uff0d"
_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Hiragana, Katakana
    "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_LATIN = "0-9A-Za-z_\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff"
_MARK = "\u0301"
"""Stands for every combining mark in the outline of a text: `\\w` knows none."""
_WORD = re.compile(
    rf"""
      (?P<joint>  \s+ | (?<=[\w{_MARK}])-(?=\w) )
    | [{_UNSPACED}]{_MARK}*                    # one character of a script without spaces
    | (?:[{_LATIN}]{_MARK}*)+                  # what is Latin ends where another script begins: 유네스코 는 “UNESCO는”
    | (?:[^\W{_LATIN}{_UNSPACED}]{_MARK}*)+
    | .                                        # a sign by itself
    """,
    re.VERBOSE | re.DOTALL,
)
_IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # hyphenation, joiners, directions
    "\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"  # Arabic and Hebrew vowels
    "|(?<=[\u0400-\u052f])[\u0300\u0301]"  # stress in Cyrillic
)
_PLAIN = str.maketrans({**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_HYPHENS, "-"), "İ": "I", "ı": "i"})


class Word(NamedTuple):
    """A word, a sign or a joint, and its place in the text: `text[start:end]`."""

    folded: str
    """Without case; what comparing goes by."""
    plain: str
    """With its case."""
    start: int
    end: int


@lru_cache(maxsize=32)
def read_words(text: str) -> tuple[Word, ...]:
    """The text's words, signs and joints in order, with a BARRIER in the place of every placeable."""
    words: list[Word] = []
    end = 0
    for placeable in find_placeables(text):
        words += _read(text, end, placeable.start)
        end = placeable.start + len(placeable.text)
        words.append(Word(BARRIER, BARRIER, placeable.start, end))
    return (*words, *_read(text, end, len(text)))


def read_phrase(phrase: str) -> tuple[Word, ...]:
    """The words of a term, which neither begins nor ends with white space: nothing in it is a placeable."""
    words = list(_read(phrase, 0, len(phrase)))
    while words and words[0].plain == JOINT:
        del words[0]
    while words and words[-1].plain == JOINT:
        del words[-1]
    return tuple(words)


def _read(text: str, start: int, end: int) -> Iterator[Word]:
    plain, places = _plain(text, start, end)
    for match in _WORD.finditer(_outline(plain)):
        first, last = match.span()
        word = JOINT if match["joint"] else plain[first:last]
        yield Word(word.casefold(), word, places[first], places[last])


def _plain(text: str, start: int, end: int) -> tuple[str, range | list[int]]:
    """A stretch of the text, composed and without what is ignored, and where each character of that begins in it."""
    raw = text[start:end]
    if is_normalized("NFC", raw) and not _IGNORED.search(raw):
        return raw.translate(_PLAIN), range(start, end + 1)
    parts: list[str] = []
    places: list[int] = []
    for first, last in pairwise([*_clusters(raw), len(raw)]):
        part = _IGNORED.sub("", normalize("NFC", raw[first:last])).translate(_PLAIN)
        parts.append(part)
        places += [start + first] * len(part)
    return "".join(parts), [*places, end]


def _clusters(text: str) -> Iterator[int]:
    """Where the text can be cut so that no character composes with one before the cut."""
    previous = ""
    for index, character in enumerate(text):
        if not _composes(previous, character):
            yield index
        previous = character


def _composes(previous: str, character: str) -> bool:
    """A mark, or a Korean vowel or final after what may be its syllable."""
    return bool(previous) and (category(character)[0] == "M" or "\u1160" <= character <= "\u11ff")


def _outline(text: str) -> str:
    """The text with one mark in the place of all, character by character."""
    if text.isascii():
        return text
    return text.translate({ord(mark): _MARK for mark in set(text) if category(mark)[0] == "M"})
