"""The static bundle for reviewers: what it shows, and what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import polib
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support.reviews import castle_file, make_review_site

from polypub.cli.app import run
from polypub.render.output import JOURNAL, MANIFEST

HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
CASTLE = "be/content/sights/castle.html"


def _make(root: Path, folder: Path, *arguments: str) -> int:
    return run(["--site", str(root), "--now", "2026-05-10", "--quiet", "render", *arguments, "--review", str(folder)])


def _read(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_text("utf-8"))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a message in every state."""
    return make_review_site(tmp_path_factory.mktemp("bundle") / "site")


@pytest.fixture(scope="module")
def bundle(site: Path) -> Path:
    """Its bundle."""
    folder = site.parent / "bundle"
    assert _make(site, folder) == 0
    return folder


def _block(page: LexborHTMLParser, source: str) -> LexborNode:
    return next(block for block in page.css(".block") if block.css(".source .text")[0].text() == source)


def test_texts_stand_side_by_side(bundle: Path) -> None:
    """Each text of the article once, in its order, with state, translation, file and line."""
    page = _read(bundle / CASTLE)
    sources = [block.css(".source .text")[0].text() for block in page.css(".block")]
    assert sources[:3] == ["The old castle", "Five towers above a pond", "The castle in the evening"]
    assert sources[-2:] == ["Walls of brick", "A gate of iron"]
    block = _block(page, "The old castle")
    assert block.css(".badge")[0].text() == "reviewed"
    target = block.css(".target .text")[0]
    assert (target.text(), target.attributes["lang"], target.attributes["dir"]) == ("Стары замак", "be", "ltr")
    places = [code.text() for code in block.css(".places code")]
    assert re.fullmatch(r"locales/be/LC_MESSAGES/content/sights/castle\.po:\d+", places[0])
    assert places[1] == "content/sights/castle.md:2"


def test_the_line_is_the_messages(site: Path, bundle: Path) -> None:
    """The place that a text names is where its entry begins."""
    place = _block(_read(bundle / CASTLE), "Walls of brick").css(".places code")[0].text()
    lines = castle_file(site).read_text("utf-8").split("\n")
    start = int(place.rpartition(":")[2]) - 1
    assert 'msgid "Walls of brick"' in lines[start : lines.index("", start)]


def test_one_word_is_a_word(make_site: Callable[..., Any], tmp_path: Path) -> None:
    """Nouns and verbs go with their numbers."""
    site = make_site("[editions.be]\n")
    site.article("a.md", "Tower", "")
    assert site.run("extract") == 0
    assert _make(site.root, tmp_path / "bundle") == 0
    assert "of 1 word reviewed" in (tmp_path / "bundle/be/content/a.html").read_text("utf-8")
    assert "2 are left" in (tmp_path / "bundle/be/index.html").read_text("utf-8")
    site.translate("be", "site", {"Hill": "Пагорак"})
    assert _make(site.root, tmp_path / "bundle") == 0
    assert "1 is left" in (tmp_path / "bundle/be/index.html").read_text("utf-8")


def test_a_draft_says_whose_it_is(bundle: Path) -> None:
    """The note of a draft is told in words, that of its day too."""
    block = _block(_read(bundle / CASTLE), "The castle has **five** towers.")
    assert "draft" in (block.attributes["class"] or "").split()
    assert "Drafted by google on 2026-05-09" in block.css(".remarks")[0].text()


def test_a_stale_text_shows_what_changed(bundle: Path) -> None:
    """Its previous source as a word diff, its day, and a translator's remark."""
    block = _block(_read(bundle / CASTLE), "It was built in 1520, of brick and stone.")
    assert [node.text() for node in block.css(".change del")] == ["1510"]
    assert [node.text() for node in block.css(".change ins")] == ["1520", " and stone"]
    assert [item.text() for item in block.css(".remarks li")] == [
        "Translators: ask Anna",
        "Its source changed; noted on 2026-05-09",
    ]


def test_plural_forms_name_their_numbers(bundle: Path) -> None:
    """Each form with numbers that take it."""
    block = _block(_read(bundle / "be/ui.html"), "%(num)s tower")
    assert [text.text() for text in block.css(".source .text")] == ["%(num)s tower", "%(num)s towers"]
    assert [label.text() for label in block.css(".target .muted")][:2] == ["for 1, 21, 31, 41", "for 2, 3, 4, 22"]


