"""Language tags: BCP 47 in configuration, HTML and addresses, gettext's form on disk, and what a tag implies."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from polypub.cldr.subtags import Subtags, data_name, likely_subtags, subtags
from polypub.errors import LocaleError, Problem
from polypub.model.locale import Locale

_MODIFIERS = {
    "latin": "Latn",
    "cyrillic": "Cyrl",
    "devanagari": "Deva",
    "shaw": "Shaw",
    "valencia": "valencia",
    "tarask": "tarask",
    "polyton": "polyton",
    "ijekavian": "ijekavsk",
    "ekavian": "ekavsk",
    "latn": "Latn",
    "cyrl": "Cyrl",
    "deva": "Deva",
    "euro": "",
}
"""gettext's `@modifier` and the subtag that it stands for; of several for one subtag the first is written."""

_CHINESE = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "zh-SG": "zh-Hans-SG", "zh-HK": "zh-Hant-HK", "zh-MO": "zh-Hant-MO"}
"""gettext names the writing of Chinese by a territory; polypub names it by its script."""

_RIGHT_TO_LEFT = frozenset("Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa".split())


_PRIVATE_TERRITORY = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")
"""Codes that ISO 3166-1 leaves to users; CLDR makes XK Kosovo."""


_PLAIN = re.compile(r"[a-z]{2,3}(?:-(?:[A-Z]{2}|[0-9]{3}))?")


class _Spelling(NamedTuple):
    """A gettext name in its parts."""

    language: str
    subtags: tuple[str, ...]
    modifier: str


@cache
def parse_locale(text: str) -> Locale:
    """The locale that a BCP 47 tag or a gettext name means, in canonical form (`zh_CN` is `zh-Hans`).

    Raises LocaleError, with the nearest valid name as its hint, for what is no tag and for what CLDR has no data for.
    """
    if _is_plain(text):
        return Locale(text)
    tag = _canonical(text)
    tag = _CHINESE.get(tag, tag)
    _refuse_extensions(tag)
    locale = Locale(tag)
    if data_name(locale) is None or not _is_valid(locale):
        raise _unknown(text, f"CLDR has no data for `{text}`")
    return locale


def _is_plain(text: str) -> bool:
    """Whether it names a language, with a territory or without, that CLDR has data for by that very name.

    All of those are canonical (a script may be one that goes without saying): langcodes, whose data load slowly, need
    not be asked.
    """
    from babel.localedata import exists

    return _PLAIN.fullmatch(text) is not None and exists(text.replace("-", "_"))


def _canonical(text: str) -> str:
    from langcodes import Language, standardize_tag
    from langcodes.tag_parser import LanguageTagError

    spelling = _split_gettext(text)
    subtag = _MODIFIERS.get(spelling.modifier)
    if spelling.modifier and subtag is None:
        hint = f"the modifiers are {', '.join(filter(_MODIFIERS.get, _MODIFIERS))}"
        raise LocaleError(Problem(f"`{text}` ends in an unknown modifier", hint=hint))
    parts = [spelling.language, *spelling.subtags]
    if subtag:
        # A script stands after the language, a variant after everything.
        parts.insert(1 if subtag.istitle() else len(parts), subtag)
    try:
        tag = standardize_tag("-".join(parts))
        Language.get(tag, normalize=False)  # of odd tags it makes some that it cannot read again
        return tag
    except (LanguageTagError, ValueError) as error:
        raise _unknown(text, f"`{text}` is not a language tag") from error


def _split_gettext(text: str) -> _Spelling:
    name, _, modifier = text.strip().partition("@")
    name, _, _codeset = name.partition(".")
    language, *rest = name.replace("_", "-").split("-")
    return _Spelling(language, tuple(rest), modifier.lower())


def _refuse_extensions(tag: str) -> None:
    from langcodes import Language

    parsed = Language.get(tag, normalize=False)
    if parsed.extensions or parsed.private:
        plain = Language.make(parsed.language, parsed.extlangs, parsed.script, parsed.territory, parsed.variants)
        hint = f"write `{plain.to_tag()}` and set the rest among the edition's settings"
        raise LocaleError(Problem(f"`{tag}` carries an extension, which a locale must not", hint=hint))


def _is_valid(locale: Locale) -> bool:
    from langcodes import Language, tag_is_valid

    # CLDR knows a few that the registry does not, such as en-US-posix.
    parts = subtags(locale)
    registered = tag_is_valid(locale) and not _PRIVATE_TERRITORY.fullmatch(parts.territory)
    extended = Language.get(locale, normalize=False).extlangs
    return not extended and (registered or _own_name(parts) == data_name(locale))


def _own_name(parts: Subtags) -> str:
    return "_".join(filter(None, (*parts[:3], parts.variant.upper())))


def _unknown(text: str, problem: str) -> LocaleError:
    from polypub.cldr.suggestions import nearest_locale

    hint = f"did you mean `{nearest_locale(text)}`?" if text.strip() else "write a language tag such as `be` or `pt-BR`"
    return LocaleError(Problem(problem, hint=hint))


@cache
def to_gettext(locale: Locale) -> str:
    """The name of the locale's folder on disk (`zh_Hans`, `sr@latin`, `pt_BR`), which parse_locale reads back."""
    language, script, territory, variant = subtags(locale)
    plain = _modifier(script) is None or _modifier(variant) is not None
    modifier = _modifier(variant) or (None if plain else _modifier(script))
    name = "_".join(filter(None, (language, script if plain else "", territory, "" if _modifier(variant) else variant)))
    return f"{name}@{modifier}" if modifier else name


def _modifier(subtag: str) -> str | None:
    return next((name for name, meant in _MODIFIERS.items() if subtag and meant == subtag), None)


@cache
def gettext_spellings(locale: Locale) -> tuple[str, ...]:
    """Other folder names that are read for the locale, all of which parse_locale understands, likeliest first."""
    parts = subtags(locale)
    chinese = tuple(name.replace("-", "_") for name, meant in _CHINESE.items() if meant == locale)
    names = (*chinese, locale.replace("-", "_"), str(locale), *_modified(parts))
    return tuple(dict.fromkeys(name for name in names if name != to_gettext(locale)))


def _modified(parts: Subtags) -> tuple[str, ...]:
    base = "_".join(filter(None, (parts.language, parts.territory)))
    if parts.variant or not parts.script:
        return ()
    return tuple(f"{base}@{name}" for name, meant in _MODIFIERS.items() if meant == parts.script)


@cache
def text_direction(locale: Locale) -> Literal["ltr", "rtl"]:
    """The direction of the locale's script, as HTML's `dir` has it."""
    return "rtl" if likely_subtags(subtags(locale)).script in _RIGHT_TO_LEFT else "ltr"


@cache
def territory(locale: Locale) -> str:
    """The tag's own territory, else the likely one (`be` BY, `zh-Hant` TW, `eo` 001); empty when CLDR names none."""
    return likely_subtags(subtags(locale)).territory


@cache
def og_locale(locale: Locale) -> str:
    """Open Graph's `ll_TT` (`be_BY`), which has a territory even for a bare language and never a script."""
    return "_".join(filter(None, (subtags(locale).language, territory(locale))))


@cache
def known_locales() -> tuple[Locale, ...]:
    """Every locale that CLDR has data of its own for, in canonical form and alphabetical order."""
    from babel.localedata import locale_identifiers

    return tuple(sorted({parse_locale(name) for name in locale_identifiers()}))
