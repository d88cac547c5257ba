"""Catalogs follow their articles: renamed, moved, gone and back, and grouped in another way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

BODY = "The first paragraph.\n\nThe second paragraph.\n\nThe third one.\n\nThe fourth one.\n"
WORDS = {
    "Lakes": "Азёры",
    "The first paragraph.": "Першы абзац.",
    "The second paragraph.": "Другі абзац.",
    "The third one.": "Трэці.",
    "The fourth one.": "Чацвёрты.",
}
LAKES = "content/news/lakes"


@pytest.fixture
def site(make_site: Callable[..., Any]) -> Any:
    """Two articles in two sections; the first is translated, and somebody left a comment."""
    found = make_site()
    found.article("news/lakes.md", "Lakes", BODY)
    found.article("sights/castle.md", "Castle", "A castle on a hill.\n\nThe third one.\n")
    assert found.run("extract") == 0
    found.translate("be", LAKES, WORDS)
    found.translate("be", "content/sights/castle", {"Castle": "Замак", "The third one.": "Трэці з іх."})
    return found


def group(site: Any, grouping: str) -> None:
    """Configure another grouping."""
    lines = [line for line in site.read("polypub.toml").splitlines() if not line.startswith("catalogs")]
    site.write("polypub.toml", f'catalogs = "{grouping}"\n' + "\n".join(lines) + "\n")


def entries(site: Any, domain: str, locale: str = "be") -> dict[str, polib.POEntry]:
    """A catalog's messages by source."""
    return {entry.msgid: entry for entry in polib.pofile(str(site.root / f"locales/{locale}/LC_MESSAGES/{domain}.po"))}


def tree(site: Any) -> dict[str, bytes]:
    """Every file of the catalogs."""
    root = site.root / "locales"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def move(site: Any, old: str, new: str) -> None:
    """Move an article as its author does, who does not think of catalogs."""
    target: Path = site.root / f"content/{new}"
    target.parent.mkdir(parents=True, exist_ok=True)
    (site.root / f"content/{old}").rename(target)


def test_a_moved_article_keeps_its_catalogs(site: Any) -> None:
    """In every edition the file is at the new place with every translation, none fuzzy; nothing is left at the old."""
    move(site, "news/lakes.md", "nature/all-lakes.md")
    assert site.run("extract") == 0
    found = entries(site, "content/nature/all-lakes")
    assert {source: entry.msgstr for source, entry in found.items()} == WORDS
    assert not any(entry.fuzzy or entry.obsolete for entry in found.values())
    assert {"ar/LC_MESSAGES/content/nature/all-lakes.po", "pot/content/nature/all-lakes.pot"} <= set(tree(site))
    assert not [path for path in tree(site) if "news" in path]
    assert not list((site.root / "locales").rglob("news"))


def test_a_moved_and_edited_article_keeps_its_catalogs(site: Any) -> None:
    """What was edited on the way is stale, with what it was before."""
    site.replace("content/news/lakes.md", "second paragraph", "second paragraph, edited")
    move(site, "news/lakes.md", "news/lakes-and-rivers.md")
    assert site.run("extract") == 0
    edited = entries(site, "content/news/lakes-and-rivers")["The second paragraph, edited."]
    assert (edited.msgstr, edited.previous_msgid) == ("Другі абзац.", "The second paragraph.")


