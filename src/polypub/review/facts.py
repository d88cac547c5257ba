"""What the preview's bar says of a page: its edition, its state for readers, its other versions, its source."""

from __future__ import annotations

from typing import Any

from polypub.model.locale import Locale
from polypub.model.site import Edition
from polypub.render.edition import Printer
from polypub.render.frame import find_cluster
from polypub.render.pages import Plan
from polypub.review.preview import Preview

Facts = dict[str, Any]

_WORDS = {
    "source": "Original",
    "reviewed": "Published, all reviewed",
    "partial": "Published, partly translated",
    "machine": "Shown as a machine's draft",
    "fallback": "Shown in the original language",
    "none": "Not published",
}


def page_facts(preview: Preview, path: str) -> Facts:
    """The facts of the page at an address; few where it is no page of the site."""
    place = preview.place(path)
    if place is None or not place[1].is_page:
        return {"path": path}
    locale, plan = place
    printer = preview.printer(locale)
    article = preview.article(plan.subject) if plan.kind == "article" else None
    return {
        "path": path,
        "locale": locale,
        "kind": plan.kind,
        "article": article.id if article else "",
        "source": article.path if article else "",
        "state": _state(preview, locale, plan),
        "versions": _versions(printer, locale, plan),
        "pseudo": _pseudo(preview, locale, plan),
    }


def _state(preview: Preview, locale: Locale, plan: Plan) -> Facts | None:
    """The state that an article's page has for readers, and why."""
    found = preview.real_state(plan.subject, locale) if plan.kind == "article" else None
    if found is None:
        return None
    share = int(found.coverage.share * 100 + 1e-9) if found.coverage.words else 100
    return {"name": found.state.value, "words": _WORDS[found.state.value], "share": share, "reasons": found.reasons}


def _versions(printer: Printer, locale: Locale, plan: Plan) -> list[Facts]:
    """The page in all editions; of an edition that lacks it, the front page."""
    cluster = find_cluster(printer.desks[locale], plan)
    rows = []
    for edition in printer.press.site.editions:
        desk = printer.desks[edition.locale]
        version = cluster.version(edition.locale)
        is_here = version is not None and version.state.written
        url = version.url if version and is_here else desk.routes.url(desk.routes.home())
        rows.append(_row(edition, desk.dir, url, is_current=edition.locale == locale))
    return rows


def _row(edition: Edition, direction: str, url: str, *, is_current: bool) -> Facts:
    return {
        "locale": edition.locale,
        "name": edition.autonym,
        "dir": direction,
        "url": url,
        "current": is_current,
    }


def _pseudo(preview: Preview, locale: Locale, plan: Plan) -> list[Facts]:
    """The page in the editions that are a pretence of translation."""
    editions = preview.pseudo_editions()
    if not editions:
        return []
    printer = preview.printer(editions[0].locale)
    rows = _versions(printer, locale, plan)
    wanted = {edition.locale for edition in editions}
    return [row for row in rows if row["locale"] in wanted]
