"""Atom feeds: what readers' programs find in them, and that they tell of nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

SCHEMA = etree.RelaxNG(file=str(Path(__file__).parents[1] / "support/atom.rng"))


def _read(site: Any, path: str) -> Any:
    """A feed as a reader's program has it; it must be right by the standard first."""
    feedparser = pytest.importorskip("feedparser", reason="feedparser is not here")
    data = (site.root / "public" / path).read_bytes()
    SCHEMA.assertValid(etree.fromstring(data))
    found = feedparser.parse(data)
    assert not found.bozo
    return found


@pytest.fixture
def town(make_site: Any) -> Any:
    """Two articles in Belarusian and English, one of them in a section below; a third in English only."""
    site = make_site("[editions.en]\n[editions.be]\n[editions.ar]\n", 'time_zone = "Europe/Minsk"\ntagline = "News"')
    site.article("news/a.md", "First", date="2026-05-01", tags="[books, sport]", authors="[Ann]", summary="A & B <c>")
    site.article("news/views/b.md", "Second", date="2026-05-02 12:30", updated="2026-05-03")
    site.article("places/c.md", "Third", date="2026-05-04")
    site.article("places/undated.md", "Undated")
    assert site.run("extract") == 0
    site.translate("be", "site", {"Hill": "Пагорак", "News": "Навіны", "books": "кнігі", "Places": "Месцы"})
    words = {"Some words.": "Словы."}
    site.translate("be", "content/news/a", {"First": "Першы", "A & B <c>": "А & Б <ц>", **words})
    site.translate("be", "content/news/views/b", {"Second": "Другі", **words})
    site.render()
    return site


def test_a_feed_tells_of_what_is_published_in_its_language(town: Any) -> None:
    """Newest first, in the words that lists have; what is untranslated or has no date is left out."""
    feed = _read(town, "be/feed.xml")
    assert (feed.feed.title, feed.feed.language, feed.feed.subtitle) == ("Пагорак", "be", "Навіны")
    assert [entry.title for entry in feed.entries] == ["Другі", "Першы"]
    assert [entry.link for entry in feed.entries] == [
        "https://hill.example/be/news/views/b/",
        "https://hill.example/be/news/a/",
    ]
    assert [entry.title for entry in _read(town, "en/feed.xml").entries] == ["Third", "Second", "First"]
    assert not (town.root / "public/ar/feed.xml").exists()


def test_an_entry_says_when_by_whom_and_on_what(town: Any) -> None:
    """Times have the site's zone; a name that is not translated keeps its language."""
    first = _read(town, "be/news/feed.xml").entries[1]
    assert (first.published, first.updated) == ("2026-05-01T00:00:00+03:00", "2026-05-01T00:00:00+03:00")
    assert first.summary == "А & Б <ц>"
    assert [(tag.term, tag.label) for tag in first.tags] == [
        ("tags/books", "кнігі"),
        ("tags/sport", "sport"),
        ("news", "Навіны"),
    ]
    tree = etree.fromstring((town.root / "public/be/feed.xml").read_bytes())
    named = {
        node.findtext("{*}name"): node.get("{http://www.w3.org/XML/1998/namespace}lang")
        for node in tree.iter("{*}author")
    }
    assert named == {"Пагорак": None, "Ann": "en"}
    second = _read(town, "be/feed.xml").entries[0]
    assert (second.published, second.updated) == ("2026-05-02T12:30:00+03:00", "2026-05-03T00:00:00+03:00")


def test_a_section_has_a_feed_of_its_own(town: Any) -> None:
    """It tells of the sections below it too; a section with nothing to tell has none."""
    feed = _read(town, "be/news/feed.xml")
    assert feed.feed.title == "Навіны – Пагорак"
    assert feed.feed.link == "https://hill.example/be/news/"
    assert [entry.title for entry in feed.entries] == ["Другі", "Першы"]
    assert [entry.title for entry in _read(town, "be/news/views/feed.xml").entries] == ["Другі"]
    assert not (town.root / "public/be/places/feed.xml").exists()


