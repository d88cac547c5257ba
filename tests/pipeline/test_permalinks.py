"""Addresses by pattern: `/{section}/{year}/{month}/{slug}/`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., Any]
PATTERN = 'permalink = "/{section}/{year}/{month}/{slug}/"\n'


@pytest.fixture
def site(make_site: Make) -> Any:
    """A site with a pattern, a section with another one, and a page without a date."""
    site = make_site(head=PATTERN)
    site.article("news/views/a.md", "First", "[The second](../../places/b.md)\n", date="2026-03-09")
    site.article("places/b.md", "Second", date="2026-03-09 12:30")
    site.write("content/places/_section.toml", 'permalink = "/p/{id}/{day}"\n')
    site.article("about.md", "About")
    return site


def test_addresses_follow_the_pattern(site: Any) -> None:
    """The nearest section's goes before the site's; a page of the site lies at the root; links lead to all of them."""
    site.render()
    page = site.page("be/news/views/2026/03/a")
    assert 'href="/be/p/places/b/09/"' in page
    assert '<link rel="canonical" href="https://hill.example/en/news/views/2026/03/a/">' in page
    assert "Second" in site.page("en/p/places/b/09")
    assert "About" in site.page("en/about")
    assert not (site.root / "public/en/news/views/a").exists()
    assert "<loc>https://hill.example/en/news/views/2026/03/a/</loc>" in site.read("public/en/sitemap-1.xml")


def test_digits_are_those_of_every_language(make_site: Make) -> None:
    """An edition with other digits and another calendar has the same addresses: Gregorian, in ASCII."""
    site = make_site('[editions.en]\n[editions.fa]\ndigits = "native"\n', head=PATTERN)
    site.article("news/a.md", "First", date="2026-03-09")
    site.render()
    assert (site.root / "public/fa/news/2026/03/a/index.html").exists()


def test_an_article_without_a_date_is_an_error(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """With its file and line; a draft may wait for its day."""
    site.article("news/c.md", "Third", draft="true")
    assert site.run("render") == 0
    site.article("news/c.md", "Third")
    assert site.run("render") == 1
    assert "content/news/c.md:2: it has no `date`" in capsys.readouterr().err


def test_two_articles_with_one_address_are_an_error(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever their files are called; a section's address counts, too."""
    site.write("content/news/_section.toml", 'permalink = "/{year}/{slug}/"\n')
    site.article("news/x.md", "Third", date="2026-01-01", slug="a")
    assert site.run("render") == 1
    assert "its address /2026/a/ is already that of content/news/views/a.md" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("/{section}/{yaer}/{slug}/", "there is no placeholder {yaer}"),
        ("/{section}/", "two articles could have one address"),
        ("{slug}", "is no path"),
        ("/../{slug}/", "is no path"),
        ("/a b/{slug}/", "is no path"),
        ("/{slug}//", "is no path"),
        ("/{slug", "is no path"),
        ("/{}/{slug}/", "there is no placeholder {}"),
    ],
)
def test_a_bad_pattern_is_an_error(
    pattern: str, said: str, make_site: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the configuration and in a section, with file and line."""
    site = make_site(head=f'permalink = "{pattern}"')
    assert site.run("render") == 2
    assert "polypub.toml:4: `permalink`: " in (told := capsys.readouterr().err)
    assert said in told
    site.replace("polypub.toml", f'permalink = "{pattern}"', "")
    site.write("content/news/_section.toml", f'title = "News"\npermalink = "{pattern}"\n')
    assert site.run("render") == 1
    assert "content/news/_section.toml:2: `permalink`: " in (told := capsys.readouterr().err)
    assert said in told


def test_redirects_keep_working(make_site: Make) -> None:
    """Aliases, and the former slugs of an edition that makes its own."""
    site = make_site('[editions.en]\n[editions.be]\nslugs = "transliterate"\nmin_translated = 0.1\n', head=PATTERN)
    site.article("news/a.md", "First", date="2026-03-09", aliases="[/old/a/]")
    assert site.run("extract") == 0
    for title in ("Першы", "Самы першы"):
        site.translate("be", "content/news/a", {"First": title})
        assert site.run("extract") == 0
    site.render()
    assert "Самы першы" in site.page("be/news/2026/03/samy-pyershy")
    assert "url=/be/news/2026/03/samy-pyershy/" in site.page("be/news/2026/03/pyershy")
    assert "url=/en/news/2026/03/a/" in site.page("en/old/a")


def test_incremental_building_follows(site: Any, read_tree: Callable[[Path], dict[str, bytes]]) -> None:
    """A new pattern, a new date, a pattern of a section: the old pages go, and every link is right."""
    clean = site.root.parent / "clean"
    edits: list[Callable[[], object]] = [
        lambda: site.replace("content/news/views/a.md", "2026-03-09", "2026-04-01"),
        lambda: site.write("content/news/_section.toml", 'permalink = "/n/{slug}/"\n'),
        lambda: site.replace("polypub.toml", PATTERN, ""),
        (site.root / "content/places/_section.toml").unlink,
    ]
    site.render()
    for number, edit in enumerate(edits):
        edit()
        shutil.rmtree(clean, ignore_errors=True)
        site.render()
        site.render("--output", str(clean))
        assert read_tree(site.root / "public") == read_tree(clean), number
    assert "Second" in site.page("en/places/b")
