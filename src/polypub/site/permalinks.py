"""Addresses by pattern: each article with the pattern of its section, of the nearest one around it, or of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from polypub.errors import Problem
from polypub.formats.permalinks import needs_date
from polypub.model.site import Article, Section


def place_articles(articles: Iterable[Article], sections: Iterable[Section], pattern: str) -> list[Article]:
    """The articles with their patterns, the very same where none is to be changed; `pattern` is the site's own.

    A standalone page lies at the root, whatever the site's pattern says.
    """
    own = {section.id: section.permalink for section in sections if section.permalink}
    return [_place(article, own, pattern) for article in articles]


def _place(article: Article, own: Mapping[str, str], pattern: str) -> Article:
    section = article.section
    while section and section not in own:
        section = section.rpartition("/")[0]
    wanted = own.get(section, "" if article.is_standalone else pattern)
    return article if wanted == article.permalink else replace(article, permalink=wanted)


def undated_problems(articles: Iterable[Article]) -> Iterator[Problem]:
    """A problem for every article without the date that its address is to be made of; a draft may wait for it."""
    for article in articles:
        if article.day is None and not article.draft and article.permalink and needs_date(article.permalink):
            text = f"it has no `date`, which its address `{article.permalink}` is made of"
            yield Problem(text, article.path, article.title.line, "Give it a `date`, or its section another pattern.")
