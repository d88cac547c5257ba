"""Texts in Latin letters without marks, for addresses: by tables for Cyrillic, Greek and Latin, or by ICU."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from polypub.cldr.subtags import subtags
from polypub.model.locale import Locale

Transliteration = Literal["builtin", "icu"]
"""The tables here, which know three scripts, or ICU's transforms, which know nearly all."""

_CYRILLIC = (
    "а=a б=b в=v г=g ґ=g д=d ђ=dj ѓ=gj е=e ё=yo є=ye ж=zh з=z ѕ=dz и=i і=i ї=yi й=y ј=j к=k л=l љ=lj м=m н=n њ=nj "
    "о=o п=p р=r с=s т=t ћ=c ќ=kj у=u ў=w ф=f х=kh ц=ts ч=ch џ=dzh ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ә=a ғ=g қ=q "
    "ң=ng ө=o ұ=u ү=u һ=h"
)
"""After BGN/PCGN's romanisations, without apostrophes; a language's own values follow."""
_GREEK = (
    "ου=ou αυ=av ευ=ev γγ=ng α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f "
    "χ=ch ψ=ps ω=o"
)
_LATIN = "ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ħ=h ŧ=t ı=i ə=a ŋ=ng"
_BY_SCRIPT = {"Cyrl": _CYRILLIC, "Grek": _GREEK, "Latn": _LATIN}
_OWN = {
    "be": "г=h е=ye",
    "bg": "х=h щ=sht ъ=a ь=y",
    "da": "ø=oe å=aa",
    "de": "ä=ae ö=oe ü=ue",
    "mk": "х=h ц=c",
    "nb": "ø=oe å=aa",
    "nn": "ø=oe å=aa",
    "sr": "ж=z х=h ц=c ч=c џ=dz ш=s",
    "uk": "г=h и=y",
}
_APOSTROPHES = re.compile("['’ʼ]")


def transliterate(text: str, locale: Locale, method: Transliteration = "builtin") -> str | None:
    """The text of a language in small ASCII letters; None where a letter has no value in the tables.

    Signs and digits stay as they are. With `icu`, every script that ICU knows: UsageError where it is not installed.
    """
    small = unicodedata.normalize("NFC", text).lower()
    if method == "icu":
        from polypub.cldr.icu import to_latin

        small = to_latin(small).lower()
    pattern, values = _table(locale)
    latin = pattern.sub(lambda match: values[match[0]], _APOSTROPHES.sub("", small))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", latin) if unicodedata.category(sign)[0] != "M")
    plain = pattern.sub(lambda match: values[match[0]], plain)  # letters that had a mark: `ά`
    return plain if all(sign.isascii() for sign in plain if sign.isalpha()) else None


@cache
def _table(locale: Locale) -> tuple[re.Pattern[str], dict[str, str]]:
    """What is written for each letter: of all three scripts, since titles mix them, and of the language before all."""
    rows = " ".join((*_BY_SCRIPT.values(), _OWN.get(subtags(locale).language, "")))
    values = dict(row.split("=") for row in rows.split())
    return re.compile("|".join(sorted(values, key=len, reverse=True))), values
