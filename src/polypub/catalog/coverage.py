"""How much of a document a person stands behind, in messages and in source words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from polypub.model.message import Key, Translations
from polypub.model.page import Coverage

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_AWAY = re.compile(
    r"""<!--.*?--> | </?[A-Za-z][^<>]*> | <[a-z][a-z0-9+.-]*:[^<>\s]*>   # comments, tags, autolinks
    | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+["'][^"']*["'])?\)  # the address of a link
    | (?<=\])\[[^\[\]]*\] | \{[^\W\d][^{}]*\}                            # a link's label, placeables
    | \b[a-z][a-z0-9+.-]*://[^\s<>]+ | \bwww\.[^\s<>]+ | \bmailto:\S+     # addresses in the text
    | %\(\w+\)[#0\- +]*[\d.]*[a-zA-Z] | &\#?\w+;""",
    re.VERBOSE | re.DOTALL,
)
_IDEOGRAPH = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"[^\s–—/…]*[^\W_][^\s–—/…]*")
"""What white space, a dash or a slash parts, when there is a letter or digit in it (`don't`, `3,000`, `हिन्दी`)."""


_SPECIAL = re.compile(
    r"[<>\[\]{}()%&`]|://|www\.|mailto:"
    r"|[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""What some words may be no words for; most texts have none of it."""


@lru_cache(maxsize=65536)
def count_words(text: str) -> int:
    """The words a reader sees, each Chinese or Japanese character as one; markup, addresses and code do not count."""
    if not _SPECIAL.search(text):
        return len(_WORD.findall(text))
    if "`" in text:
        text = _CODE.sub(" ", text)
    text, ideographs = _IDEOGRAPH.subn(" ", _AWAY.sub(_gap, text))
    return ideographs + sum(1 for _ in _WORD.finditer(text))


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
