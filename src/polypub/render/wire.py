"""The wire of one edition: what it tells to other machines. Every file is the answer to one query."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from polypub.model.page import Page
from polypub.render.desk import Desk, quote_argument, unquote_argument
from polypub.render.feeds import write_feed
from polypub.render.pages import Plan
from polypub.render.queries import query
from polypub.render.redirects import former_files, write_redirect
from polypub.render.sitemaps import (
    indexable_pages,
    part_size,
    recent_articles,
    write_news_sitemap,
    write_sitemap,
)


class Wire(Desk):
    """A desk that answers machines too."""

    @cached_property
    def _indexable(self) -> tuple[Plan, ...]:
        return indexable_pages(self)

    def plan_files(self) -> Iterator[Plan]:
        """The edition's redirects, feeds and sitemaps; none that would be empty."""
        for article in self.listed:
            has_former = article.aliases or article.id in self.edition.slugs
            for file in former_files(self.press, article, self.locale) if has_former else ():
                yield Plan("redirect", file, article.id)
        for section_id in ("", *self._sections):
            if any(True for _ in self.reported(section_id)):
                yield Plan("feed", self.routes.feed(section_id), section_id)
        yield from self.plan_sitemaps()

    def plan_sitemaps(self) -> Iterator[Plan]:
        """The parts of its sitemap, and its news sitemap on days that have news."""
        parts = -(-len(self._indexable) // part_size(self, self._indexable))
        for number in range(1, parts + 1):
            yield Plan("sitemap", self.routes.sitemap(number), number=number)
        if recent_articles(self):
            yield Plan("news-sitemap", self.routes.news_sitemap())

    def print_file(self, plan: Plan) -> Page:
        """One of them."""
        self.begin()
        content = self._write(plan)
        return Page(plan.file, content.encode("utf-8"), dict(self.uses))

    def _write(self, plan: Plan) -> str:
        if plan.kind == "feed":
            return self.feed(quote_argument(plan.subject))
        if plan.kind == "redirect":
            return self.redirect(quote_argument(plan.subject))
        return self.sitemap(str(plan.number)) if plan.kind == "sitemap" else self.news_sitemap()

    @query
    def redirect(self, article_id: str) -> str:
        """A page at a former address of an article."""
        return write_redirect(self, self.article(unquote_argument(article_id)))

    @query
    def feed(self, section_id: str) -> str:
        """A feed."""
        return write_feed(self, unquote_argument(section_id))

    @query
    def sitemap(self, number: str) -> str:
        """A part of the sitemap."""
        return write_sitemap(self, self._indexable, int(number))

    @query
    def news_sitemap(self) -> str:
        """The news sitemap."""
        return write_news_sitemap(self)
