"""`polypub engines`: which engines there are, what each needs, and whether it answers now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import NamedTuple

from polypub.cldr.tags import parse_locale
from polypub.errors import LocaleError, PolypubError
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.base import Engine, Limits, Probe
from polypub.translate.engines.find import engine_names, find_engine


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineReport:
    """One engine, or one table of a site's configuration."""

    name: str
    engine: str
    """Which engine it is."""
    is_configured: bool
    """The site has a table for it."""
    is_used: bool
    """The site names it for an edition."""
    is_ready: bool = False
    """It has all that it needs to be asked."""
    needs: str = ""
    note: str = ""
    """What is missing, or what it answered."""
    limits: Limits | None = None
    answers: bool | None = None
    """None when it was not asked."""
    languages: tuple[str, ...] = ()
    """In its own codes; empty when it does not tell."""
    knows: tuple[tuple[Locale, bool], ...] = ()
    """For each language that was asked for, whether it is among them; empty when it does not tell."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is asked: for which languages, and whether engines are spoken to at all."""

    source: Locale
    targets: tuple[Locale, ...]
    probes: bool = True


def survey_engines(settings: Mapping[str, EngineSettings], used: Iterable[str], survey: Survey) -> list[EngineReport]:
    """Every engine in order, then the site's tables; all are asked at once, without any text of a person's."""
    names = [name for name in engine_names() if name not in settings]
    tables = [EngineSettings(name=name, engine=name) for name in names] + list(settings.values())
    site = _Site(frozenset(settings), frozenset(used))
    with ThreadPoolExecutor(max_workers=max(1, len(tables))) as pool:
        return list(pool.map(lambda one: _report(one, site, survey), tables))


class _Site(NamedTuple):
    configured: frozenset[str]
    used: frozenset[str]


def _report(settings: EngineSettings, site: _Site, survey: Survey) -> EngineReport:
    report = EngineReport(
        name=settings.name,
        engine=settings.engine,
        is_configured=settings.name in site.configured,
        is_used=settings.name in site.used,
    )
    try:
        engine = find_engine(settings.name, settings)
    except PolypubError as error:
        problem = error.problems[0]
        return replace(report, note=f"{problem.text}. {problem.hint}".strip())
    try:
        report = replace(report, is_ready=True, limits=engine.limits, needs=engine.needs)
        return _probed(report, engine, survey) if survey.probes else report
    finally:
        engine.close()


def _probed(report: EngineReport, engine: Engine, survey: Survey) -> EngineReport:
    try:
        probe = engine.probe(survey.source, survey.targets)
    except Exception as error:  # another package's engine; its words may hold a key
        probe = Probe(answers=False, note=f"it stopped with {type(error).__name__}")
    knows = _compare(probe.languages, survey.targets) if probe.languages else ()
    return replace(report, answers=probe.answers, note=probe.note, languages=probe.languages, knows=knows)


def _compare(codes: Iterable[str], targets: Iterable[Locale]) -> tuple[tuple[Locale, bool], ...]:
    """Whether each language is among an engine's, whose codes may be of three letters or without a region."""
    known = {_plain(code) for code in codes}
    return tuple((target, bool({_plain(target), _plain(target).partition("-")[0]} & known)) for target in targets)


def _plain(code: str) -> str:
    try:
        return parse_locale(code.replace("_", "-")).lower()
    except LocaleError:
        return code.lower()
