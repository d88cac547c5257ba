"""The review as people use it, in Chromium: by keyboard, by mouse, in both directions, beside other people."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polib
import pytest
from support.browser import AXE
from support.loopback import serving
from support.reviews import NOON, castle_file, make_review_site, name_of

from polypub.config.load import load_project
from polypub.model.locale import Locale
from polypub.review.preview import Preview, PreviewOptions
from polypub.review.review import first_page, make_review
from polypub.review.session import Session, Setting

DRAFT = "The castle has **five** towers."
STALE = "It was built in 1520, of brick and stone."
CASTLE = "/be/sights/castle/"


@contextmanager
def reviewing(root: Path, who: str = "anna", locale: str = "be", port: int = 0) -> Iterator[str]:
    """A review, served; its address."""
    project = load_project(root)
    preview = Preview(project, lambda: NOON, PreviewOptions(has_pseudo=False))
    session = Session(Setting(project, Locale(locale), who, lambda: NOON), lambda: preview.live.site)
    with serving(make_review(preview, session, 0), port) as found:
        try:
            yield f"http://127.0.0.1:{found}"
        finally:
            preview.close()  # or the server would wait for pages that follow it


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is made."""
    return make_review_site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy that the test may change."""
    return Path(shutil.copytree(made, tmp_path / "site"))


Open = Callable[..., Any]


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Opens a page whose panel is ready; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def opened(address: str, **options: Any) -> Any:
        context = browser.new_context(viewport=options.pop("viewport", {"width": 1300, "height": 900}), **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        ready(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def ready(page: Any) -> None:
    """Wait until the panel has loaded its list."""
    page.wait_for_selector("polypub-review[data-ready]", state="attached")


def says(page: Any, words: str) -> None:
    """Wait until the panel says something."""
    page.locator("#status", has_text=words).wait_for()


def entry(root: Path, source: str) -> polib.POEntry:
    """A message of the castle as polib reads it."""
    found = polib.pofile(str(castle_file(root))).find(source)
    assert found is not None
    return found


def block(source: str) -> str:
    """The block of a message on the page, as a selector."""
    return f'body [data-message="{name_of(source)}"]'


def test_blocks_are_outlined_and_the_panel_hides_none(root: Path, visit: Open) -> None:
    """Each by its state; the page makes room for the panel as long as it is open."""
    style = "e => [e.dataset.state, getComputedStyle(e).outlineStyle]"
    right = "e => e.getBoundingClientRect().right"
    with reviewing(root) as address:
        page = visit(address + CASTLE)
        styles = page.evaluate(f"[...document.querySelectorAll('main [data-state]')].map({style})")
        found = {state: line for state, line in styles if line != "solid"}  # the open one is solid
        assert found.items() >= {"draft": "dashed", "stale": "double", "reviewed": "dotted"}.items()
        edge = page.evaluate(f"Math.max(...[...document.querySelectorAll('main, aside')].map({right}))")
        panel = page.locator("polypub-review .panel").bounding_box()
        assert panel is not None
        assert edge <= panel["x"]
        page.locator("#fold").click()
        assert page.evaluate("getComputedStyle(document.documentElement).paddingRight") == "0px"


def test_a_review_with_the_keyboard_alone(root: Path, visit: Open) -> None:
    """Walk, edit, see the check, approve, go on to the next message, undo, and on to the next page."""
    with reviewing(root) as address:
        page = visit(address + CASTLE)
        page.locator("#what", has_text="Summary").wait_for()
        for _ in range(2):
            page.keyboard.press("j")
        page.locator("#source", has_text=DRAFT).wait_for()
        assert page.eval_on_selector(block(DRAFT), "e => e.hasAttribute('data-polypub-current')")

        page.keyboard.press("e")
        page.keyboard.press("Control+a")
        page.keyboard.type("У замку **пяць вежаў.")
        page.locator("#findings li", has_text="warning").wait_for()
        page.keyboard.press("Control+a")
        page.keyboard.type("У замку <b onclick=x>пяць</b> вежаў.")
        page.locator("#findings li.error").first.wait_for()
        page.keyboard.press("Control+Enter")
        says(page, "cannot be approved")
        assert entry(root, DRAFT).fuzzy

        page.keyboard.press("Control+a")
        page.keyboard.type("У замку **пяць** вежаў.")
        page.keyboard.press("Control+Enter")
        says(page, "Approved: reviewed. Next: heading 2")
        assert not entry(root, DRAFT).fuzzy
        assert page.evaluate("document.querySelector('polypub-review').shadowRoot.activeElement.id") == "editor"
        page.locator(block(DRAFT), has_text="У замку пяць вежаў.").wait_for()  # the page is renewed in place

        page.keyboard.press("Escape")
        page.keyboard.press("u")
        says(page, "Undone: approve")
        assert entry(root, DRAFT).fuzzy
        page.keyboard.press("p")
        page.wait_for_url("**/be/sights/lake/")
        ready(page)
        page.locator("#source", has_text="The lake").wait_for()


def test_a_review_with_the_mouse(root: Path, visit: Open) -> None:
    """Click a block, see what changed in its source, take a text from the engine, save, reject, undo."""
    with reviewing(root) as address:
        page = visit(address + CASTLE)
        page.click(block(STALE))
        page.locator("#source del", has_text="1510").wait_for()
        assert page.locator("#source ins").first.inner_text() == "1520"
        page.click("#ask")
        page.click("#proposal .use")
        page.locator("#count", has_text="not saved").wait_for()
        page.click("#save")
        says(page, "Saved, not approved")
        assert entry(root, STALE).msgstr.startswith("«")
        page.click("#reject")
        says(page, "Rejected")
        assert entry(root, STALE).msgstr == ""
        page.click("#undo")
        says(page, "Undone: reject")
        page.click("#lists > summary")
        page.select_option("#state", "untranslated")
        page.locator("#where", has_text="(5)").wait_for()
        page.click("#after")  # the next on the page: the list does not have the open one
        page.locator("#source", has_text="Read [the *whole* story]").wait_for()
        page.select_option("#state", "open")
        page.select_option("#scope", "ui")
        page.click("#items button >> nth=0")
        page.locator("#tabs [role=tab]", has_text="few: 2, 3, 4, 22").wait_for()
        for number, text in enumerate(("%(num)s вежа", "%(num)s вежы", "%(num)s вежаў")):
            page.click(f"#tab-{number}")
            page.fill("#editor", text)
        page.click("#approve")
        says(page, "Approved: reviewed")
    forms = polib.pofile(str(root / "locales/be/LC_MESSAGES/ui.po"))[0].msgstr_plural
    assert forms == {0: "%(num)s вежа", 1: "%(num)s вежы", 2: "%(num)s вежаў"}


def test_a_message_changed_elsewhere_in_between(root: Path, visit: Open) -> None:
    """The panel shows both texts; keeping one's own leaves it in the editor, and saving then replaces theirs."""
    with reviewing(root) as address:
        page = visit(address + CASTLE)
        page.click(block(DRAFT))
        page.locator("#source", has_text=DRAFT).wait_for()
        page.fill("#editor", "Маё **пяць**.")
        other = polib.pofile(str(castle_file(root)))
        other.find(DRAFT).msgstr = "Іхняе **пяць**."
        other.find("A gate of iron").msgstr = "Брама"
        other.save(str(castle_file(root)))
        page.locator(block("A gate of iron"), has_text="Брама").wait_for()
        assert page.input_value("#editor") == "Маё **пяць**."

        page.click("#approve")
        page.locator("#conflict[open]").wait_for()
        assert page.inner_text("#theirs") == "Іхняе **пяць**."
        assert page.inner_text("#mine") == "Маё **пяць**."
        page.click("#keep-mine")
        says(page, "Your text is in the editor")
        page.click("#approve")
        says(page, "Approved")
        assert (entry(root, DRAFT).msgstr, entry(root, "A gate of iron").msgstr) == ("Маё **пяць**.", "Брама")