def test_check_tells_what_a_move_changes(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Old and new files are listed, and nothing is moved."""
    move(site, "news/lakes.md", "news/seas.md")
    before = tree(site)
    assert site.run("extract", "--check") == 1
    listed = capsys.readouterr().out.splitlines()
    assert {f"locales/be/LC_MESSAGES/content/news/{name}.po" for name in ("lakes", "seas")} <= set(listed)
    assert tree(site) == before


def test_a_deleted_article_leaves_its_words_and_a_returned_one_finds_them(site: Any) -> None:
    """The catalog stays with obsolete messages, a catalog without a person's word goes; back again, nothing is lost."""
    before = tree(site)
    text = site.read("content/news/lakes.md")
    (site.root / "content/news/lakes.md").unlink()
    assert site.run("extract") == 0
    assert all(entry.obsolete for entry in entries(site, LAKES).values())
    assert len(entries(site, LAKES)) == len(WORDS)
    assert not (site.root / f"locales/ar/LC_MESSAGES/{LAKES}.po").exists()
    assert not (site.root / f"locales/pot/{LAKES}.pot").exists()
    gone = tree(site)
    assert site.run("extract") == 0
    assert tree(site) == gone
    site.write("content/news/lakes.md", text)
    assert site.run("extract") == 0
    assert {source: entry.msgstr for source, entry in entries(site, LAKES).items()} == WORDS
    assert set(tree(site)) == set(before)


def test_catalogs_of_others_are_left_alone(site: Any) -> None:
    """A file in the folders of catalogs that is no article's is not ours to move or to empty."""
    site.write("locales/be/LC_MESSAGES/plugin.po", 'msgid "x"\nmsgstr "y"\n')
    site.write("locales/pot/plugin.pot", 'msgid "x"\nmsgstr ""\n')
    before = tree(site)
    assert site.run("extract") == 0
    assert tree(site) == before


def test_a_broken_catalog_of_a_deleted_article_is_told_and_left(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named with its line, and not touched; the others go on."""
    (site.root / "content/news/lakes.md").unlink()
    site.write(f"locales/be/LC_MESSAGES/{LAKES}.po", 'msgid "x\n')
    assert site.run("extract") == 1
    assert f"{LAKES}.po:1" in capsys.readouterr().err
    assert site.read(f"locales/be/LC_MESSAGES/{LAKES}.po") == 'msgid "x\n'
    assert not (site.root / f"locales/pot/{LAKES}.pot").exists()


@pytest.mark.parametrize("grouping", ["section", "site"])
def test_another_grouping_moves_every_translation_and_back(site: Any, grouping: str) -> None:
    """All is in the shared catalogs, nothing fuzzy, each other run changes nothing; and back it is as it was."""
    before = tree(site)
    group(site, grouping)
    assert site.run("extract") == 0
    shared = tree(site)
    domains = {"section": ("content/news", "content/sights"), "site": ("content",)}[grouping]
    assert {f"be/LC_MESSAGES/{domain}.po" for domain in domains} <= set(shared)
    assert f"be/LC_MESSAGES/{LAKES}.po" not in shared
    found = {source: entry for domain in domains for source, entry in entries(site, domain).items()}
    assert all(entry.msgstr and not entry.fuzzy for source, entry in found.items() if source in WORDS)
    assert site.run("extract", "--check") == 0
    group(site, "article")
    assert site.run("extract") == 0
    after = tree(site)
    assert set(after) == set(before)
    for domain in (LAKES, "content/sights/castle"):
        old = {e.msgid: e.msgstr for e in polib.pofile(before[f"be/LC_MESSAGES/{domain}.po"].decode())}
        assert {source: entry.msgstr for source, entry in entries(site, domain).items()} == old


@pytest.mark.parametrize("grouping", ["section", "site"])
def test_what_people_wrote_above_a_header_moves_too(site: Any, grouping: str) -> None:
    """Credits and licences stand above the header of the shared catalog, each once, and of every article's after it."""
    for domain, line in ((LAKES, "# Anna, 2026\n#\n# CC-BY\n"), ("content/sights/castle", "# Yanka, 2026\n")):
        path = f"locales/be/LC_MESSAGES/{domain}.po"
        site.write(path, line + site.read(path).lstrip("#\n"))
    for target in (grouping, "article", grouping):
        group(site, target)
        assert site.run("extract") == 0
        everything = b"".join(data for path, data in tree(site).items() if path.startswith("be/")).decode()
        assert everything.count("# Anna, 2026\n#\n# CC-BY\n") == everything.count("# Anna") >= 1
        assert "# Yanka, 2026\n" in everything
    if grouping == "site":
        assert everything.startswith("# Anna, 2026\n#\n# CC-BY\n# Yanka, 2026\nmsgid")


def test_a_shared_catalog_is_kept_up_to_date(site: Any) -> None:
    """An edit and a move in a site with one catalog are what they are with one for each article."""
    group(site, "site")
    assert site.run("extract") == 0
    site.replace("content/news/lakes.md", "second paragraph", "second paragraph, edited")
    move(site, "news/lakes.md", "nature/lakes.md")
    assert site.run("extract") == 0
    found = entries(site, "content")
    edited = found["The second paragraph, edited."]
    assert (edited.msgstr, edited.previous_msgid, edited.fuzzy) == ("Другі абзац.", "The second paragraph.", True)
    assert {found[source].msgstr for source in ("Lakes", "The fourth one.")} == {"Азёры", "Чацвёрты."}
    assert not any(entry.obsolete for entry in found.values())


def test_a_moved_article_keeps_its_words_between_the_catalogs_of_sections(site: Any) -> None:
    """Its messages go from one section's catalog to the other's."""
    group(site, "section")
    assert site.run("extract") == 0
    move(site, "news/lakes.md", "sights/lakes.md")
    assert site.run("extract") == 0
    found = entries(site, "content/sights")
    assert {source: found[source].msgstr for source in WORDS if source != "The third one."} == {
        source: text for source, text in WORDS.items() if source != "The third one."
    }
    assert found["The third one."].msgstr in ("Трэці.", "Трэці з іх.")
    assert not (site.root / "locales/be/LC_MESSAGES/content/news.po").exists()


def test_an_edition_shows_what_shared_catalogs_hold(site: Any) -> None:
    """Pages are the same whatever the grouping."""
    site.render()
    alone = site.page("be/news/lakes")
    group(site, "site")
    assert site.run("extract") == 0
    site.render()
    assert "Першы абзац." in alone
    assert site.page("be/news/lakes") == alone


def test_status_counts_the_same_whatever_the_grouping(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Messages are the articles'; a shared catalog is only where they lie."""
    site.replace("content/sights/castle.md", "\n\nThe third one.\n", "\n")
    assert site.run("extract") == 0
    capsys.readouterr()
    assert site.run("status", "--format", "json") == 0
    alone = capsys.readouterr().out
    group(site, "section")
    assert site.run("extract") == 0
    capsys.readouterr()
    assert site.run("status", "--format", "json") == 0
    assert capsys.readouterr().out == alone


def test_a_broken_shared_catalog_is_not_written_over(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told with its line; no catalog is made in its place."""
    group(site, "site")
    assert site.run("extract") == 0
    site.write("locales/be/LC_MESSAGES/content.po", 'msgid "x\n')
    assert site.run("extract") == 1
    assert "content.po:1" in capsys.readouterr().err
    assert site.read("locales/be/LC_MESSAGES/content.po") == 'msgid "x\n'
