"""`polypub status PAGE`: the state of one article in every edition, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.po import read_catalog
from polypub.config.project import Project
from polypub.errors import CatalogError, Problem, UsageError
from polypub.files import read_if_there
from polypub.formats.fields import nearest_name
from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.page import Coverage, Finding, PageState
from polypub.model.site import Article, Edition, Site
from polypub.pipeline.judge import load_all
from polypub.pipeline.originals import catalog_domain
from polypub.pipeline.screen import make_screen
from polypub.pipeline.status import count_table
from polypub.pipeline.verdicts import Hearing, hear_article, word_counts
from polypub.render.judge import decide_state, has_title, key_of, threshold_of
from polypub.render.reasons import describe_open, explain_state, words_needed
from polypub.render.routes import Routes
from polypub.site.load import load_site, published_articles


@dataclass(frozen=True, slots=True)
class Open:
    """A message of the article that is not reviewed, or whose translation is kept off the page."""

    source: str
    words: int
    what: str
    """`untranslated`, `draft`, `stale` or `blocked`."""
    path: str
    line: int
    """Of the message in its catalog; of the text in the article where the catalog lacks it."""


@dataclass(frozen=True, slots=True)
class EditionPage:
    """The article in one edition."""

    locale: Locale
    state: PageState
    url: str
    reasons: tuple[str, ...]
    coverage: Coverage = field(default_factory=Coverage)
    threshold: float | None = None
    """The share that the page must reach, or stay at; None where nothing is counted."""
    needed: int = 0
    """Source words that must yet be reviewed for it to be published."""
    needs_title: bool = False
    open: tuple[Open, ...] = ()
    """In the article's order."""


@dataclass(frozen=True, slots=True)
class PageStatus:
    """An article in all editions, and catalogs that could not be read."""

    article: Article
    hidden: str
    """Why no edition has it today; empty when it is out."""
    editions: tuple[EditionPage, ...]
    problems: tuple[Problem, ...]


def explain_page(project: Project, now: dt.datetime, page: str) -> PageStatus:
    """The states of an article, named by its file, its id, or the address of one of its pages.

    Raises UsageError when there is no such article.
    """
    site = load_site(project)
    article = find_article(project, site, page)
    translations, problems = load_all(project, site)
    screen = make_screen(project)
    hidden = "" if article in published_articles(site, now) else _why_hidden(article)
    pages = []
    for edition in site.editions:
        if edition.locale == site.language_of(article):
            pages.append(_source_page(site, edition, article, hidden))
        else:
            catalog = translations[edition.locale].get(article.domain)
            catalog = catalog or Translations(article.domain, edition.locale, "", {})
            hearing = hear_article(article, edition, catalog, screen, now.date())
            pages.append(_page(project, site, edition, article, hearing, hidden))
    return PageStatus(article, hidden, tuple(pages), problems)


def find_article(project: Project, site: Site, page: str) -> Article:
    """The article that a path, an id, or an address means."""
    articles = {article.id: article for article in site.articles}
    names = {article.path: article for article in site.articles}
    found = articles.get(page.strip("/")) or names.get(_relative(project, page)) or _by_address(site, page)
    if found is None:
        nearest = nearest_name(page, [*articles, *names])
        hint = f"Did you mean `{nearest}`?" if nearest else "Name its file, its id, or the address of its page."
        raise UsageError(Problem(f"there is no article `{page}`", hint=hint))
    return found


def _relative(project: Project, page: str) -> str:
    try:
        path = Path(page).resolve()
        inside = path.is_relative_to(project.root) and path.is_file()
    except (OSError, ValueError):
        return page
    return path.relative_to(project.root).as_posix() if inside else page


def _by_address(site: Site, page: str) -> Article | None:
    try:
        wanted = unquote(urlsplit(page).path).removesuffix("index.html").rstrip("/")
    except ValueError:
        return None
    for edition in site.editions:
        routes = Routes(site, edition)
        for article in site.articles:
            if unquote(routes.url(routes.article(article))).rstrip("/") == wanted:
                return article
    return None


