"""Pages of the site (about, contact), and articles whose day has not come."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from polypub.cli.app import run

Make = Callable[..., Any]


@pytest.fixture
def site(make_site: Make) -> Any:
    """Two pages of the site, and news."""
    site = make_site('[menu]\nmain = ["about"]\nfooter = ["legal/imprint"]\n[editions.en]\n[editions.be]\n')
    site.article("about.md", "About us", tags="[site]")
    site.article("legal/imprint/index.md", "Imprint")
    site.article("contact.md", "Contact", tags="[site]")
    site.article("news/a.md", "First", date="2026-05-01")
    return site


def test_a_page_of_the_site_is_no_news(site: Any) -> None:
    """It has an address and stands in the sitemap, and in no list of what is new, no feed and no archive."""
    site.render()
    assert "<loc>https://hill.example/en/about/</loc>" in site.read("public/en/sitemap-1.xml")
    home = site.page("en").partition("<main")[2].partition("</main>")[0]
    assert "First" in home
    assert "Contact" not in home
    assert "About us" not in home
    assert "Contact" not in site.page("en/404.html")
    assert "About us" not in site.read("public/en/feed.xml")
    assert "Contact" in site.page("en/about").partition("_related")[2]  # they share a tag
    assert "Imprint" not in site.page("en/about").partition("_related")[2].partition("</section>")[0]


def test_menus_lead_to_it(site: Any) -> None:
    """In the order of the configuration, in the edition's language, on every page; one without it leaves it out."""
    site.replace("content/contact.md", "title:", "languages: [en]\ntitle:")
    site.replace("polypub.toml", '"legal/imprint"]', '"legal/imprint", "contact", "news/a"]')
    assert site.run("extract") == 0
    site.translate("be", "content/about", {"About us": "Пра нас"})
    site.render()
    for path in ("be", "be/news/a"):
        page = site.page(path)
        menu, foot = page.partition('<nav class="menu"')[2].partition("</nav>")[0], page.partition("<footer class=")[2]
        assert menu.index("/be/news/") < menu.index('<a href="/be/about/">Пра нас</a>')
        assert foot.index('href="/be/legal/imprint/"') < foot.index('href="/be/news/a/"')
        assert "/contact/" not in foot
    assert '<a href="/en/contact/">Contact</a>' in site.page("en/news/a")


def test_an_unknown_article_in_a_menu_is_an_error(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """With its line, and the nearest that there is."""
    site.replace("polypub.toml", 'main = ["about"]', 'main = [\n  "abuot",\n]')
    assert site.run("render") == 2
    assert "polypub.toml:7: `menu.main`: there is no article `abuot`" in (said := capsys.readouterr().err)
    assert "Did you mean `about`?" in said


def test_a_menu_follows_its_articles(site: Any, read_tree: Callable[[Path], dict[str, bytes]]) -> None:
    """Another title, another slug, another day: every page leads to them as in a clean build."""
    clean = site.root.parent / "clean"
    site.render()
    for old, new in (("About us", "About"), ("title:", "slug: who\ntitle:"), ("title:", "date: 2027-01-01\ntitle:")):
        site.replace("content/about.md", old, new)
        shutil.rmtree(clean, ignore_errors=True)
        site.render()
        site.render("--output", str(clean))
        assert read_tree(site.root / "public") == read_tree(clean), new
    assert "who" not in site.page("en")


def test_what_is_to_come_is_counted(make_site: Make, capsys: pytest.CaptureFixture[str]) -> None:
    """`render` and `status` tell how many articles wait for their day; drafts wait for nothing."""
    site = make_site(head='time_zone = "Europe/Minsk"')
    site.article("news/a.md", "First", date="2026-05-10")
    site.article("news/b.md", "Second", date="2026-05-11")
    site.article("news/c.md", "Third", date="2026-05-10 00:30")
    site.article("news/d.md", "Fourth", date="2027-05-10", draft="true")

    def said(*arguments: str) -> str:
        assert run(["--site", str(site.root), "--now", site.now, *arguments]) == 0
        return capsys.readouterr().err

    assert "2 articles are dated in the future." in said("render")
    assert "2 articles are dated in the future." in said("status")
    assert "2 articles are dated in the future." in site.child("render").stderr  # answered from a snapshot
    assert site.run("status", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["waiting"] == 2
    site.now = "2026-05-10T00:30+03:00"
    assert "1 article is dated in the future." in said("render")
    site.now = "2026-05-11"
    assert "in the future" not in said("render")


def test_a_day_that_comes_publishes_what_a_clean_build_has(
    make_site: Make, read_tree: Callable[[Path], dict[str, bytes]]
) -> None:
    """Forwards and backwards in time, with lists, feeds, archive and links to what is to come."""
    site, clean = make_site(), None
    site.article("news/a.md", "First", "[Later](b.md)\n", date="2026-05-09")
    site.article("news/b.md", "Second", date="2026-05-12 08:00", tags="[x]")
    clean = site.root.parent / "clean"
    for site.now, count in (
        ("2026-05-10", 0),
        ("2026-05-12T07:59+00:00", 0),
        ("2026-05-12T08:00+00:00", 1),
        ("2026-05-10", 0),
    ):
        shutil.rmtree(clean, ignore_errors=True)
        site.render()
        site.render("--output", str(clean))
        assert read_tree(site.root / "public") == read_tree(clean), site.now
        assert (site.root / "public/en/news/b/index.html").exists() == bool(count)
