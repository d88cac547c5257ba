"""Search in a browser: what readers type, what they are shown, with and without a mouse."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from support.browser import AXE

from polypub.cli.app import run

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'"
)
"""What pages may load and run; docs/search.md names the last part. Columns of tables are aligned by inline styles."""
QUESTIONS = {
    "be": ("карта", "be/news/opinions/a-map-for-every-visitor/"),
    "ar": ("الأبجديات", "ar/news/opinions/one-language-three-alphabets/"),
    "zh-Hans": ("地图", "zh-Hans/news/opinions/a-map-for-every-visitor/"),
}
"""A word of one article in each edition, and where that article lies."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal with a search, rendered."""
    if find_spec("pagefind_bin_extended") is None:
        pytest.skip("pagefind is not installed")
    root = tmp_path_factory.mktemp("portal")
    for name in ("content", "locales", "static", "templates"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "polypub.toml").read_text("utf-8")
    (root / "polypub.toml").write_text(settings if "\nsearch =" in settings else f"search = true\n{settings}", "utf-8")
    assert run(["--site", str(root), "--now", "2026-11-24", "--quiet", "render"]) == 0
    return root / "public"


@pytest.fixture(scope="module")
def address(portal: Path) -> Iterator[str]:
    """Where the portal is served, with a strict policy."""

    class Strict(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(portal)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A new page; its log holds what went wrong and what was asked of other hosts."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.wrong = []
    page.on("console", lambda said: said.type == "error" and page.wrong.append(said.text))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith(address) or page.wrong.append(asked.url))
    yield page
    assert page.wrong == []
    page.close()


def _ask(page: Any, words: str) -> None:
    page.fill("#_search", words)
    page.wait_for_selector(".search.open [role=status] span")


@pytest.mark.parametrize("locale", QUESTIONS)
def test_a_word_leads_to_its_article(locale: str, page: Any, address: str) -> None:
    """A word typed in an edition is found there, marked, with a date in its language, and the link leads on."""
    word, path = QUESTIONS[locale]
    page.goto(f"{address}{locale}/")
    _ask(page, word)
    link = page.locator(f".found a[href='/{path}']")
    link.wait_for()
    item = page.locator(".found li", has=page.locator(f"a[href='/{path}']"))
    assert item.locator("mark").count()
    assert item.locator("time").get_attribute("datetime").startswith("2026-")
    assert all(href.startswith(f"/{locale}/") for href in _addresses(page))
    title = link.inner_text()
    link.click()
    page.wait_for_url(f"{address}{path}")
    assert page.inner_text("h1") == title


def _addresses(page: Any) -> list[str]:
    return page.eval_on_selector_all(".found a", "links => links.map(link => link.getAttribute('href'))")


def test_what_is_not_translated_is_not_found(page: Any, address: str, portal: Path) -> None:
    """A word of a text that an edition shows in the source's language is found in the source's edition alone."""
    path = "sights/braslaw-lakes/"
    assert "data-pagefind-body" not in (portal / "ar" / path / "index.html").read_text("utf-8")
    page.goto(f"{address}en/")
    _ask(page, "Braslaw")
    page.locator(f".found a[href='/en/{path}']").wait_for()
    page.goto(f"{address}ar/{path}")
    _ask(page, "Braslaw")
    assert _addresses(page) == []


def test_a_word_with_another_ending_is_found(page: Any, address: str) -> None:
    """In a language whose endings Pagefind does not know, a word is found by its beginning when nothing else is."""
    page.goto(f"{address}be/")
    _ask(page, "картамі")
    page.wait_for_selector(".found li mark")
    assert all(href.startswith("/be/") for href in _addresses(page))


def test_an_edition_without_an_index_finds_nothing(page: Any, address: str) -> None:
    """Where nothing may be found in a language, no other language answers."""
    entry = {"version": "1.5.2", "languages": {"en": {"hash": "en_0", "wasm": "en", "page_count": 1}}}
    page.route("**/pagefind-entry.json*", lambda route: route.fulfill(json=entry))
    page.goto(f"{address}be/")
    _ask(page, "карта")
    page.wait_for_selector(".found [role=status] .none")
    assert _addresses(page) == []


def test_the_keyboard_is_enough(page: Any, address: str) -> None:
    """Without a mouse: tab to the box, type, tab to a result and follow it; Escape closes the list and goes back."""
    page.goto(f"{address}en/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "_search":
            break
    page.keyboard.type("castle")
    page.keyboard.press("Enter")
    page.wait_for_selector(".found li")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first == _addresses(page)[0]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "_search"
    assert page.locator(".search.open, .found li").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_selector(".found li")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{first.removeprefix('/')}")


def test_more_results_are_one_press_away(page: Any, address: str) -> None:
    """A common word shows eight results; the button adds the next ones and the keyboard stands on the first of them."""
    page.goto(f"{address}en/")
    _ask(page, "the")
    page.wait_for_selector(".found button:not([hidden])")
    assert page.locator(".found li").count() == 8
    page.press(".found button", "Enter")
    page.wait_for_selector(".found li:nth-child(9) a:focus")


def test_the_number_of_results_is_told(page: Any, address: str) -> None:
    """A live region that was there before says how many results there are, or that there are none."""
    page.goto(f"{address}en/")
    assert page.locator(".found [role=status]").evaluate("node => getComputedStyle(node).display") == "block"
    _ask(page, "Braslaw")
    page.wait_for_selector(".found li")
    assert page.inner_text(".found [role=status]") == f"Results: {page.locator('.found li').count()}"
    _ask(page, "zzyzx")
    page.wait_for_selector(".found [role=status] .none")
    page.fill("#_search", "")
    page.wait_for_selector(".search:not(.open)")


def test_an_index_that_cannot_be_loaded(browser: Any, address: str) -> None:
    """When the index does not answer, the reader is told; when it does again, the next key finds."""
    page = browser.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{address}en/")
    page.fill("#_search", "castle")
    page.wait_for_selector(".found [role=status] .broken")
    page.unroute("**/pagefind/**")
    page.press("#_search", "Enter")
    page.wait_for_selector(".found li")
    page.close()


def test_without_scripts_there_is_no_box(browser: Any, address: str) -> None:
    """A reader whose browser runs no scripts is not offered what cannot work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}be/")
    assert page.locator(".search").count() == 1
    assert not page.locator(".search").is_visible()
    context.close()


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation_with_results(browser: Any, address: str, scheme: str, width: int, require: Any) -> None:
    """axe-core finds nothing wrong while results are shown, in both directions, and nothing is too wide."""
    require(AXE.is_file(), "axe-core (npm) is not here")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    violations = []
    for locale, (word, path) in QUESTIONS.items():
        page = context.new_page()
        page.goto(f"{address}{locale}/")
        _ask(page, word)
        page.locator(f".found a[href='/{path}']").wait_for()
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("async () => await axe.run()")
        violations += [(locale, rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            violations.append((locale, "too wide", ""))
        page.close()
    context.close()

    assert violations == []
