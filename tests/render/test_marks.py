"""In a preview, elements name the message that they show and its state; nothing of that is ever published."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.previews import MILL, NEWS, copy_news, edit, open_preview

from polypub.model.state import hash_source

_DOMAIN = "content/places/old-mill"


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """The golden site; its mill has texts of every kind and state."""
    root = copy_news(tmp_path)
    (root / MILL).write_text(
        "---\ntitle: The mill\nsummary: It turns.\n---\n\n## Stones\n\nFirst words.\n\n- second words\n\n"
        "| head |\n|---|\n| cell |\n\n> third words\n\nfourth words\n"
    )
    rows = [
        ("The mill", "Млын", ""),
        ("Stones", "Камяні", ""),
        ("First words.", "Першыя словы.", "#, fuzzy\n"),
        ("second words", "другія словы", '#, fuzzy\n#| msgid "older words"\n'),
        ("cell", "<script>", ""),
    ]
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: be\\n"\n'
    catalog = root / f"locales/be/LC_MESSAGES/{_DOMAIN}.po"
    catalog.write_text(head + "".join(f'\n{flag}msgid "{a}"\nmsgstr "{b}"\n' for a, b, flag in rows))
    return root


def _marks(root: Path, path: str) -> dict[str, tuple[str, str]]:
    """The article's marked elements: the message's id to the element's name and the state."""
    page = LexborHTMLParser(open_preview(root).page(path).body.decode())
    nodes = page.css(f'main [data-message^="{_DOMAIN}#"]')
    found = {
        str(node.attributes["data-message"]): (str(node.tag), str(node.attributes["data-state"])) for node in nodes
    }
    return {name.partition("#")[2]: found for name, found in found.items()}


def test_every_text_of_an_article_is_named_on_its_own_element(mill: Path) -> None:
    """Title, summary, heading, paragraph, list item, cells, quotation: each with the state of its message."""
    assert _marks(mill, "/be/places/old-mill/") == {
        hash_source("The mill"): ("h1", "reviewed"),
        hash_source("It turns."): ("p", "untranslated"),
        hash_source("Stones"): ("h2", "reviewed"),
        hash_source("First words."): ("p", "draft"),
        hash_source("second words"): ("li", "stale"),
        hash_source("head"): ("th", "untranslated"),
        hash_source("cell"): ("td", "blocked"),
        hash_source("third words"): ("p", "untranslated"),
        hash_source("fourth words"): ("p", "untranslated"),
    }


def test_a_page_in_the_original_language_says_so_of_every_text(mill: Path) -> None:
    """There is nothing to review, but the texts can be found."""
    assert {state for _, state in _marks(mill, "/en/places/old-mill/").values()} == {"source"}


def test_a_page_that_is_not_translated_at_all_names_its_texts_too(mill: Path) -> None:
    """A reviewer begins there."""
    found = _marks(mill, "/ar/places/old-mill/")
    assert len(found) == 9


def test_an_article_that_is_not_to_be_translated_names_none(mill: Path) -> None:
    """Nobody is to work on it."""
    edit(mill / MILL, "summary:", "translate: false\nsummary:")
    assert _marks(mill, "/be/places/old-mill/") == {}


def test_names_of_sections_and_of_the_site_are_named(mill: Path) -> None:
    """They are messages of the domain `site`."""
    page = LexborHTMLParser(open_preview(mill).page("/be/").body.decode())
    names = {str(node.attributes["data-message"]) for node in page.css("[data-message]")}
    assert {f"site#{hash_source('Three Rivers')}", f"site#{hash_source('Places')}"} <= names


def test_nothing_published_is_marked() -> None:
    """No page of the golden site has such an attribute."""
    pages = list((NEWS / "expected").rglob("*.html"))
    assert pages
    assert [page for page in pages if "data-message" in page.read_text("utf-8")] == []


def test_a_preview_shows_drafts_that_readers_do_not_see(mill: Path) -> None:
    """A draft is shown although another text of the page is reviewed; the bar says how the page is for readers."""
    preview = open_preview(mill)
    assert "Першыя словы." not in preview.page("/be/places/old-mill/").body.decode()  # fuzzy by another tool
    note = "# polypub: mt google 2026-05-01 src={} out={}\n#, fuzzy\n"
    from polypub.model.state import hash_targets

    drafted = note.format(hash_source("First words."), hash_targets(["Першыя словы."]))
    catalog = mill / f"locales/be/LC_MESSAGES/{_DOMAIN}.po"
    preview.refresh([edit(catalog, '#, fuzzy\nmsgid "First', f'{drafted}msgid "First')])
    assert "Першыя словы." in preview.page("/be/places/old-mill/").body.decode()
    found = preview.real_state("places/old-mill", preview.project.editions[1].locale)
    assert found is not None
    assert found.state.value == "fallback"
    assert any("words are reviewed" in reason for reason in found.reasons)
