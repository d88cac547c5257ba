"""Render pages: the context of each, its template, and the record of what it used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polypub.model.locale import Locale
from polypub.model.page import Page
from polypub.render.article import article_context
from polypub.render.desk import Desk, quote_argument
from polypub.render.environment import Templates
from polypub.render.frame import alternates, find_cluster, page_view, switcher
from polypub.render.pages import (
    Kind,
    Plan,
    calendar_of,
    day_context,
    home_context,
    month_context,
    notfound_context,
    plan_pages,
    section_context,
)
from polypub.render.press import Press
from polypub.render.views import EditionView, PageView

_CONTEXTS: dict[Kind, Callable[[Desk, Plan], Mapping[str, Any]]] = {
    "home": home_context,
    "section": section_context,
    "article": article_context,
    "month": month_context,
    "day": day_context,
    "notfound": notfound_context,
}


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that rendering needs beside the press: where templates are, and where compiled ones may be kept."""

    template_folders: tuple[Path, ...]
    bytecode: Path | None = None


class Printer:
    """Renders the pages of all editions; one in each worker."""

    def __init__(self, press: Press, workshop: Workshop) -> None:
        self.press = press
        self.desks = {edition.locale: Desk(press, edition) for edition in press.site.editions}
        for desk in self.desks.values():
            desk.peers = self.desks
        self._workshop = workshop
        self._templates: dict[Locale, Templates] = {}

    def plans(self, locale: Locale) -> Iterator[Plan]:
        """The pages of an edition."""
        return plan_pages(self.desks[locale])

    def is_current(self, locale: Locale, uses: Mapping[str, str]) -> bool:
        """Whether nothing that a page used has changed since."""
        desk = self.desks[locale]
        return bool(uses) and all(desk.digest(query) == digest for query, digest in uses.items())

    def print_page(self, locale: Locale, plan: Plan) -> Page:
        """Render one page."""
        desk = self.desks[locale]
        desk.begin()
        context = self._context(desk, plan)
        html = self.templates(locale).render(_template(desk, plan), context)
        return Page(plan.file, html.encode("utf-8"), dict(sorted(desk.uses.items())))

    def templates(self, locale: Locale) -> Templates:
        """The templates of an edition, compiled once."""
        if locale not in self._templates:
            workshop = self._workshop
            self._templates[locale] = Templates(self.desks[locale], workshop.template_folders, workshop.bytecode)
        return self._templates[locale]

    def _context(self, desk: Desk, plan: Plan) -> dict[str, Any]:
        desk.settings(), desk.templates()
        for domain in ("theme", "ui", "site"):
            desk.messages(domain)
        cluster = find_cluster(desk, plan)
        section = plan.subject if plan.kind == "section" else ""
        if plan.kind == "article":
            section = desk.article(plan.subject).section
        return {
            "site": desk.site(quote_argument(section)),
            "edition": EditionView(desk.locale, desk.dir, desk.edition.autonym),
            "page": page_view(desk, plan, cluster),
            "switcher": switcher(desk, cluster),
            "archive": calendar_of(desk, plan),
            **_CONTEXTS[plan.kind](desk, plan),
        }


def _template(desk: Desk, plan: Plan) -> str:
    if plan.kind == "article":
        return desk.article(plan.subject).template
    return desk.section(quote_argument(plan.subject)).template if plan.kind == "section" else f"{plan.kind}.html"


def chooser_page(printer: Printer) -> Page:
    """The language chooser at `/`: every edition by its own name."""
    desk = printer.desks[printer.press.site.source]
    desk.begin()
    desk.settings(), desk.templates(), desk.messages("theme"), desk.messages("ui")
    choices = tuple(
        other.choice(other.edition, other.routes.url(other.routes.home()), "") for other in printer.desks.values()
    )
    url = desk.routes.root("")
    home = Plan("home", desk.routes.home())
    title = desk.text("site", printer.press.site.name)
    others = alternates(desk, home, find_cluster(desk, home))
    context = {
        "site": desk.site(""),
        "edition": EditionView(desk.locale, desk.dir, desk.edition.autonym),
        "page": PageView("chooser", title, url, desk.routes.absolute(url), alternates=others),
        "choices": choices,
    }
    html = printer.templates(desk.locale).render("chooser.html", context)
    return Page("index.html", html.encode("utf-8"), dict(sorted(desk.uses.items())))
