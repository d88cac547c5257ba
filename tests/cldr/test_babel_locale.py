"""The guard around Babel's data: no locale sees another's names, in whatever order they are used."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel import localedata
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.cldr import babel_locale as guarded
from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.tags import known_locales, parse_locale
from polypub.model.locale import Locale

EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))["babel"]
OTHERS = "zh-Hant uk cs lt fr es it ko vi hi bn my am ur pa-Arab uz-Cyrl hr bs-Cyrl mk el hu tr fi eu cy ga kk ky yue"
LOCALES = [Locale(tag) for tag in (*EXPECTED, *OTHERS.split())]

NAMES = """
import json, sys
from babel import Locale, localedata

def plain(value):
    return {str(key): plain(value[key]) for key in value} if hasattr(value, "keys") else str(value)

def names(name):
    locale = Locale.parse(name)
    return {"months": plain(locale.months), "days": plain(locale.days), "quarters": plain(locale.quarters)}
"""
"""What Babel itself says, as long as nothing but one locale was used."""


def names_of(locale: Locale) -> dict[str, Any]:
    """Every name of a month, a day and a quarter, in all contexts and widths."""
    data = babel_locale(locale)
    return {"months": plain(data.months), "days": plain(data.days), "quarters": plain(data.quarters)}


def plain(value: Any) -> Any:
    """The data as dictionaries of strings."""
    return {str(key): plain(value[key]) for key in value} if hasattr(value, "keys") else str(value)


def shuffled(items: list[Any], seed: int) -> list[Any]:
    """The items in an order that the seed decides."""
    return random.Random(seed).sample(items, len(items))  # a test wants the same order each time


def forget_everything() -> None:
    """Bring the process back to where no locale was used."""
    guarded.babel_locale.cache_clear()
    guarded.resolved_data.cache_clear()
    localedata._cache.clear()


def python(script: str, *arguments: str) -> Any:
    """The JSON that a script prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("tag", ["he", "zh-Hans", "pl", "be", "zh-Hant", "ja"])
def test_names_are_those_of_a_fresh_process(tag: str) -> None:
    """After forty other locales a locale's names are what Babel says in a process of their own."""
    for locale in LOCALES:
        names_of(locale)
    locale = parse_locale(tag)
    fresh = python(f"{NAMES}\nprint(json.dumps(names(sys.argv[1])))", str(babel_locale(locale)))
    assert names_of(locale) == fresh


@pytest.mark.long
def test_every_locale_has_the_names_of_a_fresh_start() -> None:
    """All locales together, in a random order, have the names that Babel gives each alone."""
    script = f"{NAMES}\nresult = {{}}\nfor name in sys.stdin.read().split():\n    localedata._cache.clear()\n"
    script += "    result[name] = names(name)\nprint(json.dumps(result))"
    wanted = {str(babel_locale(locale)): locale for locale in known_locales()}
    done = subprocess.run(
        [sys.executable, "-c", script], input=" ".join(wanted), capture_output=True, check=True, text=True
    )
    alone = json.loads(done.stdout)
    forget_everything()
    order = shuffled(list(wanted), 7)
    assert {name: names_of(wanted[name]) for name in order} == alone


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_locales_does_not_matter(seed: int) -> None:
    """Names are the same whether locales are used in an order or in the reverse of it."""
    order = shuffled(LOCALES, seed)
    forget_everything()
    forwards = {locale: names_of(locale) for locale in order}
    forget_everything()
    assert {locale: names_of(locale) for locale in reversed(order)} == forwards


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(LOCALES), st.sampled_from(LOCALES))
def test_reading_one_locale_never_changes_another(one: Locale, other: Locale) -> None:
    """What was read of a locale is the same after any other was read."""
    before = names_of(one)
    names_of(other)
    guarded.babel_locale.cache_clear()
    guarded.resolved_data.cache_clear()
    assert names_of(one) == before


def test_data_is_a_mapping_to_babel() -> None:
    """Nested data has the length, the keys and the copy that Babel's own dictionaries have."""
    months = babel_locale(Locale("be")).months
    assert len(months) == len(list(months)) == len(months.copy())
    assert months["stand-alone"].copy()["wide"][7] == "ліпень"
    with pytest.raises(KeyError):
        months["nonsense"]


def test_locale_without_own_data_uses_its_language() -> None:
    """Belarusian in Poland is served by the data of Belarusian."""
    assert str(babel_locale(Locale("be-PL"))) == "be"


def test_unparsed_text_is_refused() -> None:
    """A locale that parse_locale would refuse is an error that says so."""
    with pytest.raises(ValueError, match="made by parse_locale"):
        babel_locale(Locale("az-Cans"))


def test_every_expected_locale_is_babels_own() -> None:
    """Each locale of the reference table is served by the data of the same name."""
    assert {tag: str(babel_locale(Locale(tag))) for tag in EXPECTED} == {
        tag: row["babel_id"] for tag, row in EXPECTED.items()
    }
