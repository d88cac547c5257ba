"""Addresses made of translated titles: kept in a file, former ones lead on."""

from __future__ import annotations

from typing import Any

import pytest

from polypub.cldr.icu import has_icu

EDITIONS = '[editions.en]\n[editions.be]\nslugs = "transliterate"\n[editions.ar]\nslugs = "transliterate"\n'
FILE = "locales/be/slugs.csv"


@pytest.fixture
def site(make_site: Any) -> Any:
    """Two articles, one of them translated into Belarusian."""
    site = make_site(EDITIONS)
    site.article("news/castle.md", "The castle", "See [it](bridge.md).\n", date="2026-05-01")
    site.article("news/bridge.md", "The bridge", "See [it](castle.md).\n", date="2026-05-02")
    assert site.run("extract") == 0
    words = {"The castle": "Мірскі замак", "See [it](bridge.md).": "[Ён](bridge.md)."}
    site.translate("be", "content/news/castle", words)
    return site


def test_a_reviewed_title_gives_the_address(site: Any) -> None:
    """The page lies at the new address, all links lead there, and the source's address leads on."""
    site.render()
    assert "Мірскі замак" in site.page("be/news/castle")
    assert site.run("extract") == 0
    assert site.read(FILE) == "article,slug,former\nnews/castle,mirski-zamak,castle\n"
    site.render()
    assert "<h1>Мірскі замак</h1>" in site.page("be/news/mirski-zamak")
    assert 'http-equiv="refresh" content="0; url=/be/news/mirski-zamak/"' in site.page("be/news/castle")
    assert 'href="/be/news/mirski-zamak/"' in site.page("be/news/bridge")
    assert 'hreflang="be" href="https://hill.example/be/news/mirski-zamak/"' in site.page("en/news/castle")
    assert "/be/news/mirski-zamak/" in site.read("public/be/sitemap-1.xml")
    assert "<h1" in site.page("ar/news/castle")
    assert not (site.root / "locales/ar/slugs.csv").exists()


def test_incremental_and_clean_builds_are_the_same(site: Any, read_tree: Any) -> None:
    """A page that links to one whose address changed is made again."""
    site.render()
    assert site.run("extract") == 0
    site.render()
    incremental = read_tree(site.root / "public")
    site.render("--output", str(site.root / "clean"))
    assert read_tree(site.root / "clean") == incremental


def test_extracting_twice_changes_nothing(site: Any) -> None:
    """`--check` tells of a file that is out of date, and of none afterwards."""
    assert site.run("extract", "--check") == 1
    assert not (site.root / FILE).exists()
    assert site.run("extract") == 0
    assert site.run("extract", "--check") == 0


def test_former_addresses_are_kept(site: Any) -> None:
    """A title that changes twice leaves both addresses behind; one that comes back is no longer former."""
    assert site.run("extract") == 0
    for title in ("Замак у Міры", "Мірскі замак", "Стары замак"):
        site.translate("be", "content/news/castle", {"The castle": title})
        assert site.run("extract") == 0
    assert site.read(FILE).endswith("\nnews/castle,stary-zamak,mirski-zamak zamak-u-miry castle\n")
    site.render()
    for former in ("mirski-zamak", "zamak-u-miry", "castle"):
        assert "url=/be/news/stary-zamak/" in site.page(f"be/news/{former}")


def test_two_titles_that_are_alike(site: Any) -> None:
    """The second keeps its address until the first gives it up; a former one is then nobody's but the new owner's."""
    site.translate("be", "content/news/bridge", {"The bridge": "Мірскі замак"})
    assert site.run("extract") == 0
    assert site.read(FILE) == "article,slug,former\nnews/bridge,mirski-zamak,bridge\n"
    site.translate("be", "content/news/bridge", {"The bridge": "Мост"})
    assert site.run("extract") == 0
    assert site.run("extract", "--check") == 0
    assert site.read(FILE) == "article,slug,former\nnews/bridge,most,bridge\nnews/castle,mirski-zamak,castle\n"
    site.render()
    assert "<h1>Мірскі замак</h1>" in site.page("be/news/mirski-zamak")


def test_a_broken_file_is_an_error(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that leads out of the site is told with file and line, and nothing is written there."""
    site.write(FILE, "article,slug,former\nnews/castle,../x,\n")
    assert site.run("render") == 1
    assert "locales/be/slugs.csv:2: this row does not name slugs" in capsys.readouterr().err


def test_an_alias_that_is_a_former_address(site: Any) -> None:
    """The author may have named it, too: it leads on once."""
    assert site.run("extract") == 0
    site.article(
        "news/castle.md", "The castle", "See [it](bridge.md).\n", date="2026-05-01", aliases="[/be/news/castle/]"
    )
    site.render()
    assert "url=/be/news/mirski-zamak/" in site.page("be/news/castle")


def test_icu_knows_other_scripts(make_site: Any, require: Any) -> None:
    """With the extra, a Chinese title gives an address too."""
    require(has_icu(), "icu is not installed")
    site = make_site('[editions.en]\n[editions.zh-Hans]\nslugs = "icu"\n')
    site.article("news/city.md", "The city", date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("zh_Hans", "content/news/city", {"The city": "北京"})
    assert site.run("extract") == 0
    assert site.read("locales/zh_Hans/slugs.csv") == "article,slug,former\nnews/city,bei-jing,city\n"
