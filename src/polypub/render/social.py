"""Open Graph: what social networks show of a page that is shared."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from polypub.cldr.tags import og_locale
from polypub.model.page import Cluster, PageState
from polypub.render.desk import Desk
from polypub.render.moments import iso
from polypub.render.pages import Plan
from polypub.render.views import PageView

Property = tuple[str, str]


def open_graph(desk: Desk, plan: Plan, cluster: Cluster, view: PageView) -> Iterator[Property]:
    """Properties and contents, in order; other languages only where they are the page's alternates."""
    yield "og:type", "article" if plan.kind == "article" else "website"
    yield "og:title", str(view.title)
    if view.description and (not view.description.lang or _shows_source(desk, cluster)):
        yield "og:description", str(view.description)  # no language can be given to it alone
    if view.canonical:
        yield "og:url", view.canonical
    yield "og:site_name", str(desk.text("site", desk.press.site.name))
    yield from _locales(desk, cluster, view)
    if plan.kind == "article":
        yield from _article(desk, plan, view)


def _locales(desk: Desk, cluster: Cluster, view: PageView) -> Iterator[Property]:
    """A page whose text is the source's has its locale, as its address in `og:url` does."""
    shown = desk.peers[cluster.source] if _shows_source(desk, cluster) else desk
    own = og_locale(shown.edition.formats)
    yield "og:locale", own
    if view.alternates:
        others = {og_locale(desk.peers[other.locale].edition.formats) for other in cluster.alternates}
        yield from (("og:locale:alternate", name) for name in sorted(others - {own}))


def _shows_source(desk: Desk, cluster: Cluster) -> bool:
    version = cluster.version(desk.locale)
    return version is not None and version.state is PageState.FALLBACK


def _article(desk: Desk, plan: Plan, view: PageView) -> Iterator[Property]:
    article = desk.article(plan.subject)
    if article.image:
        picture = desk.picture(article, article.image)
        yield "og:image", urljoin(desk.routes.absolute(view.url), picture.src)
        if picture.alt:
            yield "og:image:alt", str(picture.alt)
    if article.date:
        yield "article:published_time", iso(article.date)
    revised = desk.revised(article)
    if revised and revised != article.date:
        yield "article:modified_time", iso(revised)
