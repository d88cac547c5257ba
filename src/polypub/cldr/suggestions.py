"""The nearest valid name for a locale that was misspelt; loaded only when something is wrong."""

from __future__ import annotations

from functools import cache

_SLIP = 2
"""So many letters may be wrong after a language that is right; beyond that the language alone is suggested."""


def nearest_locale(text: str) -> str:
    """The tag that was most probably meant: by the language's English name, by country, or by spelling."""
    key = text.strip().lower().replace("_", "-").partition(".")[0].partition("@")[0]
    return _spellings().get(key) or _names().get(key) or _country(key) or _spelt_alike(key)


def _country(key: str) -> str | None:
    """The language of a country whose code was taken for the language's (`jp`, `cz`, `by`)."""
    from babel.core import get_global

    likely = get_global("likely_subtags").get(f"und_{key.upper()}", "") if len(key) == 2 else ""
    return _spellings().get(likely.partition("_")[0])


def _spelt_alike(key: str) -> str:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    spellings = _spellings()
    language = spellings.get(key.partition("-")[0])
    same = [name for name in spellings if name.partition("-")[0] == language]
    scored = process.extract(key, same or list(spellings), scorer=DamerauLevenshtein.distance, limit=None)
    # Of equally near names one that begins alike comes first, then the shorter: more people mean it.
    distance, _, _, name = min((hit[1], hit[0][:1] != key[:1], len(hit[0]), hit[0]) for hit in scored)
    return language if language and distance > _SLIP else spellings[name]


@cache
def _spellings() -> dict[str, str]:
    from polypub.cldr.tags import known_locales

    return {tag.lower(): tag for tag in known_locales()}


@cache
def _names() -> dict[str, str]:
    from polypub.cldr.babel_locale import babel_locale
    from polypub.cldr.tags import parse_locale

    names = babel_locale(parse_locale("en")).languages
    return {name.lower(): code for code, name in names.items() if code in _spellings()}
