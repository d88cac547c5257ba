"""The pages of a site before they are rendered: what their links lead to, and what they tell machines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from polypub.check.articles import check_articles
from polypub.check.graph import Node, check_files, check_graph
from polypub.check.ground import Ground
from polypub.check.site_links import View, check_links, check_other_editions, check_translated_links
from polypub.check.site_rules import Spot
from polypub.config.project import Project
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.page import Finding
from polypub.model.site import Article, has_chooser
from polypub.pipeline.assets import place_assets
from polypub.pipeline.judge import template_folders
from polypub.render.edition import Printer, Workshop
from polypub.render.frame import find_cluster, page_view
from polypub.render.pages import Plan
from polypub.render.press import Press
from polypub.render.root import root_files

_ID = re.compile(r"""\sid=["']([^"'{}<>]+)["']""")
_ASSET = re.compile(r"""\basset\(\s*(?:"([^"{}]+)"|'([^'{}]+)')\s*\)""")


def check_site(project: Project, press: Press, locales: Collection[Locale]) -> Iterator[Finding]:
    """Links, pictures and addresses of all articles, and the translations of some editions."""
    printer = Printer(press, Workshop(template_folders(project)))
    plans = [(locale, plan) for locale in printer.desks for plan in printer.plans(locale)]
    yield from check_files(_owners(project, press, plans))
    ground = _ground(project, printer, plans)
    yield from _locate(project, _check_articles(press, ground, locales))
    yield from check_graph(_nodes(printer, plans))
    yield from _check_templates(project, press)


def _owners(project: Project, press: Press, plans: list[tuple[Locale, Plan]]) -> Iterator[tuple[str, Spot]]:
    """Every file of the output with what it is made from."""
    articles = {article.id: article.path for article in press.articles}
    for locale, plan in plans:
        path = articles.get(plan.subject, "") if plan.kind in ("article", "redirect") else ""
        yield plan.file, Spot(path or f"{plan.kind} {plan.subject}".strip(), locale=locale)
    for place, path in place_assets(press.site.editions, {path: path for path in press.assets}).items():
        yield place, Spot(_shown(project, project.static / path))
    for path, bundled in press.bundled.items():
        yield bundled.place, Spot(f"content/{path}")


def _ground(project: Project, printer: Printer, plans: list[tuple[Locale, Plan]]) -> Ground:
    press, desks = printer.press, printer.desks
    articles = {article.id: article for article in press.articles}
    files = {plan.file for _, plan in plans} | press.assets.keys() | {page.path for page in root_files(desks)}
    if has_chooser(press.site.editions):
        files.add("index.html")
    for edition in press.site.editions:  # what a host of its own has is named from its root
        own = f"{edition.host}/" if edition.domain else ""
        files |= {path.removeprefix(own) for path in files if own and path.startswith(own)}
    urls = {
        (plan.subject, locale): desks[locale].routes.url(plan.path) for locale, plan in plans if plan.kind == "article"
    }
    return Ground(
        articles=articles,
        waiting={article.id for article in press.site.articles} - articles.keys(),
        urls=urls,
        files=frozenset(files),
        beside=press.bundled.keys(),
        base=urlsplit(project.base_url).path.rstrip("/"),
        frame=frozenset(name for _, text in _templates(project) for name in _ID.findall(text)),
    )


def _check_articles(press: Press, ground: Ground, locales: Collection[Locale]) -> Iterator[Finding]:
    yield from check_articles(press.articles)
    anywhere = {id_: url for (id_, _), url in ground.urls.items()}
    is_complete = len(ground.urls) == len(press.articles) * len(press.site.editions)
    for article in press.articles:

        def view(locale: Locale, article: Article = article) -> View:
            """The article in an edition; where it has no page there, its links are judged from another's."""
            url = ground.urls.get((article.id, locale)) or anywhere.get(article.id, f"{ground.base}/")
            return View(article, url, ground, locale)

        original = view(press.site.language_of(article))
        yield from check_links(original)
        if not is_complete:
            yield from check_other_editions(original, locales)
        for locale in locales:
            translations = press.translations.get(locale, {}).get(article.domain)
            if translations and article.translate:
                yield from check_translated_links(view(locale), translations)


def _locate(project: Project, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings on front matter, whose fields keep no lines, with the line that has the part."""
    for finding in findings:
        if finding.line or not finding.part:
            yield finding
            continue
        text = (read_if_there(project.root / finding.path) or b"").decode("utf-8", "replace")
        offset = text.find(finding.part)
        yield finding if offset < 0 else replace(finding, line=text.count("\n", 0, offset) + 1)


def _nodes(printer: Printer, plans: list[tuple[Locale, Plan]]) -> Iterator[Node]:
    """What each page will tell machines."""
    articles = {article.id: article.path for article in printer.press.articles}
    for locale, plan in plans:
        if plan.is_page and plan.kind != "notfound":
            desk = printer.desks[locale]
            desk.begin()
            view = page_view(desk, plan, find_cluster(desk, plan))
            yield Node(
                url=desk.routes.absolute(view.url),
                path=articles.get(plan.subject, plan.file) if plan.kind == "article" else plan.file,
                locale=locale,
                canonical=view.canonical,
                indexable="noindex" not in view.robots,
                alternates=tuple((other.hreflang, other.href) for other in view.alternates),
            )


def _check_templates(project: Project, press: Press) -> Iterator[Finding]:
    """Static files that the site's templates name and nobody has put there."""
    for path, text in _templates(project):
        for match in _ASSET.finditer(text):
            name = (match[1] or match[2]).lstrip("/")
            if name not in press.assets:
                line = text.count("\n", 0, match.start()) + 1
                hint = "Put it below static/, or correct the name."
                yield Spot(path, line).finding("missing-file", f"there is no static file `{name}`", hint, name)


def _templates(project: Project) -> Iterator[tuple[str, str]]:
    """The templates, each with its path as people know it."""
    for folder in template_folders(project):
        for path in sorted(folder.rglob("*.html")):
            yield _shown(project, path), (read_if_there(path) or b"").decode("utf-8", "replace")


def _shown(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)
