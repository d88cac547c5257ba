"""BCP 47 in, gettext out and back, and what a tag implies."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel import Locale as BabelLocale
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.subtags import Subtags, likely_subtags, subtags
from polypub.cldr.tags import (
    gettext_spellings,
    known_locales,
    og_locale,
    parse_locale,
    territory,
    text_direction,
    to_gettext,
)
from polypub.errors import LocaleError
from polypub.model.locale import Locale

EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))["babel"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("zh_Hans", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh-cn", "zh-Hans"), ("zh_TW", "zh-Hant"),
        ("zh_HK", "zh-Hant-HK"), ("zh_SG", "zh-Hans-SG"), ("sr@latin", "sr-Latn"), ("sr_Latn", "sr-Latn"),
        ("sr_RS@latin", "sr-Latn-RS"), ("sh", "sr-Latn"), ("pt_BR", "pt-BR"), ("PT-br", "pt-BR"),
        ("uz@cyrillic", "uz-Cyrl"), ("ca@valencia", "ca-valencia"), ("ca_ES@valencia", "ca-ES-valencia"),
        ("be@tarask", "be-tarask"), ("be_BY.UTF-8", "be-BY"), ("de_DE.UTF-8@euro", "de-DE"), ("iw", "he"),
        ("en-UK", "en-GB"), ("tl", "fil"), ("no", "no"), ("nb_NO", "nb-NO"), (" be ", "be"), ("be-PL", "be-PL"),
        ("es-419", "es-419"), ("en_US_POSIX", "en-US-posix"), ("kok_Deva", "kok"), ("pa-PK", "pa-PK"),
        ("mn-Cyrl", "mn-Cyrl"), ("de-1996", "de-1996"),
    ],
)  # fmt: skip
def test_spellings_that_are_read(text: str, tag: str) -> None:
    """BCP 47 and gettext's names give one canonical tag."""
    assert parse_locale(text) == tag


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("pt_BRR", "CLDR has no data for `pt_BRR`", "did you mean `pt-BR`?"),
        ("zh-hants", "CLDR has no data for `zh-hants`", "did you mean `zh-Hans`?"),
        ("english", "`english` is not a language tag", "did you mean `en`?"),
        ("jp", "CLDR has no data for `jp`", "did you mean `ja`?"),
        ("by", "CLDR has no data for `by`", "did you mean `be`?"),
        ("cz", "CLDR has no data for `cz`", "did you mean `cs`?"),
        ("en--GB", "`en--GB` is not a language tag", "did you mean `en-GB`?"),
        ("en-GB-u-fw-sun", "`en-GB-u-fw-sun` carries an extension", "write `en-GB`"),
        ("be-x-pirate", "`be-x-pirate` carries an extension", "write `be`"),
        ("en-XX", "CLDR has no data for `en-XX`", "did you mean"),
        ("ru-Arab", "CLDR has no data for `ru-Arab`", "did you mean `ru"),
        ("sr@lattin", "`sr@lattin` ends in an unknown modifier", "latin, cyrillic"),
        ("", "`` is not a language tag", "write a language tag"),
        ("und", "CLDR has no data for `und`", "did you mean"),
        ("../../etc", "is not a language tag", "did you mean"),
    ],
)
def test_wrong_tags_are_explained(text: str, problem: str, hint: str) -> None:
    """What is no tag, or has no data, is an error with the nearest valid name as its hint."""
    with pytest.raises(LocaleError) as caught:
        parse_locale(text)
    assert problem in caught.value.problems[0].text
    assert hint in caught.value.problems[0].hint


def read(text: str) -> Locale | LocaleError:
    """What parse_locale makes of a text."""
    try:
        return parse_locale(text)
    except LocaleError as error:
        return error


@given(st.text(max_size=20) | st.from_regex(r"\A[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}(@[a-z]+)?\Z"))
def test_any_text_is_a_locale_or_an_explained_error(text: str) -> None:
    """Nothing but a LocaleError with a hint comes out of bad text, and what is read is canonical."""
    result = read(text)
    if isinstance(result, LocaleError):
        assert result.problems[0].hint
    else:
        assert parse_locale(result) == parse_locale(to_gettext(result)) == result


def script(served: BabelLocale) -> str:
    """The script that Babel's name says or implies."""
    return likely_subtags(Subtags(served.language, served.script or "", served.territory or "")).script