def test_a_text_that_no_page_shows_says_why(tmp_path: Path) -> None:
    """A translation that the gate keeps off its page is blocked, with the reason."""
    root = make_review_site(tmp_path / "site")
    catalog = polib.pofile(str(castle_file(root)))
    entry = catalog.find("A gate of iron")
    assert entry is not None
    entry.msgstr = f"Брама {HOSTILE}"
    catalog.save(str(castle_file(root)))
    _make(root, tmp_path / "bundle")
    block = _block(_read(tmp_path / "bundle" / CASTLE), "A gate of iron")
    assert "blocked" in (block.attributes["class"] or "").split()
    assert block.css(".remarks .bad")


def test_progress_is_the_statuss(bundle: Path) -> None:
    """The first page and each edition's list count what is there; blocks and lists agree."""
    index = _read(bundle / "index.html")
    rows = [[cell.text(strip=True) for cell in row.css("th, td")] for row in index.css("tbody tr")]
    assert [row[0] for row in rows] == ["беларускаяBelarusian", "العربيةArabic"]
    edition = _read(bundle / "be/index.html")
    row = next(row for row in edition.css("tbody tr") if row.css("a[href='content/sights/castle.html']"))
    counts = [int(cell.text()) for cell in row.css("td.number")]
    page = _read(bundle / CASTLE)
    states = ("untranslated", "blocked", "stale", "draft")
    assert counts == [*(len(page.css(f".block.{state}")) for state in states), len(page.css(".block"))]


def test_every_link_leads_to_a_file(bundle: Path) -> None:
    """Pages, lists, anchors and the style sheet are there, and nothing else is asked for."""
    for file in bundle.rglob("*.html"):
        page = _read(file)
        here = f"/{file.relative_to(bundle).as_posix()}"
        for node in page.css("a[href], link[rel=stylesheet]"):
            href = node.attributes["href"] or ""
            path, _, fragment = urljoin(here, href).partition("#")
            assert (bundle / unquote(path).lstrip("/")).is_file(), (here, href)
            assert not fragment or page.css(f"#{fragment}"), (here, href)
        assert page.css("script, img, iframe, form") == []
        assert [link.attributes["href"] for link in page.css("link[rel=icon]")] == ["data:,"]
    assert "url(" not in (bundle / "style.css").read_text()


def test_right_to_left(bundle: Path) -> None:
    """An Arabic edition's texts and name have their direction; the page around them is English."""
    page = _read(bundle / "ar/content/sights/castle.html")
    assert page.css("html")[0].attributes["lang"] == "en"
    assert {node.attributes["dir"] for node in page.css("bdi[lang=ar]")} == {"rtl"}


def test_hostile_texts_are_texts(make_site: Callable) -> None:
    """Sources, translations, notes, remarks and names are shown as they are written."""
    site = make_site("[editions.en]\n[editions.be]\nunreviewed = 'mark'\n")
    site.replace("polypub.toml", 'name = "Hill"', f"name = '''{HOSTILE}'''")
    site.write("content/x.md", f"---\ntitle: >-\n  {HOSTILE}\nnote: >-\n  {HOSTILE}\n---\n\n`{HOSTILE}` is code.\n")
    assert site.run("extract") == 0
    path = site.root / "locales/be/LC_MESSAGES/content/x.po"
    catalog = polib.pofile(str(path))
    for entry in catalog:
        entry.msgstr, entry.tcomment, entry.flags = HOSTILE, HOSTILE, ["fuzzy"]
        entry.previous_msgid = HOSTILE
    catalog.save(str(path))
    _make(site.root, site.root.parent / "bundle")
    for file in (site.root.parent / "bundle").rglob("*.html"):
        assert _read(file).css("script, img") == [], file
    page = _read(site.root.parent / "bundle/be/content/x.html")
    assert page.css(".target .text")[0].text() == HOSTILE
    assert f"Translators: {HOSTILE}" in [item.text() for item in page.css(".remarks li")]


def test_the_same_bytes(site: Path, bundle: Path, tmp_path: Path) -> None:
    """A second bundle is the first, byte for byte; made anew in its place, no file is touched."""
    _make(site, tmp_path / "other")
    assert _files(tmp_path / "other") == _files(bundle)
    times = {path: path.stat().st_mtime_ns for path in bundle.rglob("*.html")}
    _make(site, bundle)
    assert {path: path.stat().st_mtime_ns for path in bundle.rglob("*.html")} == times


