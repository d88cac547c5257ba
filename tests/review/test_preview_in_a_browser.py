"""The preview as people see it: pages that renew themselves, an overlay for what is broken, a bar, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.browser import AXE
from support.previews import MILL, MILL_BE, Running, copy_news, edit, serve


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """The golden site, served."""
    with serve(copy_news(tmp_path)) as running:
        yield running


@pytest.fixture
def page(browser: Any, running: Running) -> Iterator[Any]:
    """A window on the Belarusian page of the mill, listening; anything that goes wrong in it fails the test."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1000, "height": 300})
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    with page.expect_response(lambda answer: "/_polypub/events" in answer.url):
        page.goto(f"{running.url}be/places/old-mill/")
    yield page
    context.close()
    assert faults == []


def test_a_change_on_disk_renews_the_open_page_in_place(page: Any, running: Running) -> None:
    """The text is the new one, the reader is where they were, and what belongs to the preview is not touched."""
    page.evaluate("document.body.append(Object.assign(document.createElement('i'), {id: 'mine', textContent: 'mine'}))")
    page.evaluate("document.getElementById('mine').dataset.polypub = ''; window.scrollTo(0, 150)")
    edit(running.root / MILL_BE, 'msgstr "Стары млын', 'msgstr "Новы млын')
    page.get_by_role("heading", level=1, name="Новы млын").wait_for()
    assert page.evaluate("[window.scrollY, document.getElementById('mine').textContent]") == [150, "mine"]
    edit(running.root / MILL_BE, 'msgstr "Новы млын', 'msgstr "Зусім новы млын')
    page.get_by_role("heading", level=1, name="Зусім новы млын").wait_for()
    assert page.locator("polypub-bar").count() == 1


def test_a_page_with_scripts_of_its_own_is_loaded_anew(page: Any, running: Running) -> None:
    """Its scripts must run again, which only the browser can make them."""
    template = running.root / "templates/home.html"
    template.parent.mkdir()
    head = '{% extends "theme/home.html" %}{% block footer_extra %}<p id="of">'
    template.write_text(
        head + "</p><script>document.getElementById('of').textContent = 'first';</script>{% endblock %}"
    )
    page.goto(f"{running.url}be/")
    page.locator("#of", has_text="first").wait_for()
    template.write_text(head + "</p><script>document.getElementById('of').textContent = 'next';</script>{% endblock %}")
    page.locator("#of", has_text="next").wait_for()


def test_styles_are_exchanged_without_loading_the_page(browser: Any, tmp_path: Path) -> None:
    """Colours change, and the page is the same document."""
    from playwright.sync_api import expect

    root = copy_news(tmp_path)
    style = root / "static/theme/style.css"
    style.parent.mkdir(parents=True)
    style.write_text("body { background: rgb(1, 2, 3) }")
    with serve(root) as running:
        page = browser.new_page()
        with page.expect_response(lambda answer: "/_polypub/events" in answer.url):
            page.goto(f"{running.url}be/")
        expect(page.locator("body")).to_have_css("background-color", "rgb(1, 2, 3)")
        page.evaluate("document.querySelector('main').id = 'same'")
        style.write_text("body { background: rgb(4, 5, 6) }")
        expect(page.locator("body")).to_have_css("background-color", "rgb(4, 5, 6)")
        assert page.locator("main#same").count() == 1
        page.close()


def test_an_overlay_tells_what_is_broken_until_it_is_mended(page: Any, running: Running) -> None:
    """With file and line, over the last good page, in words for people."""
    good = (running.root / MILL).read_text("utf-8")
    (running.root / MILL).write_text("---\ntitle: The mill\ndate: never\n---\n")
    overlay = page.locator("polypub-overlay").get_by_role("alert")
    overlay.get_by_text(f"{MILL}:3").wait_for()
    assert "Traceback" not in overlay.inner_text()
    assert page.get_by_role("heading", level=1, name="Стары млын").is_visible()
    (running.root / MILL).write_text(good)
    overlay.wait_for(state="detached")


def test_a_site_that_cannot_be_read_appears_once_it_is_mended(browser: Any, tmp_path: Path) -> None:
    """The first page says what is wrong; mending it shows the site."""
    root = copy_news(tmp_path)
    good = (root / MILL).read_text("utf-8")
    (root / MILL).write_text("---\ntitle: [\n---\n")
    with serve(root) as running:
        page = browser.new_page()
        page.goto(f"{running.url}be/")
        page.locator("main").get_by_text(MILL).wait_for()
        (root / MILL).write_text(good)
        page.get_by_role("heading", level=1, name="Тры ракі").wait_for()
        page.close()


def test_the_pretence_of_a_translation_is_one_click_away(page: Any, running: Running) -> None:
    """Accents and length, then right-to-left letters, and back to the original."""
    bar = page.locator("polypub-bar")
    bar.get_by_role("link", name="Ŧéšţ").click()
    page.wait_for_url("**/en-XA/places/old-mill/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("«Ť") or "«" in page.title()
    bar.get_by_role("link", name="RTL").click()
    page.wait_for_url("**/ar-XB/places/old-mill/")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    bar.get_by_role("link", name="RTL").click()
    page.wait_for_url("**/en/places/old-mill/")


def test_drafts_are_outlined_until_that_is_switched_off(page: Any, running: Running) -> None:
    """The bar counts them; a button hides the outlines, and the choice is kept."""
    from playwright.sync_api import expect

    catalog = running.root / MILL_BE
    first = catalog.read_text("utf-8").index('\nmsgid "')
    second = catalog.read_text("utf-8").index('\nmsgid "', first + 1)
    text = catalog.read_text("utf-8")
    catalog.write_text(f"{text[:second]}\n#, fuzzy{text[second:]}", "utf-8")
    button = page.locator("polypub-bar").get_by_role("button", name="1 to review")
    button.wait_for()
    draft = page.locator("main [data-state=draft]").first
    expect(draft).to_have_css("outline-style", "dashed")
    button.click()
    expect(draft).to_have_css("outline-style", "none")
    page.reload()
    button.wait_for()
    assert button.get_attribute("aria-pressed") == "false"


def test_the_bar_leads_to_the_same_page_in_other_editions(page: Any) -> None:
    """By keyboard alone."""
    bar = page.locator("polypub-bar")
    bar.locator("summary").nth(1).focus()
    page.keyboard.press("Enter")
    bar.get_by_role("link", name="العربية").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/places/old-mill/")


@pytest.mark.parametrize(("scheme", "path"), [("light", "be/places/old-mill/"), ("dark", "ar/places/old-mill/")])
def test_bar_and_overlay_are_for_everyone(browser: Any, running: Running, scheme: str, path: str, require: Any) -> None:
    """Axe finds nothing to mend in them, light and dark, in a page that runs either way, 390 pixels wide."""
    require(AXE.is_file(), "axe-core is not installed")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 800}, bypass_csp=True)
    page = context.new_page()
    (running.root / "content/news/broken.md").write_text("---\ndate: never\n---\n")
    running.preview.refresh([running.root / "content/news/broken.md"])
    page.goto(f"{running.url}{path}")
    page.locator("polypub-overlay").get_by_role("alert").wait_for()
    page.locator("polypub-bar summary").first.click()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({include: [['polypub-bar'], ['polypub-overlay']]})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
