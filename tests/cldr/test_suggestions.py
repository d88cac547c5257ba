"""The nearest valid name of a misspelt locale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.suggestions import nearest_locale
from polypub.cldr.tags import known_locales
from polypub.model.locale import Locale


@pytest.mark.parametrize(
    ("text", "tag"),
    [("Belarusian", "be"), ("gr", "el"), ("ua", "uk"), ("kr", "ko"), ("pt_BRA", "pt-BR"), ("zh-Hams", "zh-Hans"),
     ("sr@lat", "sr"), ("engb", "en-GB")],
)  # fmt: skip
def test_suggestions(text: str, tag: str) -> None:
    """A language's English name, a country's code and a slip of the finger find the tag that was meant."""
    assert nearest_locale(text) == tag


@given(st.text(max_size=12))
def test_suggestions_are_valid(text: str) -> None:
    """Whatever was written, what is suggested can be used."""
    assert nearest_locale(text) in known_locales()


@given(st.sampled_from(known_locales()))
def test_a_valid_name_is_its_own_suggestion(locale: Locale) -> None:
    """A name that is right but for its case is suggested as it should be."""
    assert nearest_locale(locale.upper()) == locale
