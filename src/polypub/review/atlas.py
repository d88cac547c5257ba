"""Which page lies at an address: the plans of all editions by file, kept as long as no page comes or goes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from polypub.model.locale import Locale
from polypub.model.site import Edition
from polypub.render.edition import Printer
from polypub.render.pages import Plan

Place = tuple[Locale, Plan]


class Atlas:
    """The pages and files of some editions, planned edition by edition when one is first asked for."""

    def __init__(self, printer: Printer, before: Atlas | None = None) -> None:
        self.printer = printer
        self._shapes: dict[Locale, Hashable] = {}
        self._plans: dict[Locale, Mapping[str, Plan]] = {}
        self._before = before
        if before:
            before._before = None  # a chain of them would keep every press there has been

    def find(self, file: str) -> Place | None:
        """The plan of a file of the output, with its edition."""
        for edition in self.editions_at(file):
            plan = self.plans(edition.locale).get(file)
            if plan:
                return edition.locale, plan
        return None

    def editions_at(self, file: str) -> tuple[Edition, ...]:
        """The editions that may have a file there: the one whose folder it lies in, and one at the site's root."""
        editions = self.printer.press.site.editions
        own = [edition for edition in editions if edition.prefix and f"{file}/".startswith(f"{edition.prefix}/")]
        return (*own, *(edition for edition in editions if not edition.prefix))

    def plans(self, locale: Locale) -> Mapping[str, Plan]:
        """The plans of an edition by file; of two at one file the first."""
        if locale not in self._plans:
            shape = self._shapes[locale] = self._shape(locale)
            before = self._before
            if before and locale in before._plans and before._shapes[locale] == shape:
                self._plans[locale] = before._plans[locale]
            else:
                self._plans[locale] = {plan.file: plan for plan in reversed(list(self.printer.plans(locale)))}
        return self._plans[locale]

    def _shape(self, locale: Locale) -> Hashable:
        """All that decides which pages there are; a hundredth of what planning them takes."""
        press = self.printer.press
        edition = press.site.edition(locale)
        articles = tuple(
            (a.id, edition.slug_of(a), a.date, a.tags, a.authors, a.aliases, press.verdicts[a.id, locale].state)
            for a in press.articles
        )
        sections = tuple(section.id for section in press.site.sections)
        return edition, press.page_size, press.now.date(), sections, articles
