"""How much of a document a person stands behind, in messages and in source words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from polypub.model.message import Key, Translations
from polypub.model.page import Coverage

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_MARKUP = r"""
      <!--.*?--> | </?[A-Za-z][^<>]*> | <[a-z][a-z0-9+.-]*+:[^<>\s]*>    # comments, tags, autolinks
    | \((?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+["'][^"']*["'])?\)  # the address of a link
    | \[(?<=\]\[)[^\[\]]*\] | \{[^\W\d][^{}]*\}                          # a link's label, placeables
    | %\(\w+\)[#0\- +]*[\d.]*[a-zA-Z] | &\#?\w+;"""
"""Each begins with a character of its own, so that a text is searched for these alone."""
_ADDRESSES = r"""[a-z](?<!\w\w)(?:[a-z0-9+.-]*+://[^\s<>]+ | (?<=w)ww\.[^\s<>]+ | (?<=m)ailto:\S+)"""
"""Those in the text."""
_AWAY = re.compile(_MARKUP, re.VERBOSE | re.DOTALL)
_ALL_AWAY = re.compile(f"{_MARKUP} | {_ADDRESSES}", re.VERBOSE | re.DOTALL)
_SIGNS = ("://", "www.", "mailto:")
"""No address is without one."""
_IDEOGRAPH = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_PART = re.compile(r"[^\s–—/…]+")
"""What white space, a dash or a slash parts; with a letter or digit in it, a word (`don't`, `3,000`, `हिन्दी`)."""
_ODD = re.compile(r"[ –—/…](?:(?<! )|[\W_])")
"""What parts words beside single spaces, and what begins with no letter or digit."""
_SPECIAL = re.compile(
    r"[<>\[\]{}()%&`\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
"""What some words may be no words for; most texts have none of it. A set alone is searched for quickly."""
_PLANES = re.compile("[\U00020000-\U0003ffff]")


@lru_cache(maxsize=65536)
def count_words(text: str) -> int:
    """The words a reader sees, each Chinese or Japanese character as one; markup, addresses and code do not count."""
    has_address = any(map(text.__contains__, _SIGNS))
    if not (has_address or _SPECIAL.search(text) or (not text.isascii() and _PLANES.search(text))):
        return _count_parts(text)
    if "`" in text:
        text = _CODE.sub(" ", text)
    text, ideographs = _IDEOGRAPH.subn(" ", (_ALL_AWAY if has_address else _AWAY).sub(_gap, text))
    return ideographs + _count_parts(text)


def _count_parts(text: str) -> int:
    """The words of a text without markup."""
    if text[:1].isalnum() and text[-1] != " " and text.isprintable() and not _ODD.search(text):
        return text.count(" ") + 1  # words with single spaces between them, each of which begins like a word
    return sum([part[0].isalnum() or any(map(str.isalnum, part)) for part in _PART.findall(text)])


def _gap(found: re.Match[str]) -> str:
    """Inline tags do not part words, the rest does."""
    return "" if found[0].startswith("<") and ":" not in found[0][:12] else " "


def cover(sources: Iterable[tuple[Key, int]], translations: Translations) -> Coverage:
    """Messages and words by the state of their translations; each source counts as often as it occurs."""
    entries = translations.entries
    numbers = {"reviewed": [0, 0], "draft": [0, 0], "stale": [0, 0], "untranslated": [0, 0]}
    for key, words in sources:
        found = entries.get(key)
        count = numbers[found.state.coarse if found else "untranslated"]
        count[0] += 1
        count[1] += words
    reviewed, draft, stale, without = numbers.values()
    messages, words = (sum(pair) for pair in zip(reviewed, draft, stale, without, strict=True))
    return Coverage(messages, reviewed[0], draft[0], stale[0], words, reviewed[1], draft[1], stale[1])
