"""What stands around every page: title, breadcrumb, switcher, and the links that machines read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from polypub.model.page import Cluster, PageState
from polypub.model.site import Edition, has_chooser
from polypub.render.archive import month_title, year_title
from polypub.render.desk import Desk, quote_argument
from polypub.render.pages import Plan
from polypub.render.social import open_graph
from polypub.render.structured import write_json_ld
from polypub.render.views import Alternate, Choice, Link, PageView, Text


def find_cluster(desk: Desk, plan: Plan) -> Cluster:
    """The page in every edition: the one table behind switcher, canonical, hreflang."""
    if plan.kind == "article":
        return desk.cluster(quote_argument(plan.subject))
    return desk.listing(plan.kind, quote_argument(plan.subject))


def switcher(desk: Desk, cluster: Cluster) -> tuple[Choice, ...]:
    """Every edition's version of this page; where there is none, that edition's front page."""
    written = {version.locale: version for version in cluster.versions if version.state is not PageState.NONE}
    return tuple(
        [
            desk.choice(edition, version.url, str(version.state)) if version else _front(desk, edition)
            for edition in desk.press.site.editions
            for version in (written.get(edition.locale),)
        ]
    )


def _front(desk: Desk, edition: Edition) -> Choice:
    routes = desk.peers[edition.locale].routes
    return desk.choice(edition, routes.shared(routes.url(routes.home())), str(PageState.NONE))


def page_view(desk: Desk, plan: Plan, cluster: Cluster) -> PageView:
    """Title, addresses and what search engines and social networks are told."""
    own = cluster.version(desk.locale)
    state = own.state if own else PageState.REVIEWED
    url = desk.routes.root(plan.file) if plan.kind == "notfound" else desk.routes.url(plan.path)
    title = _title(desk, plan)
    return PageView(
        kind=plan.kind,
        title=title,
        url=url,
        canonical="" if plan.kind == "notfound" else desk.routes.absolute(_canonical(cluster, plan, state, url)),
        breadcrumb=tuple(_breadcrumb(desk, plan, title)),
        description=_description(desk, plan),
        robots="noindex, follow" if state is PageState.MACHINE or plan.kind == "notfound" else "",
        alternates=alternates(desk, plan, cluster) if state.indexable else (),
        state=state.value if plan.kind == "article" else "",
        feeds=desk.feeds(quote_argument(section_of(desk, plan))),
        make_og=lambda view: tuple(open_graph(desk, plan, cluster, view)),
        make_jsonld=lambda view: write_json_ld(desk, plan, cluster, view),
    )


def section_of(desk: Desk, plan: Plan) -> str:
    """The id of the section that a page stands in; empty for none."""
    if plan.kind == "article":
        return desk.article(plan.subject).section
    return plan.subject if plan.kind == "section" else ""


def _canonical(cluster: Cluster, plan: Plan, state: PageState, url: str) -> str:
    """A page in the source's language leads to the source's page, if there is one; a later page of a list to itself."""
    source = cluster.version(cluster.source)
    is_led = state is PageState.FALLBACK and plan.number == 1
    return source.url if is_led and source and source.state.written else url


def alternates(desk: Desk, plan: Plan, cluster: Cluster) -> tuple[Alternate, ...]:
    """The same set on every member, itself included, and `x-default`; nothing for later pages of a list."""
    key = (plan.kind, cluster.id, plan.number)
    found = desk.alternate_sets.get(key)
    if found is None:
        first = desk.first_peer  # on one host, what it says holds for all
        is_same = first is not desk and first.routes.origin == desk.routes.origin
        found = alternates(first, plan, cluster) if is_same else _alternates(desk, plan, cluster)
        desk.alternate_sets[key] = found
    return found


def _alternates(desk: Desk, plan: Plan, cluster: Cluster) -> tuple[Alternate, ...]:
    members = cluster.alternates
    if len(members) < 2 or plan.number > 1 or plan.kind == "notfound":
        return ()
    source = cluster.version(cluster.source)
    default = source.url if source and source.state.indexable else members[0].url
    if plan.kind == "home" and has_chooser(desk.press.site.editions):
        default = f"{desk.press.site.base_url}/"
    named = [(version.locale, version.url) for version in sorted(members, key=lambda version: version.locale)]
    return tuple(Alternate(name, desk.routes.absolute(url)) for name, url in (*named, ("x-default", default)))


def _title(desk: Desk, plan: Plan) -> Text:
    if plan.kind == "section":
        return desk.text("site", desk.section(quote_argument(plan.subject)).title)
    if plan.kind == "article":
        article = desk.article(plan.subject)
        return desk.field(article, article.title)
    if plan.kind == "year":
        return Text(year_title(desk.edition, plan.subject))
    if plan.kind == "month":
        return Text(month_title(desk.edition, plan.subject))
    if plan.kind == "day":
        return Text(desk.format(dt.date.fromisoformat(plan.subject), "label"))
    return desk.text("site", plan.subject if plan.kind in ("tag", "author") else desk.press.site.name)


def _description(desk: Desk, plan: Plan) -> Text | None:
    if plan.kind == "section":
        summary = desk.section(quote_argument(plan.subject)).summary
        return desk.text("site", summary) if summary else None
    if plan.kind == "article":
        article = desk.article(plan.subject)
        return desk.field(article, article.summary) if article.summary else None
    tagline = desk.press.site.tagline
    return desk.text("site", tagline) if tagline and plan.kind == "home" else None


def _breadcrumb(desk: Desk, plan: Plan, title: Text) -> Iterator[Link]:
    """From below the front page to here; the last one is the page itself."""
    section = section_of(desk, plan)
    parts = section.split("/") if section else []
    for depth in range(1, len(parts) + 1):
        id_ = "/".join(parts[:depth])
        if not (plan.kind == "section" and id_ == plan.subject):
            yield desk.section_link(id_)
    if plan.kind in ("month", "day") and (year := desk.year_link(plan.subject[:4])):
        yield year
    if plan.kind == "day" and (month := desk.month_link(plan.subject[:7])):
        yield month
    if plan.kind not in ("home", "notfound"):
        yield Link(title, None, current=True)
