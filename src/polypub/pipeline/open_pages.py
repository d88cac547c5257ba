"""The pages with texts that nobody has reviewed: which to translate next, and which have been stale longest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from polypub.check.ground import read_address
from polypub.formats.links import find_html_links, find_links
from polypub.model.locale import Locale
from polypub.model.page import Coverage, PageState
from polypub.model.site import Article
from polypub.pipeline.judge import Judgement
from polypub.pipeline.status import EditionStatus, Status
from polypub.render.judge import key_of
from polypub.render.press import Press

_ENDINGS = (".md", ".markdown", ".htm")
"""What an article that is linked to is named by."""


@dataclass(frozen=True, slots=True)
class OpenPage:
    """An article in an edition that has something left to review."""

    article: Article
    locale: Locale
    state: PageState
    coverage: Coverage
    links: int
    """How many other articles lead there."""
    is_everywhere: bool
    """The menu or the foot of every page leads there."""
    since: dt.date | None
    """The day on which the first of its texts became stale; None where no note says so."""

    @property
    def words(self) -> int:
        """Source words that are not reviewed."""
        return self.coverage.words - self.coverage.reviewed_words


def find_open_pages(judgement: Judgement, status: Status) -> dict[Locale, tuple[OpenPage, ...]]:
    """What each edition has to translate, in the order of its use to readers.

    Articles that every page leads to come first, then the newest; of one day, those that more articles link to.
    """
    links, everywhere = count_links(judgement.press), everywhere_linked(judgement.press)

    def rank(page: OpenPage) -> tuple[bool, int, int, str]:
        article = page.article
        return not page.is_everywhere, -(article.day or dt.date.min).toordinal(), -page.links, article.id

    return {
        edition.locale: tuple(sorted(_open_pages(judgement.press, edition, (links, everywhere)), key=rank))
        for edition in status.editions
    }


def find_oldest(pages: Mapping[Locale, tuple[OpenPage, ...]]) -> tuple[OpenPage, ...]:
    """The pages with stale texts of all editions, those first that have been so for longest."""
    dated = [(page.since, page) for some in pages.values() for page in some if page.since]
    return tuple(page for _, page in sorted(dated, key=lambda one: (one[0], one[1].article.id)))


def everywhere_linked(press: Press) -> frozenset[str]:
    """The ids of articles in the menu or the foot of every page."""
    return frozenset((*press.site.menu, *press.site.footer))


def count_links(press: Press) -> Counter[str]:
    """How many other articles lead to each article, by its id."""
    return Counter(target for article in press.articles for target in _targets(article) - {article.id})


def _targets(article: Article) -> set[str]:
    text = article.body.text
    if not any(ending in text for ending in _ENDINGS):
        return set()
    links = find_links(text) if article.body.format == "markdown" else find_html_links(text)
    addresses = (read_address(link.address, article, "", "") for link in links)
    return {address.article for address in addresses if address and address.article}


def _open_pages(press: Press, edition: EditionStatus, known: tuple[Counter[str], frozenset[str]]) -> Iterator[OpenPage]:
    links, everywhere = known
    for article in press.articles:
        coverage = edition.domains.get(article.domain)
        is_asked = article.translate and edition.locale in (article.languages or (edition.locale,))
        if coverage and is_asked and coverage.reviewed < coverage.messages:
            yield OpenPage(
                article,
                edition.locale,
                press.verdicts[article.id, edition.locale].state,
                coverage,
                links[article.id],
                article.id in everywhere,
                _stale_since(press, article, edition.locale),
            )


def _stale_since(press: Press, article: Article, locale: Locale) -> dt.date | None:
    catalog = press.translations[locale].get(article.domain)
    if catalog is None or not catalog.stale:
        return None
    days = (catalog.stale.get(key_of(segment)) for segment in article.segments)
    return min(filter(None, days), default=None)
