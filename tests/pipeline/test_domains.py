"""Editions with hosts of their own: whole addresses between hosts, and on each host all that its pages need."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

Make = Callable[..., Any]
EDITIONS = """\
[editions.en]
[editions.be]
[editions.ar]
domain = "https://ar.example.org"
[editions.pl]
domain = "https://pl.example.org"
prefix = "pl"
[editions.cs]
domain = "https://pl.example.org"
prefix = "cs"
"""
HOSTS = {"ar.example.org": "ar.example.org/", "pl.example.org": "pl.example.org/", "hill.example": ""}


@pytest.fixture
def site(make_site: Make) -> Any:
    """Two editions at the site's address, one at the root of its own host, two on a third."""
    site = make_site(EDITIONS)
    body = "[The second](b.md) ![A map](/map.svg) ![A photo](../walk/photo.jpg)\n"
    site.article("news/a.md", "First", body, date="2026-05-09", aliases="[/old/]")
    site.article("news/b.md", "Second", date="2026-05-08", languages="[be, ar]")
    site.article("walk/index.md", "Walk", "![A photo](photo.jpg)\n", image="{src: photo.jpg, alt: A path}")
    site.write("content/walk/photo.jpg", "photo")
    site.write("static/map.svg", "<svg/>")
    site.write("static/@ar/map.svg", "<svg>own</svg>")
    return site


def _file(output: Path, address: str) -> Path:
    """The file that a browser would be given for a whole address."""
    host, _, path = address.removeprefix("https://").partition("/")
    file = output / (HOSTS[host] + path.partition("?")[0].partition("#")[0])
    return file / "index.html" if file.is_dir() else file


def test_every_address_leads_to_a_file_of_its_host(site: Any) -> None:
    """Whatever page it stands on: links, pictures, style sheets, versions, canonical addresses, sitemaps."""
    site.render()
    output = site.root / "public"
    pages = [path.relative_to(output).as_posix() for path in output.rglob("*.html")]
    assert {path.partition("/")[0] for path in pages} == {
        "en",
        "be",
        "ar.example.org",
        "pl.example.org",
        "index.html",
        "old",
    }
    for path in pages:
        host = next(host for host, folder in HOSTS.items() if path.startswith(folder))
        tree = LexborHTMLParser((output / path).read_text("utf-8"))
        for node in tree.css("[href], [src]"):
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            whole = address if "://" in address else f"https://{host}{address}"
            assert address.startswith(("/", "#", "https://")), (path, address)
            assert address.startswith("#") or _file(output, whole).is_file(), (path, address)
        for node in tree.css("link[rel=canonical], link[rel=alternate]:not([type])"):
            assert (node.attributes["href"] or "").startswith("https://"), path
    for sitemap in output.rglob("sitemap*.xml"):
        addresses = re.findall(r'<loc>([^<]+)|href="([^"]+)', sitemap.read_text("utf-8"))
        assert addresses
        assert all(_file(output, one or two).is_file() for one, two in addresses)


def test_each_host_has_its_own_files(site: Any, read_tree: Callable[[Path], dict[str, bytes]]) -> None:
    """Robots, sitemap index, theme, static files and its edition's own ones; the chooser is at the site's address."""
    site.render()
    tree = read_tree(site.root / "public")
    for folder in HOSTS.values():
        assert {f"{folder}robots.txt", f"{folder}sitemap.xml", f"{folder}theme/style.css"} <= tree.keys()
    assert b"Sitemap: https://ar.example.org/sitemap.xml" in tree["ar.example.org/robots.txt"]
    assert b"<loc>https://ar.example.org/sitemap-1.xml</loc>" in tree["ar.example.org/sitemap.xml"]
    assert tree["pl.example.org/sitemap.xml"].count(b"<loc>") == 2
    assert b"ar.example.org" not in tree["sitemap.xml"]
    assert [path for path in tree if "@ar" in path] == ["ar.example.org/@ar/map.svg"]
    assert 'href="https://ar.example.org/"' in site.page("")
    assert "pl.example.org/index.html" not in tree


