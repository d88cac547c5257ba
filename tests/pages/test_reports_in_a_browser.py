"""The dashboard and the review bundle in Chromium: for every eye, on every screen, from a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.browser import AXE
from support.reviews import make_review_site

from polypub.cli.app import run

ROOT = Path(__file__).parents[2]
PAGES = ("status.html", "index.html", "be/index.html", "be/content/sights/castle.html", "ar/content/sights/castle.html")

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a site with a message in every state, and beside it the dashboard of the portal."""
    root = make_review_site(tmp_path_factory.mktemp("reports") / "site")
    folder = root.parent / "bundle"
    assert run(["--site", str(root), "--now", "2026-05-10", "-q", "render", "--review", str(folder)]) == 0
    status = ["status", "--format", "html", "--output", str(folder / "status.html")]
    assert run(["--site", str(ROOT), "--now", "2026-11-24", "-q", *status]) == 0
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(folder: Path, browser, scheme: str, width: int, require) -> None:
    """axe-core finds nothing, and no page is wider than the screen."""
    require(AXE.is_file(), "axe-core (npm) is not here")
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page, wrong = context.new_page(), []
    for name in PAGES:
        page.goto(f"file://{folder / name}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append((name, "is too wide"))
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("async () => (await axe.run()).violations.map(rule => [rule.id, rule.nodes[0].html])")
        wrong += [(name, *rule) for rule in found]
    context.close()

    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 320])
def test_key_figures_stand_two_by_two_on_phones(folder: Path, browser, scheme: str, width: int) -> None:
    """In two columns of one width, nothing cut off; a last one without a neighbour is as wide as both."""
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page.goto(f"file://{folder / 'status.html'}")
    boxes = page.eval_on_selector_all(".tiles div", "all => all.map(one => one.getBoundingClientRect().toJSON())")
    is_cut = page.eval_on_selector_all(".tiles div", "all => all.some(one => one.scrollWidth > one.clientWidth)")
    page.close()

    assert not is_cut
    left, right = boxes[0]["x"], boxes[1]["x"]
    assert right > left
    assert [box["x"] for box in boxes] == [left, right, left, right, left]
    assert len({round(box["width"]) for box in boxes[:4]}) == 1
    assert boxes[4]["right"] == boxes[3]["right"]


def test_without_scripts_and_from_a_folder(folder: Path, browser) -> None:
    """The style sheet is found, the filter shows what it names, and nothing leaves the folder."""
    context = browser.new_context(java_script_enabled=False)
    page, asked, told = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"file://{folder / 'be/content/sights/castle.html'}")
    shown = page.locator(".block:visible")
    everything = shown.count()
    assert page.locator(".meta").first.evaluate("node => getComputedStyle(node).display") == "flex"
    page.check("#show-stale")
    assert shown.count() == 1
    page.check("#show-open")
    assert shown.count() == everything - 1
    page.check("#show-all")
    assert shown.count() == everything
    page.goto(f"file://{folder / 'status.html'}")
    assert page.locator("svg.bar").first.evaluate("node => getComputedStyle(node).overflow") == "hidden"
    context.close()

    assert told == []
    assert [url for url in asked if not url.startswith((f"file://{folder}/", "data:,"))] == []
