"""The reference portal as browsers, checkers and screen readers meet it."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.browser import AXE, MODULES

from polypub.cli.app import run

ROOT = Path(__file__).parents[2]
VNU = MODULES / "vnu-jar/build/dist/vnu.jar"
FEW = (
    "",
    "en/",
    "ar/",
    "be/news/opinions/",
    "ar/news/opinions/a-map-for-every-visitor/",
    "ar/news/opinions/one-language-three-alphabets/",
    "en/archive/2026/07/05/",
    "en/tags/unesco/",
    "ar/authors/the-heritage-desk/",
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rendered portal."""
    folder = tmp_path_factory.mktemp("portal")
    assert run(["--site", str(ROOT), "--now", "2026-11-24", "--quiet", "render", "--output", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def address(portal: Path) -> Iterator[str]:
    """Where the portal is served."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(portal)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _pages(portal: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    for path in sorted(portal.rglob("*.html")):
        yield f"/{path.relative_to(portal).as_posix()}", LexborHTMLParser(path.read_text("utf-8"))


def test_checking_the_pages_finds_nothing(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every link leads to a file and its anchor to an element, versions name each other, the sitemap is exact."""
    capsys.readouterr()
    run(["--site", str(ROOT), "--now", "2026-11-24", "check", "--format", "json", "--output", str(portal)])
    found = json.loads(capsys.readouterr().out)["findings"]

    assert [finding for finding in found if finding["file"].startswith(str(portal))] == []


def test_nothing_is_requested_from_elsewhere(portal: Path) -> None:
    """No page loads a script, a style, a font or a picture from another host, and none needs a script."""
    loads = [
        (name, node.html)
        for name, tree in _pages(portal)
        for node in tree.css("script[src], link[rel=stylesheet], img, iframe, source")
        if re.match(r"(?:https?:)?//", node.attributes.get("src") or node.attributes.get("href") or "")
    ]

    assert loads == []
    assert "url(http" not in (portal / "theme/style.css").read_text()


def test_a_page_has_one_main_heading_and_one_id_of_a_kind(portal: Path) -> None:
    """Each page has one `h1`, one `main`, a title, and no id twice."""
    wrong = []
    for name, tree in _pages(portal):
        ids = [node.id for node in tree.css("[id]")]
        counts = [len(tree.css(selector)) for selector in ("h1", "main", "title")]
        if counts != [1, 1, 1] or len(ids) != len(set(ids)):
            wrong.append((name, counts, sorted(id_ for id_ in ids if ids.count(id_) > 1)))

    assert wrong == []


def test_no_sentinel_and_no_template_syntax_is_left(portal: Path) -> None:
    """What passes through rendering as a sentinel or a placeholder is gone from the page."""
    left = [name for name, tree in _pages(portal) if re.search("[\ue000-\uf8ff]|x-polypub-|{{|{%", tree.html or "")]

    assert left == []


def test_an_article_is_light(portal: Path) -> None:
    """An article's HTML has at most 30 KB; with the style sheet and as hosts send it, compressed, at most 12 KB."""
    style = (portal / "theme/style.css").read_bytes()
    pages = {path: path.read_bytes() for path in portal.glob("*/*/**/index.html") if "archive" not in path.parts}
    sizes = {
        str(path): (len(html), len(gzip.compress(html)) + len(gzip.compress(style))) for path, html in pages.items()
    }

    assert {path: size for path, size in sizes.items() if size[0] > 30 * 1024 or size[1] > 12 * 1024} == {}


@pytest.mark.long
def test_the_html_checker_finds_no_error(portal: Path, require) -> None:
    """The Nu HTML checker has nothing to say of any page."""
    require(shutil.which("java") is not None and VNU.is_file(), "the Nu HTML checker (npm vnu-jar, Java) is not here")
    command = ["java", "-jar", str(VNU), "--errors-only", "--format", "json", "--skip-non-html", str(portal)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = [
        (message.get("url", "").removeprefix(f"file:{portal}"), message.get("lastLine"), message["message"])
        for message in json.loads(done.stderr)["messages"]
    ]

    assert messages == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(address: str, browser, scheme: str, require) -> None:
    """axe-core in Chromium finds no violation, left to right and right to left, wide and narrow."""
    require(AXE.is_file(), "axe-core (npm) is not here")
    violations = []
    for width in (1280, 390):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for path in FEW:
            page.goto(address + path)
            page.add_script_tag(path=str(AXE))
            found = page.evaluate("async () => await axe.run()")
            violations += [(path, width, rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]
        page.close()

    assert violations == []


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 390])
def test_a_reader_walks_through_the_portal(address: str, browser, width: int) -> None:
    """Without scripts: the switcher leads to the same article, the calendar to its day, and nothing is too wide."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}en/news/opinions/a-map-for-every-visitor/")
    page.click("nav.switcher a[hreflang=ar]")
    assert page.url.endswith("/ar/news/opinions/a-map-for-every-visitor/")
    assert page.get_attribute("html", "dir") == "rtl"
    page.click("aside table a[aria-current=date]")
    assert page.url.endswith("/ar/archive/2026/07/05/")
    page.click("main a[href$='/a-map-for-every-visitor/'] >> nth=0")
    assert page.url.endswith("/ar/news/opinions/a-map-for-every-visitor/")
    context.close()

    page = browser.new_page(viewport={"width": width, "height": 900})
    too_wide = []
    for path in FEW:
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(path)
    page.close()

    assert too_wide == []
