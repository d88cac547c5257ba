"""Files beside an article in its own folder belong to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., Any]
BODY = "![A map](map.svg)\n\n[The plan](files/plan.pdf#page=2) and [more](more.md)\n"


@pytest.fixture
def site(make_site: Make) -> Any:
    """An article with a picture, a file in a folder and a picture in its front matter."""
    site = make_site()
    site.article("news/walk/index.md", "A walk", BODY, date="2026-05-01", image="{src: photo.jpg, alt: A path}")
    site.write("content/news/walk/map.svg", "<svg/>")
    site.write("content/news/walk/photo.jpg", "photo")
    site.write("content/news/walk/files/plan.pdf", "plan")
    site.write("content/news/walk/.hidden", "hidden")
    site.write("content/news/notes.txt", "notes")
    return site


def test_they_are_published_once(site: Any, read_tree: Callable[[Path], dict[str, bytes]]) -> None:
    """In the folder of the page that the article was written as; every edition, and every list, leads there."""
    site.render()
    found = {path for path in read_tree(site.root / "public") if path.endswith((".svg", ".jpg", ".pdf", ".txt"))}
    wanted = {"en/news/walk/map.svg", "en/news/walk/photo.jpg", "en/news/walk/files/plan.pdf"}
    assert found == {*wanted, "theme/favicon.svg", "robots.txt"}
    for locale in ("en", "be"):
        page = site.page(f"{locale}/news/walk")
        assert 'src="/en/news/walk/map.svg?v=' in page
        assert 'href="/en/news/walk/files/plan.pdf?v=' in page
        assert '#page=2"' in page
        assert 'content="https://hill.example/en/news/walk/photo.jpg?v=' in page
        assert 'src="/en/news/walk/photo.jpg?v=' in site.page(f"{locale}/news")


def test_an_edition_has_its_own_file(site: Any) -> None:
    """`map.be.svg` stands for `map.svg` in the Belarusian edition, in texts as in front matter."""
    site.write("content/news/walk/map.be.svg", "<svg>own</svg>")
    site.write("content/news/walk/photo.be.jpg", "own")
    site.render()
    assert 'src="/en/news/walk/map.be.svg?v=' in site.page("be/news/walk")
    assert 'src="/en/news/walk/photo.be.jpg?v=' in site.page("be/news/walk")
    assert 'src="/en/news/walk/map.svg?v=' in site.page("ar/news/walk")


def test_another_article_may_show_them(site: Any) -> None:
    """By their path from its own file, whatever its address; markup of HTML counts too."""
    site.article("places/hill.md", "Hill", 'Text <img src="../news/walk/photo.jpg" alt="A path"> here.\n')
    site.render()
    assert 'src="/en/news/walk/photo.jpg?v=' in site.page("ar/places/hill")


def test_without_a_page_in_the_sources_edition_they_lie_in_another(site: Any) -> None:
    """The first one that has the article; a draft publishes none of its files."""
    site.replace("content/news/walk/index.md", "title:", "languages: [ar]\ntitle:")
    site.render()
    assert (site.root / "public/ar/news/walk/photo.jpg").exists()
    assert not (site.root / "public/en/news/walk").exists()
    site.replace("content/news/walk/index.md", "title:", "draft: true\ntitle:")
    site.render()
    assert not list((site.root / "public").rglob("photo*"))


def test_a_missing_one_is_found(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """With the line of the text or of the field; what is there, in every form, is not."""
    (site.root / "content/news/walk/map.svg").unlink()
    (site.root / "content/news/walk/photo.jpg").unlink()
    assert site.run("extract") == 0
    capsys.readouterr()
    assert site.run("check", "--format", "json", "--fail-on", "never") == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    missing = {(row["file"], row["line"]) for row in found if row["rule"] == "missing-file"}
    assert missing == {("content/news/walk/index.md", 4), ("content/news/walk/index.md", 7)}
    assert not [row for row in found if "plan.pdf" in row["message"]]


def test_rendered_pages_lead_to_them(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is missing in the output, below a folder of a host too."""
    site.replace("polypub.toml", "hill.example", "hill.example/portal")
    site.replace("content/news/walk/index.md", " and [more](more.md)", "")
    assert site.run("extract") == 0
    site.render()
    capsys.readouterr()
    assert site.run("check", "--output", str(site.root / "public"), "--fail-on", "error") == 0, capsys.readouterr().out
    assert 'src="/portal/en/news/walk/map.svg?v=' in site.page("be/news/walk")


def test_two_files_in_one_place_are_an_error(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A static file that lies where a page's picture would."""
    site.write("static/en/news/walk/photo.jpg", "other")
    assert site.run("render") == 1
    assert "en/news/walk/photo.jpg would be written twice" in capsys.readouterr().err


def test_what_leads_out_of_the_site_is_not_published(site: Any) -> None:
    """A folder of an article may hold no link to elsewhere."""
    outside = site.root.parent / "secret.txt"
    outside.write_text("secret")
    (site.root / "content/news/walk/link.txt").symlink_to(outside)
    assert site.run("render") == 1
    assert not (site.root / "public").exists()


def test_incremental_building_follows(site: Any, read_tree: Callable[[Path], dict[str, bytes]]) -> None:
    """Files that come, change, move and go leave what a clean build has."""
    clean = site.root.parent / "clean"
    edits: list[Callable[[], object]] = [
        lambda: site.write("content/news/walk/map.svg", "<svg>2</svg>"),
        lambda: site.write("content/news/walk/map.svg", "<svg>3</svg>"),  # of the same size, in the same moment
        lambda: site.write("content/news/walk/map.ar.svg", "<svg>3</svg>"),
        (site.root / "content/news/walk/photo.jpg").unlink,
        (site.root / "content/news/walk/map.svg").unlink,
        lambda: (site.root / "content/news/walk").rename(site.root / "content/news/hike"),
        lambda: site.write("content/news/hike/photo.jpg", "again"),
        lambda: site.replace("content/news/hike/index.md", "title:", "slug: tour\ntitle:"),
        lambda: shutil.rmtree(site.root / "content/news/hike"),
    ]
    site.article("news/other.md", "Other", "Words.\n")
    site.render()
    for number, edit in enumerate(edits):
        edit()
        shutil.rmtree(clean, ignore_errors=True)
        site.render()
        site.render("--output", str(clean))
        assert read_tree(site.root / "public") == read_tree(clean), number
    assert not list((site.root / "public").rglob("*.jpg"))
