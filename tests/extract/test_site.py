"""The site's own messages: its name, its sections, and what articles are filed under."""

from __future__ import annotations

from dataclasses import replace

from polypub.extract.site import extract_site
from polypub.model.locale import Locale
from polypub.model.message import Reference
from polypub.model.site import Article, Section, Site
from polypub.model.text import Document, Place, Segment

TITLE = Segment("x", "x", Place("field"), "title")
ARTICLE = Article("x", "content/x.md", "", "x", TITLE, Document("markdown", ()), "", authors=("B", "A"), tags=("News",))
SECTION = Section("news", "News", "What is new.", path="content/news/_section.toml")
SITE = Site("Hill", "https://hill.example", Locale("en"), (), (SECTION,), (ARTICLE,), "A tagline")


def test_all_names_are_messages_in_order() -> None:
    """Name, tagline, sections in order, authors and tags by the alphabet."""
    messages = extract_site(SITE, "polypub.toml").messages
    assert [message.key.source for message in messages] == ["Hill", "A tagline", "News", "What is new.", "A", "B"]
    assert messages[0].references == (Reference("polypub.toml"),)
    assert messages[0].notes == ("type: site name",)


def test_what_is_said_twice_is_one_message() -> None:
    """A tag called as a section is one message that says so."""
    messages = {message.key.source: message for message in extract_site(SITE, "polypub.toml").messages}
    assert messages["News"].notes == ("type: section title", "type: tag")
    assert messages["News"].references == (Reference("content/news/_section.toml"),)


def test_what_is_empty_is_no_message() -> None:
    """A site that says little of itself has few messages."""
    site = replace(SITE, tagline="", sections=(replace(SECTION, summary=""),), articles=())
    assert [message.key.source for message in extract_site(site, "").messages] == ["Hill", "News"]
