"""Scripts of locales, and what they say about spaces and capitals."""

from __future__ import annotations

import re

import pytest

from polypub.cldr.scripts import has_case, language, letters, script, uses_spaces
from polypub.model.locale import Locale


@pytest.mark.parametrize(
    ("tag", "code", "spaces", "cased"),
    [
        ("be", "Cyrl", True, True),
        ("sr-Latn", "Latn", True, True),
        ("zh-Hant", "Hant", False, False),
        ("ja", "Jpan", False, False),
        ("ko", "Kore", True, False),
        ("th", "Thai", False, False),
        ("ka", "Geor", True, False),
        ("hy", "Armn", True, True),
    ],
)
def test_a_locales_script(tag: str, code: str, spaces: bool, cased: bool) -> None:
    """The likely script counts where the tag names none."""
    assert script(Locale(tag)) == code
    assert (uses_spaces(code), has_case(code)) == (spaces, cased)
    assert language(Locale(tag)) == tag.partition("-")[0]


@pytest.mark.parametrize(
    ("code", "own", "other"), [("Cyrl", "Ўіј", "ij"), ("Latn", "źŁß", "ія"), ("Grek", "οώΩ", "oA")]
)
def test_letters_tell_scripts_apart(code: str, own: str, other: str) -> None:
    """A class of one script's letters has none of another's, however alike they look."""
    assert re.fullmatch(f"[{letters(code)}]+", own)
    assert not re.search(f"[{letters(code)}]", other)
    assert letters("Zzzz") == ""
