"""`polypub check`: catalogs and the pages made from them, judged without writing anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from polypub.catalog.po import read_catalog
from polypub.catalog.regroup import group_templates
from polypub.check.catalog import check_catalog, ignored_rules
from polypub.check.settings import CheckSettings
from polypub.check.site_rules import Spot
from polypub.config.project import Project
from polypub.errors import CatalogError, PolypubError, Problem, SourceError, UsageError
from polypub.files import read_if_there
from polypub.formats.terms import Glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key
from polypub.model.page import Finding
from polypub.model.site import Site
from polypub.pipeline.check_output import check_output
from polypub.pipeline.check_site import check_site
from polypub.pipeline.extract import extract_messages
from polypub.pipeline.judge import judge_project, site_catalogs
from polypub.pipeline.originals import foreign_languages, wanted_domains
from polypub.site.glossary import load_glossary

Progress = Callable[[int, int], None]
"""Called with the catalogs done and all catalogs."""

_REMEDY = "Run `polypub extract`, and commit what it writes."


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What to check."""

    now: dt.datetime
    locales: tuple[Locale, ...]
    """The editions whose catalogs are checked; the sources always are."""
    output: Path | None = None
    """A folder of rendered pages that are to be checked too."""


def check_project(project: Project, options: CheckOptions, progress: Progress) -> tuple[Finding, ...]:
    """All findings, in an order that does not depend on how they were found.

    Nothing is written but caches. What cannot be read is a finding, too: of sources, then, no other is made.
    """
    try:
        found = list(_check(project, options, progress))
    except UsageError:
        raise
    except PolypubError as error:
        rule = "po-syntax" if isinstance(error, CatalogError) else "source"
        found = [_of_problem(problem, rule) for problem in error.problems]
    return tuple(sorted(_with_severities(found, project), key=_place))


def settings_of(project: Project, glossary: Glossary | None = None) -> CheckSettings:
    """What the configuration says of the rules on catalogs; without a glossary, terms are not looked at."""
    return CheckSettings(project.source, project.checks, glossary or Glossary(), project.dialect)


def _with_severities(found: Iterable[Finding], project: Project) -> Iterator[Finding]:
    """The findings as bad as the site wants them to be."""
    for finding in dict.fromkeys(found):
        severity = project.checks.get(finding.rule, finding.severity)
        if severity != "off":
            yield replace(finding, severity=severity)


def _place(finding: Finding) -> tuple[str, int, str, str, str, str]:
    return finding.path, finding.line, finding.rule, finding.locale or "", finding.text, finding.source


def _of_problem(problem: Problem, rule: str, locale: Locale | None = None) -> Finding:
    return Finding(rule, "error", problem.text, problem.path, problem.line, locale, problem.hint)


def _check(project: Project, options: CheckOptions, progress: Progress) -> Iterator[Finding]:
    judgement = judge_project(project, options.now)
    site = judgement.press.site
    glossary = None
    try:
        glossary = load_glossary(project)
    except SourceError as error:
        yield from (_of_problem(problem, "source") for problem in error.problems)
    catalogs = _Catalogs(project, site, [one for one in options.locales if one != site.source or site.has_foreign])
    catalogs.settings = settings_of(project, glossary)
    found = list(catalogs.check(progress))
    yield from found
    wrong = {(finding.path, finding.line) for finding in found if finding.severity == "error"}
    for finding in judgement.findings:
        is_ours = finding.locale in options.locales and not Path(finding.path).is_absolute()
        if finding.rule == "blocked" and is_ours and (finding.path, finding.line) not in wrong:
            yield finding
    yield from catalogs.check_age(options.now)
    for finding in check_site(project, judgement.press, options.locales):
        if finding.rule not in catalogs.ignored.get((finding.path, finding.line), ()):
            yield finding
    if options.output:
        yield from check_output(project, options.output)


