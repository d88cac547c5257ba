"""The printers of one revision of a site: of its editions, and of those in a pretence of translation."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.config.project import Project
from polypub.model.locale import Locale
from polypub.model.page import Page
from polypub.pipeline.judge import prepare_templates, template_folders
from polypub.pipeline.pseudo import with_pseudo
from polypub.render.edition import Printer, Workshop, root_pages
from polypub.render.press import Press
from polypub.review.atlas import Atlas, Place


class Editions:
    """Where every page lies and what prints it; `before` is the revision before, whose plans may still hold."""

    def __init__(self, project: Project, press: Press, before: Editions | None) -> None:
        self._project = project
        self._workshop = Workshop(template_folders(project), prepare_templates(project))
        self._atlas: Atlas = Atlas(Printer(press, self._workshop), before._atlas if before else None)
        self._pseudo: Atlas | None = None
        self._roots: dict[str, Page] | None = None

    @property
    def base(self) -> str:
        """The path of the site's root: `/`, or the one of its address."""
        return next(iter(self._atlas.printer.desks.values())).routes.root("")

    def file_at(self, path: str) -> str | None:
        """The file of the output at an address; None outside the site."""
        if not path.startswith(self.base):
            return None
        file = path[len(self.base) :]
        return f"{file}index.html" if not file or file.endswith("/") else file

    def find(self, file: str) -> Place | None:
        """The edition and the plan of a file."""
        return next((place for atlas in self._atlases() if (place := atlas.find(file))), None)

    def printer(self, locale: Locale) -> Printer:
        """What prints an edition."""
        return next(atlas.printer for atlas in self._atlases() if locale in atlas.printer.desks)

    def print_page(self, place: Place) -> bytes:
        """The page at a place."""
        locale, plan = place
        return self.printer(locale).print_page(locale, plan).content

    def root(self, file: str) -> Page | None:
        """A file that belongs to no edition: the chooser, sitemaps' index, `robots.txt`."""
        if self._roots is None:
            self._roots = {page.path: page for page in root_pages(self._atlas.printer)}
        return self._roots.get(file)

    def not_found(self, file: str) -> bytes:
        """The page for addresses that lead nowhere, of the edition that the file would lie in, else the source's."""
        press = self._atlas.printer.press
        here = [edition.locale for atlas in self._atlases() for edition in atlas.editions_at(file)]
        locale = next(iter(here), press.site.source)
        plan = next(plan for plan in self.printer(locale).plans(locale) if plan.kind == "notfound")
        return self.print_page((locale, plan))

    def _atlases(self) -> Iterator[Atlas]:
        """The site's own first; that of the pretence is made when nothing else will do."""
        yield self._atlas
        if self._pseudo is None:
            self._pseudo = Atlas(Printer(with_pseudo(self._project, self._atlas.printer.press), self._workshop))
        yield self._pseudo
