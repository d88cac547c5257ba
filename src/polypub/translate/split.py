"""Texts longer than an engine takes are cut at sentence ends, else at clauses, else between words, never in a token."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

_ABBREVIATIONS = frozenset(
    "a.d al apr approx aug av ave b.c bd bzw c ca cf ch co corp d.h dec dept dr ed e.g esp est etc feb ff fig fr gen"
    " gov h.c hon hr inc i.e jan jr jun km lt ltd m max min mr mrs ms mt nat no nov nr oct op p ph pl pp prof prov"
    " rd rev s sen sept sgt sp sq sr st str t tel u.a u.s usw v vol vs z.b г гг д др ім им обл п пр р рр с ст стр т тыс"
    " у.е ул".split()
)
"""What ends with a point inside a sentence; the single letters of initials are known without a list."""
_SENTENCE = re.compile(
    r"(?P<last>[\w.]{0,12})(?P<end>[.!?…]{1,9})[\"'”’»)\]]{0,9}(?:⟦\d{1,6}⟧)?\s+"
    r"|(?P<wide>[。！？।۔።]+[”’」』）]{0,9}\s*)|\n+"
)
_CLAUSE = re.compile(r"[;:,—،؛、，；]+[\"'”’»)]{0,9}\s+|[、，；]")
_WORD = re.compile(r"\s+|(?<=[⟧\]])(?=\S)|(?<=\S)(?=[⟦\[])")
_LETTER = re.compile(r"[\s\S](?:[\u0300-\u036f\u064b-\u065f\ufe0e\ufe0f]|\u200d[\s\S])*")
_TOKEN = re.compile(r"⟦\d{1,6}⟧|\[X\d{1,6}X\]")

Fits = Callable[[str], bool]
"""Whether an engine takes a text of that length."""


@dataclass(frozen=True, slots=True)
class Room:
    """How long a text may be; 0 where there is no limit."""

    chars: int = 0
    url_bytes: int = 0
    """As it is escaped in a URL: a Cyrillic letter is six, a Chinese one nine."""

    def holds(self, text: str) -> bool:
        """Whether the text is short enough."""
        if 0 < self.chars < len(text):
            return False
        if not self.url_bytes or len(text) * 12 <= self.url_bytes:  # four bytes, three signs each, at the most
            return True
        return len(quote_plus(text, errors="replace")) <= self.url_bytes


def split_text(text: str, room: Room) -> tuple[str, ...]:
    """The text in pieces that there is room for, which joined are the text; a token stays whole at any length."""
    if room.holds(text):
        return (text,)
    return tuple(_packed(_cut(text, room.holds), room.holds))


def _cut(text: str, fits: Fits) -> Iterator[str]:
    """Sentences; of what is too long the clauses, of those the words, of a word the letters."""
    for sentence in _parts(text, _sentence_ends(text)):
        for clause in _smaller(sentence, fits, _CLAUSE):
            for word in _smaller(clause, fits, _WORD):
                yield from (word,) if fits(word) else _letters(word)


def _smaller(text: str, fits: Fits, border: re.Pattern[str]) -> Iterator[str]:
    if fits(text):
        yield text
    else:
        yield from _parts(text, (match.end() for match in border.finditer(text)))


def _letters(word: str) -> Iterator[str]:
    """One by one, as scripts without spaces have it; tokens whole, and marks with the letter that they belong to."""
    for part in re.split(f"({_TOKEN.pattern})", word):
        if _TOKEN.fullmatch(part):
            yield part
        else:
            yield from _LETTER.findall(part)


def _sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end; not behind an abbreviation, an initial or a number."""
    for match in _SENTENCE.finditer(text):
        if match["end"] != "." or not _is_abbreviation(match["last"]):
            yield match.end()


def _is_abbreviation(last: str) -> bool:
    word = last.lower()
    return bool(last) and (last[-1].isdigit() or (len(last) == 1 and last.isupper()) or word in _ABBREVIATIONS)


def _parts(text: str, ends: Iterable[int]) -> Iterator[str]:
    """The text between the borders, each border at the end of what it ends."""
    start = 0
    for end in ends:
        if end > start:
            yield text[start:end]
            start = end
    if start < len(text):
        yield text[start:]


def _packed(parts: Iterable[str], fits: Fits) -> Iterator[str]:
    """As many parts in a piece as there is room for."""
    piece = ""
    for part in parts:
        if piece and not fits(piece + part):
            yield piece
            piece = ""
        piece += part
    yield piece
