"""The code that an engine has for a locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from polypub.cldr.subtags import Subtags, likely_subtags, subtags
from polypub.model.locale import Locale
from polypub.translate.engines.base import Err

_OTHER = {
    "fil": ("tl",),
    "he": ("iw",),
    "jv": ("jw",),
    "kmr": ("ku",),
    "kok": ("gom",),
    "ku": ("kmr",),
    "mni": ("mni-Mtei",),
    "nb": ("no",),
    "no": ("nb",),
    "pt-BR": ("pb",),
    "tl": ("fil",),
    "tw": ("ak",),
    "zh-Hans": ("zh-CN", "zh"),
    "zh-Hant": ("zh-TW", "zt"),
}
"""Other names that engines have for the same language, likeliest first."""

_WORLD = {"en": (("US", "PH"), "en-GB"), "es": (("ES", "GQ"), "es-419"), "pt": (("BR",), "pt-PT")}
"""Languages of two varieties: the territories that keep to the first, and the variety of all others."""


def find_code(locale: Locale, codes: Mapping[str, str]) -> str | None:
    """The engine's code for a locale, or None; `codes` has it by lower-case tag.

    The most particular one that fits; a territory may be lost on the way, but never the script (`sr-Latn` is not `sr`)
    or a variant.
    """
    for spelling in _spellings(locale):
        for name in (spelling, *_OTHER.get(spelling, ())):
            if code := codes.get(name.lower()):
                return code
    return None


def by_tag(codes: Iterable[str]) -> dict[str, str]:
    """An engine's codes by lower-case tag, for `find_code`."""
    return {code.lower().replace("_", "-"): code for code in codes}


def unknown_pair(name: str, source: Locale, target: Locale) -> Err:
    """The engine has no code for one of the two languages, or one code for both."""
    return Err(f"{name} does not translate from {source} to {target}", "Use another engine for this language.", "pair")


def _spellings(locale: Locale) -> Iterator[str]:
    """Tags for the locale, the most particular first."""
    parts = subtags(locale)
    language, _, territory, variant = parts
    yield locale
    if variant:
        return
    likely = likely_subtags(parts)
    if territory and likely_subtags(Subtags(language, territory=territory)).script == likely.script:
        yield f"{language}-{territory}"
    usual = likely_subtags(Subtags(language))
    alike = likely.script == usual.script
    if alike and not territory:
        yield f"{language}-{usual.territory}"
    yield f"{language}-{likely.script}"
    if alike:
        yield from _variety(parts)
        yield language


def _variety(parts: Subtags) -> Iterator[str]:
    home, abroad = _WORLD.get(parts.language, ((), ""))
    if abroad and parts.territory and parts.territory not in home:
        yield abroad
