"""`polypub import`: what people translated elsewhere comes into the site's catalogs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from polypub.align.entries import Entries
from polypub.catalog.folders import CatalogFolder
from polypub.catalog.merge import merge_catalog
from polypub.catalog.po import blank_catalog, new_header, read_catalog, render_catalog
from polypub.catalog.regroup import group_templates
from polypub.cldr.plurals import plural_forms
from polypub.config.project import Project
from polypub.errors import PolypubError, Problem, UsageError
from polypub.files import read_if_there, replace_file
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key
from polypub.model.page import Finding
from polypub.model.site import Article, Site
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.extract import extract_messages, extract_project, new_catalog
from polypub.pipeline.import_report import ImportReport
from polypub.pipeline.offers import (
    Filled,
    Offer,
    choose_offers,
    fill_catalog,
    judge_offers,
    offer_article,
    offer_entries,
)
from polypub.pipeline.originals import catalog_domain, foreign_languages, wanted_domains
from polypub.pipeline.translated_files import Matched, find_files, find_named, match_files, read_translated
from polypub.site.load import load_site

Progress = Callable[[int, int], None]
_HARDLY = 0.2
"""A file of which no more than this share finds its source probably belongs to another article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What to take over, and how."""

    now: dt.datetime
    source: Path | None = None
    """The article that the one file translates; None to find it."""
    unused: Path | None = None
    """Where messages of other catalogs go that translate nothing here."""


def import_translations(
    project: Project,
    locale: Locale,
    paths: Sequence[Path],
    options: ImportOptions,
    changes: Changes,
    *,
    progress: Progress = lambda *_: None,
) -> ImportReport:
    """Fill the open messages of an edition from translated documents and from catalogs of other tools.

    What is translated already stays. Texts of which it is not certain that they belong here are marked fuzzy, each
    with the reason. UsageError for paths that cannot be meant.
    """
    files = find_files(paths, locale)
    if options.source and (len(files.documents) != 1 or files.catalogs):
        raise UsageError(Problem("--source goes with one translated document", hint="Import it by itself."))
    site = load_site(project)
    work = _Import(project, site, locale, options, changes)
    matched = work.match(files.documents)
    entries = work.read_entries(files.catalogs)
    if not changes.is_dry:
        extract_project(project, [locale], options.now, changes)
    for done, one in enumerate(matched):
        progress(done, len(matched))
        work.offer(one)
    work.offer_all(entries)
    work.fill()
    work.finish(entries)
    return work.report


@dataclass(slots=True)
class _Import:
    """One edition, while translations are brought in."""

    project: Project
    site: Site
    locale: Locale
    options: ImportOptions
    changes: Changes
    report: ImportReport = field(default_factory=ImportReport)
    offers: dict[str, list[Offer]] = field(default_factory=dict)
    """By the domain of the catalog."""
    used: list[Offer] = field(default_factory=list)

    def match(self, paths: Sequence[Path]) -> list[Matched]:
        """The files that can be read and have an article; the others are told."""
        read: list[tuple[Path, Article]] = []
        for path in paths:
            try:
                read.append((path, read_translated(self.project, path)))
            except PolypubError as error:
                self.report.problems.extend(error.problems)
            if path.resolve().is_relative_to(self.project.content.resolve()):
                hint = "Move it away after the import."
                text = "it lies in content/, where it is an article of its own"
                self.report.warnings.append(Finding("import-in-content", "warning", text, path.as_posix(), hint=hint))
        if self.options.source:
            article = find_named(self.site, self.options.source, self.project.root)
            found: list[Matched | Problem] = [Matched(one, article) for _, one in read]
        else:
            found = list(match_files(self.site, read, self.locale, self.project.root))
        self.report.problems.extend(one for one in found if isinstance(one, Problem))
        return [one for one in found if isinstance(one, Matched) and self._is_wanted(one)]

    def _is_wanted(self, one: Matched) -> bool:
        if one.article.domain in self._wanted([one.article]):
            return True
        text = f"{one.article.path} is not translated into `{self.locale}`"
        self.report.problems.append(Problem(text, one.translated.path, hint="See its `language` and `languages`."))
        return False

    def _wanted(self, articles: Iterable[Article]) -> frozenset[str]:
        return wanted_domains(self.site, (article.domain for article in articles if article.translate), self.locale)

    def read_entries(self, paths: Sequence[Path]) -> Entries:
        """The messages of the catalogs; those that cannot be read are told."""
        entries = Entries()
        for path in paths:
            try:
                catalog = read_catalog(read_if_there(path) or b"", path.as_posix())
                entries.add(catalog.messages, path.as_posix())
                self.report.count(path.as_posix())
            except PolypubError as error:
                self.report.problems.extend(error.problems)
        return entries

    def offer(self, one: Matched) -> None:
        """Offer what a translated file says."""
        path = one.translated.path
        count = self.report.count(path)
        count.source = one.article.path
        aligned = offer_article(one.article, one.translated)
        count.left = len(aligned.left)
        for segment in aligned.left:
            text = "no source has this block"
            self.report.left.append(
                Finding("import-no-source", "info", text, path, segment.line, source=segment.source)
            )
        if len(aligned.offers) < _HARDLY * (len(aligned.left) + len(aligned.offers)):
            text, hint = f"hardly a block of it is in {one.article.path}", "Name another source with --source."
            self.report.warnings.append(Finding("import-other-article", "warning", text, path, hint=hint))
        self._add(one.article, aligned.offers)

    def offer_all(self, entries: Entries) -> None:
        """Offer what other catalogs say, to every article of the edition."""
        if entries.entries:
            wanted = self._wanted(self.site.articles)
            for article in self.site.articles:
                if article.domain in wanted:
                    self._add(article, offer_entries(article, entries))

    def _add(self, article: Article, offers: Iterable[Offer]) -> None:
        source = self.site.language_of(article)
        judged = judge_offers(offers, source, self.locale)
        self.offers.setdefault(catalog_domain(self.project, article), []).extend(judged)

    def fill(self) -> None:
        """Put the offers into the catalogs as they are now."""
        templates = self._templates()
        folder = CatalogFolder(self.project.locales)
        for domain, offers in self.offers.items():
            chosen = choose_offers(offers)
            results: list[Filled] = []
            change = self._change(templates[domain], chosen, results)
            change_catalog(self.changes, folder.catalog(self.locale, domain), domain, self.locale, change)
            if results:
                self._count(offers, results[-1])

    def _change(
        self, template: Catalog, chosen: dict[Key, Offer], results: list[Filled]
    ) -> Callable[[Catalog | None], Catalog | None]:
        def change(catalog: Catalog | None) -> Catalog | None:
            if catalog is None:
                catalog = new_catalog(self.project, template, self.locale)
            elif self.changes.is_dry:  # what would be there if this were not only to tell
                catalog = merge_catalog(catalog, template, self.options.now.date()).catalog
            results.append(fill_catalog(catalog, chosen))
            return results[-1].catalog

        return change

    def _templates(self) -> dict[str, Catalog]:
        found = [blank_catalog(one, 2) for one in extract_messages(self.site, self.project, self.options.now)]
        groups = group_templates(found, self.project.catalogs, foreign_languages(self.site))
        return {template.domain: template for template in groups}

    def _count(self, offers: Sequence[Offer], filled: Filled) -> None:
        self.report.open += filled.open
        for offer in filled.taken:
            count = self.report.count(offer.path)
            if not offer.doubt:
                count.filled += 1
                continue
            count.unsure += 1
            self.report.unsure.append(
                Finding("import-unsure", "warning", offer.doubt, offer.path, offer.line, source=offer.key.source)
            )
        for offer in filled.there:
            self.report.count(offer.path).there += 1
        for offer in offers:
            self.report.count(offer.path).same += offer.is_untranslated
        texts = {message.key: message.targets[:1] for message in filled.catalog.messages if not message.obsolete}
        self.used += [offer for offer in offers if texts.get(offer.key) == (offer.text,)]

    def finish(self, entries: Entries) -> None:
        """Tell which messages of other catalogs translate nothing, and keep them where that is wanted."""
        for offer in self.used:
            if offer.found:
                entries.use(offer.found)
        self.report.add_unused(entries.unused())
        if self.options.unused and self.report.unused and not self.changes.is_dry:
            replace_file(self.options.unused, self._render_unused())

    def _render_unused(self) -> bytes:
        header = new_header(
            self.locale, self.project.source, plural_forms(self.locale), f"{self.options.now:%Y-%m-%d %H:%M%z}"
        )
        seen: set[Key] = set()
        messages = []
        for entry in self.report.unused:
            key = entry.message.key
            if key in seen:  # two texts for one source: the place tells them apart
                key = Key(f"{key.context or ''}{entry.path}:{entry.message.line}", key.source)
            seen.add(key)
            messages.append(replace(entry.message, key=key))
        return render_catalog(Catalog("", self.locale, tuple(messages), header), None)