def _why_hidden(article: Article) -> str:
    return "it is a draft (`draft: true`)" if article.draft else f"it comes out on {article.date}"


def _url(site: Site, edition: Edition, article: Article) -> str:
    routes = Routes(site, edition)
    return routes.shared(routes.url(routes.article(article)))


def _source_page(site: Site, edition: Edition, article: Article, hidden: str) -> EditionPage:
    is_here = not article.languages or edition.locale in article.languages
    reason = "it is written in this language" if is_here else f"its `languages` are {', '.join(article.languages)}"
    state = PageState.SOURCE if is_here and not hidden else PageState.NONE
    return EditionPage(edition.locale, state, _url(site, edition, article), (hidden or reason,))


def _page(
    project: Project, site: Site, edition: Edition, article: Article, hearing: Hearing, hidden: str
) -> EditionPage:
    evidence, policy = hearing.evidence, edition.policy_of(article.section)
    state = decide_state(article, edition, evidence)
    is_asked = article.translate and (not article.languages or edition.locale in article.languages)
    reasons = (*((f"not out yet: {hidden}",) if hidden else ()), *explain_state(article, edition, evidence))
    return EditionPage(
        locale=edition.locale,
        state=PageState.NONE if hidden else state,
        url=_url(site, edition, article),
        reasons=(*reasons, *(f"blocked: {_told(finding)}" for _, finding in hearing.blocked)),
        coverage=evidence.coverage,
        threshold=threshold_of(policy, evidence) if is_asked else None,
        needed=words_needed(policy, evidence) if is_asked and not state.indexable else 0,
        needs_title=is_asked and not has_title(article, evidence),
        open=tuple(_find_open(project, edition, article, hearing)) if is_asked else (),
    )


def _told(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}: {finding.text}"


def _find_open(project: Project, edition: Edition, article: Article, hearing: Hearing) -> Iterator[Open]:
    counts, blocked = dict(word_counts(article)), {key for key, _ in hearing.blocked}
    path, lines = _read_lines(project, edition, article)
    for key, segment in {key_of(segment): segment for segment in article.segments}.items():
        found = hearing.evidence.translations.get(key)
        if found is None or not found.state.publishable:
            what = "blocked" if found is None and key in blocked else describe_open(found.state if found else None)
            place = (path, lines[key]) if key in lines else (article.path, segment.line)
            yield Open(segment.source, counts[key], what, *place)


def _read_lines(project: Project, edition: Edition, article: Article) -> tuple[str, dict[Key, int]]:
    """The article's catalog, and the lines of its live messages; none when it is not there or cannot be read."""
    domain = catalog_domain(project, article)
    path = CatalogFolder(project.locales).catalog(edition.locale, domain)
    shown = path.relative_to(project.root).as_posix()
    try:
        catalog = read_catalog(read_if_there(path) or b"", shown, domain, edition.locale)
    except CatalogError:
        return shown, {}
    return shown, {message.key: message.line for message in catalog.messages if not message.obsolete}


def page_table(status: PageStatus) -> dict[str, object]:
    """The status in the form that scripts read (see docs/status.md)."""
    article = status.article
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title.source,
        "hidden": status.hidden or None,
        "editions": [_row(page) for page in status.editions],
    }


def _row(page: EditionPage) -> dict[str, object]:
    return {
        "locale": page.locale,
        "state": page.state.value,
        "url": page.url,
        **count_table(page.coverage),
        "threshold": page.threshold,
        "reasons": list(page.reasons),
        "needs": {"words": page.needed, "title": page.needs_title},
        "open": [
            {"source": one.source, "words": one.words, "state": one.what, "path": one.path, "line": one.line}
            for one in page.open
        ],
    }
