"""Patterns of addresses."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.formats.permalinks import PLACEHOLDERS, check_permalink, needs_date
from polypub.model.site import Article
from polypub.model.text import Document, Place, Segment

PART = st.sampled_from([f"{{{name}}}" for name in PLACEHOLDERS] + ["a", "b-c", "x_{slug}.y", "блог"])
SLUG = st.text(st.characters(exclude_characters="/\\?#", exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda text: text not in (".", "..")
)


def _article(section: str, permalink: str, date: dt.date | None) -> Article:
    title = Segment("T", "T", Place("field"), "title", 1)
    name = f"{section}/x" if section else "x"
    body = Document("markdown", ())
    return Article(name, f"content/{name}.md", section, "x", title, body, "", date=date, permalink=permalink)


@given(
    st.lists(PART, min_size=1, max_size=6), SLUG, st.sampled_from(["", "news", "news/views"]), st.dates() | st.none()
)
def test_a_right_pattern_gives_a_path(parts: list[str], slug: str, section: str, date: dt.date | None) -> None:
    """Without empty parts and slashes around it, with the slug as it is, braces included, and no placeholder left."""
    pattern = f"/{'/'.join(parts)}/"
    if any(check_permalink(pattern)):
        assert not {"{slug}", "{id}"} & set(parts)
        assert not any("slug" in part for part in parts)
        return
    address = _article(section, pattern, date).address_of(slug)
    assert address.strip("/") == address
    assert "//" not in address
    if any("{slug}" in part for part in parts):
        assert slug in address
    assert date is None or "{day}" not in parts or f"{date.day:02}" in address.split("/")


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("", "news/views/a"),
        ("/{section}/{year}/{month}/{day}/{slug}/", "news/views/0987/03/09/a"),
        ("/{id}", "news/views/x"),
        ("/p/{slug}-{year}", "p/a-0987"),
    ],
)
def test_placeholders_are_filled(pattern: str, address: str) -> None:
    """With the parts of the date in ASCII digits, years in four of them."""
    assert not list(check_permalink(pattern)) or not pattern
    assert _article("news/views", pattern, dt.date(987, 3, 9)).address_of("a") == address


@pytest.mark.parametrize(("pattern", "needed"), [("/{slug}/", False), ("/{year}/{id}/", True), ("/{day}{slug}/", True)])
def test_some_patterns_need_a_date(pattern: str, needed: bool) -> None:
    """Those with a part of one."""
    assert needs_date(pattern) is needed


@given(st.text(max_size=30))
def test_any_text_is_judged(pattern: str) -> None:
    """Whatever it is: a list of problems, and where that is empty the pattern can be filled."""
    if not list(check_permalink(pattern)):
        assert _article("news", pattern, dt.date(2026, 1, 2)).address_of("slug")
