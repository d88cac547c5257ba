"""The order of titles, tags and names in an edition: by its alphabet, or by ICU's collation."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from polypub.cldr.alphabets import alphabet
from polypub.cldr.subtags import subtags
from polypub.model.locale import Locale

Collation = Literal["builtin", "icu"]
"""The built-in order by alphabets, or the Unicode Collation Algorithm with CLDR's tailorings, by the extra."""
SortKey = tuple[Any, ...]

_SPACE, _SIGN, _DIGIT, _OWN, _OTHER = range(5)
"""What comes first; the edition's own letters come before all others."""
_FORMS = {"đ": "d", "ð": "d", "ħ": "h", "ł": "l", "ø": "o", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that Unicode does not take apart, where they are not the alphabet's own."""


def sort_key(locale: Locale, method: Collation = "builtin") -> Callable[[str], SortKey]:
    """A key for `sorted` that orders texts as readers of the locale look for them; no two texts are equal in it.

    Built in: white space, signs and digits, then the letters of the locale's alphabet, then all others by code point;
    accents count where the letters are the same, capitals where the accents are, small ones first. With `icu`:
    UsageError where it is not installed.
    """
    if method == "icu":
        from polypub.cldr.icu import collation_key

        return collation_key(locale)
    letters = alphabet(locale)
    longest = max(map(len, letters), default=1)
    is_dotless = subtags(locale).language in ("az", "tr")

    def key(text: str) -> SortKey:
        composed = unicodedata.normalize("NFC", text)
        small = composed.replace("I", "ı").replace("İ", "i") if is_dotless else composed
        weighed = list(_weigh(unicodedata.normalize("NFC", small.casefold()), letters, longest))
        first = tuple(weight for weight, _ in weighed)
        return first, tuple(form for _, form in weighed), composed.swapcase(), text

    return key


def _weigh(text: str, letters: Mapping[str, int], longest: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The place of every letter, and what it is written with beside the letter itself."""
    position = 0
    while position < len(text):
        for length in range(longest, 0, -1):
            found = text[position : position + length]
            if found in letters and len(found) == length:
                # Of letters that share a place (Swedish `ä` and `æ`), the alphabet's own is the first.
                is_first = next(form for form in letters if letters[form] == letters[found]) == found
                yield (_OWN, letters[found]), "" if is_first else found
                break
        else:
            length = 1
            yield from _weigh_form(text[position], letters)
        position += length


def _weigh_form(character: str, letters: Mapping[str, int]) -> Iterator[tuple[tuple[int, int], str]]:
    """A character that is no letter of the alphabet: its base letters there, or its place among all others."""
    plain = _FORMS.get(character) or unicodedata.normalize("NFKD", character)
    for base in plain:
        if base in letters:
            yield (_OWN, letters[base]), "" if base == character else character
        elif unicodedata.category(base)[0] != "M":
            yield _rank(base), "" if base == character else character
        elif plain == character:  # a mark that stands alone, or that no letter takes in
            yield (_SIGN, ord(base)), ""


def _rank(character: str) -> tuple[int, int]:
    if character.isspace():
        return _SPACE, 0
    if character.isdigit():
        return _DIGIT, unicodedata.digit(character)
    return (_OTHER if character.isalpha() else _SIGN), ord(character)
