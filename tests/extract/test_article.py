"""An article's messages: each once, with what translators need to know of it."""

from __future__ import annotations

from polypub.extract.article import extract_article
from polypub.model.message import Key, Reference
from polypub.model.site import Article
from polypub.model.text import Document, Place, Segment, Skeleton


def _segment(source: str, kind: str = "paragraph", note: str = "", context: str | None = None) -> Segment:
    return Segment(source, source, Place("paragraph"), kind, 1, note, context)


def _article(*segments: Segment, translate: bool = True) -> Article:
    pieces = tuple(piece for segment in segments for piece in (segment, Skeleton("\n\n")))
    return Article(
        id="news/x",
        path="content/news/x.md",
        section="news",
        slug="x",
        title=_segment("Title", "title", "A word to you"),
        body=Document("markdown", pieces),
        digest="",
        translate=translate,
    )


def test_the_first_message_says_where_it_is() -> None:
    """The title carries type, address and note; the others their type alone; all the file."""
    catalog = extract_article(_article(_segment("Text")), "/en/news/x/")
    assert catalog.domain == "content/news/x"
    title, text = catalog.messages
    assert title.notes == ("type: title", "address: /en/news/x/", "A word to you")
    assert text.notes == ("type: paragraph",)
    assert {message.references for message in catalog.messages} == {(Reference("content/news/x.md"),)}


def test_a_text_that_occurs_twice_is_one_message() -> None:
    """Its notes are kept, each once; a context makes it another message."""
    again = _segment("Text", note="mind the gap")
    catalog = extract_article(_article(_segment("Text"), again, again, _segment("Text", context="menu")), "")
    assert [message.key for message in catalog.messages[1:]] == [Key(None, "Text"), Key("menu", "Text")]
    assert catalog.messages[1].notes == ("type: paragraph", "mind the gap")


def test_an_article_that_is_not_translated_has_no_message() -> None:
    """`translate: false` leaves an empty template."""
    assert extract_article(_article(_segment("Text"), translate=False), "").messages == ()
