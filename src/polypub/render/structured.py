"""What pages tell search engines in schema.org's words, as JSON-LD, and no more than the page's state allows.

A page in the source's language speaks of the source's page, to which its canonical address leads; a machine's text is
said to be one; only members of a hreflang cluster name each other as translations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

import msgspec
from markupsafe import Markup

from polypub.model.page import Cluster, PageState
from polypub.model.site import Article
from polypub.render.desk import Desk
from polypub.render.moments import iso
from polypub.render.pages import Plan
from polypub.render.views import PageView

_MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
Node = dict[str, Any]


def write_json_ld(desk: Desk, plan: Plan, cluster: Cluster, view: PageView) -> Markup | None:
    """The statements of a page for a script element; None where there is nothing to say."""
    nodes = list(_nodes(desk, plan, cluster, view))
    if not nodes:
        return None
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": nodes}).decode("utf-8")
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - JSON that cannot end the script


def _nodes(desk: Desk, plan: Plan, cluster: Cluster, view: PageView) -> Iterator[Node]:
    version = cluster.version(desk.locale)
    state = version.state if version else PageState.NONE
    if plan.kind == "article":
        yield {key: value for key, value in _article(desk, plan, cluster, view).items() if value}
    if state.indexable and plan.kind == "home":
        yield _site(desk)
    if state.indexable and view.breadcrumb and plan.kind != "notfound":
        yield _trail(desk, view)


def _site(desk: Desk) -> Node:
    home, name = _absolute(desk, desk.routes.home()), str(desk.text("site", desk.press.site.name))
    return {"@type": "WebSite", "@id": home, "url": home, "name": name, "inLanguage": desk.locale}


def _trail(desk: Desk, view: PageView) -> Node:
    """From the front page, named as the site is, to the page, which needs no address."""
    home = _absolute(desk, desk.routes.home())
    steps = [(str(desk.text("site", desk.press.site.name)), home)]
    steps += [(str(step.title), desk.routes.absolute(step.url) if step.url else "") for step in view.breadcrumb]
    items = [
        {"@type": "ListItem", "position": place, "name": name, **({"item": url} if url else {})}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _article(desk: Desk, plan: Plan, cluster: Cluster, view: PageView) -> Node:
    article, state = desk.article(plan.subject), view.state
    teller = _teller(desk, cluster, state)
    text, routes = teller.text, teller.routes
    revised = teller.revised(article)
    image = desk.picture(article, article.image).src if article.image else None
    names = ((str(text("site", name)), _absolute(teller, routes.author(name))) for name in article.authors)
    return {
        "@type": _type(article),
        "@id": view.canonical,
        "mainEntityOfPage": view.canonical,
        "headline": str(view.title),
        "inLanguage": cluster.source if state == PageState.FALLBACK else desk.locale,
        "datePublished": iso(article.date) if article.date else None,
        "dateModified": iso(revised) if revised else None,
        "author": [{"name": name, "url": url} for name, url in names],
        "publisher": _publisher(teller),
        "isPartOf": {"@type": "WebSite", "@id": _absolute(teller, routes.home())},
        "articleSection": str(teller.section_link(article.section).title) if article.section else None,
        "keywords": [str(text("site", tag)) for tag in article.tags],
        "image": [urljoin(desk.routes.absolute(view.url), image)] if image else None,
        "digitalSourceType": _MACHINE if state == PageState.MACHINE else None,
        **_translations(desk, article, cluster),
    }


def _teller(desk: Desk, cluster: Cluster, state: str) -> Desk:
    """Whose names and addresses are said: the source's edition where its page is the canonical one."""
    source = cluster.version(cluster.source)
    is_led = state == PageState.FALLBACK and source is not None and source.state.written
    return desk.peers[cluster.source] if is_led else desk


def _publisher(desk: Desk) -> Node:
    name = str(desk.text("site", desk.press.site.name))
    return {"@type": "Organization", "name": name, "url": _absolute(desk, desk.routes.home())}


def _type(article: Article) -> str:
    """What has no date is no news."""
    return "NewsArticle" if article.date else "Article"


def _translations(desk: Desk, article: Article, cluster: Cluster) -> Mapping[str, object]:
    """Source and translations name each other, where both may be indexed."""

    def work(locale: str, url: str) -> Node:
        return {"@type": _type(article), "@id": desk.routes.absolute(url), "inLanguage": locale}

    members = {version.locale: version.url for version in cluster.alternates}
    if desk.locale not in members or cluster.source not in members:
        return {}
    if desk.locale == cluster.source:
        others = [work(locale, url) for locale, url in sorted(members.items()) if locale != cluster.source]
        return {"workTranslation": others}
    return {"translationOfWork": work(cluster.source, members[cluster.source])}


def _absolute(desk: Desk, path: str) -> str:
    return desk.routes.absolute(desk.routes.url(path))
