"""Former addresses lead to where an article is now."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser


def _target(site: Any, file: str) -> tuple[str | None, str | None, str | None]:
    """Where a page leads a browser, a search engine and a reader."""
    tree = LexborHTMLParser(site.read(f"public/{file}"))
    refresh, canonical, link = (
        tree.css_first(selector) for selector in ("meta[http-equiv=refresh]", "link[rel=canonical]", "main a")
    )
    assert refresh is not None
    assert canonical is not None
    assert link is not None
    content = refresh.attributes["content"] or ""
    return content.removeprefix("0; url="), canonical.attributes["href"], link.attributes["href"]


def test_an_alias_holds_in_every_edition(make_site: Any) -> None:
    """From the front page of each; at the root it leads to the source's; what begins as an edition does is its own."""
    site = make_site('[editions.en]\n[editions.be]\n[editions.ar]\nmissing = "omit"\n')
    site.article("news/a.md", "Title & <b>", aliases='[/old/a/, /b.html, "/be/толькі тут", /c%C3%A9.php]')
    site.render()
    for name in ("en", "be"):
        url = f"/{name}/news/a/"
        for file in (f"{name}/old/a/index.html", f"{name}/b.html", f"{name}/cé.php/index.html"):
            assert _target(site, file) == (url, f"https://hill.example{url}", url)
    assert _target(site, "old/a/index.html")[0] == _target(site, "b.html")[0] == "/en/news/a/"
    assert _target(site, "be/толькі тут/index.html")[0] == "/be/news/a/"
    assert not (site.root / "public/en/be").exists()
    assert not (site.root / "public/ar/old").exists()
    assert '<h1 lang="en" dir="ltr"><a href="/be/news/a/">Title &amp; &lt;b&gt;</a></h1>' in site.read(
        "public/be/b.html"
    )


def test_an_edition_at_the_root(make_site: Any) -> None:
    """Its redirects are the root's."""
    site = make_site('[editions.en]\nprefix = ""\n[editions.be]\n')
    site.article("a.md", "Title", aliases="[/old/]")
    site.render()
    assert _target(site, "old/index.html")[0] == "/a/"
    assert _target(site, "be/old/index.html")[0] == "/be/a/"


def test_an_alias_that_is_taken_away_leaves_no_page(make_site: Any, read_tree: Any) -> None:
    """Neither in the editions nor at the root."""
    site = make_site()
    site.article("a.md", "Title")
    site.render()
    before = read_tree(site.root / "public")
    site.article("a.md", "Title", aliases="[/old/]")
    site.render()
    site.render("be")
    assert (site.root / "public/old/index.html").exists()
    assert (site.root / "public/ar/old/index.html").exists()
    site.article("a.md", "Title")
    site.render()
    assert read_tree(site.root / "public") == before


@pytest.mark.parametrize(
    ("first", "second", "file"),
    [
        ("[/b/]", "[]", "en/b/index.html"),
        ("[/x/]", "[/x]", "en/x/index.html"),
        ("[/x/, /en/x/]", "[]", "en/x/index.html"),
        ("[/en/]", "[]", "en/index.html"),
        ("[/feed.xml]", "[]", "en/feed.xml"),
        ("[/logo.svg/x.html]", "[]", "logo.svg"),
    ],
)
def test_an_address_that_is_taken(
    first: str, second: str, file: str, make_site: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """An alias that is a page, another article's alias, or lies below a file, is an error; nothing is written."""
    site = make_site("[editions.en]\n")
    site.write("static/logo.svg", "<svg/>")
    site.article("a.md", "First", aliases=first, date="2026-05-01")
    site.article("b.md", "Second", aliases=second)
    assert site.run("render") == 1
    assert file in capsys.readouterr().err
    assert not (site.root / "public").exists()


def test_two_articles_that_never_meet_in_an_edition(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Their alias at the root would lead to both."""
    site = make_site()
    site.article("a.md", "First", aliases="[/x/]", languages="[en]")
    site.article("b.md", "Second", aliases="[/x/]", languages="[be]")
    assert site.run("render") == 1
    assert "x/index.html would be written twice" in capsys.readouterr().err
