"""Filters in a site's own templates: every edition has its own words, and a page knows that it depends on the day."""

from __future__ import annotations

import re
from typing import Any

import pytest

from polypub.cldr.icu import has_icu


@pytest.fixture
def site(make_site: Any) -> Any:
    """One article, whose template says how long ago something was."""
    site = make_site()
    site.article("news/a.md", "A", date="2026-05-01")
    site.article("news/b.md", "B", date="2026-05-01", template="plain.html")
    words = '<p class="w">{{ "2026-05-09"|relative }}, {{ "2026-05-09"|date }}, {{ ["x", "y"]|enumerate }}</p>'
    site.write(
        "templates/article.html", f'{{% extends "theme/article.html" %}}{{% block main %}}{words}{{% endblock %}}'
    )
    site.write("templates/plain.html", '{% extends "theme/article.html" %}')
    return site


def test_constants_are_formatted_in_every_edition(site: Any) -> None:
    """A date that stands in the template itself is the edition's own in each, compiled templates being shared."""
    site.render()
    assert '<p class="w">yesterday, May 9, 2026, x and y</p>' in site.page("en/news/a")
    assert '<p class="w">учора, 9 мая 2026\u202fг., x і y</p>' in site.page("be/news/a")
    site.run("render", "--force")
    assert '<p class="w">أمس, 9 مايو 2026, x وy</p>' in site.page("ar/news/a")


def test_a_relative_day_is_made_again_on_the_next(site: Any, read_tree: Any) -> None:
    """The day after, what an incremental build shows is what a clean build shows, and only that page was made."""
    site.render()
    before = {name: site.page(f"en/news/{name}") for name in "ab"}
    site.now = "2026-05-11"
    site.render()
    assert '<p class="w">2 days ago, ' in site.page("en/news/a")
    assert site.page("en/news/b") == before["b"]
    incremental = read_tree(site.root / "public")
    site.render("--output", str(site.root / "clean"))
    assert read_tree(site.root / "clean") == incremental


def test_another_calendar(make_site: Any, require: Any) -> None:
    """Dates in pages are the edition's; what machines read, addresses and the archive are Gregorian."""
    require(has_icu(), "icu is not installed")
    site = make_site('[editions.en]\n[editions.fa]\ncalendar = "persian"\ndigits = "native"\n')
    site.article("news/a.md", "A", date="2017-07-05")
    words = '{{ super() }}<p class="w">{{ "2017-07-06"|date }}</p>'
    site.write(
        "templates/article.html", f'{{% extends "theme/article.html" %}}{{% block main %}}{words}{{% endblock %}}'
    )
    site.render()
    page = site.page("fa/news/a")
    assert '<time datetime="2017-07-05">۱۴ تیر ۱۳۹۶</time>' in page
    assert '<p class="w">۱۵ تیر ۱۳۹۶</p>' in page
    assert "ژوئیهٔ ۲۰۱۷" in site.page("fa/archive/2017/07")
    assert "۵ ژوئیهٔ ۲۰۱۷" in site.page("fa/archive/2017/07/05")
    assert "July 5, 2017" in site.page("en/news/a")


@pytest.mark.parametrize(("order", "expected"), [(0, ["Ёлка", "Замак", "Ясень"]), (1, ["Замак", "Ясень", "Ёлка"])])
def test_sections_stand_by_the_editions_alphabet(make_site: Any, order: int, expected: list[str]) -> None:
    """Neighbours of one `order` are sorted by their titles, in every edition by its own."""
    site = make_site("[editions.en]\n[editions.be]\n")
    titles = {"Ash": "Ясень", "Castle": "Замак", "Spruce": "Ёлка"}
    for title in titles:
        site.write(f"content/{title[0]}/_section.toml", f'title = "{title}"\norder = {order * (title == "Spruce")}\n')
        site.article(f"{title[0]}/a.md", title)
    assert site.run("extract") == 0
    site.translate("be", "site", titles)
    site.render()
    menus = [re.findall(r'<a href="/../[ACS]/">(\w+)</a>', site.page(page)) for page in ("en", "be")]
    assert menus[0][:3] == ["Ash", "Castle", "Spruce"]
    assert menus[1][:3] == expected
