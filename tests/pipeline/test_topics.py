"""Tags, authors, and what leads from one article to others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode


def _links(nodes: list[LexborNode]) -> list[tuple[str, str | None]]:
    return [(node.text().strip(), node.attributes["href"]) for node in nodes]


def _titles(page: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(page).css("main .list h2")]


@pytest.fixture
def town(make_site: Any) -> Any:
    """Five articles with tags and authors in English; two of them in Belarusian."""
    site = make_site('[editions.en]\n[editions.be]\nmissing = "omit"\n', "page_size = 2")
    for day, tags in enumerate(("[books, old town]", "[books]", "[books, sport]", "[sport]", "[Спорт]"), 1):
        site.article(f"news/a{day}.md", f"Title {day}", date=f"2026-05-0{day}", tags=tags, authors='["Ann & Co"]')
    assert site.run("extract") == 0
    site.translate("be", "site", {"Hill": "Пагорак", "News": "Навіны", "books": "кнігі", "old town": "стары горад"})
    for day in (1, 2):
        site.translate("be", f"content/news/a{day}", {f"Title {day}": f"Назва {day}", "Some words.": "Словы."})
    site.render()
    return site


def test_an_article_leads_to_its_tags_and_authors(town: Any) -> None:
    """By names in the edition's language, to pages whose addresses are the same in every edition."""
    english, belarusian = (LexborHTMLParser(town.page(f"{tag}/news/a1")) for tag in ("en", "be"))
    assert _links(english.css(".tags a")) == [("books", "/en/tags/books/"), ("old town", "/en/tags/old-town/")]
    assert _links(belarusian.css(".tags a")) == [("кнігі", "/be/tags/books/"), ("стары горад", "/be/tags/old-town/")]
    assert _links(english.css("a[rel=author]")) == [("Ann & Co", "/en/authors/ann-co/")]
    bdi = belarusian.css_first("a[rel=author] bdi")
    assert bdi is not None
    assert bdi.attributes == {"lang": "en", "dir": "ltr"}


def test_a_tag_has_its_articles_page_by_page(town: Any) -> None:
    """Newest first, and only what the edition has."""
    assert _titles(town.page("en/tags/books")) == ["Title 3", "Title 2"]
    assert _titles(town.page("en/tags/books/page/2")) == ["Title 1"]
    assert 'rel="next" href="/en/tags/books/page/2/"' in town.page("en/tags/books")
    assert _titles(town.page("be/tags/books")) == ["Назва 2", "Назва 1"]
    assert _titles(town.page("en/authors/ann-co/page/3")) == ["Title 1"]
    assert "<h1>кнігі</h1>" in town.page("be/tags/books")
    assert not (town.root / "public/be/tags/sport").exists()
    assert (town.root / "public/en/tags/спорт/index.html").exists()


def test_a_tag_is_one_page_in_all_editions(town: Any) -> None:
    """Switcher and alternates lead to it where it is; one whose name is not translated is the source's."""
    tree = LexborHTMLParser(town.page("en/tags/books"))
    assert [node.attributes["href"] for node in tree.css(".switcher a")] == ["/en/tags/books/", "/be/tags/books/"]
    alternates = tree.css("link[rel=alternate]:not([type])")
    assert [node.attributes["hreflang"] for node in alternates] == ["be", "en", "x-default"]
    sport = LexborHTMLParser(town.page("en/tags/sport"))
    assert [node.attributes["href"] for node in sport.css(".switcher a")] == ["/en/tags/sport/", "/be/"]
    author = LexborHTMLParser(town.page("be/authors/ann-co"))
    canonical = author.css_first("link[rel=canonical]")
    assert canonical is not None
    assert canonical.attributes["href"] == "https://hill.example/en/authors/ann-co/"


