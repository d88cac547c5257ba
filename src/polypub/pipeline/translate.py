"""`polypub translate`: drafts for what nobody has translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.po import read_catalog
from polypub.catalog.regroup import group_domain
from polypub.config.project import Project
from polypub.errors import PolypubError, Problem, UsageError
from polypub.files import read_if_there
from polypub.formats.glossary import Glossary, read_glossary
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, state_of
from polypub.model.site import Site
from polypub.model.state import State
from polypub.model.text import Segment
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.draft_report import TranslateReport
from polypub.pipeline.drafting import Drafting, Meter, Sources, Work
from polypub.pipeline.extract import extract_messages
from polypub.pipeline.originals import catalog_domain, foreign_languages
from polypub.site.load import load_site
from polypub.translate.ask import Asker
from polypub.translate.breaker import Direction
from polypub.translate.budget import Budget
from polypub.translate.dispatch import Dispatcher, Pace
from polypub.translate.drafts import OPEN, UNREAD, drop_drafts
from polypub.translate.engines.base import Engine
from polypub.translate.engines.find import find_engine
from polypub.translate.memory import open_memory
from polypub.translate.replies import Replies

Mode = Literal["draft", "redo", "drop"]
"""Draft what is open; and the unread drafts anew; or empty the unread drafts."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateOptions:
    """What to draft, and with what."""

    now: dt.datetime
    engine: str | None = None
    """None for the one that the configuration names."""
    only: str = "*"
    """A pattern that domains must match: `content/news/*`."""
    mode: Mode = "draft"
    is_dry: bool = False
    """Tell what would be sent; send and write nothing."""
    max_chars: int | None = None
    max_cost: float | None = None
    pace: Pace | None = None
    """None for real time."""


def translate_project(
    project: Project,
    locales: Iterable[Locale],
    options: TranslateOptions,
    changes: Changes,
    *,
    progress: Progress = lambda *_: None,
) -> TranslateReport:
    """Draft messages of some editions, newest articles first; each catalog is written as soon as it is done."""
    site = load_site(project)
    wanted = [locale for locale in locales if locale != project.source or site.has_foreign]
    settings = {} if options.mode == "drop" else _choose_settings(project, wanted, options)
    domains = [domain for domain in _order_domains(site, project, options.now) if fnmatchcase(domain, options.only)]
    if options.mode == "drop":
        return _drop(project, wanted, domains, changes)
    states = UNREAD if options.mode == "redo" else OPEN
    work = {
        direction: _find_work(project, direction.target, found, states)
        for locale in wanted
        for direction, found in _directions(site, domains, locale).items()
    }
    meter = Meter(progress, sum(count for found in work.values() for _, count in found))
    report = TranslateReport()
    with ExitStack() as stack:
        memory = stack.enter_context(open_memory(project.memory))
        sources = Sources(memory, _glossary(project), _segments(site, project), project.source, project.dialect)
        drafting = Drafting(CatalogFolder(project.locales), sources, states, options.now.date(), changes, report, meter)
        for asker in _make_askers(project, settings, options, list(work), meter=meter, stack=stack):
            report.count(asker.direction.target).engine = asker.engine.name
            (drafting.foresee if options.is_dry else drafting.draft)(asker, work[asker.direction])
            report.problem = asker.replies.problem
    return report


def _directions(site: Site, domains: Iterable[str], locale: Locale) -> dict[Direction, list[str]]:
    """The domains that an edition translates, by the language that they are translated from; the site's is first."""
    languages = foreign_languages(site)
    found: dict[Direction, list[str]] = {} if locale == site.source else {Direction(site.source, locale): []}
    for domain in domains:
        source = languages.get(domain, site.source)
        if source != locale:
            found.setdefault(Direction(source, locale), []).append(domain)
    return found


def _make_askers(
    project: Project,
    settings: Mapping[Locale, EngineSettings],
    options: TranslateOptions,
    directions: Iterable[Direction],
    *,
    meter: Meter,
    stack: ExitStack,
) -> list[Asker]:
    """One for each direction; one engine serves all that name it, and all share the replies and the budget."""
    engines = _find_engines({one.name: one for one in settings.values()})
    for engine in engines.values():
        stack.callback(engine.close)
    replies = _open_replies(project, options)
    stack.callback(replies.close)
    budget = Budget(options.max_chars, options.max_cost)
    dispatchers = {name: Dispatcher(engine, options.pace, meter.approach) for name, engine in engines.items()}
    named = ((direction, settings[direction.target]) for direction in directions)
    return [Asker(dispatchers[one.name], direction, replies, budget, one.price) for direction, one in named]


