"""A language that the theme does not speak: its pages say so, word by word."""

from __future__ import annotations

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser


@pytest.mark.parametrize(("locale", "direction"), [("yi", "rtl"), ("my", "ltr")])
def test_strings_of_the_theme_carry_their_language(locale: str, direction: str, make_site: Any) -> None:
    """Visible English is in a span with its language; no label, title or meta is in another language than it says."""
    site = make_site(f"[editions.en]\n[editions.{locale}]\n")
    for number in range(3):
        site.article(f"news/a{number}.md", f"Title {number}", date=f"2026-05-0{number + 1}", tags="[one]")
    site.render()
    pages = sorted((site.root / "public" / locale).rglob("*.html"))
    assert pages
    for path in pages:
        html = path.read_text("utf-8")
        tree = LexborHTMLParser(html)
        assert f'<html lang="{locale}" dir="{direction}">' in html
        assert not re.search("[\ue000-\uf8ff]", html)
        assert '<span lang="en" dir="ltr">Skip to content</span>' in html
        assert not [node for node in tree.css("nav, ul") if node.attributes.get("aria-label")]
        assert not [node for node in tree.css("head title, head meta") if "span" in (node.html or "")]
        for meta in tree.css("meta[name=description]"):
            assert meta.attributes.get("lang") == "en"


def test_a_site_written_in_a_language_that_is_not_the_themes(make_site: Any) -> None:
    """In a Russian site the theme speaks Russian in the source's edition, English where nobody translated it."""
    site = make_site("[editions.ru]\n[editions.en]\n[editions.yi]\n", source="ru")
    block = '{{ super() }}<p class="own">{{ _("Свои слова") }}</p>'
    site.write(
        "templates/notfound.html", f'{{% extends "theme/notfound.html" %}}{{% block main %}}{block}{{% endblock %}}'
    )
    site.article("news/a.md", "Заголовок", "Слова.\n", date="2026-05-01")
    site.render()
    assert "Skip to content" not in site.page("ru")
    assert '<a class="skip" href="#main">Skip to content</a>' in site.page("en")
    assert '<span lang="en" dir="ltr">Skip to content</span>' in site.page("yi")
    assert '<p class="own">Свои слова</p>' in site.page("ru/404.html")
    assert '<p class="own"><span lang="ru" dir="ltr">Свои слова</span></p>' in site.page("yi/404.html")
    assert '<h1 lang="ru" dir="ltr">Заголовок</h1>' in site.page("en/news/a")