def test_some_editions_only(site: Path, tmp_path: Path) -> None:
    """Pages of other editions, and those of articles that are gone, do not stay."""
    folder = tmp_path / "bundle"
    assert _make(site, folder) == 0
    assert _make(site, folder, "ar") == 0
    assert {path.name for path in folder.iterdir()} == {"ar", "index.html", "style.css", MANIFEST}
    assert "be/" not in (folder / "index.html").read_text("utf-8")


def test_files_of_others_stay(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What polypub did not write is in the way, and nothing is written; with --force it is overwritten."""
    folder = tmp_path / "bundle"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    assert _make(site, folder) == 1
    assert "there is a file that polypub did not write" in capsys.readouterr().err
    assert _files(folder) == {"index.html": b"mine"}
    assert _make(site, folder, "--force") == 0
    assert b"mine" not in (folder / "index.html").read_bytes()


def test_a_link_leads_nowhere(site: Path, tmp_path: Path) -> None:
    """A folder that is a link is not followed."""
    folder, elsewhere = tmp_path / "bundle", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "be").symlink_to(elsewhere)
    assert _make(site, folder, "--force") == 1
    assert list(elsewhere.iterdir()) == []


def test_the_sites_own_folders_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither among the sources nor over the rendered pages."""
    root = make_review_site(tmp_path / "site")
    assert _make(root, root / "content" / "review") == 2
    assert run(["--site", str(root), "--now", "2026-05-10", "--quiet", "render"]) == 0
    before = _files(root / "public")
    assert _make(root, root / "public") == 2
    assert "the folder has other pages of polypub" in capsys.readouterr().err
    assert _files(root / "public") == before


@pytest.mark.parametrize("arguments", [(), ("--plan",), ("--force",), ("--shard", "1/2")])
def test_no_page_is_rendered_into_a_bundle(
    site: Path, tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The bundle stays as it is; so do sources that were localised for another generator."""
    assert _make(site, tmp_path / "bundle") == 0
    assert run(["--site", str(site), "--quiet", "localize", "be", "--output", str(tmp_path / "sources")]) == 0
    capsys.readouterr()
    for name, what in (("bundle", "a review bundle"), ("sources", "sources for another generator")):
        before = _files(tmp_path / name)
        assert run(["--site", str(site), "--quiet", "render", *arguments, "--output", str(tmp_path / name)]) == 2
        assert f"{name}: the folder holds {what}" in capsys.readouterr().err
        assert _files(tmp_path / name) == before


def test_a_run_that_was_killed_is_done_again(site: Path, bundle: Path, tmp_path: Path) -> None:
    """Its journal says what is ours; the next run writes all of it."""
    folder = tmp_path / "bundle"
    assert _make(site, folder) == 0
    whole = _files(folder)
    names = ", ".join(f'"{name}"' for name in whole if not name.startswith("."))
    (folder / MANIFEST).unlink()
    (folder / JOURNAL).write_text(f"[{names}]")
    (folder / CASTLE).write_text("half")
    assert _make(site, folder) == 0
    assert _files(folder) == whole


@pytest.mark.parametrize("option", [["--plan"], ["--shard", "1/2"], ["--finish"], ["--output", "x"]])
def test_what_says_nothing_of_a_bundle(
    option: list[str], site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options of rendering that do not go with it are refused."""
    assert _make(site, tmp_path / "bundle", *option) == 2
    assert f"--review writes pages of its own, without {option[0]}" in capsys.readouterr().err
    assert not (tmp_path / "bundle").exists()


def test_grouped_catalogs(tmp_path: Path) -> None:
    """Where all articles share one catalog, each page has its own texts."""
    root = make_review_site(tmp_path / "site", catalogs="section")
    assert _make(root, tmp_path / "bundle", "be") == 0
    page = _read(tmp_path / "bundle/be/content/sights/lake.html")
    assert [block.css(".source .text")[0].text() for block in page.css(".block")] == [
        "The lake",
        "The lake has an island.",
    ]
    assert "locales/be/LC_MESSAGES/content/sights.po:" in page.css(".places code")[0].text()