def test_pages_name_their_versions_on_other_hosts(site: Any) -> None:
    """In the switcher, in `hreflang` and in links; within an edition addresses stay short."""
    assert site.run("extract") == 0
    site.translate("ar", "content/news/b", {"Second": "الثاني", "Some words.": "كلمات."})
    site.render()
    page, other = site.page("ar.example.org/news/b"), site.page("be/news/b")
    assert '<link rel="canonical" href="https://ar.example.org/news/b/">' in page
    assert 'href="/news/"' in page
    assert 'href="https://hill.example/be/news/b/" hreflang="be"' in page
    assert 'href="https://ar.example.org/news/b/" hreflang="ar"' in other
    assert 'href="https://hill.example/be/news/b/" hreflang="be"' in site.page("en/news/a")
    assert 'src="/@ar/map.svg?v=' in site.page("ar.example.org/news/a")
    assert 'src="https://hill.example/en/walk/photo.jpg?v=' in site.page("ar.example.org/walk")
    assert '<meta property="og:image" content="https://hill.example/en/walk/photo.jpg' in site.page(
        "pl.example.org/pl/walk"
    )


def test_former_addresses_lead_on(site: Any) -> None:
    """On every host, and from the root of the site's own address."""
    site.render()
    assert "/news/a/" in site.page("ar.example.org/old")
    assert "https://hill.example/en/news/a/" in site.page("old")
    assert "https://pl.example.org/cs/news/a/" in site.page("pl.example.org/cs/old")


def test_nothing_is_found_wrong(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in the site before it is rendered nor in what was."""
    site.replace("content/news/a.md", "aliases: [/old/]\n", "")
    site.replace("content/news/b.md", "languages: [be, ar]\n", "")
    assert site.run("extract") == 0
    site.render()
    capsys.readouterr()
    assert site.run("check", "--output", str(site.root / "public"), "--format", "json", "--fail-on", "never") == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [row for row in found if row["severity"] == "error"] == []


def test_incremental_building_follows(site: Any, read_tree: Callable[[Path], dict[str, bytes]]) -> None:
    """An edition that moves to a host of its own, and back; one rendered alone leaves the others."""
    clean = site.root.parent / "clean"
    site.render()
    for old, new in (
        ("[editions.be]\n", '[editions.be]\ndomain = "https://be.example.org"\n'),
        ("https://be.example.org", "https://pl.example.org"),
        ('domain = "https://ar.example.org"\n', ""),
    ):
        site.replace("polypub.toml", old, new)
        shutil.rmtree(clean, ignore_errors=True)
        site.render()
        site.render("--output", str(clean))
        assert read_tree(site.root / "public") == read_tree(clean), new
    before = read_tree(site.root / "public")
    site.render("cs")
    assert read_tree(site.root / "public") == before


def test_all_editions_may_have_hosts_of_their_own(make_site: Make) -> None:
    """Then nothing lies at the root of the output."""
    site = make_site('[editions.en]\ndomain = "https://en.example"\n[editions.be]\ndomain = "https://be.example"\n')
    site.article("a.md", "First")
    site.render()
    found = {path.name for path in (site.root / "public").iterdir() if not path.name.startswith(".")}
    assert found == {"en.example", "be.example"}
    assert 'href="https://be.example/a/"' in site.page("en.example/a")


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        ("ar.example.org", "polypub.toml:7:"),
        ("https://ar.example.org/x", "polypub.toml:7:"),
        ("https://hill.example", "polypub.toml:7: `editions.ar.domain` is the host of `base_url`"),
    ],
)
def test_a_bad_domain_is_an_error(domain: str, said: str, make_site: Make, capsys: pytest.CaptureFixture[str]) -> None:
    """With its line."""
    site = make_site(f'[editions.en]\n[editions.ar]\ndomain = "{domain}"\n')
    assert site.run("render") == 2
    assert said in capsys.readouterr().err
