"""The order of names: by alphabets built in, and the same as ICU's where that is installed."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.alphabets import alphabet
from polypub.cldr.collation import sort_key
from polypub.cldr.icu import has_icu
from polypub.cldr.tags import known_locales
from polypub.errors import UsageError
from polypub.model.locale import Locale

Require = Callable[[bool, str], None]
ORDERS = {
    "be": "2017 Брэст ваўкі Вёска елка еўрапеец ёлка зима і йод мір Мір ускраек ўзнясенне яблык Ясень Brest",
    "ru": "ёж ежевика Елена ёлка ель юг яма",
    "uk": "гора ґанок ера єдність индик ірис їжак йод Яр",
    "sr": "дан ђак лук љубав нога њива тело ћуп чаша џеп шума",
    "sr-Latn": "čaša ćup dan džep đak lopta ljubav nož njega",
    "kk": "ата әке ыдыс ыс іс",
    "pl": "azyl ażur ąĘ cma cukier ćma lotnisko łoś zebra źrebię Żaba żółw",
    "de": "Apfel Äpfel Ofen Öl strasze uber über Zebra",
    "es": "nino niño nube nuñez nz ñu oso",
    "cs": "cesta čáp čas duha hrad chata ibis rybník řeka zub žába",
    "hu": "cukor csiga dzeta dzsem gomb gyerek nyúl öl őz sajt szív zab zsír",
    "sv": "aal al apa zebra ål äpple öl",
    "da": "abe ost zebra æble øl ål Aalborg",
    "is": "ast ata ás edda eða þorp æska öxi",
    "et": "šokk zoo žanr tee õun öö ülo",
    "lt": "yla ilga įvykis jota šaltis zuikis Žemė",
    "ro": "ala ăla âla in în sapte șapte ta ține",
    "tr": "cam çay gaz ğ Irak ışık iğne İzmir su şeker",
    "el": "αλφα Άλφα βήτα όμικρον ούζο ωμέγα",
    "vi": "an anh ăn ân dương đường",
    "en": "10 2 9 coop resume Resume résumé zebra Zebra Мир",
}


def _sorted(tag: str) -> list[str]:
    words = ORDERS[tag].split()
    random.Random(tag).shuffle(words)  # no secret
    return sorted(words, key=sort_key(Locale(tag)))


@pytest.mark.parametrize("tag", sorted(ORDERS))
def test_words_stand_as_in_a_dictionary(tag: str) -> None:
    """Letters of its own have their place in each alphabet, accents and capitals count last."""
    assert _sorted(tag) == ORDERS[tag].split()


@pytest.mark.parametrize("tag", sorted(ORDERS))
def test_icu_has_the_same_order(tag: str, require: Require) -> None:
    """The table above is CLDR's own order."""
    require(has_icu(), "icu is not installed")
    assert sorted(ORDERS[tag].split(), key=sort_key(Locale(tag), "icu")) == ORDERS[tag].split()


def test_signs_digits_letters() -> None:
    """White space comes first, then signs, digits of any script by value, the alphabet's letters, all others."""
    texts = ["яма", "zone", "٣", "2", "#", "a b", "ab", "漢", "!"]
    assert sorted(texts, key=sort_key(Locale("en"))) == ["!", "#", "2", "٣", "a b", "ab", "zone", "яма", "漢"]
    assert sorted(texts, key=sort_key(Locale("ru")))[4:6] == ["яма", "a b"]


@pytest.mark.parametrize("tag", ["zh-Hans", "ar", "hi", "th", "am"])
def test_other_scripts_stand_by_code_point(tag: str) -> None:
    """A script without a table keeps the order of Unicode."""
    assert alphabet(Locale(tag)) == {}
    words = ["中文", "上海", "كتاب", "अमर", "กา", "ሀ"]
    assert sorted(words, key=sort_key(Locale(tag))) == sorted(words)


@given(st.sampled_from(known_locales()), st.lists(st.text(max_size=8), unique=True, max_size=8), st.randoms())
def test_the_order_does_not_depend_on_what_was_before(locale: Locale, texts: list[str], chance: random.Random) -> None:
    """Every locale orders any texts, in one way only."""
    key = sort_key(locale)
    once = sorted(texts, key=key)
    chance.shuffle(texts)
    assert sorted(texts, key=key) == once
    assert len({key(text) for text in texts}) == len(texts)


@given(st.text(max_size=12))
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    """Texts that Unicode takes for the same stand side by side."""
    key = sort_key(Locale("sv"))
    assert key(unicodedata.normalize("NFC", text))[:3] == key(unicodedata.normalize("NFD", text))[:3]


def test_without_icu_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for ICU where it is not installed is an error with the remedy."""
    monkeypatch.setitem(sys.modules, "icu", None)
    with pytest.raises(UsageError, match=r"polypub\[icu\]"):
        sort_key(Locale("zh"), "icu")