def _find_engines(settings: Mapping[str, EngineSettings]) -> dict[str, Engine]:
    """The engines by name; UsageError with all that their settings lack."""
    engines: dict[str, Engine] = {}
    problems: list[Problem] = []
    for name, one in settings.items():
        try:
            engines[name] = find_engine(name, one)
        except UsageError as error:
            problems.extend(error.problems)
    if problems:
        raise UsageError(problems)
    return engines


def _choose_settings(
    project: Project, locales: Iterable[Locale], options: TranslateOptions
) -> dict[Locale, EngineSettings]:
    """The engine of every edition; UsageError with all that have none, or no price where one is needed."""
    names = {locale: options.engine or project.engine_for(locale) for locale in locales}
    hint = "Name one with --engine, or as `engine` in the configuration; text leaves this machine only then."
    path = project.config_path.name
    problems = [
        Problem(f"no engine is set for `{locale}`", path, hint=hint) for locale, name in names.items() if not name
    ]
    chosen = {
        locale: project.engine_settings.get(name) or EngineSettings(name=name, engine=name)
        for locale, name in names.items()
        if name
    }
    if options.max_cost is not None:
        for name in dict.fromkeys(one.name for one in chosen.values() if one.price is None):
            hint = f"Set `price` in [engines.{name}] to what a million characters cost, or to 0."
            problems.append(Problem(f"--max-cost needs the price of `{name}`", path, hint=hint))
    if problems:
        raise UsageError(problems)
    return chosen


def _order_domains(site: Site, project: Project, now: dt.datetime) -> list[str]:
    """What stands on every page first, then the newest articles."""
    newest: dict[str, dt.date] = {}
    for article in site.articles:
        domain = catalog_domain(project, article)
        newest[domain] = max(newest.get(domain, dt.date.min), article.day or dt.date.min)
    alone, messages = foreign_languages(site), extract_messages(site, project, now)
    domains = dict.fromkeys(group_domain(template.domain, project.catalogs, alone) for template in messages)
    return sorted(domains, key=lambda domain: newest.get(domain, dt.date.max), reverse=True)


def _segments(site: Site, project: Project) -> dict[str, dict[Key, Segment]]:
    """The blocks that messages were read from, by domain."""
    segments: dict[str, dict[Key, Segment]] = {}
    for article in site.articles:
        found = segments.setdefault(catalog_domain(project, article), {})
        for segment in article.segments:
            found.setdefault(Key(segment.context, segment.source), segment)
    return segments


def _find_work(project: Project, locale: Locale, domains: Iterable[str], states: frozenset[State]) -> Work:
    """The domains that have something to draft, and how much; a catalog that cannot be read is told of later."""
    folder = CatalogFolder(project.locales)
    counts = ((domain, _count(folder.catalog(locale, domain), states)) for domain in domains)
    return [(domain, count) for domain, count in counts if count]


def _count(path: Path, states: frozenset[State]) -> int:
    try:
        data = read_if_there(path)
        messages = () if data is None else read_catalog(data, str(path)).messages
    except PolypubError:
        return 1
    return sum(state_of(message) in states for message in messages)


def _drop(project: Project, locales: Iterable[Locale], domains: Iterable[str], changes: Changes) -> TranslateReport:
    """Empty the unread drafts of some editions."""
    report, folder = TranslateReport(), CatalogFolder(project.locales)
    work = [(report.count(locale), locale, domain) for locale in locales for domain in domains]
    for count, locale, domain in work:
        count.dropped += _drop_drafts(folder, locale, domain, changes)
    return report


def _drop_drafts(folder: CatalogFolder, locale: Locale, domain: str, changes: Changes) -> int:
    """Empty those of one catalog; how many there were."""
    emptied = 0

    def change(catalog: Catalog | None) -> Catalog | None:
        nonlocal emptied
        if catalog is None:
            return None
        result = drop_drafts(catalog)
        emptied = sum(old is not new for old, new in zip(catalog.messages, result.messages, strict=True))
        return result

    change_catalog(changes, folder.catalog(locale, domain), domain, locale, change)
    return emptied


def _open_replies(project: Project, options: TranslateOptions) -> Replies:
    """The store of replies; telling what would be sent neither makes one nor changes it."""
    path = project.root / ".polypub" / "replies.sqlite"
    is_there = path.is_file() or not options.is_dry
    return Replies(path if is_there else None, options.now.date(), is_fresh=options.mode == "redo")


def _glossary(project: Project) -> Glossary:
    path = project.locales / "glossary.csv"
    data = read_if_there(path)
    return Glossary() if data is None else read_glossary(data, path.relative_to(project.root).as_posix())
