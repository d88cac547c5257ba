"""The addresses of tags and authors."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.render.slugs import slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("The editors", "the-editors"),
        ("  Arts & Crafts  ", "arts-crafts"),
        ("C++", "c++"),
        ("C#", "csharp"),
        ("snake_case", "snake-case"),
        ("Спорт", "спорт"),
        ("Straße", "strasse"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9"),
        ("हिन्दी", "हिन्दी"),
        ("!?", "21-3f"),
        ("a/../b", "a-b"),
    ],
)
def test_a_slug(name: str, slug: str) -> None:
    """Small letters and digits of any script, with hyphens between them."""
    assert slug_of(name) == slug


@given(st.text(min_size=1))
def test_every_name_has_a_slug_that_is_one_folder(name: str) -> None:
    """It is never empty and never leaves its folder."""
    slug = slug_of(name)
    assert slug not in ("", ".", "..")
    assert not set(slug) & set("/\\?#% \n\0")


@given(st.text(st.characters(categories=("L", "Mn", "Zs")), min_size=1))
def test_a_slug_does_not_depend_on_how_letters_are_composed(name: str) -> None:
    """Composed and decomposed letters look the same and have one address."""
    composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert slug_of(composed) == slug_of(decomposed)
