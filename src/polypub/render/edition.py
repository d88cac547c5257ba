"""Render pages: the context of each, its template, and the record of what it used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polypub.model.locale import Locale
from polypub.model.page import Page
from polypub.model.site import has_chooser
from polypub.render.article import article_context
from polypub.render.desk import Desk, quote_argument
from polypub.render.environment import Templates
from polypub.render.frame import alternates, find_cluster, page_view, section_of, switcher
from polypub.render.pages import (
    Plan,
    calendar_of,
    day_context,
    home_context,
    list_context,
    month_context,
    notfound_context,
    plan_pages,
    section_context,
    year_context,
)
from polypub.render.press import Press
from polypub.render.root import root_files
from polypub.render.views import EditionView, PageView
from polypub.render.wire import Wire

_CONTEXTS: dict[str, Callable[[Desk, Plan], Mapping[str, Any]]] = {
    "home": home_context,
    "section": section_context,
    "article": article_context,
    "year": year_context,
    "month": month_context,
    "day": day_context,
    "tag": list_context,
    "author": list_context,
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
        self.desks = {edition.locale: Wire(press, edition) for edition in press.site.editions}
        for desk in self.desks.values():
            desk.peers = self.desks
        self._workshop = workshop
        self._templates: dict[Locale, Templates] = {}

    def plans(self, locale: Locale) -> Iterator[Plan]:
        """The pages and files of an edition."""
        yield from plan_pages(self.desks[locale])
        yield from self.desks[locale].plan_files()

    def print_page(self, locale: Locale, plan: Plan) -> Page:
        """Render one page or file."""
        desk = self.desks[locale]
        if not plan.is_page:
            return desk.print_file(plan)
        desk.begin()
        context = self._context(desk, plan)
        html = self.templates(locale).render(_template(desk, plan), context)
        uses = desk.uses
        return Page(plan.file, html.encode("utf-8"), {name: uses[name] for name in sorted(uses)})

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
        return {
            "site": desk.site(quote_argument(section_of(desk, plan))),
            "edition": EditionView(desk.locale, desk.dir, desk.edition.autonym),
            "page": page_view(desk, plan, cluster),
            "switcher": switcher(desk, cluster),
            "theme": desk.press.theme,
            "archive": calendar_of(desk, plan),
            **_CONTEXTS[plan.kind](desk, plan),
        }


def _template(desk: Desk, plan: Plan) -> str:
    if plan.kind == "article":
        return desk.article(plan.subject).template
    return desk.section(quote_argument(plan.subject)).template if plan.kind == "section" else f"{plan.kind}.html"


def root_pages(printer: Printer) -> list[Page]:
    """What belongs to no edition: the chooser, unless an edition lies at the root, and the files beside it."""
    pages = [_chooser_page(printer)] if has_chooser(printer.press.site.editions) else []
    return [*root_files(printer.desks), *pages]


def _chooser_page(printer: Printer) -> Page:
    """The language chooser at `/`: every edition by its own name."""
    here = {locale: desk for locale, desk in printer.desks.items() if not desk.edition.domain}
    desk = here.get(printer.press.site.source) or next(iter(here.values()))
    desk.begin()
    desk.settings(), desk.templates(), desk.messages("theme"), desk.messages("ui")
    choices = tuple(
        other.choice(other.edition, other.routes.shared(other.routes.url(other.routes.home())), "")
        for other in printer.desks.values()
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
        "theme": desk.press.theme,
    }
    html = printer.templates(desk.locale).render("chooser.html", context)
    return Page("index.html", html.encode("utf-8"), dict(sorted(desk.uses.items())))
