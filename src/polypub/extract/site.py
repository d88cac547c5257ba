"""Messages of the site itself: its name, its sections, and the names its articles are filed under."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.model.message import Catalog, Key, Message, Reference, unite_messages
from polypub.model.site import Site


def extract_site(site: Site, config_path: str) -> Catalog:
    """The template of domain `site`; what is said twice is one message, with the notes of both."""
    return Catalog("site", None, unite_messages(_messages(site, config_path)))


def _messages(site: Site, config_path: str) -> Iterator[Message]:
    yield _message(site.name, "site name", config_path)
    if site.tagline:
        yield _message(site.tagline, "site tagline", config_path)
    for section in site.sections:
        yield _message(section.title, "section title", section.path)
        if section.summary:
            yield _message(section.summary, "section summary", section.path)
    for author in sorted({author for article in site.articles for author in article.authors}):
        yield _message(author, "author", "")
    for tag in sorted({tag for article in site.articles for tag in article.tags}):
        yield _message(tag, "tag", "")


def _message(source: str, kind: str, path: str) -> Message:
    return Message(Key(None, source), notes=(f"type: {kind}",), references=(Reference(path),) if path else ())
