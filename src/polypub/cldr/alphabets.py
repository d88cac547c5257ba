"""Alphabets of languages, in order: what stands in one is a letter of its own, all else a form of its base letter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from polypub.cldr.scripts import script
from polypub.cldr.subtags import subtags
from polypub.model.locale import Locale

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_BALKAN = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
_SCANDINAVIAN = f"{_LATIN} æ=ä ø=ö=ő å=aa"
_TURKISH = "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z"
_CYRILLIC = "а б в г ґ д ђ ѓ е є ж з ѕ и і ї й ј к л љ м н ң њ о ө п р с т ћ ќ у ү ф х ц ч џ ш щ ъ ы ь э ю я"
_GREEK = "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω"

_BY_LANGUAGE = {
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "be": "а б в г ґ д е ё ж з и і ї й к л м н о п р с т у ў ф х ц ч ш щ ъ ы ь э ю я",
    "bs": _BALKAN,
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "cy": "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z",
    "da": _SCANDINAVIAN,
    "eo": "a b c ĉ d e f g ĝ h ĥ i j ĵ k l m n o p q r s ŝ t u ŭ v w x y z",
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fi": f"{_LATIN} å ä=æ ö=ø",
    "hr": _BALKAN,
    "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö=ő p q r s sz t ty u ü=ű v w x y z zs",
    "is": "a á b c d ð e é f g h i í j k l m n o ó p q r s t u ú v w x y ý z þ æ=ä ö=ø å",
    "kk": "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я",
    "lt": "a b c č d e f g h i=y j k l m n o p q r s š t u v w x z ž",
    "lv": "a b c č d e f g ģ h i=y j k ķ l ļ m n ņ o p q r s š t u v w x z ž",
    "nb": _SCANDINAVIAN,
    "nn": _SCANDINAVIAN,
    "no": _SCANDINAVIAN,
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș=ş t ț=ţ u v w x y z",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r s š t u v w x y z ž",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh",
    "sr": _BALKAN,
    "sv": f"{_LATIN} å ä=æ ö=ø",
    "tr": _TURKISH,
    "vi": "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
}
_BY_SCRIPT = {"Latn": _LATIN, "Cyrl": _CYRILLIC, "Grek": _GREEK}


@cache
def alphabet(locale: Locale) -> Mapping[str, int]:
    """The locale's letters, small, to their place in its alphabet; empty for a script that is not told.

    A letter may be written with several (Czech `ch`); those that are joined by `=` share a place.
    """
    code = script(locale)
    own = _BY_LANGUAGE.get(subtags(locale).language, "")
    letters = own if own and own[0] == _BY_SCRIPT.get(code, " ")[0] else _BY_SCRIPT.get(code, "")
    return {form: place for place, letter in enumerate(letters.split()) for form in letter.split("=")}
