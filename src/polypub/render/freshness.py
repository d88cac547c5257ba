"""Which answers are surely the ones of the last run, so that nobody need ask again.

A page is current when all its queries still give the same digests. To ask them all takes longer than to render the few
pages that one edit changes. So a run notes its *facts* for each edition: one digest of all that many answers hang on
(settings, templates, shared catalogs, files, and of every article its place, day, tags, addresses and states), and one
for each article of what only its own answers hang on. Where the first is the same, a query can have another answer only
if an article that it speaks of has changed. What is not known to hold is asked as ever: this saves time and decides
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate

from polypub.model.site import Article
from polypub.render.desk import Desk, unquote_argument
from polypub.render.output import Entry
from polypub.render.queries import digest_of
from polypub.render.related import find_influenced

Facts = Mapping[str, str]
"""Of one edition: an article's id to its digest; the empty id to that of all the rest."""
_SHARED = ("theme", "ui", "site")


def edition_facts(desk: Desk) -> dict[str, str]:
    """The facts of an edition as they are now."""
    own = {article.id: _article_fact(desk, article) for article in desk.press.articles}
    return {"": digest_of(_common(desk)), **own}


def _common(desk: Desk) -> object:
    press, site = desk.press, desk.press.site
    catalogs = [
        (locale, domain, found.digest)
        for locale, domains in press.translations.items()
        for domain in _SHARED
        if (found := domains.get(domain))
    ]
    places = [(_place(article), press.clusters[article.id]) for article in press.articles]
    linked = [
        _article_fact(other, desk.article(id_)) for id_ in (*site.menu, *site.footer) for other in _having(desk, id_)
    ]
    files = (sorted(press.assets.items()), sorted(press.bundled.items()))
    settings = (
        press.settings_digest,
        press.templates_digest,
        press.now.date(),
        press.page_size,
        site.menu,
        site.footer,
    )
    return (settings, catalogs, site.sections, places, linked, files)


def _having(desk: Desk, article_id: str) -> tuple[Desk, ...]:
    is_there = any(article.id == article_id for article in desk.press.articles)
    return tuple(desk.peers.values()) if is_there else ()


def _place(article: Article) -> tuple[object, ...]:
    """What lists, calendars and neighbours know of an article."""
    moments = [moment.isoformat() if moment else "" for moment in (article.date, article.updated)]
    names = (article.section, article.slug, article.language, article.tags, article.authors, article.aliases)
    return (article.id, article.path, *moments, *names, article.is_standalone)


def _article_fact(desk: Desk, article: Article) -> str:
    verdict, catalog = desk.verdict_of(article), desk.translations(article.domain)
    blocked, previous = (
        sorted(map(repr, verdict.blocked)),
        sorted((repr(key), day) for key, day in verdict.previous.days.items()),
    )
    state = (verdict.state, verdict.coverage, verdict.approved, blocked, previous)
    return digest_of((article.digest, state, catalog.digest if catalog else ""))


class Freshness:
    """What has not changed in an edition since its pages were rendered."""

    def __init__(self, desk: Desk, before: Facts) -> None:
        self._desk = desk
        self.facts = edition_facts(desk)
        self._is_known = before.get("") == self.facts[""] and before.keys() == self.facts.keys()
        changed = [id_ for id_, fact in self.facts.items() if before.get(id_) != fact] if self._is_known else []
        articles = [desk.article(id_) for id_ in changed]
        self._changed = frozenset(changed)
        self._domains = frozenset(article.domain for article in articles)
        self._lists = frozenset(place for article in articles for place in _lists(article))
        self._near = frozenset[str]().union(*(find_influenced(desk, article) for article in articles))

    def find_stale(self, entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
        """Of all that some files used, the queries with digests that are not those of their answers now."""
        used = set[tuple[str, str]]().union(*(entry.uses.items() for entry in entries))
        is_same, digest = self.holds, self._desk.digest
        return frozenset(use for use in used if not (is_same(use[0]) or digest(use[0]) == use[1]))

    def holds(self, query: str) -> bool:
        """Whether a query surely has the answer that it had."""
        verb, _, rest = query.partition(" ")
        rule = _RULES.get(verb)
        return self._is_known and rule is not None and rule(self, unquote_argument(rest))

    def _always(self, _rest: str) -> bool:
        return True

    def _of_article(self, id_: str) -> bool:
        return id_ not in self._changed

    def _of_domain(self, domain: str) -> bool:
        return domain not in self._domains

    def _of_list(self, name: str) -> bool:
        return name not in self._lists

    def _of_feed(self, section: str) -> bool:
        return f"section {section}" not in self._lists if section else not self._changed

    def _of_neighbours(self, id_: str) -> bool:
        return id_ not in self._near

    def _of_all(self, _rest: str) -> bool:
        return not self._changed


def _lists(article: Article) -> list[str]:
    """The lists that show an article, as `cards` names them."""
    sections = accumulate(article.section.split("/"), "{}/{}".format)
    names = [("section", name) for name in sections] + [("tag", tag) for tag in article.tags]
    names += [("author", name) for name in article.authors] + (
        [("day", article.day.isoformat())] if article.day else []
    )
    return [f"{kind} {name}" for kind, name in names]


_Rule = Callable[[Freshness, str], bool]
_RULES: Mapping[str, _Rule] = {
    **dict.fromkeys(
        "settings templates today section feeds children site asset bundled calendar beside year newest_month"
        " month_days cluster linked listing".split(),
        Freshness._always,
    ),
    **dict.fromkeys(("source", "verdict", "card", "redirect"), Freshness._of_article),
    "messages": Freshness._of_domain,
    "cards": Freshness._of_list,
    "feed": Freshness._of_feed,
    "related": Freshness._of_neighbours,
    "latest": Freshness._of_all,
    "sitemap": Freshness._of_all,
}
"""A query by its verb; one without a rule (`news_sitemap`, which hangs on the hour) is always asked."""
