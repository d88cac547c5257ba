"""A site with HTML articles beside Markdown ones, from extraction to pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from polypub.cli.app import run

SITE = Path(__file__).parents[1] / "sites" / "mill"
PAGES = (
    "ar/places/mill/index.html",
    "be/places/bridge/index.html",
    "be/places/inn/index.html",
    "be/places/mill/index.html",
    "en/places/mill/index.html",
)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, rendered once."""
    site = tmp_path_factory.mktemp("golden") / "mill"
    shutil.copytree(SITE, site)
    assert run(["--site", str(site), "--now", "2026-05-10", "--quiet", "extract", "--check"]) == 0
    assert run(["--site", str(site), "--now", "2026-05-10", "--quiet", "render"]) == 0
    return site


@pytest.mark.parametrize("page", PAGES)
def test_the_article_is_as_expected(page: str, rendered: Path, request: pytest.FixtureRequest) -> None:
    """What stands in a page's `<article>` is what it was; `--update-golden` makes what it is now the expectation."""
    html = (rendered / "public" / page).read_text("utf-8")
    found = re.sub(r"\?v=[0-9a-f]{8}", "", html[html.index("<article") : html.index("</article>")])
    expected = SITE / "expected" / page
    if request.config.getoption("--update-golden", default=False):
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


def test_a_blocked_translation_shows_the_source(rendered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script that the source does not have never reaches the page, and the checks say why."""
    page = (rendered / "public/ar/places/mill/index.html").read_text("utf-8")

    assert run(["--site", str(rendered), "check", "ar"]) == 1
    told = capsys.readouterr().out
    assert '<th lang="en" dir="ltr">Year<th>' in page
    assert "html-unsafe" in told
    assert "md-link" not in told


def test_links_to_html_files_are_checked(make_site: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    """A link to an article's file that is not there is told with its line; one to a file of the site is right."""
    site = make_site()
    site.article("news/a.md", "A", "See [b](b.html), [c](/c.html) and [d](d.html).\n")
    site.write("content/news/b.htm", "<title>B</title>\n<p>See <a href=a.md>a</a>,\n<a href=e.md>e</a></p>\n")
    site.write("static/c.html", "<p>C</p>")
    site.run("extract")
    capsys.readouterr()
    site.run("check")
    told = capsys.readouterr().out

    assert "`e.md` leads to no article" in told
    assert re.search(r"content/news/b\.htm\n\s+3\s", told)
    assert "`a.md`" not in told
    assert "`b.html`" not in told
    assert "`/c.html`" not in told


def test_what_is_wrong_with_html_articles_is_told_at_once(
    make_site: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of all files, with their lines: a date that is none, a missing title, one address for two files."""
    site = make_site()
    site.write("content/x.html", '<title>X</title>\n<meta name="date" content="soon">\n<p>One</p>')
    site.write("content/y.html", "<p>One</p>")
    site.write("content/z.html", "<title>Z</title>One")
    site.article("z.md", "Z")

    assert site.run("extract") == 1
    told = capsys.readouterr().err
    assert "content/x.html:2: `date` must be a date" in told
    assert "content/y.html:1: it has neither a `<title>` nor an `<h1>`" in told
    assert "content/z.md: its address /z/ is already that of content/z.html" in told


def test_a_changed_source_makes_its_message_stale(make_site: Callable[..., Any]) -> None:
    """The merge keeps what people wrote when the text of an HTML article changes."""
    site = make_site()
    site.write(
        "content/x.html", "<title>The old mill</title><p>It stands beside the bridge.</p><p>Nobody knows it.</p>"
    )
    site.run("extract")
    site.translate("be", "content/x", {"The old mill": "Млын", "It stands beside the bridge.": "Ён каля моста."})
    site.write(
        "content/x.html", "<h1>The old mill</h1><div>It stands beside the old bridge.</div><p>Nobody knows it.</p>"
    )
    site.run("extract")
    catalog = site.read("locales/be/LC_MESSAGES/content/x.po")

    assert '#| msgid "It stands beside the bridge."\nmsgid "It stands beside the old bridge."' in catalog
    assert 'msgid "The old mill"\nmsgstr "Млын"' in catalog
