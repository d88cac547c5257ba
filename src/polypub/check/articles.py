"""Front matter that is right and yet incomplete."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from polypub.check.site_rules import Spot
from polypub.formats.date_placeables import find_malformed
from polypub.model.page import Finding
from polypub.model.site import Article


def check_articles(articles: Collection[Article]) -> Iterator[Finding]:
    """What editors forgot in some articles and not in their neighbours."""
    yield from _check_images(articles)
    yield from _check_dates(articles)
    yield from _check_placeables(articles)


def _check_images(articles: Iterable[Article]) -> Iterator[Finding]:
    for article in articles:
        if article.image and not article.image.alt:
            hint = "Say under `image: alt:` what it shows, for those who do not see it."
            text = f"the picture `{article.image.src}` has no alternative text"
            yield Spot(article.path).finding("missing-alt", text, hint, article.image.src)


def _check_dates(articles: Iterable[Article]) -> Iterator[Finding]:
    """A section that is listed by date is one in which every other article has a date; two may be chance."""
    sections: dict[str, list[Article]] = {}
    for article in articles:
        if article.section:  # those of no section are pages of the site
            sections.setdefault(article.section, []).append(article)
    for section in sections.values():
        undated = [article for article in section if article.date is None]
        if len(undated) == 1 and len(section) > 2:
            text = "it has no date, and all others of its section have one"
            yield Spot(undated[0].path).finding("missing-date", text, "Without a `date` it is listed last.")


def _check_placeables(articles: Iterable[Article]) -> Iterator[Finding]:
    """Dates inside texts that pages would show as they are written."""
    hint = "Write a day and a width or a skeleton of CLDR: `{date 2017-07-05 long}`, `{date 2017-07-05 MMMMd}`."
    for article in articles:
        for segment in article.segments:
            for written in find_malformed(segment.source):
                text = f"`{written}` is no date that pages could show"
                yield Spot(article.path, segment.line).finding("date-placeable", text, hint, written)
