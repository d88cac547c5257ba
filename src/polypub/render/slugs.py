"""The part of an address that a tag or an author has: made of the source's words, the same in every edition."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def slug_of(name: str) -> str:
    """Letters, marks and digits of any script, small, and `+`; hyphens between them: `The editors` is `the-editors`.

    `#` is written out, so that `C`, `C++` and `C#` differ; a name of signs alone is their code points.
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("#", "sharp")
    kept = (sign if sign.isalnum() or sign == "+" or unicodedata.category(sign)[0] == "M" else " " for sign in text)
    # Folding case may leave letters decomposed.
    slug = unicodedata.normalize("NFC", "-".join("".join(kept).split()))
    return slug or "-".join(f"{ord(sign):x}" for sign in name)
