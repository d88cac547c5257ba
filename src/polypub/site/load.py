"""Read a site: every article and section of a project, and every problem with them at once."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from dataclasses import replace
from typing import Protocol

from polypub.config.project import Project
from polypub.errors import Problem, SourceError
from polypub.formats.dialects import cut_in
from polypub.formats.encoding import decode_utf8
from polypub.formats.fields import FieldReader
from polypub.model.site import Article, Edition, Section, Site
from polypub.site.addresses import address_problems
from polypub.site.article import Source, Terms, read_article
from polypub.site.folders import Found, walk_content
from polypub.site.permalinks import place_articles, undated_problems
from polypub.site.sections import complete_sections, read_section
from polypub.site.slugs import read_slugs


class Known(Protocol):
    """Articles of an earlier run."""

    def find(self, path: str, status: os.stat_result) -> Article | None:
        """The article of a file that is as it was by its time and size."""

    def match(self, path: str, status: os.stat_result, digest: str) -> Article | None:
        """The article of a file that is as it was by its content; `status` is from before it was read."""

    def keep(self, article: Article, status: os.stat_result) -> Article:
        """An article that was just read, noted for later runs."""


def load_site(project: Project, known: Known | None = None) -> Site:
    """Everything that lies in the project's `content/`; SourceError with all problems of all files at once."""
    reading = _Reading(project, known)
    if not project.content.is_dir() and any(project.locales.glob("*/LC_MESSAGES/content*")):
        hint = "Put it back: without it, the catalogs would lose all of them. Or remove the catalogs' content folders."
        raise SourceError(
            Problem("there is no such folder, but there are catalogs of its articles", "content", hint=hint)
        )
    for found in walk_content(project.root, reading.problems):
        reading.read(found)
    sections = complete_sections(reading.sections, reading.articles)
    articles = place_articles(reading.articles, sections, project.permalink)
    reading.problems.extend((*undated_problems(articles), *address_problems(articles, sections, project.editions)))
    editions = tuple(_with_slugs(project, edition, reading.problems) for edition in project.editions)
    if reading.problems:
        raise SourceError(reading.problems)
    return Site(
        name=project.name,
        base_url=project.base_url,
        source=project.source,
        editions=editions,
        sections=sections,
        articles=tuple(sorted(articles, key=lambda article: article.path)),
        tagline=project.tagline,
        menu=project.menu,
        footer=project.footer,
    )


def load_file(project: Project, found: Found, known: Known | None = None) -> Article | Section:
    """One of these files alone, as `load_site` reads it; SourceError with all of its problems."""
    reading = _Reading(project, known)
    reading.read(found)
    if reading.problems:
        raise SourceError(reading.problems)
    return reading.articles[0] if reading.articles else reading.sections[found.folder]


def _with_slugs(project: Project, edition: Edition, problems: list[Problem]) -> Edition:
    """An edition with the slugs that are kept for it, where it makes its own."""
    if not edition.makes_slugs:
        return edition
    return replace(edition, slugs=read_slugs(project, edition.locale, problems))


def published_articles(site: Site, now: dt.datetime, *, shows_drafts: bool = False) -> tuple[Article, ...]:
    """The articles that readers may see: no drafts, nothing dated after `now`, which is in the site's time zone.

    With `shows_drafts`, those too that only their authors see.
    """
    shown = (article for article in site.articles if shows_drafts or not article.draft)
    return tuple(article for article in shown if _is_out(article.date, now))


def waiting_articles(site: Site, now: dt.datetime) -> tuple[Article, ...]:
    """Those whose day has not come: they are no drafts, and nothing but time keeps them back."""
    return tuple(article for article in site.articles if not article.draft and not _is_out(article.date, now))


def _is_out(date: dt.date | dt.datetime | None, now: dt.datetime) -> bool:
    if isinstance(date, dt.datetime):
        return date <= now
    return date is None or date <= now.date()


class _Reading:
    """What has been read so far, and what was wrong with it."""

    def __init__(self, project: Project, known: Known | None) -> None:
        editions = tuple(edition.locale for edition in project.editions)
        cut = cut_in(project.dialect)
        self._terms = Terms(project.source, editions, project.timezone, project.fields, cut)
        self._known = known
        self.articles: list[Article] = []
        self.sections: dict[str, Section] = {}
        self.problems: list[Problem] = []

    def read(self, found: Found) -> None:
        """Read one file and keep what it holds."""
        reader = FieldReader(found.path, strict=found.describes_section)
        try:
            if found.describes_section:
                text = decode_utf8(found.file.read_bytes(), found.path)
                self.sections[found.folder] = read_section(text, found.folder, found.path, reader)
            else:
                self.articles.append(self._article(found, reader))
        except OSError as error:
            reader.wrong(f"cannot be read: {error.strerror}", 0)
        except SourceError as error:
            reader.problems.extend(replace(problem, path=problem.path or found.path) for problem in error.problems)
        self.problems.extend(reader.problems)

    def _article(self, found: Found, reader: FieldReader) -> Article:
        known = self._known
        if known is None:
            data = found.file.read_bytes()
            return read_article(_source(found, data, _digest(data)), self._terms, reader)
        status = os.stat(found.file)  # noqa: PTH116 - called for every article
        article = known.find(found.path, status)
        if article is None:
            data = found.file.read_bytes()
            digest = _digest(data)
            article = known.match(found.path, status, digest)
            if article is None:
                article = read_article(_source(found, data, digest), self._terms, reader)
                return article if reader.problems else known.keep(article, status)
        return article


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _source(found: Found, data: bytes, digest: str) -> Source:
    folder, name, text = found.folder, found.stem, decode_utf8(data, found.path)
    if name != "index":
        return Source(f"{folder}/{name}" if folder else name, found.path, folder, name, text, digest)
    if not folder:
        hint = "Move it into a folder, or give it another name."
        raise SourceError(Problem(f"an {found.file.name} needs a folder of its own", found.path, hint=hint))
    section, _, name = folder.rpartition("/")
    return Source(folder, found.path, section, name, text, digest)
