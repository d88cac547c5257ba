"""Sitemaps: what search engines are told is what the pages say of themselves."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from polypub.config import load_project
from polypub.model.locale import Locale
from polypub.pipeline.judge import judge_project
from polypub.render import sitemaps
from polypub.render.edition import Printer, Workshop

SCHEMA = etree.XMLSchema(file=str(Path(__file__).parents[1] / "support/sitemap.xsd"))
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def _read(site: Any, url: str) -> Any:
    """A sitemap by its address, right by the protocol."""
    tree = etree.fromstring((site.root / "public" / url.removeprefix("https://hill.example/")).read_bytes())
    SCHEMA.assertValid(tree)
    return tree


def _urls(site: Any) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Every URL of every sitemap that robots.txt leads to: its day and its alternates."""
    robots = site.read("public/robots.txt").split("\n")
    index = next(line.removeprefix("Sitemap: ") for line in robots if line.startswith("Sitemap: "))
    found = {}
    for address in _read(site, index).xpath("//s:loc/text()", namespaces=SPACES):
        for url in _read(site, address).xpath("s:url[not(n:news)]", namespaces=SPACES):
            links = {node.get("hreflang"): node.get("href") for node in url.findall("x:link", SPACES)}
            loc = url.findtext("s:loc", namespaces=SPACES)
            assert loc not in found
            found[loc] = (url.findtext("s:lastmod", namespaces=SPACES), links)
    return found


def _head(page: str) -> tuple[list[str | None], list[str | None], dict[str | None, str | None]]:
    tree = LexborHTMLParser(page)
    others = tree.css("link[rel=alternate]:not([type])")
    return (
        [node.attributes["href"] for node in tree.css("link[rel=canonical]")],
        [node.attributes["content"] for node in tree.css("meta[name=robots]")],
        {node.attributes["hreflang"]: node.attributes["href"] for node in others},
    )


