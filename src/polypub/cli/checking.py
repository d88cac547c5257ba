"""What `polypub check` does with findings: mend, compare with a baseline, report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from polypub.check.baseline import NEVER_KNOWN, Baseline, Sifted, read_baseline, sift, write_baseline
from polypub.check.site_rules import SITE_RULES
from polypub.check.table import RULES
from polypub.cli.console import Console, counted, paint_result
from polypub.cli.context import Run
from polypub.cli.reports.github import github_report
from polypub.cli.reports.gitlab import gitlab_report
from polypub.cli.reports.json import json_report
from polypub.cli.reports.junit import junit_report
from polypub.cli.reports.report import Report
from polypub.cli.reports.sarif import sarif_report
from polypub.cli.reports.text import summarise, text_report
from polypub.errors import Problem, UsageError
from polypub.files import read_if_there, replace_file
from polypub.model.locale import Locale
from polypub.model.page import Finding
from polypub.pipeline.catalogs import Changes
from polypub.pipeline.check import CheckOptions, check_project
from polypub.pipeline.fix import diff_project, fix_project

if TYPE_CHECKING:
    from polypub.config import Project

_FORMATS: dict[str, Callable[[Report], str]] = {
    "text": lambda report: text_report(report, paint_result),
    "json": json_report,
    "github": github_report,
    "gitlab": gitlab_report,
    "sarif": sarif_report,
    "junit": junit_report,
}


@dataclass(frozen=True, slots=True)
class Options:
    """How findings are reported."""

    format: str
    fail_on: str
    baseline: Path | None
    write_baseline: Path | None
    output: Path | None


def refuse_contradictions(options: Options, has_locales: bool, mending: tuple[bool, bool]) -> None:
    """UsageError for options that do not go together."""
    fix, diff = mending
    problems = []
    if diff and not fix:
        problems.append(Problem("--diff shows what --fix would do", hint="Add --fix."))
    if options.write_baseline and has_locales:
        hint = "Leave the editions away."
        problems.append(Problem("a baseline is written for all editions at once", hint=hint))
    if options.write_baseline and diff:
        problems.append(Problem("--fix --diff finds nothing to write into a baseline", hint="Run check twice."))
    if problems:
        raise UsageError(problems)


def show_patch(project: Project, editions: tuple[Locale, ...]) -> int:
    """Print what `--fix` would change, reviewed texts too; 1 when there is something."""
    patches = list(diff_project(project, editions, _folder_in_repository(project.root)))
    sys.stdout.flush()
    for patch in patches:
        sys.stdout.buffer.write(patch)
    sys.stdout.buffer.flush()
    return 1 if patches else 0


def mend(run: Run, project: Project, editions: tuple[Locale, ...]) -> None:
    """Mend unread drafts, and say where."""
    changes = Changes(project.root)
    gone = fix_project(project, editions, changes)
    for path in changes.changed:
        run.console.say(f"mended {path}")
    run.console.warnings(problem for problem in changes.problems if not problem.line)  # others are findings
    run.console.say(f"{counted(len(gone), 'finding')} mended; `--fix --diff` shows what could be in reviewed texts.")


def report(run: Run, project: Project, editions: tuple[Locale, ...], options: Options) -> int:
    """Check and report; the exit code."""
    known = _read(options.baseline)
    moment = run.moment(project)
    progress = run.console.progress("catalog")
    try:
        findings = check_project(project, CheckOptions(moment, editions, options.output), progress)
    finally:
        progress.close()
    if options.write_baseline:
        return _write(run.console, options.write_baseline, findings)
    sifted = sift(findings, known)
    made = Report(
        findings=sifted.new,
        known=sifted.known,
        fail_on=options.fail_on,
        folder=_folder_in_repository(project.root),
        rules={rule.id: rule.finds for rule in (*RULES, *SITE_RULES)},
    )
    sys.stdout.write(_FORMATS[options.format](made))
    if options.format != "text" or not made.findings:
        run.console.say(summarise(made))
    _tell_vanished(run.console, sifted, (options.baseline, editions))
    return 1 if made.failures else 0


def _read(path: Path | None) -> Baseline:
    if path is None:
        return Baseline()
    data = read_if_there(path)
    if data is None:
        hint = f"Write it with: polypub check --write-baseline {path}"
        raise UsageError(Problem("there is no such baseline", str(path), hint=hint))
    return read_baseline(data, str(path))


def _write(console: Console, path: Path, findings: tuple[Finding, ...]) -> int:
    data = write_baseline(findings)
    if read_if_there(path) != data:
        replace_file(path, data)
    unreadable = sum(finding.rule in NEVER_KNOWN for finding in findings)
    console.say(f"{counted(len(findings) - unreadable, 'finding')} noted in {path}.")
    if unreadable:
        left = "finding on a file that cannot be read is", "findings on files that cannot be read are"
        console.say(f"{counted(unreadable, *left)} never noted; run `polypub check`.")
    return 0


def _tell_vanished(console: Console, sifted: Sifted, checked: tuple[Path | None, tuple[Locale, ...]]) -> None:
    """What the baseline knows and is found no more, of the editions that were checked."""
    path, editions = checked
    vanished = [known for known in sifted.vanished if not known.locale or known.locale in editions]
    if vanished:
        for known in vanished:
            console.say(f"gone: {known.rule} in {known.file}")
        gone = counted(len(vanished), "known finding is", "known findings are")
        console.say(f"{gone} gone. Shrink the baseline: --write-baseline {path}")


def _folder_in_repository(root: Path) -> str:
    """The site's folder below the repository's root, with a final slash; empty when it is the root or in none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""
