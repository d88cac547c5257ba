"""Filters for numbers, enumerations and quotations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from markupsafe import Markup

from polypub.model.locale import Locale
from polypub.model.site import Edition
from polypub.render.views import Text
from polypub.render.word_filters import word_filters


def _filters(tag: str, digits: Literal["latn", "native"] = "latn") -> dict[str, Callable[..., str]]:
    return word_filters(Edition(Locale(tag), tag, tag, Locale(tag), digits=digits))


@pytest.mark.parametrize(
    ("tag", "number", "percent"),
    [
        ("en", "1,234,567.5", "88%"),
        ("be", "1\xa0234\xa0567,5", "88\xa0%"),
        ("de", "1.234.567,5", "88\xa0%"),
        ("hi", "१२,३४,५६७.५", "८८%"),
        ("fa", "۱٬۲۳۴٬۵۶۷٫۵", "\u200e۸۸٪"),
    ],
)
def test_numbers(tag: str, number: str, percent: str) -> None:
    """Grouping, signs and digits are the language's; a field's text counts as the number it says."""
    filters = _filters(tag, "native")
    assert filters["number"](1234567.5) == filters["number"]("1234567.5") == number
    assert filters["percent"](0.88).replace("\u200e", "") == percent.replace("\u200e", "")


def test_what_is_no_number_is_shown() -> None:
    """A field that says `many` stays as the author wrote it."""
    filters = _filters("be")
    for text in ("many", "", "nan", "Infinity"):
        assert filters["number"](text) == filters["percent"](text) == text


def test_digits_are_not_grouped() -> None:
    """A year has its digits alone."""
    assert _filters("fa", "native")["digits"](2017) == "۲۰۱۷"
    assert _filters("fa")["digits"]("2017") == "2017"


@pytest.mark.parametrize(
    ("tag", "three", "quoted"),
    [
        ("en", "a, b, and c", "“a”"),
        ("en-GB", "a, b and c", "“a”"),
        ("be", "a, b і c", "«a»"),
        ("de", "a, b und c", "„a“"),
        ("zh-Hans", "a、b和c", "“a”"),
        ("ar", "a وb وc", "”a“"),
        ("ja", "a、b、c", "「a」"),
    ],
)
def test_enumerations_and_quotations(tag: str, three: str, quoted: str) -> None:
    """Things are listed and quoted as the language does."""
    filters = _filters(tag)
    assert filters["enumerate"](["a", "b", "c"]) == three
    assert filters["quote"]("a") == quoted


def test_few_things() -> None:
    """No things are nothing, one is itself, two have no comma."""
    enumerate_ = _filters("en")["enumerate"]
    assert [enumerate_(items) for items in ([], ["a"], ("a", "b"))] == ["", "a", "a and b"]


def test_texts_are_escaped_and_keep_their_language() -> None:
    """Markup stays markup, anything else is text, and a text in another language is marked."""
    filters = _filters("en")
    items = [Markup("<b>a</b>"), "<c>", Text("Мир", "be", "ltr")]
    assert filters["enumerate"](items) == '<b>a</b>, &lt;c&gt;, and <span lang="be" dir="ltr">Мир</span>'
    assert filters["quote"]("<i>") == "“&lt;i&gt;”"
    assert filters["quote"](Text("Мир", "be", "ltr")) == '“<span lang="be" dir="ltr">Мир</span>”'
    assert isinstance(filters["quote"]("a"), Markup)