@pytest.mark.long
def test_what_is_typed_outlives_a_reload(root: Path, visit: Open) -> None:
    """Unsaved text is there again after a reload, and after a server that was gone is back."""
    with reviewing(root) as address:
        page = visit(address + CASTLE)
        page.click(block(DRAFT))
        page.locator("#source", has_text=DRAFT).wait_for()
        page.fill("#editor", "Недапісаны")
        page.reload()
        ready(page)
        page.locator("#source", has_text=DRAFT).wait_for()
        assert page.input_value("#editor") == "Недапісаны"
    page.click("#save")
    says(page, "the server does not answer")
    assert page.input_value("#editor") == "Недапісаны"
    with reviewing(root, port=int(address.rpartition(":")[2])):
        page.click("#save")
        says(page, "Saved, not approved: edited draft.")
    assert entry(root, DRAFT).msgstr == "Недапісаны"


def test_nothing_that_is_typed_is_executed(root: Path, visit: Open) -> None:
    """Markup in sources, drafts, comments and conflicts is shown as text, in the panel as in its dialog."""
    evil = '<img src=x onerror="window.evil=1"><script>window.evil=1</script>'
    catalog = polib.pofile(str(castle_file(root)))
    for found in catalog:
        found.msgstr, found.tcomment, found.flags = evil, evil, ["fuzzy"]
    catalog.find(STALE).previous_msgid = evil
    catalog.save(str(castle_file(root)))
    with reviewing(root) as address:
        page = visit(address + CASTLE)
        page.click(block(STALE))
        page.locator("#source del").first.wait_for()
        page.fill("#editor", f"{evil} typed")
        page.locator("#findings .error").first.wait_for()
        catalog.find(STALE).msgstr = f"{evil} again"
        catalog.save(str(castle_file(root)))
        page.click("#save")
        page.locator("#conflict[open]").wait_for()
        tree = "document.querySelector('polypub-review').shadowRoot"
        assert page.evaluate(f"[{tree}.querySelectorAll('img, script, iframe').length, window.evil]") == [0, None]
        assert page.inner_text("#theirs") == f"{evil} again"