def _build(site: Any, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(7):
        section = chance.choice(["news/", "news/more/", "a b/", ""])
        fields = {"date": f"2026-0{chance.randrange(3, 6)}-0{chance.randrange(1, 9)}", "tags": f"[t{number % 3}]"}
        if chance.random() < 0.4:
            fields["languages"] = f"[{', '.join(chance.sample(['en', 'be', 'ar'], chance.randrange(1, 4)))}]"
        site.article(f"{section}a{number}.md", f"Title {number}", "Words.\n\nMore words.\n", **fields)
    assert site.run("extract") == 0
    for path in sorted((site.root / "locales").glob("*/LC_MESSAGES/**/*.po")):
        if chance.random() < 0.6:
            head, _, rest = path.read_text("utf-8").partition("\n\n")
            path.write_text(f"{head}\n\n" + rest.replace('msgstr ""', 'msgstr "Тэкст"'), "utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_a_sitemap_has_the_pages_that_are_to_be_shown(seed: int, make_site: Any) -> None:
    """Exactly the pages in their edition's language that are their own canonical, with their alternates."""
    site = make_site(head="page_size = 2")
    _build(site, seed)
    site.render()
    listed = _urls(site)
    shown = {}
    for path in (site.root / "public").rglob("index.html"):
        address = path.relative_to(site.root / "public").as_posix().removesuffix("index.html").replace(" ", "%20")
        url = f"https://hill.example/{address}"
        canonical, robots, others = _head(path.read_text("utf-8"))
        is_foreign = bool(LexborHTMLParser(path.read_text("utf-8")).css("h1[lang]"))
        if address and canonical == [url] and not robots and not is_foreign:
            shown[url] = others
    assert {url: links for url, (_, links) in listed.items()} == shown
    assert len(shown) > 15


def test_a_page_changed_when_its_articles_did(make_site: Any) -> None:
    """`lastmod` is the newest date of article and approval, of a list that of what it lists; never the build's."""
    site = make_site("[editions.en]\n[editions.be]\n", 'time_zone = "Europe/Minsk"')
    site.article("news/a.md", "First", date="2026-05-01", updated="2026-05-03 10:00", tags="[t]")
    site.article("news/b.md", "Second", date="2026-05-02")
    site.article("c.md", "Third")
    assert site.run("extract") == 0
    site.translate("be", "site", {"News": "Навіны", "Hill": "Пагорак"})
    for name, title in (("a", "First"), ("b", "Second")):
        site.translate("be", f"content/news/{name}", {title: title, "Some words.": "Словы."})
    note = "# polypub: ok anna 2026-05-06T08:12:00Z from=- src=1a2b3c4d out=5e6f7a8b\n"
    site.replace("locales/be/LC_MESSAGES/content/news/b.po", "#. type: title", f"{note}#. type: title")
    site.render()
    dates = {url.removeprefix("https://hill.example/"): date for url, (date, _) in _urls(site).items()}
    changed = "2026-05-03T10:00:00+03:00"
    assert dates["en/news/a/"] == dates["en/news/"] == dates["en/"] == dates["en/tags/t/"] == changed
    assert (dates["en/news/b/"], dates["en/c/"], dates["en/archive/2026/05/02/"]) == ("2026-05-02", None, "2026-05-02")
    assert (dates["be/news/a/"], dates["be/news/b/"], dates["be/news/"]) == (
        changed,
        *["2026-05-06T11:12:00+03:00"] * 2,
    )


def test_news_are_of_the_last_two_days(make_site: Any) -> None:
    """A sitemap of its own names them, with language and moment; on a day without news there is none."""
    site = make_site("[editions.en]\n[editions.zh-Hant]\n", 'time_zone = "Europe/Minsk"')
    site.article("a.md", "Now", date="2026-05-10T11:00+03:00")
    site.article("b.md", "Yesterday & more", date="2026-05-09")
    site.article("c.md", "Just too old", date="2026-05-08T11:59+03:00")
    site.article("d.md", "Just not", date="2026-05-08T12:00+03:00")
    site.now = "2026-05-10T12:00"
    assert site.run("extract") == 0
    site.translate("zh_Hant", "site", {"Hill": "山"})
    site.translate("zh_Hant", "content/a", {"Now": "今", "Some words.": "字。"})
    site.render()
    paths = [f"//n:{name}/text()" for name in ("title", "publication_date", "name", "language")]
    english, chinese = (_read(site, f"{name}/sitemap-news.xml") for name in ("en", "zh-Hant"))
    assert [english.xpath(path, namespaces=SPACES) for path in paths] == [
        ["Now", "Yesterday & more", "Just not"],
        ["2026-05-10T11:00:00+03:00", "2026-05-09", "2026-05-08T12:00:00+03:00"],
        ["Hill"] * 3,
        ["en"] * 3,
    ]
    assert [chinese.xpath(path, namespaces=SPACES) for path in paths] == [
        ["今"], ["2026-05-10T11:00:00+03:00"], ["山"], ["zh-tw"],
    ]  # fmt: skip
    assert "https://hill.example/en/sitemap-news.xml" in site.read("public/sitemap.xml")
    site.now = "2026-05-13"
    site.render()
    assert not (site.root / "public/en/sitemap-news.xml").exists()
    assert "news" not in site.read("public/sitemap.xml")


def test_a_large_sitemap_is_cut_below_both_limits(make_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No part has more URLs or bytes than the protocol allows; together, as the index has them, they are whole."""
    site = make_site("[editions.en]\n[editions.be]\n")
    for number in range(30):
        site.article(f"{'long-' * number}{number}.md", f"Title {number}", date="2026-05-01")
    site.render()
    whole = _urls(site)
    for urls, size in ((7, 50_000_000), (50_000, 9_000)):
        monkeypatch.setattr(sitemaps, "_MOST_URLS", urls)
        monkeypatch.setattr(sitemaps, "_MOST_BYTES", size)
        site.render("--force")  # a limit of the protocol is nothing that a run looks for changes of
        parts = sorted((site.root / "public/en").glob("sitemap-*.xml"))
        assert len(parts) > 4
        assert max(path.stat().st_size for path in parts) <= size
        assert max(path.read_text().count("<loc>") for path in parts) <= urls
        assert _urls(site) == whole


def test_the_index_names_all_editions_whichever_is_rendered(make_site: Any) -> None:
    """One edition rendered alone leaves the others' sitemaps in place and in the index."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article("a.md", "Title", date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("be", "site", {"Hill": "Пагорак"})
    site.render()
    before = _urls(site)
    site.render("be")
    assert _urls(site) == before
    assert any("/en/" in url for url in before)


def test_a_robots_txt_of_the_sites_own_stays(make_site: Any) -> None:
    """What lies in `static/` is copied as it is."""
    site = make_site("[editions.en]\n")
    site.write("static/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.render()
    assert site.read("public/robots.txt") == "User-agent: *\nDisallow: /private/\n"


@pytest.mark.parametrize(
    ("tag", "language"),
    [("be", "be"), ("pt-BR", "pt"), ("zh", "zh-cn"), ("zh-Hant-HK", "zh-tw"), ("sr-Latn", "sr"), ("yue", "yue")],
)
def test_the_language_of_news(tag: str, language: str) -> None:
    """ISO 639, but Chinese by country."""
    assert sitemaps.news_language(Locale(tag)) == language


def test_the_size_of_a_part_holds_for_any_addresses(make_site: Any) -> None:
    """The largest entry that addresses and editions allow, as often as the part's size says, fits into a file."""
    site = make_site("".join(f"[editions.{tag}]\n" for tag in ("en", "be", "ru", "zh-Hant", "sr-Latn")))
    site.article("é.md", "Title", date="2026-05-01")
    project = load_project(site.root)
    press = judge_project(project, dt.datetime(2026, 5, 10, tzinfo=dt.UTC)).press
    wire = Printer(replace(press, page_size=1), Workshop(())).desks[Locale("en")]
    pages = sitemaps.indexable_pages(wire)
    empty = len(sitemaps.write_sitemap(wire, (), 1))
    for plan in pages:
        entry = len(sitemaps.write_sitemap(wire, (plan,), 1).encode()) - empty
        assert empty + entry * sitemaps.part_size(wire, (plan,)) <= 50_000_000