class _Catalogs:
    """The catalogs of some editions, read once: their findings, and which messages they have."""

    def __init__(self, project: Project, site: Site, locales: Iterable[Locale]) -> None:
        self.project, self.site, self.settings = project, site, settings_of(project)
        self.files = {locale: site_catalogs(project, site, locale) for locale in locales}
        self.languages = foreign_languages(site)
        self.keys: dict[tuple[Locale, str], frozenset[Key]] = {}
        self.broken: set[tuple[Locale, str]] = set()
        self.ignored: dict[tuple[str, int], frozenset[str]] = {}
        """Rules that a message's source or its translator silences, by file and line."""

    def check(self, progress: Progress) -> Iterator[Finding]:
        """The findings in all catalogs of the site; those of a theme that polypub brings along are not its own."""
        work = [
            (locale, domain, path) for locale, files in self.files.items() for domain, path in sorted(files.items())
        ]
        for done, (locale, domain, path) in enumerate(work):
            progress(done, len(work))
            yield from self._check_one(locale, domain, path)

    def _check_one(self, locale: Locale, domain: str, path: Path) -> Iterator[Finding]:
        shown = self._shown(path)
        try:
            data = read_if_there(path)
            catalog = None if data is None else read_catalog(data, shown, domain, locale)
        except PolypubError as error:
            self.broken.add((locale, domain))
            for problem in error.problems:
                rule = problem.rule or ("po-syntax" if isinstance(error, CatalogError) else "source")
                yield _of_problem(replace(problem, path=shown), rule, locale)
        else:
            if catalog is not None:
                self.keys[locale, domain] = frozenset(m.key for m in catalog.messages if not m.obsolete)
                silent = ((message.line, ignored_rules(message)) for message in catalog.messages)
                self.ignored |= {(shown, line): rules for line, rules in silent if rules}
                settings = self.settings.written_in(self.languages.get(domain))
                yield from _with_targets(check_catalog(catalog, settings), catalog)

    def check_age(self, now: dt.datetime) -> Iterator[Finding]:
        """Catalogs that lag behind the sources; `polypub extract --check` tells more."""
        try:
            templates = list(extract_messages(self.site, self.project, now))
        except PolypubError as error:
            yield from (_of_problem(problem, "source") for problem in error.problems)
            return
        domains = [template.domain for template in templates]
        for locale in self.files:
            if not any(key[0] == locale for key in (*self.keys, *self.broken)):
                spot = Spot(self.project.config_path.name, locale=locale)
                yield spot.finding("out-of-date", "this edition has no catalogs yet", _REMEDY)
                continue
            asked = wanted_domains(self.site, domains, locale)
            wanted = [template for template in templates if template.domain in asked]
            for template in group_templates(wanted, self.project.catalogs, self.languages):
                if template.messages and (locale, template.domain) not in self.broken:
                    yield from self._check_age_of(template, locale)

    def _check_age_of(self, template: Catalog, locale: Locale) -> Iterator[Finding]:
        wanted = {message.key for message in template.messages}
        found = self.keys.get((locale, template.domain))
        spot = Spot(self._shown(self.files[locale][template.domain]), locale=locale)
        if found is None:
            yield spot.finding("out-of-date", "the catalog is not there", _REMEDY)
        elif found != wanted:
            missing, extra = len(wanted - found), len(found - wanted)
            text = f"the source has changed (messages: {missing} new, {extra} gone)"
            yield spot.finding("out-of-date", text, _REMEDY)

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.project.root).as_posix() if path.is_relative_to(self.project.root) else str(path)


def _with_targets(findings: Iterable[Finding], catalog: Catalog) -> Iterator[Finding]:
    """The findings with the form that each is about, for showing it."""
    targets = {message.line: message.targets for message in catalog.messages}
    for finding in findings:
        forms = targets.get(finding.line, ()) if finding.part else ()
        target = next((form for form in forms if finding.part in form), "")
        yield replace(finding, target=target) if target else finding