def test_two_names_with_one_address_are_reported(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written; the message names both, and what to do."""
    site = make_site("[editions.en]\n")
    site.article("a.md", "Title", tags="[Old town, old-town]", authors="[Ann, ann]")
    assert site.run("render") != 0
    error = capsys.readouterr().err
    assert "tag `old-town` and tag `Old town` would both be en/tags/old-town/index.html" in error
    assert "author `ann` and author `Ann` would both be en/authors/ann/index.html" in error
    assert "Write the name in one way" in error
    assert not (site.root / "public").exists()


def test_a_section_that_is_called_like_the_tags(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder `tags` is a section like any other until an article in it takes a tag's address."""
    site = make_site("[editions.en]\n")
    site.article("tags/books.md", "About books", tags="[poems]")
    site.render()
    assert (site.root / "public/en/tags/poems/index.html").exists()
    site.article("tags/poems.md", "Poems")
    assert site.run("render") != 0
    assert "en/tags/poems/index.html" in capsys.readouterr().err


def test_related_articles(town: Any) -> None:
    """Those that share most tags come first, the nearest in time before others; then neighbours in the section."""

    def related(path: str) -> list[str]:
        return [node.text() for node in LexborHTMLParser(town.page(path)).css(".related a")]

    assert related("en/news/a3") == ["Title 2", "Title 4", "Title 1"]
    assert related("en/news/a1") == ["Title 2", "Title 3", "Title 4"]
    assert related("en/news/a5") == ["Title 4", "Title 3", "Title 2"]
    assert related("be/news/a1") == ["Назва 2"]


def test_a_new_article_changes_few_others(town: Any) -> None:
    """It is related to its neighbours, and pages of the rest of the archive stay as they are."""
    for number in range(30):
        town.article(
            f"news/old{number:02}.md", f"Old {number}", date=f"2025-{number // 28 + 1:02}-{number % 28 + 1:02}"
        )
    town.render()
    before = {path: path.stat().st_mtime_ns for path in (town.root / "public/en/news").glob("*/index.html")}
    town.article("news/new.md", "New", date="2026-05-09")
    town.render()
    changed = {path.parent.name for path in before if path.stat().st_mtime_ns != before[path]}
    assert changed
    assert not any(name.startswith("old0") for name in changed)


def _article(site: Any, body: str, **fields: str) -> LexborHTMLParser:
    site.article("a.md", "Title", body, **fields)
    site.render()
    return LexborHTMLParser(site.page("en/a"))


def test_a_long_article_has_contents(make_site: Any) -> None:
    """Four headings and more are listed above the text, with links that lead to them; the theme's option says when."""
    site = make_site("[editions.en]\n")
    body = "".join(f"## Part {name} *x*\n\n### Below {name}\n\nText.\n\n" for name in "abcd")
    tree = _article(site, body)
    ids = {node.id for node in tree.css("[id]")}
    links = _links(tree.css(".contents a"))
    assert [text for text, _ in links][:3] == ["Part a x", "Below a", "Part b x"]
    assert {str(url).removeprefix("#") for _, url in links} <= ids
    assert not _article(site, "## One\n\n## Two\n\n## Three\n").css(".contents")
    site.write("polypub.toml", site.read("polypub.toml") + "[theme.options]\ncontents = 3\n")
    assert _article(site, "## One\n\n## Two\n\n## Three\n").css(".contents")
    site.replace("polypub.toml", "contents = 3", "contents = 0")
    assert not _article(site, body).css(".contents")


def test_how_long_reading_takes(make_site: Any) -> None:
    """In the edition's digits; one minute is not worth a word."""
    site = make_site("[editions.en]\n")
    assert "minute" not in _article(site, "A few words.\n").text()
    assert "3 minutes to read" in _article(site, "word " * 700).text()


@pytest.mark.parametrize(
    ("date", "updated", "is_shown"),
    [
        ("2026-05-01", "2026-05-02", True),
        ("2026-05-01 08:00", "2026-05-01 18:00", False),
        ("2026-05-02", "2026-05-01", False),
        ("", "2026-05-01", True),
    ],
)
def test_a_later_change_is_shown(date: str, updated: str, is_shown: bool, make_site: Any) -> None:
    """Only when readers see another day."""
    fields = {"date": date} if date else {}
    assert (
        "Updated" in _article(make_site("[editions.en]\n"), "Text.\n", updated=updated, **fields).text()
    ) is is_shown


def test_a_picture_with_a_title_has_it_as_its_caption(make_site: Any) -> None:
    """In the language of the edition; one without stays a paragraph."""
    site = make_site("[editions.en]\n")
    tree = _article(site, '![A map](/map.svg "The *old* town")\n\n![Alone](/x.svg)\n')
    assert [node.text() for node in tree.css("figure figcaption")] == ["The *old* town"]
    assert tree.css("figure img[alt='A map']:not([title])")
    assert tree.css("p > img[alt='Alone']")


def test_a_day_leads_to_the_days_beside_it(town: Any) -> None:
    """Days without articles are passed over, and the first and last have one neighbour."""
    town.article("news/late.md", "Late", date="2026-05-09")
    town.render()
    links = {
        day: re.findall(r'<link rel="(prev|next)" href="([^"]+)">', town.page(f"en/archive/2026/05/0{day}"))
        for day in (1, 5, 9)
    }
    assert links[1] == [("next", "/en/archive/2026/05/02/")]
    assert links[5] == [("prev", "/en/archive/2026/05/04/"), ("next", "/en/archive/2026/05/09/")]
    assert links[9] == [("prev", "/en/archive/2026/05/05/")]
    assert "May 4, 2026" in LexborHTMLParser(town.page("en/archive/2026/05/05")).css(".turn .prev")[0].text()


def test_on_one_day_the_later_hour_comes_first(make_site: Any) -> None:
    """Then those of that day without a time, by name."""
    site = make_site("[editions.en]\n")
    for name, date in (("b", "2026-05-01"), ("a", "2026-05-01 07:00"), ("c", "2026-05-01 19:00"), ("d", "2026-05-01")):
        site.article(f"{name}.md", name, date=date)
    site.render()
    assert _titles(site.page("en/archive/2026/05/01")) == ["c", "a", "b", "d"]
