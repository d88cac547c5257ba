"""`--format text`: for people, grouped by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from polypub.cli.console import counted
from polypub.cli.reports.report import SEVERITIES, Report
from polypub.cli.reports.visible import make_visible
from polypub.model.page import Finding

Paint = Callable[[str, str], str]
"""A text in a colour, or as it is where there are no colours."""

_AROUND = 40
"""Characters of a translation that are shown on either side of the offending part."""
_NAMES = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}


def text_report(report: Report, paint: Paint | None = None) -> str:
    """The findings of each file under its name, then their number; empty when there are none."""
    if not report.findings:
        return ""
    draw = paint or (lambda text, _: text)
    blocks = ["\n".join(_block(path, findings, draw)) for path, findings in report.by_file()]
    return "\n\n".join([*blocks, summarise(report)]) + "\n"


def summarise(report: Report) -> str:
    """How many of each severity, in how many files, in one line."""
    counts = report.counts
    parts = [counted(counts[severity], *_NAMES[severity]) for severity in SEVERITIES if counts[severity]]
    files = counted(len(report.by_file()), "file")
    known = f" ({counted(report.known, 'known one')} not shown)" if report.known else ""
    return f"{', '.join(parts) or 'Nothing'} found{f' in {files}' if parts else ''}{known}."


def _block(path: str, findings: list[Finding], paint: Paint) -> Iterator[str]:
    yield paint(make_visible(path), "bold")
    width = max(len(str(finding.line or "")) for finding in findings)
    for finding in findings:
        yield from _lines(finding, width, paint)


def _lines(finding: Finding, width: int, paint: Paint) -> Iterator[str]:
    line = str(finding.line or "").rjust(width)
    severity = paint(_NAMES[finding.severity][0].ljust(7), finding.severity)
    yield f"  {line}  {severity}  {make_visible(finding.text)}  {paint(finding.rule, 'dim')}"
    margin = " " * (width + 4)
    if finding.part and finding.part in finding.target:
        yield f"{margin}| {_excerpt(finding, paint)}"
    if finding.hint:
        yield f"{margin}{paint(make_visible(finding.hint), 'dim')}"


def _excerpt(finding: Finding, paint: Paint) -> str:
    """The part, marked, and some of the translation around it."""
    before, part, after = finding.target.partition(finding.part)
    left = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
    right = f"{after[:_AROUND]}…" if len(after) > _AROUND else after
    shown = part if len(part) <= 2 * _AROUND else f"{part[:_AROUND]}…{part[-_AROUND:]}"
    marked = paint(make_visible(shown), "mark")
    if marked == make_visible(shown):  # without colours, brackets show where it begins and ends
        marked = f">>>{marked}<<<"
    return f"{make_visible(left)}{marked}{make_visible(right)}"
