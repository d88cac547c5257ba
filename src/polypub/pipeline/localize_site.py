"""`polypub localize LOCALE`: a site's whole content in other languages, for whoever builds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from polypub import __version__
from polypub.config.project import Project
from polypub.errors import Problem
from polypub.files import read_if_there
from polypub.formats.front_matter import split_front_matter
from polypub.formats.source import Source, choose_fields, cut_source, join_source
from polypub.formats.toml_file import cut_toml
from polypub.localize.layout import Layout, place
from polypub.localize.shown import Shown
from polypub.localize.source import localise_source, localise_toml
from polypub.model.locale import Locale
from polypub.model.message import Translations
from polypub.model.page import Finding
from polypub.model.site import Article, Site
from polypub.pipeline.blocked import Gate
from polypub.pipeline.judge import load_all, refuse_hostile
from polypub.pipeline.localize import translated_share
from polypub.pipeline.localized_tree import Tree, TreeOrder, open_trees
from polypub.pipeline.screen import make_screen
from polypub.pipeline.sources import read_text
from polypub.pipeline.validity import find_folders
from polypub.replay import Watch, hash_content
from polypub.site.folders import SECTION_FILE
from polypub.site.load import load_site

_NAMES = {"tags": "tag", "authors": "author"}
_SECTION = choose_fields((), {"title": "section title", "summary": "section summary"})


@dataclass(slots=True)
class TreeReport:
    """What was done."""

    files: int = 0
    written: int = 0
    removed: int = 0
    left_out: list[tuple[str, float]] = field(default_factory=list)
    """Files that are not translated enough, by where they would lie, with their share."""
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    folders: list[str] = field(default_factory=list)
    """All that were written to, absolute."""


def watch_content(project: Project) -> Watch:
    """A watch over all that is read; it is asked before anything is."""
    return Watch(str(project.root), ("polypub.toml", "pyproject.toml", project.content.name, project.locales.name))


def localize_site(project: Project, order: TreeOrder) -> TreeReport:
    """Write every article, section and other file of the content, translated as far as it is.

    What an earlier run has written and is no more is removed; files of others are never touched: OutputError with all
    that are in the way.
    """
    site = load_site(project)
    loaded, problems = load_all(project, replace(site, editions=tuple(map(site.edition, order.locales))))
    translations, refused = refuse_hostile(loaded)
    gate = Gate(make_screen(project), order.options.policy, project.root / ".polypub" / "localized")
    work = _Work(project, site, order, translations, gate, _find_others(project, site))
    trees = open_trees(project, order, {locale: work.paths(locale) for locale in order.locales})
    work.write(trees)
    gate.close()
    report = work.report
    for tree in {tree.folder: tree for tree in trees.values()}.values():
        report.removed += tree.close()
        report.written += tree.written
        report.files += len(tree.kept)
        report.folders += find_folders(tree.folder)
    report.findings, report.problems = (*refused, *gate.findings), (*problems, *gate.screen.problems)
    return report


def _find_others(project: Project, site: Site) -> tuple[str, ...]:
    """The content's files that are neither articles nor sections, relative to it; hidden ones are left alone."""
    known = {_below(article.path) for article in site.articles}
    root = project.content.resolve()
    found = (path for path in sorted(project.content.rglob("*")) if path.is_file())
    names = (p.relative_to(project.content).as_posix() for p in found if p.resolve().is_relative_to(root))
    return tuple(n for n in names if n not in known and not _is_section(n) and not f"/{n}".count("/."))


@dataclass(frozen=True, slots=True)
class _Work:
    """One run."""

    project: Project
    site: Site
    order: TreeOrder
    translations: Mapping[Locale, Mapping[str, Translations]]
    gate: Gate
    others: tuple[str, ...]
    report: TreeReport = field(default_factory=TreeReport)

    def paths(self, locale: Locale) -> set[str]:
        """Where one language's files would lie."""
        articles = (_below(article.path) for article in self.site.articles if _is_for(article, locale))
        sections = (_below(section.path) for section in self.site.sections if section.path)
        copied = self.others if self.order.layout is Layout.folder else ()
        return {place(path, locale, self.order.layout) for path in (*articles, *sections, *copied)}

    def write(self, trees: Mapping[Locale, Tree]) -> None:
        """Write all files of all languages, each source read once."""
        for article in self.site.articles:
            self._write_article(article, trees)
        for section in self.site.sections:
            if section.path:
                self._write_section(section.path, trees)
        for path in self.others if self.order.layout is Layout.folder else ():
            data = read_if_there(self.project.content / path) or b""
            for locale, tree in trees.items():
                tree.put(path, locale, data)

    def _write_article(self, article: Article, trees: Mapping[Locale, Tree]) -> None:
        source: Source | None = None  # its header is read where something changed
        for locale, tree in trees.items():
            if not _is_for(article, locale):
                continue
            shown, path = self._shown(article, locale), place(_below(article.path), locale, self.order.layout)
            mark = self._mark(article, shown)
            if not tree.keep(path, mark):
                source = source or self._cut(article)
                if self._is_enough(path, source, shown, article):
                    tree.put(path, locale, localise_source(source, shown, locale).encode(), mark)

    def _write_section(self, path: str, trees: Mapping[Locale, Tree]) -> None:
        file = cut_toml(read_text(str(self.project.root / path)), path, _SECTION)
        for locale, tree in trees.items():
            words = self.translations[locale].get("site") or Translations("site", locale, "", {})
            text = localise_toml(file, Shown(words, words, self.order.options.states))
            tree.put(place(_below(path), locale, self.order.layout), locale, text.encode())

    def _shown(self, article: Article, locale: Locale) -> Shown:
        """What an article shows in a language; nothing is translated of one that was written in it."""
        catalogs = self.translations[locale]
        words = catalogs.get(article.domain) or Translations(article.domain, locale, "", {})
        if self.site.language_of(article) == locale:
            words = replace(words, entries={})
        return Shown(words, catalogs.get("site"), self.order.options.states, self.gate.find(article, words))

    def _mark(self, article: Article, shown: Shown) -> str:
        """Changes with everything that a file is made from."""
        digests = shown.article.digest, shown.site.digest if shown.site else "", self.gate.screen.digest
        options = self.order.options
        parts = (__version__, article.digest, *digests, options.drafts, options.min_translated, self.project.digest)
        return hash_content(repr(parts).encode())

    def _is_enough(self, path: str, source: Source, shown: Shown, article: Article) -> bool:
        """Whether a file is written; one that is not is told."""
        least = self.order.options.min_translated
        if not least or self.site.language_of(article) == shown.article.locale:
            return True
        share = translated_share(source.segments, shown)
        if share < least:
            self.report.left_out.append((path, share))
        return share >= least

    def _cut(self, article: Article) -> Source:
        """The article's file; a body of Markdown is cut already."""
        text, kinds = read_text(str(self.project.root / article.path)), choose_fields(self.project.fields, _NAMES)
        if article.body.format == "html":
            return cut_source(text, article.path, kinds)
        return join_source(article.path, split_front_matter(text, article.path), kinds, article.body)


def _below(path: str) -> str:
    """A path below `content/`."""
    return path.partition("/")[2]


def _is_section(path: str) -> bool:
    return path.rpartition("/")[2] == SECTION_FILE


def _is_for(article: Article, locale: Locale) -> bool:
    return not article.languages or locale in article.languages
