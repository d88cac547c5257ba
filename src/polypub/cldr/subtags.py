"""The parts of a canonical tag, the likely ones filled in, and the name of the CLDR data that serves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from polypub.model.locale import Locale

_USUAL = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|[0-9]{3}))?")
"""A canonical tag of language, script and territory."""


class Subtags(NamedTuple):
    """The parts of a tag; what the tag doesn't say is empty."""

    language: str
    script: str = ""
    territory: str = ""
    variant: str = ""


@cache
def subtags(locale: Locale) -> Subtags:
    """The parts that a canonical tag spells out; langcodes, whose data load slowly, is asked for rare forms only."""
    usual = _USUAL.fullmatch(locale)
    if usual:
        return Subtags(*usual.groups(default=""))
    from langcodes import Language

    tag = Language.get(locale, normalize=False)
    return Subtags(tag.language or "", tag.script or "", tag.territory or "", "_".join(tag.variants or ()))


@cache
def alpha3(locale: Locale) -> str:
    """The three letters of ISO 639-3 for the tag's language (`spa` for `es-MX`), which need no script or territory.

    The terminological code where ISO 639-2 has two; empty when there is none.
    """
    from langcodes import Language

    try:
        return Language.get(locale, normalize=False).to_alpha3(variant="T")
    except LookupError:
        return ""


@cache
def likely_subtags(parts: Subtags) -> Subtags:
    """The parts with script and territory filled in as CLDR's likely subtags say (UTS #35), where they are known."""
    from babel.core import get_global, parse_locale

    known = get_global("likely_subtags")
    for key in _likely_keys(parts):
        if found := known.get(key):
            _, territory, script, *_ = parse_locale(found)
            return parts._replace(script=parts.script or script or "", territory=parts.territory or territory or "")
    return parts


def _likely_keys(parts: Subtags) -> Iterator[str]:
    language, script, territory, _ = parts
    yield f"{language}_{script}_{territory}"
    yield f"{language}_{script}"
    # A territory settles the script (`pa-PK` is Arabic), but never against a script that the tag names.
    if not script:
        yield f"{language}_{territory}"
    yield language


@cache
def data_name(locale: Locale) -> str | None:
    """The name of Babel's data that serves a locale best, never in another script; None when there is none."""
    from babel import localedata

    return next(filter(localedata.exists, _data_names(subtags(locale))), None)


def _data_names(parts: Subtags) -> Iterator[str]:
    language, _, territory, variant = parts
    scripts = _acceptable_scripts(parts)
    for region, suffix in ((territory, variant.upper()), ("", variant.upper()), (territory, ""), ("", "")):
        for script in scripts:
            yield "_".join(filter(None, (language, script, region, suffix)))


def _acceptable_scripts(parts: Subtags) -> tuple[str, ...]:
    """How the data's name may spell the script: not at all where it is the one that the language has by itself."""
    wanted = likely_subtags(parts).script
    usual = likely_subtags(Subtags(parts.language)).script
    if wanted != usual:
        return (wanted,)
    return (wanted, "") if parts.script else ("", wanted)
