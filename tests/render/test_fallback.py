"""Strings in another language than their page: marked in text, absent from attributes that would lie."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.model.locale import Locale
from polypub.render.fallback import mark_fallback, resolve_fallbacks

X = mark_fallback("Pages", Locale("en"))
R = mark_fallback("سطور", Locale("ar"))
SPAN = '<span lang="en" dir="ltr">Pages</span>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{X}</p>", f"<p>{SPAN}</p>"),
        (f"<p>{R}</p>", '<p><span lang="ar" dir="rtl">سطور</span></p>'),
        (f"<p>1 < 2 {X}", f"<p>1 < 2 {SPAN}"),
        (f"<title>{X}</title><p>{X}</p>", f"<title>Pages</title><p>{SPAN}</p>"),
        (f"<script>a = '{X}'</script>", "<script>a = 'Pages'</script>"),
        (f"<textarea>{X}</textarea>", "<textarea>Pages</textarea>"),
        (f"<!-- {X} -->", "<!-- Pages -->"),
        (f'<nav aria-label="{X}" class="a">', '<nav class="a">'),
        (f'<a href="x" title="{X}">{X}</a>', f'<a href="x">{SPAN}</a>'),
        (f'<img src="x" alt="{X}">', '<img src="x" alt="Pages" lang="en" dir="ltr">'),
        (f'<img src="x" alt="{X}" />', '<img src="x" alt="Pages" lang="en" dir="ltr"/>'),
        (f'<img lang="be" alt="{X}">', '<img lang="be" alt="Pages">'),
        (f'<meta name="description" content="{X}">', '<meta name="description" content="Pages" lang="en" dir="ltr">'),
        (f'<p data-x="a > b {X}">{X}</p>', f'<p data-x="a > b Pages">{SPAN}</p>'),
        ("<p>nothing</p>", "<p>nothing</p>"),
    ],
)
def test_where_a_string_ends_up(html: str, expected: str) -> None:
    """The place decides what becomes of the mark."""
    assert resolve_fallbacks(html) == expected


_PARTS = st.sampled_from(
    ["<p>", "</p>", X, R, "text", '<nav aria-label="', '">', "<title>", "</title>", "<!--", "-->", "<", '"']
)


@given(st.lists(_PARTS))
def test_no_sentinel_is_left(parts: list[str]) -> None:
    """Whatever HTML the marks stand in, none of them is seen by readers."""
    assert not re.search("[\ue000-\uf8ff]", resolve_fallbacks("".join(parts)))
