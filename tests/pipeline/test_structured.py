"""JSON-LD and Open Graph of every kind of page, parsed as machines parse them."""

from __future__ import annotations

import json
from typing import Any

from selectolax.lexbor import LexborHTMLParser

ORIGIN = "https://hill.example"


def _graph(site: Any, path: str) -> dict[str, Any]:
    """The nodes of a page by type; none for a page without statements."""
    scripts = LexborHTMLParser(site.page(path)).css("script[type='application/ld+json']")
    assert len(scripts) < 2
    if not scripts:
        return {}
    data = json.loads(scripts[0].text())
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def _og(site: Any, path: str) -> list[tuple[str | None, str | None]]:
    nodes = LexborHTMLParser(site.page(path)).css("meta[property]")
    return [(node.attributes["property"], node.attributes["content"]) for node in nodes]


def test_an_article_is_described(make_site: Any) -> None:
    """With its words in the edition's language, its dates as the author gave them, its picture's whole address."""
    site = make_site("[editions.en]\n[editions.be]\n", 'time_zone = "Europe/Minsk"')
    fields = {
        "date": "2026-05-01 08:30", "updated": "2026-05-03", "authors": "[Ann]", "tags": "[books]",
        "summary": "Short.", "image": "{src: /a b.svg, alt: A map}",
    }  # fmt: skip
    site.article("news/views/a.md", "First", **fields)
    site.write("static/a b.svg", "<svg/>")
    assert site.run("extract") == 0
    words = {"Hill": "Пагорак", "News": "Навіны", "Views": "Погляды", "Ann": "Ганна", "books": "кнігі"}
    site.translate("be", "site", words)
    texts = {"First": "Першы", "Some words.": "Словы.", "Short.": "Коратка.", "A map": "Карта"}
    site.translate("be", "content/news/views/a", texts)
    site.render()
    found = _graph(site, "be/news/views/a")
    article = found["NewsArticle"]
    url = f"{ORIGIN}/be/news/views/a/"
    image = article.pop("image")
    assert len(image) == 1
    assert image[0].startswith(f"{ORIGIN}/a%20b.svg?v=")
    assert article == {
        "@type": "NewsArticle",
        "@id": url,
        "mainEntityOfPage": url,
        "headline": "Першы",
        "inLanguage": "be",
        "datePublished": "2026-05-01T08:30:00+03:00",
        "dateModified": "2026-05-03",
        "author": [{"name": "Ганна", "url": f"{ORIGIN}/be/authors/ann/"}],
        "publisher": {"@type": "Organization", "name": "Пагорак", "url": f"{ORIGIN}/be/"},
        "isPartOf": {"@type": "WebSite", "@id": f"{ORIGIN}/be/"},
        "articleSection": "Погляды",
        "keywords": ["кнігі"],
        "translationOfWork": {"@type": "NewsArticle", "@id": f"{ORIGIN}/en/news/views/a/", "inLanguage": "en"},
    }
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step.get("item")) for step in steps] == [
        (1, "Пагорак", f"{ORIGIN}/be/"),
        (2, "Навіны", f"{ORIGIN}/be/news/"),
        (3, "Погляды", f"{ORIGIN}/be/news/views/"),
        (4, "Першы", None),
    ]
    og = _og(site, "be/news/views/a")
    assert og[:1] + [pair for pair in og if pair[0] != "og:image"][1:] == [
        ("og:type", "article"),
        ("og:title", "Першы"),
        ("og:description", "Коратка."),
        ("og:url", url),
        ("og:site_name", "Пагорак"),
        ("og:locale", "be_BY"),
        ("og:locale:alternate", "en_US"),
        ("og:image:alt", "Карта"),
        ("article:published_time", "2026-05-01T08:30:00+03:00"),
        ("article:modified_time", "2026-05-03"),
    ]
    assert ("og:image", image[0]) in og


def test_other_pages_are_described(make_site: Any) -> None:
    """The front page is the site; lists say where they are; what was not found says nothing."""
    site = make_site("[editions.en]\n", "page_size = 1")
    for number in (1, 2):
        site.article(f"news/a{number}.md", f"T{number}", date="2026-05-01", tags="[books]")
    site.render()
    home = {"@type": "WebSite", "@id": f"{ORIGIN}/en/", "url": f"{ORIGIN}/en/", "name": "Hill", "inLanguage": "en"}
    assert _graph(site, "en") == {"WebSite": home}
    assert list(_graph(site, "en/tags/books/page/2")) == ["BreadcrumbList"]
    day = _graph(site, "en/archive/2026/05/01")["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in day] == ["Hill", "2026", "May 2026", "Friday, May 1, 2026"]
    assert _graph(site, "en/404.html") == {}
    assert dict(_og(site, "en/news"))["og:type"] == "website"


def test_a_text_without_a_date_is_no_news(make_site: Any) -> None:
    """It is an article, without dates that nobody gave."""
    site = make_site("[editions.en]\n")
    site.article("about.md", "About us")
    site.render()
    article = _graph(site, "en/about")["Article"]
    assert not article.keys() & {"datePublished", "dateModified"}


def test_no_text_ends_the_script(make_site: Any) -> None:
    """Titles with markup stay text, for the browser and for the machine."""
    site = make_site("[editions.en]\n")
    site.write("content/a.md", "---\ntitle: '</script><!-- <b> & \"q\" \\'\ndate: 2026-05-01\n---\n")
    site.render()
    assert _graph(site, "en/a")["NewsArticle"]["headline"] == '</script><!-- <b> & "q" \\'