def test_every_locale_of_babel_is_known() -> None:
    """Each of Babel's names is read, and is served by data of its own language, script and territory."""
    for name in localedata.locale_identifiers():
        served, own = babel_locale(parse_locale(name)), BabelLocale.parse(name)
        assert (served.language, served.territory, served.variant) == (own.language, own.territory, own.variant)
        assert script(served) == script(own)
    assert len(known_locales()) > 1000
    assert list(known_locales()) == sorted(set(known_locales()))


def test_what_is_quickly_known_is_what_the_registry_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of languages, and the parts of usual tags, need no look at it."""
    known = [name.replace("_", "-") for name in localedata.locale_identifiers()]
    quick = {tag: (parse_locale(tag), subtags(parse_locale(tag))) for tag in known}
    parse_locale.cache_clear(), subtags.cache_clear()
    never = re.compile(r"(?!)")
    monkeypatch.setattr("polypub.cldr.tags._PLAIN", never)
    monkeypatch.setattr("polypub.cldr.subtags._USUAL", never)
    assert {tag: (parse_locale(tag), subtags(parse_locale(tag))) for tag in known} == quick
    parse_locale.cache_clear(), subtags.cache_clear()


def test_gettext_names_lead_back() -> None:
    """For every locale, the folder's name and each other spelling of it are read as that locale."""
    for locale in known_locales():
        assert parse_locale(locale) == locale
        assert parse_locale(to_gettext(locale)) == locale
        assert [parse_locale(name) for name in gettext_spellings(locale)] == [locale] * len(gettext_spellings(locale))
        assert to_gettext(locale) not in gettext_spellings(locale)


@pytest.mark.parametrize(
    ("tag", "name", "others"),
    [
        ("zh-Hans", "zh_Hans", ("zh_CN", "zh-Hans")),
        ("zh-Hant", "zh_Hant", ("zh_TW", "zh-Hant")),
        ("sr-Latn", "sr@latin", ("sr_Latn", "sr-Latn", "sr@latn")),
        ("sr-Latn-RS", "sr_RS@latin", ("sr_Latn_RS", "sr-Latn-RS", "sr_RS@latn")),
        ("pt-BR", "pt_BR", ("pt-BR",)),
        ("uz-Cyrl", "uz@cyrillic", ("uz_Cyrl", "uz-Cyrl", "uz@cyrl")),
        ("ca-valencia", "ca@valencia", ("ca_valencia", "ca-valencia")),
        ("en-GB", "en_GB", ("en-GB",)),
        ("be", "be", ()),
    ],
)
def test_folders_on_disk(tag: str, name: str, others: tuple[str, ...]) -> None:
    """A locale has one folder name that is written, and some that are read."""
    assert to_gettext(Locale(tag)) == name
    assert gettext_spellings(Locale(tag)) == others


@pytest.mark.parametrize("tag", EXPECTED)
def test_reference_table(tag: str) -> None:
    """Territory and direction are those of the reference table."""
    assert (territory(Locale(tag)), text_direction(Locale(tag))) == (EXPECTED[tag]["territory"], EXPECTED[tag]["dir"])


@pytest.mark.parametrize(
    ("tag", "place"),
    [("be", "BY"), ("zh-Hant", "TW"), ("sr-Latn", "RS"), ("uz-Cyrl", "UZ"), ("be-PL", "PL"), ("pa-Arab", "PK"),
     ("eo", "001"), ("es-419", "419"), ("en", "US"), ("pt", "BR"), ("yue-Hans", "CN"), ("hi-Latn", "IN")],
)  # fmt: skip
def test_territories(tag: str, place: str) -> None:
    """The territory is the tag's own, else the likely one of language and script."""
    assert territory(Locale(tag)) == place


def test_every_direction_is_babels() -> None:
    """Scripts decide directions as CLDR's layout does; traditional Mongolian, written downwards, counts as ltr."""
    for locale in known_locales():
        if "Mong" not in locale:
            assert text_direction(locale) == babel_locale(locale).text_direction


@pytest.mark.parametrize(
    ("tag", "name"), [("be", "be_BY"), ("sr-Latn", "sr_RS"), ("zh-Hans", "zh_CN"), ("fa", "fa_IR"), ("en-GB", "en_GB")]
)
def test_open_graph(tag: str, name: str) -> None:
    """Open Graph's name has the language and a territory, never a script."""
    assert og_locale(Locale(tag)) == name


def test_importing_tags_loads_no_babel() -> None:
    """Start-up stays short: neither Babel nor langcodes is loaded before a tag is read."""
    script = (
        "import sys, polypub.cldr.tags; print([m for m in ('babel', 'langcodes', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
