"""Words in Latin letters, for addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.icu import has_icu
from polypub.cldr.tags import known_locales
from polypub.cldr.transliteration import transliterate
from polypub.model.locale import Locale


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("be", "Мірскі замак у часе", "mirski zamak u chasye"),
        ("be", "Гродна і Ўздзенскі раён, 2017", "hrodna i wzdzyenski rayon, 2017"),
        ("be", "Сям’я", "syamya"),
        ("ru", "Щука и ёж в подъезде", "shchuka i yozh v podezde"),
        ("uk", "Київ, ґанок і п'ять рік", "kyyiv, ganok i pyat rik"),
        ("bg", "Търново, пещера", "tarnovo, peshtera"),
        ("sr", "Џеп, ђак, њива и љубав", "dzep, djak, njiva i ljubav"),
        ("mk", "Ќустендил и Ѓорче", "kjustendil i gjorche"),
        ("el", "Αθήνα: ευρώ, ουρανός, άγγελος", "athina: evro, ouranos, angelos"),
        ("pl", "Łódź, żółw i gęś", "lodz, zolw i ges"),
        ("de", "Straße der Äpfel, Öl und Übung", "strasse der aepfel, oel und uebung"),
        ("da", "Æbler på Ærø", "aebler paa aeroe"),
        ("sv", "Ängar på Öland", "angar pa oland"),
        ("tr", "Işık İzmir’de", "isik izmirde"),
        ("vi", "Đường Trần Phú", "duong tran phu"),
        ("fr", "L’œuvre d’un été", "loeuvre dun ete"),
        ("de", "Минск", "minsk"),
    ],
)
def test_languages_have_their_own_values(tag: str, text: str, expected: str) -> None:
    """Each letter as the language's romanisation has it, without marks; signs and digits stay."""
    assert transliterate(text, Locale(tag)) == expected


@pytest.mark.parametrize(("tag", "text"), [("zh-Hans", "北京"), ("ar", "قلعة"), ("be", "Кітай, 中国"), ("ka", "მთა")])
def test_other_scripts_have_none(tag: str, text: str) -> None:
    """One letter that no table has is enough: a half-written word would be worse than the source's."""
    assert transliterate(text, Locale(tag)) is None


@given(st.sampled_from(known_locales()), st.text(max_size=20))
def test_letters_are_ascii_and_stay_so(locale: Locale, text: str) -> None:
    """What comes out has ASCII letters alone, and a second time changes nothing."""
    once = transliterate(text, locale)
    if once is not None:
        assert all(sign.isascii() for sign in once if sign.isalpha())
        assert transliterate(once, locale) == once


def test_icu_knows_all_scripts(require: Callable[[bool, str], None]) -> None:
    """With the extra, Chinese and Georgian have Latin letters too."""
    require(has_icu(), "icu is not installed")
    assert transliterate("北京", Locale("zh-Hans"), "icu") == "bei jing"
    assert transliterate("მთა", Locale("ka"), "icu") == "mta"
