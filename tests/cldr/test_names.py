"""Names of languages, enumerations, quotation marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.names import autonym, join_list, language_name, quotation_marks
from polypub.cldr.tags import known_locales
from polypub.model.locale import Locale

EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))["babel"]


@pytest.mark.parametrize("tag", EXPECTED)
def test_autonyms_of_the_reference_table(tag: str) -> None:
    """A locale's own name is the reference table's."""
    assert autonym(Locale(tag)) == EXPECTED[tag]["autonym"]


@pytest.mark.parametrize(
    ("tag", "display", "name"),
    [
        ("zh-Hans", "en", "Chinese (Simplified)"),
        ("sr-Latn-RS", "en", "Serbian (Latin, Serbia)"),
        ("be", "ru", "белорусский"),
        ("pt-BR", "be", "партугальская (Бразілія)"),
        ("be-PL", "en", "Belarusian (Poland)"),
        ("ca-valencia", "en", "Catalan (Valencian)"),
        ("zh-Latn", "zh-Latn", "zh-Latn"),
    ],
)
def test_names_in_other_languages(tag: str, display: str, name: str) -> None:
    """Names say script, territory and variant where the tag does; without a name the tag stands for itself."""
    assert language_name(Locale(tag), Locale(display)) == name


@pytest.mark.parametrize(
    ("tag", "items", "text"),
    [
        ("ru", ["A", "B", "C"], "A, B и C"),
        ("en-GB", ["A", "B", "C"], "A, B and C"),
        ("en-US", ["A", "B", "C"], "A, B, and C"),
        ("zh-Hans", ["A", "B", "C"], "A、B和C"),
        ("be", ["A", "B"], "A і B"),
        ("be", ["{0}", "{x}"], "{0} і {x}"),
        ("be", ["A"], "A"),
        ("be", [], ""),
    ],
)
def test_enumerations(tag: str, items: list[str], text: str) -> None:
    """Items are joined as the language joins them, whatever is in them."""
    assert join_list(items, Locale(tag)) == text


@given(st.sampled_from(known_locales()), st.lists(st.sampled_from("①②③④"), min_size=1, max_size=4, unique=True))
def test_every_locale_joins_in_order(locale: Locale, items: list[str]) -> None:
    """No locale loses an item or changes the order."""
    assert [char for char in join_list(items, locale) if char in "①②③④"] == items


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        ("be", "«»"), ("ru", "«»"), ("fr-CA", "«»"), ("de", "„“"), ("pl", "„”"),
        ("sv", "””"), ("ja", "「」"), ("nl", "‘’"), ("zh-Hant", "「」"), ("zh-Hant-HK", "「」"),
        ("zh-Hans", "“”"), ("en-GB", "“”"), ("pt-PT", "«»"), ("pt-BR", "“”"), ("sr", "„“"),
        ("sr-Latn", "„”"), ("sr-ME", "„”"), ("ar-EG", "”“"), ("he", "””"), ("ko", "“”"),
    ],
)  # fmt: skip
def test_quotation_marks(tag: str, marks: str) -> None:
    """The outer marks are CLDR's; a script or territory may have others than its language."""
    assert quotation_marks(Locale(tag)) == tuple(marks)