def test_a_page_names_the_feeds_that_are_there(town: Any) -> None:
    """The edition's on every page, the section's on its own pages and its articles'; each is a file of that title."""
    named = {}
    for path in (town.root / "public").rglob("*.html"):
        links = LexborHTMLParser(path.read_text("utf-8")).css("link[type='application/atom+xml']")
        page = path.relative_to(town.root / "public").as_posix()
        named[page] = [link.attributes["href"] for link in links]
        for link in links:
            feed = _read(town, str(link.attributes["href"]).lstrip("/"))
            assert (link.attributes["title"], link.attributes["hreflang"]) == (feed.feed.title, feed.feed.language)
    assert named["be/index.html"] == ["/be/feed.xml"]
    assert named["be/news/a/index.html"] == ["/be/feed.xml", "/be/news/feed.xml"]
    assert named["be/places/index.html"] == ["/be/feed.xml"]
    assert named["ar/index.html"] == []
    assert 'href="/be/feed.xml" type="application/atom+xml"' in town.page("be/archive/2026/05")


def test_an_entry_is_known_by_the_same_name_for_good(town: Any) -> None:
    """Its id is not its address: another slug, title or text changes nothing in it, another edition has its own."""
    before = {entry.title: entry.id for entry in _read(town, "en/feed.xml").entries}
    assert before["First"] == "tag:hill.example,2026:/en/news/a"
    assert {entry.id for entry in _read(town, "be/feed.xml").entries}.isdisjoint(before.values())
    town.article("news/a.md", "Renamed", "Other words.\n", date="2026-05-03", slug="other")
    town.render()
    after = {entry.link: entry.id for entry in _read(town, "en/feed.xml").entries}
    assert after["https://hill.example/en/news/other/"] == before["First"]


def test_time_alone_changes_nothing(town: Any, read_tree: Any) -> None:
    """What is rendered on another day is the same, byte for byte."""
    feeds = {path: data for path, data in read_tree(town.root / "public").items() if path.endswith(".xml")}
    town.now = "2026-09-10T13:00"
    town.render("--force")
    assert {path: data for path, data in read_tree(town.root / "public").items() if path.endswith(".xml")} == feeds


def test_an_approval_is_an_update_of_its_edition_alone(town: Any) -> None:
    """The newest note of an approval in the catalog is the entry's `updated`; no other edition's changes."""
    others = (town.root / "public/en/feed.xml").read_bytes()
    note = "# polypub: ok anna 2026-05-06T08:12:00Z from=- src=1a2b3c4d out=5e6f7a8b\n"
    town.replace("locales/be/LC_MESSAGES/content/news/a.po", "#. type: title", f"{note}#. type: title")
    town.render()
    feed = _read(town, "be/feed.xml")
    assert [entry.updated for entry in feed.entries] == ["2026-05-03T00:00:00+03:00", "2026-05-06T11:12:00+03:00"]
    assert feed.feed.updated == "2026-05-06T11:12:00+03:00"
    assert (town.root / "public/en/feed.xml").read_bytes() == others


def test_a_feed_has_the_newest_twenty(make_site: Any) -> None:
    """Older articles are in the archive; on one day the later hour comes first."""
    site = make_site("[editions.en]\n")
    for hour in range(24):
        site.article(f"news/a{hour:02}.md", f"At {hour}", date=f"2026-05-01 {hour:02}:00")
    site.render()
    assert [entry.title for entry in _read(site, "en/feed.xml").entries] == [f"At {hour}" for hour in range(23, 3, -1)]


def test_no_text_breaks_a_feed(make_site: Any) -> None:
    """Markup, quotes and characters that XML cannot hold, in every field that a feed shows."""
    site = make_site("[editions.en]\n", 'tagline = "<a> & \\"b\\""')
    evil = '"<b>&amp;]]> \\" \\u0001 \\uFFFE é"'
    fields = {"summary": evil, "authors": f"[{evil}]", "tags": f"[{evil}]", "date": "2026-05-01"}
    site.write(
        "content/a b/é&.md", "\n".join(["---", f"title: {evil}", *(f"{k}: {v}" for k, v in fields.items()), "---\n"])
    )
    site.write("content/a b/_section.toml", "title = 'A & <B>'\n")
    site.render()
    entry = _read(site, "en/a b/feed.xml").entries[0]
    assert entry.link == "https://hill.example/en/a%20b/%C3%A9%26/"
    assert entry.title == entry.summary == entry.author == entry.tags[0].label == '<b>&amp;]]> "   é'
