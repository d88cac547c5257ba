"""The archive: years, months, days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def site(make_site: Callable[..., Any]) -> Any:
    """Articles of three years, one of them without any."""
    site = make_site("[editions.en]\n[editions.be]\n[editions.ar]\ndigits = 'native'\n[editions.ja]\n")
    for day in ("2023-11-30", "2025-01-02", "2025-03-04", "2025-03-05", "2026-05-01"):
        site.article(f"news/{day}.md", f"Of {day}", date=day)
    site.render()
    return site


def test_a_year_has_the_months_that_have_articles(site: Any) -> None:
    """In order, each with its calendar, whose days lead to theirs."""
    page = site.page("en/archive/2025")
    assert "<h1>2025</h1>" in page
    links = [f'href="/en/archive/2025/{rest}/"' for rest in ("01", "01/02", "03", "03/04", "03/05")]
    places = [page.index(link) for link in links]
    assert places == sorted(places)
    assert "/2025/02/" not in page


def test_years_lead_to_those_beside_them(site: Any) -> None:
    """Also over years without articles, which have no page."""
    page = site.page("en/archive/2025")
    assert '<a class="prev" rel="prev" href="/en/archive/2023/">2023</a>' in page
    assert '<a class="next" rel="next" href="/en/archive/2026/">2026</a>' in page
    assert not (site.root / "public/en/archive/2024/index.html").exists()
    assert 'class="prev"' not in site.page("en/archive/2023")


def test_months_and_days_lead_to_their_year(site: Any) -> None:
    """In the line above the text: year, month, day."""
    day, month = site.page("en/archive/2025/03/04"), site.page("en/archive/2025/03")
    assert day.index('<a href="/en/archive/2025/">') < day.index('<a href="/en/archive/2025/03/">')
    assert '<a href="/en/archive/2025/">2025</a>' in month


def test_a_year_is_written_as_the_language_does(site: Any) -> None:
    """Native digits where the edition has them, a sign where the language has one; the same year in all editions."""
    assert "<h1>٢٠٢٥</h1>" in site.page("ar/archive/2025")
    page = site.page("ja/archive/2025")
    assert "<h1>2025年</h1>" in page
    for locale in ("en", "be", "ar", "ja"):
        assert f'hreflang="{locale}" href="https://hill.example/{locale}/archive/2025/"' in page
    assert "https://hill.example/ja/archive/2025/" in (site.root / "public/ja/sitemap-1.xml").read_text("utf-8")