@pytest.mark.long
def test_two_people_must_approve(made: Path, tmp_path: Path, visit: Open) -> None:
    """The first approval leaves the message for the second person, who sees who approved it."""
    root = make_review_site(tmp_path / "two", review_by=2)
    with reviewing(root, "anna") as address:
        page = visit(address + CASTLE)
        page.click(block(DRAFT))
        page.locator("#source", has_text=DRAFT).wait_for()
        page.click("#approve")
        says(page, "a second person must approve it, too")
    assert entry(root, DRAFT).fuzzy
    with reviewing(root, "boris") as address:
        page = visit(address + CASTLE)
        page.click(block(DRAFT))
        page.locator("#badge", has_text="waits for a second person (anna approved)").wait_for()
        page.click("#approve")
        says(page, "Approved: accepted")
    assert re.findall(r"polypub: ok (\w+)", entry(root, DRAFT).tcomment) == ["anna", "boris"]
    assert not entry(root, DRAFT).fuzzy


LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 800}},
}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("locale", ["be", "ar"])
def test_axe_finds_nothing_in_the_panel(
    root: Path, visit: Open, look: str, locale: str, require: Callable[[bool, str], None]
) -> None:
    """In both directions, light and dark, wide and on a telephone; with the list open, and with the dialog."""
    require(AXE.is_file(), "axe-core is not installed (see .ci/run)")
    with reviewing(root, locale=locale) as address:
        page = visit(f"{address}/{locale}/sights/castle/", **LOOKS[look])
        page.click("#lists > summary")
        page.click(".legend > summary")
        page.locator("#source").wait_for()
        editor = page.locator("#editor")
        assert editor.get_attribute("dir") == ("rtl" if locale == "ar" else "ltr")
        page.fill("#editor", "x <b>y")
        page.locator("#findings li").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate(AXE.read_text("utf-8"))  # the page's own policy lets no foreign script in
        ask = "async () => (await axe.run('polypub-review')).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
        assert page.evaluate(ask) == []
        page.evaluate("document.querySelector('polypub-review').shadowRoot.getElementById('conflict').showModal()")
        assert page.evaluate(ask) == []


def test_the_first_page_is_the_newest_with_work(root: Path) -> None:
    """The address that is shown leads to the newest article that has something to review."""
    project = load_project(root)
    preview = Preview(project, lambda: NOON)
    session = Session(Setting(project, Locale("be"), "anna", lambda: NOON), lambda: preview.live.site)
    assert first_page(session) == CASTLE
