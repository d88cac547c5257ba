"""Names of languages, lists of things, and quotation marks, as a locale writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from polypub.cldr.babel_locale import GuardedLocale, babel_locale
from polypub.cldr.subtags import Subtags, likely_subtags, subtags
from polypub.model.locale import Locale

_QUOTATION_MARKS = {
    "«»": "am be br ca el es eu fa fr fur hy it kab kk ky mg nb nn no oc os pt-AO pt-MZ pt-PT rm ru rw sq uk",
    "„“": "bg bs-Cyrl cs de dsb et hr hsb is ka lb lt mk sk sl sr",
    "„”": "bs hu pl ro sr-Latn",
    "””": "fi he se smn sv",
    "”“": "ar ur",
    "‘’": "ia nl ti-ER",
    "「」": "ja yue zh-Hant",
}
"""CLDR's outer marks, which Babel lacks, and the tags that have them; all others have the marks of English."""


@cache
def autonym(locale: Locale) -> str:
    """The locale's name in its own language, with script and territory only where the tag says them."""
    return language_name(locale, locale)


@cache
def language_name(locale: Locale, display: Locale) -> str:
    """The locale's name in another language (`Chinese (Simplified)`); the tag itself where CLDR has no name."""
    parts, names = subtags(locale), babel_locale(display)
    language = names.languages.get(parts.language)
    if not language:
        return str(locale)
    details = ", ".join(_details(parts, names))
    return f"{language} ({details})" if details else str(language)


def _details(parts: Subtags, names: GuardedLocale) -> Iterator[str]:
    if parts.script:
        yield names.scripts.get(parts.script, parts.script)
    if parts.territory:
        yield names.territories.get(parts.territory, parts.territory)
    if parts.variant:
        yield names.variants.get(parts.variant.upper(), parts.variant)


def join_list(items: Sequence[str], locale: Locale) -> str:
    """The items as one enumeration (`a, b и c`); empty for none."""
    from babel.lists import format_list

    return format_list(items, locale=babel_locale(locale))


@cache
def quotation_marks(locale: Locale) -> tuple[str, str]:
    """The opening and the closing mark around a quotation."""
    table = {tag: marks for marks, tags in _QUOTATION_MARKS.items() for tag in tags.split()}
    filled = likely_subtags(subtags(locale))
    spellings = (str(locale), f"{filled.language}-{filled.territory}", f"{filled.language}-{filled.script}")
    marks = next((table[tag] for tag in (*spellings, filled.language) if tag in table), "“”")
    return marks[0], marks[1]
