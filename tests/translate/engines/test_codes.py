"""Codes of engines for locales."""

from __future__ import annotations

import pytest

from polypub.cldr.tags import known_locales
from polypub.model.locale import Locale
from polypub.translate.engines.codes import by_tag, find_code, unknown_pair

_PLAIN = ("en", "be", "pt", "sr", "iw", "no", "tl", "zh-CN", "zh-TW", "jw", "ku", "pa")
_TERRITORIES = ("en-GB", "en-US", "be-BY", "pt-BR", "pt-PT", "sr-Latn-RS", "zh-HK", "zh-TW", "es-419", "es-ES")
_OWN = ("zh", "zt", "pb", "pt", "nb", "pt_BR")


@pytest.mark.parametrize(
    ("locale", "codes", "code"),
    [
        ("he", _PLAIN, "iw"),
        ("nb", _PLAIN, "no"),
        ("nn", _PLAIN, None),
        ("fil", _PLAIN, "tl"),
        ("jv", _PLAIN, "jw"),
        ("pt-BR", _PLAIN, "pt"),
        ("pt-PT", _PLAIN, "pt"),
        ("be-BY", _PLAIN, "be"),
        ("zh", _PLAIN, "zh-CN"),
        ("zh-Hans", _PLAIN, "zh-CN"),
        ("zh-Hans-SG", _PLAIN, "zh-CN"),
        ("zh-Hant", _PLAIN, "zh-TW"),
        ("zh-Hant-HK", _PLAIN, "zh-TW"),
        ("sr", _PLAIN, "sr"),
        ("sr-Cyrl", _PLAIN, "sr"),
        ("sr-Latn", _PLAIN, None),
        ("sr-ME", _PLAIN, None),
        ("pa-PK", _PLAIN, None),
        ("pa-IN", _PLAIN, "pa"),
        ("be-tarask", _PLAIN, None),
        ("xh", _PLAIN, None),
        ("be", _TERRITORIES, "be-BY"),
        ("en", _TERRITORIES, "en-US"),
        ("en-AU", _TERRITORIES, "en-GB"),
        ("en-US", _TERRITORIES, "en-US"),
        ("pt", _TERRITORIES, "pt-BR"),
        ("pt-AO", _TERRITORIES, "pt-PT"),
        ("es-MX", _TERRITORIES, "es-419"),
        ("es", _TERRITORIES, "es-ES"),
        ("zh-Hant-HK", _TERRITORIES, "zh-HK"),
        ("zh-Hans", _TERRITORIES, None),
        ("zh-Hans", _OWN, "zh"),
        ("zh-Hant", _OWN, "zt"),
        ("pt-BR", _OWN, "pt_BR"),
        ("no", _OWN, "nb"),
    ],
)
def test_the_most_particular_code_that_fits(locale: str, codes: tuple[str, ...], code: str | None) -> None:
    """A territory may be lost, a script or an orthography never."""
    assert find_code(Locale(locale), by_tag(codes)) == code


def test_every_locale_of_cldr_has_an_answer() -> None:
    """A code of the same language and script, or none; no tag is too strange to ask for."""
    codes = by_tag(_PLAIN)
    found = {locale: find_code(locale, codes) for locale in known_locales()}
    assert not any(code == "sr" and "Latn" in locale for locale, code in found.items())
    assert all(
        code is None or locale[:2] == code[:2] or code in ("iw", "no", "tl", "jw", "ku")
        for locale, code in found.items()
    )


def test_an_unknown_pair_is_a_fault_of_the_language() -> None:
    """The language is given up, not the engine."""
    err = unknown_pair("acme", Locale("en"), Locale("sr-Latn"))
    assert (err.fault, err.reason) == ("pair", "acme does not translate from en to sr-Latn")
