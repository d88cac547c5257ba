"""What Apertium must not see in a text, and what it leaves in its answer.

It marks words that it does not know: `*word`, `@word`, `#word`. The same characters in a source, and `~`, which its
generator eats, travel as private-use characters, so that a mark in the answer is always Apertium's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from polypub.translate.engines.base import Err, Ok, Reply

_HAND = "Translate the message by hand."
_SPECIAL = "*#@~"
_PRIVATE = range(0xE000, 0xF900)
_TOKEN = re.compile(r"⟦\d+⟧|\[X\d+X\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARK = re.compile(r"[*@#](?!X\d+X)")
_SPACED = re.compile(r"(?<=\w) +(?=[.,](?:\s|$))")
_SPACES = re.compile(r" {2,}")
_FEW_WORDS = 4
"""A shorter text may well be a name, which is the same in two languages."""


def translate_text(text: str, max_chars: int, ask: Callable[[str], str | Err]) -> Reply:
    """The verified answer to a text; `ask` gets it in disguise and gives Apertium's words with their marks."""
    if refusal := _unfit(text, max_chars):
        return refusal
    table = _disguise(text)
    marked = ask(text.translate(table))
    return marked if isinstance(marked, Err) else _read(text, marked, table)


def _unfit(text: str, max_chars: int) -> Err | None:
    if not text.strip():
        return Err("the text is empty", "Correct the source.", "input")
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
        return Err("the text has characters that no file can hold", "Correct the source.", "input")
    if len(text) > max_chars:
        return Err(f"the text is longer than {max_chars} characters", "Divide the paragraph.", "input")
    return None


def _disguise(text: str) -> dict[int, int]:
    """The table for `str.translate` that hides what Apertium would take for its own; its inverse restores."""
    free = (code for code in _PRIVATE if chr(code) not in text)
    return {ord(special): next(free) for special in _SPECIAL if special in text}


def _read(text: str, marked: str, table: dict[int, int]) -> Reply:
    """The answer without marks, its outer white space the source's, or why it is none.

    An answer of blanks is none, nor is one that loses or leaves as they were more than half of at least four words.
    """
    words = _count_words(text)
    unknown = len(_MARK.findall(marked))
    if words >= _FEW_WORDS and unknown * 2 > words:
        return Err(f"Apertium does not know {unknown} of {words} words", _HAND)
    bare = re.sub(r"[*@#]", "", marked).translate({code: special for special, code in table.items()}).strip()
    if not bare:
        return Err("Apertium answered nothing", _HAND)
    if words >= _FEW_WORDS and _count_words(bare) * 2 < words:
        return Err("Apertium lost most of the text", _HAND)
    return Ok(_framed(text, _tidied(text, bare)))


def _count_words(text: str) -> int:
    return len(_WORD.findall(_TOKEN.sub("", text)))


def _tidied(text: str, bare: str) -> str:
    """Without the spaces that words leave behind when Apertium moves them."""
    if not _SPACED.search(text):
        bare = _SPACED.sub("", bare)
    return bare if _SPACES.search(text) else _SPACES.sub(" ", bare)


def _framed(text: str, bare: str) -> str:
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{bare}{text[len(text.rstrip()) :]}"
