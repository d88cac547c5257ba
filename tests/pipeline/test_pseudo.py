"""Editions in a pretence of translation: every text in disguise, everything else as it is, and nobody else told."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.previews import NEWS, copy_news, edit, open_preview

from polypub.config import load_project
from polypub.model.locale import Locale
from polypub.pipeline.pseudo import disguise, pseudo_editions

_EN, _XA, _XB = Locale("en"), Locale("en-XA"), Locale("ar-XB")


def test_the_editions_are_named_after_the_language_of_the_site(tmp_path: Path) -> None:
    """Accents for its own letters, and right-to-left ones; an edition that has such a place keeps it."""
    assert [edition.prefix for edition in pseudo_editions(load_project(NEWS))] == ["en-XA", "ar-XB"]
    root = copy_news(tmp_path)
    edit(root / "polypub.toml", "[editions.be]", '[editions.be]\nprefix = "ar-XB"')
    assert [edition.prefix for edition in pseudo_editions(load_project(root))] == ["en-XA"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Read **this** [page](../x.md)", ("**", "](../x.md)")),
        ("%(number)s of {name}", ("%(number)s", "{name}")),
        ("A <b>bold</b> `word`", ("<b>", "</b>", "`word`")),
        ("Since {date 2017-07-05 long}", ("{date 2017-07-05 long}",)),
    ],
)
def test_markup_and_placeholders_stay(text: str, kept: tuple[str, ...]) -> None:
    """What an engine must not touch, the pretence does not touch."""
    for locale in (_XA, _XB):
        found = disguise(text, _EN, locale)
        assert found != text
        assert all(part in found for part in kept)


def test_what_has_no_words_stays_as_it_is() -> None:
    """There is nothing to disguise."""
    assert disguise("2017", _EN, _XA) == "2017"
    assert disguise("`code`", _EN, _XA) == "`code`"


def test_a_page_is_in_disguise_from_its_menu_to_its_foot(tmp_path: Path) -> None:
    """Texts of the article, of the site and of the theme; links lead on inside the edition."""
    page = LexborHTMLParser(open_preview(copy_news(tmp_path)).page("/en-XA/places/old-mill/").body.decode())
    texts = [str(node.text()) for node in page.css("h1, .prose p, .menu a, .skip, .breadcrumb a, .foot p, .name")]
    assert len(texts) > 6
    assert [text for text in texts if "«" not in text] == []
    assert {str(node.attributes["href"])[:7] for node in page.css(".menu a")} == {"/en-XA/"}
    assert page.css_first("html").attributes == {"lang": "en-XA", "dir": "ltr"}


def test_no_page_of_the_site_knows_of_it(tmp_path: Path) -> None:
    """Neither its switchers, nor its sitemaps, nor its alternates."""
    preview = open_preview(copy_news(tmp_path))
    assert preview.page("/ar-XB/").status == 200
    for path in ("/be/", "/en/places/old-mill/", "/en/sitemap-1.xml", "/sitemap.xml", "/"):
        served = preview.page(path)
        assert served.status == 200
        assert b"-XA" not in served.body
        assert b"-XB" not in served.body
