"""A small site in three languages, page by page as it must be."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from polypub.cli.app import run

EXPECTED = Path(__file__).parents[1] / "sites" / "news" / "expected"
PAGES = (
    "index.html",
    "ar/404.html",
    "ar/archive/2026/05/index.html",
    "ar/index.html",
    "ar/news/library/index.html",
    "ar/news/new-bridge/index.html",
    "ar/places/old-mill/index.html",
    "ar/feed.xml",
    "ar/sitemap-1.xml",
    "be/authors/the-editors/index.html",
    "be/feed.xml",
    "be/news/index.html",
    "be/news/new-bridge/index.html",
    "en/news/new-bridge/index.html",
    "en/tags/books/index.html",
    "robots.txt",
    "sitemap.xml",
)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, rendered once."""
    site = tmp_path_factory.mktemp("golden") / "news"
    shutil.copytree(EXPECTED.parent, site)
    assert run(["--site", str(site), "--now", "2026-05-10", "--quiet", "render"]) == 0
    return site / "public"


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_as_expected(page: str, rendered: Path, request: pytest.FixtureRequest) -> None:
    """A page is what it was; `--update-golden` makes what it is now the expectation."""
    found = re.sub(r"\?v=[0-9a-f]{8}", "", (rendered / page).read_text("utf-8"))
    expected = EXPECTED / page
    if request.config.getoption("--update-golden", default=False):
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


def test_no_page_keeps_a_sentinel(rendered: Path) -> None:
    """What marks languages on the way through templates never reaches readers."""
    pages = [path.read_text("utf-8") for path in rendered.rglob("*.html")]
    assert len(pages) > 30
    assert not [page for page in pages if re.search("[\ue000-\uf8ff]|x-polypub", page)]


def test_the_catalogs_of_the_site_are_up_to_date(news: Any) -> None:
    """The golden site is what `extract` makes of its sources."""
    assert news.run("extract", "--check") == 0
